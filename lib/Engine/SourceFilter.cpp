//===- SourceFilter.cpp - Which sources need parsing -----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/SourceFilter.h"
#include "Bytes/HashBytes.h"
#include "Engine/EventHeaders.h"
#include "Engine/HeaderListing.h"
#include "Engine/Identifiers.h"
#include "Engine/RegularFiles.h"
#include "Engine/SourceParts.h"
#include "Engine/Threads.h"
#include "Findings/Comments.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"
#include <fmt/format.h>
#include <mutex>
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

/// The comments of a text.
class Comments {
public:
  explicit Comments(StringRef Text) : All(commentsIn(Text)) {}

  /// \p Offset is in a comment.
  bool hold(size_t Offset) const {
    auto Next =
        llvm::partition_point(All, [&](const CommentRange &Each) { return Each.End <= Offset; });
    return Next != All.end() && Next->Begin <= Offset;
  }

private:
  std::vector<CommentRange> All;
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

/// Both kinds in one.
static llvm::StringSet<> allOf(const JoinedNames &Names) {
  llvm::StringSet<> All;
  for (const auto *Each : {&Names.ToEachOther, &Names.ToAnything})
    for (const auto &Name : *Each)
      All.insert(Name.getKey());
  return All;
}

static uint64_t digestOf(llvm::ArrayRef<uint64_t> Numbers) {
  return llvm::xxh3_64bits(llvm::ArrayRef(reinterpret_cast<const uint8_t *>(Numbers.data()),
                                          Numbers.size() * sizeof(uint64_t)));
}

SourceFilter::SourceFilter(const Analysis &Checks, const std::string &Root,
                           llvm::StringSet<> Directories, unsigned Threads, ResultCache *Cache)
    : Joined(allOf(Checks.joinedNames())), JoinedToAnything(Checks.joinedNames().ToAnything),
      Shapes(Checks.shapes()), Rules(Checks.rules()), MemoryOfSources(Checks.memoryOfSources()),
      Masks(Checks.maskText()), Spelled(Checks.spelledMasks(true)),
      Given(Checks.spelledMasks(false)), Threads(Threads), Cache(Cache),
      Headers(HeaderListing::below(Root, Threads, Cache).Headers),
      Directories(std::move(Directories)),
      MemoryTexts(Cache, Cache ? llvm::xxh3_64bits("memory") ^ Cache->identity() : 0),
      ReductionTexts(Cache, Cache ? llvm::xxh3_64bits("reductions") ^ Cache->identity() : 0),
      Digest(digestOf(allOf(Checks.joinedNames()))) {
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
  add(Checks.words());
}

void SourceFilter::add(const SourceWords &Words) {
  bool Grown = false;
  for (const auto &[Word, Use] : Words)
    Grown |= Asked[Word].add(Use);
  if (!Grown)
    return;
  ++Version;
  const std::string Bytes = keep("closed\n" + linesOf(Asked), [&] {
    return ClosedWords::in(index(), Asked, Rules, Masks).bytes();
  });
  ClosedWords Now = ClosedWords::of(Bytes);
  for (const auto &Header : Now.Suspects)
    Suspects.insert(Header.getKey());
  const SourceWords Old = std::exchange(Closed, std::move(Now.Words));
  llvm::StringSet<> All;
  FreshWords.clear();
  for (const auto &[Word, Use] : Closed) {
    if (!Use.isSought())
      continue;
    All.insert(Word);
    if (Old.lookup(Word) != Use)
      FreshWords.insert(Word);
  }
  Filter = std::make_unique<WordFilter>(All);
  Digest = digestOf({Digest, llvm::xxh3_64bits(Bytes)});
}

const HeaderWords &SourceFilter::index() {
  if (!Index)
    Index = std::make_unique<HeaderWords>(Headers, Directories, Masks, Threads);
  return *Index;
}

void SourceFilter::searchTexts(std::vector<std::string> All) {
  Sources = std::move(All);
  if (Cache)
    Cache->files().ask(Sources, Threads);
  if (Shapes.any())
    searchShapes();
  followMemory(FreshWords);
}

void SourceFilter::searchShapes() {
  const HeaderMacros Macros =
      HeaderMacros::of(keep("macros of sections and allocations",
                            [&] { return HeaderMacros::in(index(), Rules).bytes(); }),
                       Rules);
  Shaped = gfp::searchTexts(Shapes, Rules, Macros, Sources, Headers, Threads, Cache);
  for (const auto &Header : Shaped.Headers)
    Suspects.insert(Header.getKey());
}

llvm::StringSet<> SourceFilter::giving(const llvm::StringSet<> &Words) const {
  llvm::StringSet<> Giving;
  for (const auto &Word : Words)
    if (mayGive(Word.getKey()))
      Giving.insert(Word.getKey());
  return Giving;
}

void SourceFilter::extend(const SourceWords &Words) {
  const size_t Before = Version;
  add(Words);
  if (Version == Before)
    return;
  FreshSince = Before;
  followMemory(FreshWords);
}

void SourceFilter::followMemory(llvm::StringSet<> Words) {
  llvm::StringSet<> All = Words;
  for (;;) {
    const llvm::StringSet<> Giving = giving(Words);
    if (Giving.empty())
      break;
    const WordFilter Sought(Giving);
    SourceWords Found;
    std::mutex Lock;
    forEachBelow(Sources.size(), Threads, 16, [&](size_t I) {
      llvm::StringMap<FreeSet> Given = givenBy(Sources[I], Sought);
      std::lock_guard<std::mutex> Guard(Lock);
      for (const auto &[Function, CannotFree] : Given)
        Found[Function].CannotFree |= CannotFree;
    });
    const size_t Before = Version;
    add(Found);
    if (Version == Before)
      break;
    Words = FreshWords;
    for (const auto &Word : Words)
      All.insert(Word.getKey());
  }
  FreshWords = std::move(All);
  Fresh = std::make_unique<WordFilter>(FreshWords);
}

llvm::StringMap<FreeSet> SourceFilter::givenBy(const std::string &File, const WordFilter &Giving) {
  const uint64_t Contents = contentsOf(File);
  const uint64_t Key = Contents ? digestOf({Contents, Digest}) : 0;
  std::string Bytes;
  if (auto Known = MemoryTexts.find(Key)) {
    Bytes = *Known;
  } else {
    llvm::raw_string_ostream OS(Bytes);
    const SeenText *Text = seen(File);
    auto Buffer = Text && !Giving.mayBeIn(Text->Words) ? nullptr : RegularFiles::read(File);
    if (Buffer && !Text)
      remember(File, Buffer->getBuffer());
    if (Buffer && Giving.anyIn(Buffer->getBuffer()))
      for (const auto &[Function, CannotFree] : memoryOf(Buffer->getBuffer()).GivenBack)
        OS << Function << ' ' << CannotFree << '\n';
    MemoryTexts.remember(Key, Bytes);
  }
  llvm::StringMap<FreeSet> Given;
  for (StringRef Line : llvm::split(Bytes, '\n'))
    if (auto [Function, CannotFree] = Line.split(' '); !Function.empty())
      CannotFree.getAsInteger(10, Given[Function]);
  return Given;
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
  llvm::StringSet<> Names;
  std::string Known = keep("names that lead to\n" + llvm::join(Wanted, "\n"), make);
  for (StringRef Name : llvm::split(Known, '\n'))
    Names.insert(Name);
  FileNames Found;
  Found.Digest = digestOf(Names);
  for (const auto &Name : Names)
    Found.Hashes.insert(llvm::xxh3_64bits(Name.getKey()));
  return Found;
}

bool SourceFilter::includesAny(const std::string &File, const FileNames &Files) const {
  auto look = [&](bool &) {
    const SeenText *Text = seen(File);
    if (!Text)
      if (auto Buffer = RegularFiles::read(File))
        Text = &remember(File, Buffer->getBuffer());
    return Text &&
           llvm::any_of(Text->Included, [&](uint64_t Name) { return Files.Hashes.contains(Name); });
  };
  bool Keep = true;
  uint64_t Contents = contentsOf(File);
  constexpr uint64_t Includes = 2; // Of the kinds of questions about a file.
  return Contents ? Cache->decide(digestOf({Contents, Files.Digest, Includes}), look) : look(Keep);
}

bool SourceFilter::visit(StringRef Text, const WordFilter &Words,
                         llvm::function_ref<bool(unsigned, WordUse)> Stop) const {
  std::optional<Comments> InText;
  bool OfMemory = false;
  for (unsigned Offset : Words.wordsIn(Text)) {
    if (inInclude(Text, Offset))
      continue;
    auto Known = Closed.find(identifierAt(Text.substr(Offset)));
    // One that is broken over lines is found, but not read.
    WordUse Use = Known == Closed.end() ? WordUse{.Kinds = WordUse::Whole} : Known->second;
    OfMemory |= Use.isOfMemory();
    if (Use.isByMask()) {
      if (!InText)
        InText.emplace(Text);
      if (InText->hold(Offset) ||
          Masks.ofCall(Text, Offset, "", Use.Changes, Use.Verdicts) == MaskText::Harmless)
        continue;
    }
    if (isPlain(Text, Offset, Use))
      continue;
    if ((Use.always() || Use.isByMask()) && Stop(Offset, Use))
      break;
  }
  return OfMemory;
}

bool SourceFilter::isPlain(StringRef Text, unsigned Offset, WordUse Use) const {
  if (!Masks.isKnown(identifierAt(Text.substr(Offset))))
    return false;
  if (Use.Kinds == WordUse::Spelled)
    return Spelled.isPlain(Text, Offset);
  // A mask that an allocator gets as it is says nothing of others.
  return !(Use.Kinds & ~(WordUse::Spelled | WordUse::Always)) &&
         Given.isPlain(Text, Offset, /*AtAllocator=*/true);
}

MemoryUses SourceFilter::memoryOf(StringRef Text) const {
  auto handsOn = [&](StringRef Name) {
    return !Rules.isHarmless(Name) &&
           (isShouted(Name) || llvm::any_of(Rules.handingWords().keys(),
                                            [&](StringRef Word) { return Name.contains(Word); }));
  };
  return memoryIn(Text, {[&](StringRef Name) { return Closed.lookup(Name).CannotFree; },
                         [&](StringRef Name) { return MemoryOfSources.lookup(Name); },
                         [&](StringRef Name) { return Closed.lookup(Name).Frees; }, handsOn});
}

bool SourceFilter::matters(StringRef Text, const WordFilter &Words, bool IsIncluded) const {
  bool Any = false;
  bool OfMemory = visit(Text, Words, [&](unsigned, WordUse) { return Any = true; });
  // What a source does that another includes is known with that one only.
  return Any || (OfMemory && (IsIncluded || mayMisuseMemory(Text)));
}

SourceSeed::Kind SourceFilter::kindOf(StringRef Word, WordUse Use) const {
  if ((Use.Kinds & ~WordUse::InAnyMask) == WordUse::Spelled)
    return SourceSeed::Alone;
  if (Use.isByMask() || Masks.isKnown(Word))
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
  std::string Quiet = withoutCreation(Buffer->getBuffer(), Rules);
  ReducedSource Reduced =
      reduce(File, Quiet.empty() ? Buffer->getBuffer() : StringRef(Quiet), IsWanted);
  if (!Reduced.Digest && !Quiet.empty()) {
    Reduced.Text = std::move(Quiet);
    Reduced.Digest = 1;
  }
  return Reduced;
}

ReducedSource SourceFilter::reduce(const std::string &File, StringRef Text,
                                   llvm::function_ref<bool(StringRef)> IsWanted) const {
  auto Shape = Shaped.Sources.find(File);
  if (Shape != Shaped.Sources.end() && Shape->second.empty())
    return {};
  std::vector<SourceSeed> Seeds;
  for (const auto *Places : {&Shaped.Sources, &Shaped.Behind})
    for (unsigned Offset : Places->lookup(File))
      Seeds.push_back({SourceSeed::WithCallees, Offset});
  bool Whole = false;
  bool OfMemory = visit(Text, *Filter, [&](unsigned Offset, WordUse Use) {
    Seeds.push_back({kindOf(identifierAt(Text.substr(Offset)), Use), Offset});
    return Whole = Use.Kinds & (WordUse::Whole | WordUse::SpelledInWhole);
  });
  if (Whole || (OfMemory && mayMisuseMemory(Text)))
    return {};
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
      return Buffer && Sought.anyIn(Buffer->getBuffer()) && mayCall(Buffer->getBuffer(), Names);
    });
  };
  auto exports = [&](StringRef Macro) { return Rules.isExportingMacro(Macro); };
  return reduceSource(Text, Seeds, {IsWanted, exports, inHeaders});
}

