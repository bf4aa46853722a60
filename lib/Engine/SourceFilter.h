//===- SourceFilter.h - Which sources need parsing ----------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_SOURCEFILTER_H
#define GFPLINT_ENGINE_SOURCEFILTER_H

#include "Engine/Analysis.h"
#include "Engine/ClosedWords.h"
#include "Engine/HeaderWords.h"
#include "Engine/MaskText.h"
#include "Engine/MemoryText.h"
#include "Engine/ResultCache.h"
#include "Engine/SourceReduction.h"
#include "Engine/SourceWords.h"
#include "Engine/SpelledMasks.h"
#include "Engine/TextMemory.h"
#include "Engine/TextSearch.h"
#include "Rules/RuleSet.h"
#include "Rules/WordFilter.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace gfp {

/// Tells from the text of a source whether parsing it can lead to a finding. The words that matter
/// are closed over the tree's headers: a macro or inline function of a header that uses one becomes
/// one.
class SourceFilter {
public:
  /// Reads every header below \p Root on \p Threads threads. The insides of what the rules know are
  /// their own affair: such a name becomes no word because of them. \p Cache, if not null, spares
  /// reading what was read in earlier scans.
  /// \p Directories are those in which commands look for headers.
  SourceFilter(const Analysis &Checks, const std::string &Root, llvm::StringSet<> Directories,
               unsigned Threads, ResultCache *Cache);

  /// Adds \p Words, what headers make of them, and the functions of sources that may give memory
  /// because of these.
  void extend(const SourceWords &Words);

  /// Finds out which of \p Sources, all there are, matter by the shapes of their functions, and
  /// which functions of them may give memory; to be called before anything else.
  void searchTexts(std::vector<std::string> Sources);
  /// Some finding may hang on whether the function \p Name sleeps.
  bool maySleep(llvm::StringRef Name) const {
    return Shaped.Names.contains(TextFunction::hashOf(Name));
  }
  /// The function or macro \p Name may give memory of which it matters what frees it.
  bool mayGive(llvm::StringRef Name) const { return Closed.lookup(Name).CannotFree; }

  /// \p File may lead to a finding; so may one that cannot be read.
  bool mayMatter(const std::string &File) const;
  /// Changes whenever words were added.
  size_t version() const { return Version; }

  /// Headers with a function in which there may be a finding, whoever calls it.
  const llvm::StringSet<> &suspects() const { return Suspects; }
  /// What the headers of the tree include.
  const IncludeGraph &includes() { return index().includes(); }
  /// Names of files, without their directories.
  struct FileNames {
    llvm::DenseSet<uint64_t> Hashes;
    uint64_t Digest = 0;
  };
  /// Those of \p Headers and of all headers that lead to one.
  FileNames leadingTo(llvm::ArrayRef<std::string> Headers);
  /// \p File includes something that is called like one of \p Files.
  bool includesAny(const std::string &File, const FileNames &Files) const;
  /// A number for what \p File says; 0 if nothing is kept for later scans.
  uint64_t contentsOf(const std::string &File) const { return Cache ? Cache->files().of(File) : 0; }
  /// What \p Make gives for \p Question, or gave in an earlier scan of the same headers.
  std::string keep(llvm::StringRef Question, llvm::function_ref<std::string()> Make) const;

  /// Functions whose definitions are looked for.
  struct Sought {
    WordFilter Names;
    WordFilter Either; ///< These and the words that the last extend() added.
    uint64_t Digest;
  };
  Sought lookFor(const llvm::StringSet<> &Functions) const;
  /// \p File, which could lead to no finding before the last extend(), may now, or it looks as if
  /// it defined one of \p Functions.
  bool mayMatterNow(const std::string &File, const Sought &Functions) const;

  /// The digest of what reduce() tells now, and the words it hangs on.
  struct Reduction {
    uint64_t Digest = 0;
    size_t Version = 0;
  };
  /// \p Wanted is a number for the functions that are wanted.
  Reduction reduction(const std::string &File, llvm::function_ref<bool(llvm::StringRef)> IsWanted,
                      uint64_t Wanted);
  /// \p File holds none of \p Names, and none of the words that came since \p Before: it is reduced
  /// to the same if these names are wanted, too.
  bool reducesAlike(const std::string &File, const Reduction &Before,
                    const WordFilter &Names) const;
  /// Keeps for later scans what was found out.
  void save();

