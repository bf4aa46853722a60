//===- SourceFilter.cpp - Which sources need parsing -----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/SourceFilter.h"
#include "Engine/HeaderListing.h"
#include "Engine/Identifiers.h"
#include "Engine/RegularFiles.h"
#include "Findings/Comments.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"
#include <fmt/format.h>
#include <optional>
#include <utility>
#include <vector>

using namespace gfp;
using llvm::StringRef;

namespace {

/// Sources that include sources, to this depth; deeper ones are parsed.
constexpr unsigned MaxDepth = 3;
/// Taking a source apart takes some ten times its size; larger ones are parsed as they are.
constexpr size_t LargestReduced = 8u << 20;
/// Wrappers of wrappers, to this depth.
constexpr unsigned MaxRounds = 6;

/// The comments of a text, asked for one place after the other.
class Comments {
public:
  explicit Comments(StringRef Text) : All(commentsIn(Text)) {}

  /// \p Offset, not below the one asked last, is in a comment.
  bool hold(size_t Offset) {
    while (Next < All.size() && All[Next].End <= Offset)
      ++Next;
    return Next < All.size() && All[Next].Begin <= Offset;
  }

private:
  std::vector<CommentRange> All;
  size_t Next = 0;
};

/// \p Offset is in the name of a file that is included: <linux/vmalloc.h> is no vmalloc().
bool inInclude(StringRef Text, size_t Offset) {
  size_t Newline = Text.take_front(Offset).rfind('\n');
  StringRef Line = Text.slice(Newline == StringRef::npos ? 0 : Newline + 1, Offset).ltrim(" \t");
  return Line.consume_front("#") && Line.ltrim(" \t").starts_with("include");
}

} // namespace

/// A number for a set of words.
static uint64_t digestOf(const llvm::StringSet<> &Words) {
  std::vector<StringRef> Sorted(Words.keys().begin(), Words.keys().end());
  llvm::sort(Sorted);
  return llvm::xxh3_64bits(llvm::join(Sorted, "\n"));
}

static uint64_t digestOf(llvm::ArrayRef<uint64_t> Numbers) {
  return llvm::xxh3_64bits(llvm::ArrayRef(reinterpret_cast<const uint8_t *>(Numbers.data()),
                                          Numbers.size() * sizeof(uint64_t)));
}

SourceFilter::SourceFilter(const SourceWords &Words, const llvm::StringSet<> &Joined,
                           const RuleSet &Rules, MaskText Given, const std::string &Root,
                           llvm::StringSet<> Directories, unsigned Threads, ResultCache *Cache)
    : Joined(Joined), Rules(Rules), Masks(std::move(Given)), Threads(Threads), Cache(Cache),
      Headers(HeaderListing::below(Root, Threads, Cache).Headers),
      Directories(std::move(Directories)), Digest(digestOf(Joined)) {
  // Headers of trace events allocate nothing, and call themselves after what they trace.
  llvm::erase_if(Headers, [](StringRef Name) { return Name.contains("/trace/events/"); });
  if (Cache) {
    std::vector<uint64_t> All = {Cache->identity(), digestOf(this->Directories)};
    Cache->files().ask(Headers, Threads);
    for (const std::string &Header : Headers) {
      All.push_back(llvm::xxh3_64bits(Header));
      All.push_back(Cache->files().of(Header));
    }
    HeaderContents = digestOf(All);
  }
  extend(Words);
}

void SourceFilter::extend(const SourceWords &Words) {
  size_t Before = Asked.Always.size() + Asked.ByMask.size();
  for (const auto &Word : Words.Always)
    Asked.Always.insert(Word.getKey());
  for (const auto &Word : Words.ByMask)
    Asked.ByMask.insert(Word.getKey());
  if (Asked.Always.size() + Asked.ByMask.size() == Before)
    return;
  ++Version;
  llvm::StringMap<bool> Old = std::exchange(Closed, {});
  takeClosed(keep(fmt::format("closed {} {}", digestOf(Asked.Always), digestOf(Asked.ByMask)), [&] {
    close(Asked);
    suspect();
    return closedBytes();
  }));
  llvm::StringSet<> All, New;
  for (const auto &Each : Closed) {
    All.insert(Each.getKey());
    auto Before = Old.find(Each.getKey());
    if (Before == Old.end() || (Before->second && !Each.second))
      New.insert(Each.getKey());
  }
  Filter = std::make_unique<WordFilter>(All);
  Fresh = std::make_unique<WordFilter>(New);
  Digest = digestOf({Digest, llvm::xxh3_64bits(closedBytes())});
}

const HeaderWords &SourceFilter::index() {
  if (!Index)
    Index = std::make_unique<HeaderWords>(Headers, Directories, Masks, Threads);
  return *Index;
}