SourceFilter::Reduction SourceFilter::reduction(const std::string &File,
                                                llvm::function_ref<bool(StringRef)> IsWanted,
                                                uint64_t Wanted) {
  const uint64_t Contents = contentsOf(File);
  std::vector<uint64_t> Shape;
  for (const auto *Places : {&Shaped.Sources, &Shaped.Behind}) {
    auto Known = Places->find(File);
    Shape.push_back(Known != Places->end());
    if (Known != Places->end())
      Shape.insert(Shape.end(), Known->second.begin(), Known->second.end());
  }
  const uint64_t Key =
      Contents ? digestOf({Contents, Digest, HeaderContents, digestOf(Shape), Wanted}) : 0;
  if (auto Bytes = ReductionTexts.find(Key)) {
    ByteInput In(*Bytes);
    if (uint64_t Known = readHash(In); In.finished())
      return {Known, Version};
  }
  const Reduction Made{reduce(File, IsWanted).Digest, Version};
  std::string Bytes;
  llvm::raw_string_ostream OS(Bytes);
  writeHash(Made.Digest, OS);
  ReductionTexts.remember(Key, Bytes);
  return Made;
}

bool SourceFilter::reducesAlike(const std::string &File, const Reduction &Before,
                                const WordFilter &Names) const {
  const bool SameWords = Before.Version == Version;
  if (!SameWords && Before.Version < FreshSince)
    return false;
  auto Buffer = RegularFiles::read(File);
  return Buffer && !Names.anyIn(Buffer->getBuffer()) &&
         (SameWords || !Fresh->anyIn(Buffer->getBuffer()));
}

