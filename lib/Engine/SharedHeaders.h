//===- SharedHeaders.h - Headers parsed once for many units -*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// Nine tenths of a kernel unit are headers that most units include. They are precompiled once for
// all units with the same arguments. A unit then sees declarations and macros of headers it does
// not include; HeaderWatch tells when that could matter to it.
//
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_SHAREDHEADERS_H
#define GFPLINT_ENGINE_SHAREDHEADERS_H

#include "Engine/EventHeaders.h"
#include "Engine/HeaderHistory.h"
#include "Facts/BodyFilter.h"
#include "Kbuild/CompileCommands.h"
#include "Rules/RuleSet.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem/UniqueID.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace clang {
class CompilerInvocation;
} // namespace clang

namespace gfp {

/// Where another file must be when one is included, as seen from the start of that or, if it
/// includes the other itself, from what follows its own includes.
struct HeaderNeed {
  enum Kind : uint8_t {
    Before,    ///< It tests a macro of the other.
    Left,      ///< The same, and each includes the other: that one must be at its end.
    NotBefore, ///< It found a macro of the other undefined.
    NotLeft,   ///< The same, and the other includes it beforehand.
    NotLeftYet ///< The same, and each includes the other.
  };
  unsigned Other;
  Kind Where;
  bool operator==(const HeaderNeed &O) const { return Other == O.Other && Where == O.Where; }
};

/// \p File says more of what \p Of declares, or undefines a macro of it.
struct HeaderAmendment {
  std::string Name;
  unsigned Of, File;
};

/// What tells whether a unit may use a precompiled header. Files are numbers.
struct HeaderFacts {
  using FilesByName = llvm::StringMap<llvm::SmallVector<unsigned, 2>>;
  /// What the unit includes if it includes \p File; nothing if that is none of these, or Silent.
  std::optional<unsigned> included(llvm::sys::fs::UniqueID File) const {
    auto Known = Files.find(File);
    return Known == Files.end() || Silent[Known->second] ? std::nullopt
                                                         : std::optional(Known->second);
  }

  std::map<llvm::sys::fs::UniqueID, unsigned> Files;
  std::vector<std::string> FileNames;
  /// Files the arguments themselves include (-include).
  llvm::SmallVector<unsigned, 4> Implied;
  /// The files each file includes.
  std::vector<llvm::SmallVector<unsigned, 8>> Includes;
  /// What each file asks of others, so that it says the same again.
  std::vector<llvm::SmallVector<HeaderNeed, 2>> Needs;
  /// The value of __COUNTER__ behind the last.
  uint32_t Counter = 0;
  /// The directories behind those all units have, and the files that include what was found there.
  std::vector<std::string> Directories;
  std::vector<bool> Directed;
  /// Files that include, declare and define nothing here, as what is for those who ask for more by
  /// a macro: a unit that includes one by itself reads it anew.
  std::vector<bool> Silent;
  /// Where both files count, the first alone says something else.
  std::vector<HeaderAmendment> Amendments;
  /// The files that mention each identifier, and those that first of all define it as a macro, or
  /// undefine it: what it was before is nothing to them.
  FilesByName Mentions, Sets;
  /// Of the mentions, those to which it would matter if the name had parameters.
  FilesByName Calls;
  /// The files that define each macro differently: which of them counts is a matter of order.
  FilesByName Contested;
  /// Macros that are undefined but from a definition to an #undef of the same file, which includes
  /// nothing in between.
  llvm::StringSet<> Fleeting;
  /// Functions with a body that counts, and variables with an initialiser.
  std::vector<std::string> Names;
};

/// One precompiled header.
struct PrecompiledHeader : HeaderFacts {
  /// One that goes on from \p Base, if that is not null: its facts are the first of this one's.
  explicit PrecompiledHeader(std::shared_ptr<const PrecompiledHeader> Base = nullptr);

  /// The header, and the source it was made from: named as the files they would be.
  std::unique_ptr<llvm::MemoryBuffer> Bytes, Source;
  std::shared_ptr<const PrecompiledHeader> Base;
  /// What one that goes on from here has to know; null: none does.
  std::unique_ptr<const HeaderHistory> History;