std::string SourceFilter::closedBytes() const {
  std::vector<std::string> Lines;
  for (const auto &Each : Closed)
    Lines.push_back((Each.second ? "m" : "a") + Each.getKey().str());
  for (const auto &Header : Suspects)
    Lines.push_back("h" + Header.getKey().str());
  llvm::sort(Lines);
  return llvm::join(Lines, "\n");
}

void SourceFilter::takeClosed(StringRef Bytes) {
  for (StringRef Line : llvm::split(Bytes, '\n'))
    if (Line.consume_front("h"))
      Suspects.insert(Line);
    else if (!Line.empty())
      Closed[Line.drop_front()] = Line.starts_with("m");
}

void SourceFilter::close(const SourceWords &Words) {
  std::vector<std::string> New;
  auto add = [&](StringRef Name, bool ByMask) {
    auto [Entry, IsNew] = Closed.try_emplace(Name, ByMask);
    if (!IsNew && (ByMask || !Entry->second))
      return;
    Entry->second = ByMask;
    New.push_back(Name.str());
  };
  for (const auto &Word : Words.Always)
    add(Word.getKey(), false);
  for (const auto &Word : Words.ByMask)
    add(Word.getKey(), true);
  for (unsigned Round = 0; !New.empty() && Round < MaxRounds; ++Round)
    for (const std::string &Word : std::exchange(New, {})) {
      bool ByMask = Closed.lookup(Word);
      for (const HeaderWords::Mention &Each : index().of(Word))
        if (concerns(Each, ByMask))
          add(index().nameOf(Each.Within), ByMask && handsOn(Each));
    }
}

bool SourceFilter::concerns(const HeaderWords::Mention &Each, bool ByMask) {
  return !(ByMask && Each.Mask == MaskText::Harmless) &&
         !Rules.isKnownName(RuleSet::baseName(index().nameOf(Each.Within)));
}

bool SourceFilter::handsOn(const HeaderWords::Mention &Each) {
  return Each.Mask == MaskText::HandedOn && !index().namesFlags(Each.Within);
}

void SourceFilter::suspect() {
  for (const auto &Word : Closed)
    for (const HeaderWords::Mention &Each : index().of(Word.getKey()))
      if (const std::string *Header = index().headerOf(Each.Within);
          Header && concerns(Each, Word.second) && !(Word.second && handsOn(Each)))
        Suspects.insert(*Header);
}

std::string SourceFilter::keep(StringRef Question, llvm::function_ref<std::string()> Make) const {
  const uint64_t Key = digestOf({HeaderContents, llvm::xxh3_64bits(Question)});
  if (auto Known = Cache ? Cache->recall(Key) : std::nullopt)
    return *Known;
  std::string Answer = Make();
  if (Cache)
    Cache->note(Key, Answer);
  return Answer;
}

SourceFilter::FileNames SourceFilter::leadingTo(llvm::ArrayRef<std::string> Wanted) {
  auto make = [&] {
    llvm::StringSet<> Names;
    for (unsigned Header : includes().leadingTo(Wanted))
      Names.insert(llvm::sys::path::filename(Headers[Header]));
    return llvm::join(Names.keys(), "\n");
  };
  FileNames Found;
  std::string Known = keep("names that lead to\n" + llvm::join(Wanted, "\n"), make);
  for (StringRef Name : llvm::split(Known, '\n'))
    Found.Names.insert(Name);
  Found.Digest = digestOf(Found.Names);
  return Found;
}

bool SourceFilter::includesAny(const std::string &File, const FileNames &Files) const {
  auto look = [&](bool &) {
    auto Buffer = RegularFiles::read(File);
    return Buffer && anyInclude(Buffer->getBuffer(), [&](IncludedFile Each) {
             return Files.Names.contains(Each.lastName());
           });
  };
  bool Keep = true;
  uint64_t Contents = contentsOf(File);
  constexpr uint64_t Includes = 2; // Of the kinds of questions about a file.
  return Contents ? Cache->decide(digestOf({Contents, Files.Digest, Includes}), look) : look(Keep);
}

void SourceFilter::visit(StringRef Text, const WordFilter &Words,
                         llvm::function_ref<bool(unsigned)> Stop) const {
  std::optional<Comments> InText;
  for (unsigned Offset : Words.wordsIn(Text)) {
    if (inInclude(Text, Offset))
      continue;
    auto Known = Closed.find(identifierAt(Text.substr(Offset)));
    // One that is broken over lines is found, but not read.
    bool Certain = Known == Closed.end() || !Known->second;
    if (!Certain && !InText)
      InText.emplace(Text);
    if ((Certain ||
         (!InText->hold(Offset) && Masks.ofCall(Text, Offset, "") != MaskText::Harmless)) &&
        Stop(Offset))
      return;
  }
}

bool SourceFilter::matters(StringRef Text, const WordFilter &Words) const {
  bool Any = false;
  visit(Text, Words, [&](unsigned) { return Any = true; });
  return Any;
}