void SourceFilter::save() {
  MemoryTexts.save();
  ReductionTexts.save();
}

SourceFilter::Sought SourceFilter::lookFor(const llvm::StringSet<> &Functions) const {
  llvm::StringSet<> Either = FreshWords;
  for (const auto &Name : Functions)
    Either.insert(Name.getKey());
  return {WordFilter(Functions), WordFilter(Either), digestOf(Functions)};
}

/// \p Text looks as if it defined one of \p Functions.
static bool defines(StringRef Text, const SourceFilter::Sought &Functions) {
  std::vector<unsigned> Places = Functions.Names.wordsIn(Text);
  if (Places.empty())
    return false;
  const Comments InText(Text);
  llvm::StringSet<> Likely;
  for (unsigned Offset : Places) {
    if (InText.hold(Offset))
      continue;
    // A definition's name is followed by its parameters, or a macro makes these, and by its body.
    size_t Next = Text.find_first_of(";{", Offset);
    while (Next != StringRef::npos && InText.hold(Next))
      Next = Text.find_first_of(";{", Next + 1);
    if (Next != StringRef::npos && Text[Next] == '{' && Text.slice(Offset, Next).contains(')'))
      Likely.insert(identifierAt(Text.substr(Offset)));
  }
  if (Likely.empty())
    return false;
  // A condition that calls it looks like that, too.
  const SourceParts Source(Text);
  return Source.odd() || llvm::any_of(Source.parts(), [&](const SourcePart &Part) {
           return Part.Is == SourcePart::Function &&
                  llvm::any_of(Part.Names, [&](StringRef Name) { return Likely.contains(Name); });
         });
}