  /// About what it takes of memory, without its base.
  size_t bytes() const;
  /// \p File is this one itself, its source, or one of those it goes on from.
  bool isItself(llvm::StringRef File) const;
  /// \p Disk with these laid over it, for one thread.
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
  over(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk) const;
};

/// Has \p Invocation parse its source as if it included \p Header first.
void usePrecompiled(const PrecompiledHeader &Header, clang::CompilerInvocation &Invocation);

/// The directories of \p Command that come behind those all units have.
std::vector<std::string> ownDirectories(const CompileCommand &Command);

/// The precompiled headers of a scan: one for each group of units with equal arguments, and, going
/// on from that, those of modules and directories with several units, whose own headers are
/// included there, too.
class SharedHeaders {
public:
  /// \p Bodies tells which functions of headers count, \p Rules which macros a unit may define as
  /// it likes. \p All are the commands of the scan, and live as long as this.
  SharedHeaders(llvm::ArrayRef<CompileCommand> All, const BodyFilter &Bodies, const RuleSet &Rules);
  ~SharedHeaders();

  /// Units that share a header.
  struct Group;
  /// The group of each of \p Units; null for one that shares with too few. Not to be called while
  /// another thread uses this.
  std::vector<Group *> groupsOf(llvm::ArrayRef<const CompileCommand *> Units);

  /// It needs to be made, and can be.
  static bool isToBeMade(const Group &Of);
  /// The group whose header that of \p Of goes on from, and which is to be made first; null: none.
  static Group *baseOf(const Group &Of);
  /// What many units of \p Of include, precompiled; null if that cannot be. By any thread.
  std::shared_ptr<const PrecompiledHeader> make(const Group &Of) const;

  // By one thread at a time:
  /// \p Made is what make() gave for \p Of.
  static void keep(Group &Of, std::shared_ptr<const PrecompiledHeader> Made);
  /// That of \p Of, or of its base; null if neither was made.
  static std::shared_ptr<const PrecompiledHeader> headerOf(const Group &Of);
  /// Nobody needs the header of \p Of for now. Once such headers are too many for memory they are
  /// all let go, and so are later ones: few of them would be needed again.
  void leave(Group &Of);

  /// What keeps \p Command's unit from using \p Header, of its group; empty if nothing does: a
  /// macro it defines, and that was not defined when the header, which mentions it, was made.
  std::string obstacle(const CompileCommand &Command, const PrecompiledHeader &Header) const;

private:
  /// Headers to precompile, with their quotes, and how.
  struct Recipe {
    CompileCommand Command; ///< Whose source would include them.
    std::vector<std::string> Headers;
    std::shared_ptr<const PrecompiledHeader> Base; ///< May be null.
    /// The events its units may use; null: others may go on from it.
    const EventNames *Used = nullptr;
  };
  /// Of \p How what parses; all of it without its base, if that parses, and with it does not.
  std::shared_ptr<const PrecompiledHeader> precompile(Recipe How) const;
  /// All of \p How. Null if that does not parse; \p Wrong are the errors' headers, from 1.
  std::shared_ptr<const PrecompiledHeader> precompileAll(const Recipe &How,
                                                         std::vector<unsigned> &Wrong) const;
  /// The events that \p Sources, or files beside them, which they may include, may use.
  EventNames eventsIn(llvm::ArrayRef<std::string> Sources) const;

  /// A header with the arguments of \p Command finds what \p Base found.
  static bool canGoOnFrom(const PrecompiledHeader &Base, const CompileCommand &Command);
  /// Its header may be let go when no unit needs it.
  static bool canBeIdle(const Group &Of);

  /// What the arguments of \p Command have in common with those of units it can share with: not the
  /// source, nor what is idle, nor macros and directories that few units have.
  std::string keyOf(const CompileCommand &Command) const;
  /// \p Arg defines a macro that few units have.
  bool isOwnMacro(llvm::StringRef Arg) const;

  BodyFilter Bodies;
  const RuleSet &Rules;
  llvm::StringSet<> Common; ///< Arguments that define a macro for many.
  /// The sources of each module, and of each directory what is no module.
  llvm::StringMap<std::vector<std::string>> Sources;
  llvm::StringMap<std::unique_ptr<Group>> Groups;
  bool TooMany = false; ///< Headers nobody needs for now are not kept.
};

} // namespace gfp

#endif // GFPLINT_ENGINE_SHAREDHEADERS_H