SourceSeed::Kind SourceFilter::kindOf(StringRef Word) const {
  if (Closed.lookup(Word) || Masks.isKnown(Word))
    return SourceSeed::Mask;
  for (const ScopePair &Pair : Rules.scopePairs())
    if (Word == Pair.Save || Word == Pair.Restore)
      return Word == Pair.Save ? SourceSeed::Save : SourceSeed::Restore;
  return SourceSeed::Any;
}

ReducedSource SourceFilter::reduce(const std::string &File,
                                   llvm::function_ref<bool(StringRef)> IsWanted) const {
  auto Buffer = RegularFiles::read(File);
  if (!Buffer || Buffer->getBufferSize() > LargestReduced)
    return {};
  StringRef Text = Buffer->getBuffer();
  std::vector<SourceSeed> Seeds;
  visit(Text, *Filter, [&](unsigned Offset) {
    Seeds.push_back({kindOf(identifierAt(Text.substr(Offset))), Offset});
    return false;
  });
  visitJoined(Text, [&](unsigned Offset) {
    Seeds.push_back({SourceSeed::Mask, Offset});
    return false;
  });
  llvm::SmallString<256> Directory = llvm::sys::path::parent_path(File);
  auto inHeaders = [&](llvm::ArrayRef<StringRef> Headers, const llvm::StringSet<> &Names) {
    const WordFilter Sought(Names);
    return llvm::any_of(Headers, [&](StringRef Header) {
      llvm::SmallString<256> Path(Directory);
      llvm::sys::path::append(Path, Header);
      auto Buffer = RegularFiles::read(Path);
      return Buffer && Sought.anyIn(Buffer->getBuffer());
    });
  };
  auto exports = [&](StringRef Macro) { return Rules.isExportingMacro(Macro); };
  return reduceSource(Text, Seeds, {IsWanted, exports, inHeaders});
}

SourceFilter::Sought::Sought(const llvm::StringSet<> &Names)
    : Names(Names), Digest(digestOf(Names)) {}

/// \p Text looks as if it defined one of \p Functions.
static bool defines(StringRef Text, const SourceFilter::Sought &Functions) {
  std::vector<unsigned> Places = Functions.Names.wordsIn(Text);
  if (Places.empty())
    return false;
  Comments InText(Text);
  return llvm::any_of(Places, [&](unsigned Offset) {
    // A definition's name is followed by its parameters, and these by its body.
    size_t Next = Text.find_first_of(";{", Offset);
    return !InText.hold(Offset) && Next != StringRef::npos && Text[Next] == '{' &&
           Text.slice(Offset, Next).contains('(');
  });
}

bool SourceFilter::joins(StringRef Text) const {
  bool Any = false;
  visitJoined(Text, [&](unsigned) { return Any = true; });
  return Any;
}

void SourceFilter::visitJoined(StringRef Text, llvm::function_ref<bool(unsigned)> Stop) const {
  StringRef Last;
  for (unsigned Offset : Joined.wordsIn(Text)) {
    StringRef Name = identifierAt(Text.substr(Offset));
    if (!Last.empty() && Name != Last) {
      StringRef Between(Last.end(), Text.data() + Offset - Last.end());
      if (Between.ltrim(" \t\r\n)").rtrim(" \t\r\n(\\") == "|" && Stop(Offset))
        return;
    }
    Last = Name;
  }
}

bool SourceFilter::mayMatter(const std::string &File) const { return decide(File, nullptr); }

bool SourceFilter::mayMatterNow(const std::string &File, const Sought &Functions) const {
  return decide(File, &Functions);
}

bool SourceFilter::decide(const std::string &File, const Sought *Functions) const {
  bool Alone = true;
  if (uint64_t Contents = contentsOf(File))
    return Cache->decide(
        digestOf({Contents, Digest, uint64_t(!!Functions), Functions ? Functions->Digest : 0}),
        [&](bool &Keep) { return mayMatter(File, Functions, 0, Keep); });
  return mayMatter(File, Functions, 0, Alone);
}

bool SourceFilter::mayMatter(const std::string &File, const Sought *Functions, unsigned Depth,
                             bool &Alone) const {
  contentsOf(File); // What is said of the unit hangs on it.
  auto Buffer = RegularFiles::read(File);
  if (!Buffer || Depth > MaxDepth)
    return true;
  StringRef Text = Buffer->getBuffer();
  if (Functions ? matters(Text, *Fresh) || (Depth == 0 && defines(Text, *Functions))
                : joins(Text) || matters(Text, *Filter))
    return true;
  // A source can include other sources; headers are known.
  return anyInclude(Text, [&](IncludedFile Each) {
    if (Each.Name.ends_with(".h"))
      return false;
    Alone = false;
    if (Each.Open != '"')
      return true; // A macro names it, or it is somewhere on the include path.
    llvm::SmallString<256> Path = llvm::sys::path::parent_path(File);
    llvm::sys::path::append(Path, Each.Name);
    return mayMatter(Path.str().str(), Functions, Depth + 1, Alone);
  });
}