/// There is a `|` on a side of \p Name, or a comment, behind which there may be one.
static bool isJoined(StringRef Text, StringRef Name) {
  StringRef Before = Text.take_front(Name.begin() - Text.begin()).rtrim(" \t\r\n(\\");
  StringRef Behind = Text.substr(Name.end() - Text.begin()).ltrim(" \t\r\n)\\");
  return (Before.ends_with("|") && !Before.ends_with("||")) || Before.ends_with("*/") ||
         (Behind.starts_with("|") && !Behind.starts_with("||")) || Behind.starts_with("/*") ||
         Behind.starts_with("//");
}

/// \p Between two names there is a `|` and nothing else but comments.
static bool isJoint(StringRef Between) {
  const size_t Bar = Between.find('|');
  if (Bar == StringRef::npos)
    return false;
  auto isIdle = [](StringRef Text, StringRef Blanks) {
    for (size_t I = 0; I < Text.size();) {
      size_t End = endOfComment(Text, I);
      if (End == I && !Blanks.contains(Text[I]))
        return false;
      I = std::max(I + 1, End);
    }
    return true;
  };
  return isIdle(Between.take_front(Bar), " \t\r\n)") &&
         isIdle(Between.substr(Bar + 1), " \t\r\n(\\");
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
      if (isJoint(Between) && Stop(Offset))
        return;
    }
    if (JoinedToAnything.contains(Name) && isJoined(Text, Name) && !Spelled.isPlain(Text, Offset) &&
        Stop(Offset))
      return;
    Last = Name;
  }
}