  /// What of \p File must be parsed with regard to the words there are now, and to the functions
  /// that are wanted; all of it if it cannot be read.
  ReducedSource reduce(const std::string &File,
                       llvm::function_ref<bool(llvm::StringRef)> IsWanted) const;

private:
  /// Of \p Text, what \p File says.
  ReducedSource reduce(const std::string &File, llvm::StringRef Text,
                       llvm::function_ref<bool(llvm::StringRef)> IsWanted) const;
  /// \p Functions: only what is new is looked for, and they are; null: all is. \p Alone becomes
  /// false if other sources have a say.
  bool mayMatter(const std::string &File, const Sought *Functions, unsigned Depth,
                 bool &Alone) const;
  bool decide(const std::string &File, const Sought *Functions) const;
  const HeaderWords &index();
  bool matters(llvm::StringRef Text, const WordFilter &Words, bool IsIncluded) const;
  /// Calls \p Stop with the offset and use of each of \p Words that matters by itself until it
  /// returns true. True if before that it met one for which memory may be misused in \p Text.
  bool visit(llvm::StringRef Text, const WordFilter &Words,
             llvm::function_ref<bool(unsigned, WordUse)> Stop) const;
  /// The flag or mask at \p Offset is of no interest there, for all it is read for.
  bool isPlain(llvm::StringRef Text, unsigned Offset, WordUse Use) const;
  MemoryUses memoryOf(llvm::StringRef Text) const;
  bool mayMisuseMemory(llvm::StringRef Text) const { return memoryOf(Text).Misused; }
  void searchShapes();
  /// What is known of a source that was read.
  struct SeenText {
    TextSignature Words;
    std::vector<uint64_t> Included; ///< Hashes of the names of these files, without directories.
    bool IncludesCode = false;      ///< What its text holds is not all.
    explicit SeenText(llvm::StringRef Text);
  };
  /// Keeps for later questions what \p Text, of \p File, can hold.
  const SeenText &remember(const std::string &File, llvm::StringRef Text) const;
  /// Null: it was not read.
  const SeenText *seen(const std::string &File) const;
  /// Adds \p Words and what headers make of them; FreshWords are these then.
  void add(const SourceWords &Words);
  /// Adds the functions of sources that may give memory because of \p Words, and those that may
  /// because of these.
  void followMemory(llvm::StringSet<> Words);
  /// What \p Giving, the words that give memory and are looked for, let the functions of \p File
  /// give others.
  llvm::StringMap<FreeSet> givenBy(const std::string &File, const WordFilter &Giving);
  /// Those of \p Words that give memory.
  llvm::StringSet<> giving(const llvm::StringSet<> &Words) const;
  /// The same for the second of each two names that are joined, and for one joined to anything.
  void visitJoined(llvm::StringRef Text, llvm::function_ref<bool(unsigned)> Stop) const;
  bool joins(llvm::StringRef Text) const;
  SourceSeed::Kind kindOf(llvm::StringRef Word, WordUse Use) const;

  WordFilter Joined; ///< Two different ones with but a `|` between them matter as well.
  const llvm::StringSet<> &JoinedToAnything; ///< Each of these does that has one beside it.
  const SoughtShapes &Shapes;
  TextHits Shaped; ///< Sources that matter by their shapes.
  const RuleSet &Rules;
  const llvm::StringMap<FreeSet> &MemoryOfSources;
  MaskText Masks;
  SpelledMasks Spelled, Given; ///< For checks that ask for spellings alone, and for all.
  unsigned Threads;
  ResultCache *Cache;
  std::vector<std::string> Headers;
  llvm::StringSet<> Directories;
  uint64_t HeaderContents = 0;        ///< With the program and the rest of what answers hang on.
  std::unique_ptr<HeaderWords> Index; ///< Null: not needed yet.
  std::vector<std::string> Sources;   ///< All there are.
  SourceWords Asked;                  ///< All that were given.
  SourceWords Closed;
  llvm::StringSet<> Suspects;
  TextMemory MemoryTexts;    ///< What sources let their functions give others.
  TextMemory ReductionTexts; ///< Reductions.
  uint64_t Digest = 0;       ///< Of Closed and Joined.
  size_t Version = 0;
  mutable std::mutex SeenLock;
  mutable llvm::StringMap<SeenText> SeenTexts;
  llvm::StringSet<> FreshWords; ///< That the last extend() added.
  size_t FreshSince = 0;        ///< The version before it.
  std::unique_ptr<WordFilter> Fresh = std::make_unique<WordFilter>(llvm::StringSet<>());
  std::unique_ptr<WordFilter> Filter = std::make_unique<WordFilter>(llvm::StringSet<>());
};

} // namespace gfp

#endif // GFPLINT_ENGINE_SOURCEFILTER_H