SourceFilter::SeenText::SeenText(StringRef Text) : Words(Text) {
  anyInclude(Text, [&](IncludedFile Each) {
    Included.push_back(llvm::xxh3_64bits(Each.lastName()));
    IncludesCode |= !Each.isHeader();
    return false;
  });
}

const SourceFilter::SeenText &SourceFilter::remember(const std::string &File,
                                                     StringRef Text) const {
  SeenText Seen(Text);
  std::lock_guard<std::mutex> Guard(SeenLock);
  return SeenTexts.try_emplace(File, std::move(Seen)).first->second;
}

const SourceFilter::SeenText *SourceFilter::seen(const std::string &File) const {
  std::lock_guard<std::mutex> Guard(SeenLock);
  auto Found = SeenTexts.find(File);
  return Found == SeenTexts.end() ? nullptr : &Found->second;
}

bool SourceFilter::mayMatter(const std::string &File) const {
  return Shaped.Sources.contains(File) || decide(File, nullptr);
}

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
  const SeenText *Before = seen(File);
  if (Functions && Before && !Before->IncludesCode && !Functions->Either.mayBeIn(Before->Words))
    return false;
  auto Buffer = RegularFiles::read(File);
  if (!Buffer || Depth > MaxDepth)
    return true;
  StringRef Text = Buffer->getBuffer();
  const SeenText &Seen = Before ? *Before : remember(File, Text);
  auto matters = [&] {
    if (!Functions)
      return (Joined.mayBeIn(Seen.Words) && joins(Text)) ||
             (Filter->mayBeIn(Seen.Words) && this->matters(Text, *Filter, Depth > 0));
    return Functions->Either.anyIn(Text) &&
           (this->matters(Text, *Fresh, Depth > 0) || (Depth == 0 && defines(Text, *Functions)));
  };
  if (matters())
    return true;
  // A source can include other sources; headers are known.
  if (!Seen.IncludesCode)
    return false;
  return anyInclude(Text, [&](IncludedFile Each) {
    if (Each.isHeader())
      return false;
    Alone = false;
    if (Each.Open != '"')
      return true; // A macro names it, or it is somewhere on the include path.
    llvm::SmallString<256> Path = llvm::sys::path::parent_path(File);
    llvm::sys::path::append(Path, Each.Name);
    return mayMatter(Path.str().str(), Functions, Depth + 1, Alone);
  });
}
