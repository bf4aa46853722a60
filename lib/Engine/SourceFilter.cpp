//===- SourceFilter.cpp - Which sources need parsing -----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/SourceFilter.h"
#include "Findings/Comments.h"
#include "clang/Basic/CharInfo.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <optional>
#include <utility>
#include <vector>

using namespace gfp;
using llvm::StringRef;

namespace {

/// Sources that include sources, to this depth; deeper ones are parsed.
constexpr unsigned MaxDepth = 3;
/// Wrappers of wrappers, to this depth.
constexpr unsigned MaxRounds = 6;

StringRef identifierAt(StringRef Text) {
  return Text.take_while([](char C) { return clang::isAsciiIdentifierContinue(C); });
}

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

std::unique_ptr<llvm::MemoryBuffer> read(const std::string &File) {
  if (!llvm::sys::fs::is_regular_file(File))
    return nullptr;
  auto Buffer = llvm::MemoryBuffer::getFile(File, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  return Buffer ? std::move(*Buffer) : nullptr;
}

} // namespace

SourceFilter::SourceFilter(const SourceWords &Words, const llvm::StringSet<> &Joined,
                           const RuleSet &Rules, MaskText Given, const std::string &Root,
                           unsigned Threads)
    : Joined(Joined), Rules(Rules), Masks(std::move(Given)), Headers(Root, Masks, Threads) {
  extend(Words);
}

void SourceFilter::extend(const SourceWords &Words) {
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
  if (New.empty())
    return;
  ++Version;
  for (unsigned Round = 0; !New.empty() && Round < MaxRounds; ++Round)
    for (const std::string &Word : std::exchange(New, {})) {
      bool ByMask = Closed.lookup(Word);
      for (const HeaderWords::Mention &Each : Headers.of(Word)) {
        const std::string &Name = Headers.nameOf(Each.Within);
        if ((ByMask && Each.Mask == MaskText::Harmless) ||
            Rules.isKnownName(RuleSet::baseName(Name)))
          continue;
        // What hands its caller's mask on as it came is as harmless as the mask.
        add(Name, ByMask && Each.Mask == MaskText::HandedOn && !Headers.namesFlags(Each.Within));
      }
    }
  llvm::StringSet<> All;
  for (const auto &Each : Closed)
    All.insert(Each.getKey());
  Filter = std::make_unique<WordFilter>(All);
}

bool SourceFilter::matters(StringRef Text) const {
  std::optional<Comments> InText;
  for (unsigned Offset : Filter->wordsIn(Text)) {
    if (inInclude(Text, Offset))
      continue;
    auto Known = Closed.find(identifierAt(Text.substr(Offset)));
    // One that is broken over lines is found, but not read.
    if (Known == Closed.end() || !Known->second)
      return true;
    if (!InText)
      InText.emplace(Text);
    if (!InText->hold(Offset) && Masks.ofCall(Text, Offset, "") != MaskText::Harmless)
      return true;
  }
  return false;
}

bool SourceFilter::defines(const std::string &File, const WordFilter &Names) {
  auto Buffer = read(File);
  if (!Buffer)
    return true;
  StringRef Text = Buffer->getBuffer();
  Comments InText(Text);
  return llvm::any_of(Names.wordsIn(Text), [&](unsigned Offset) {
    // A definition's name is followed by its parameters, and these by its body.
    size_t Next = Text.find_first_of(";{", Offset);
    return !InText.hold(Offset) && Next != StringRef::npos && Text[Next] == '{' &&
           Text.slice(Offset, Next).contains('(');
  });
}

bool SourceFilter::joins(StringRef Text) const {
  StringRef Last;
  for (unsigned Offset : Joined.wordsIn(Text)) {
    StringRef Name = identifierAt(Text.substr(Offset));
    if (!Last.empty() && Name != Last) {
      StringRef Between(Last.end(), Text.data() + Offset - Last.end());
      if (Between.ltrim(" \t\r\n)").rtrim(" \t\r\n(\\") == "|")
        return true;
    }
    Last = Name;
  }
  return false;
}

bool SourceFilter::mayMatter(const std::string &File) const { return mayMatter(File, 0); }

bool SourceFilter::mayMatter(const std::string &File, unsigned Depth) const {
  auto Buffer = read(File);
  if (!Buffer || Depth > MaxDepth || joins(Buffer->getBuffer()))
    return true;
  if (matters(Buffer->getBuffer()))
    return true;
  // A source can include other sources; headers are known.
  StringRef Text = Buffer->getBuffer();
  for (size_t Hash = Text.find('#'); Hash != StringRef::npos; Hash = Text.find('#', Hash + 1)) {
    StringRef Directive = Text.substr(Hash + 1).ltrim(" \t");
    if (!Directive.consume_front("include"))
      continue;
    Directive = Directive.ltrim(" \t").take_until([](char C) { return C == '\n'; }).rtrim();
    StringRef Name = Directive.drop_front(!Directive.empty());
    Name = Name.take_until([](char C) { return C == '"' || C == '>'; });
    if (Name.ends_with(".h"))
      continue;
    if (!Directive.starts_with("\""))
      return true; // A macro names it, or it is somewhere on the include path.
    llvm::SmallString<256> Path = llvm::sys::path::parent_path(File);
    llvm::sys::path::append(Path, Name);
    if (mayMatter(Path.str().str(), Depth + 1))
      return true;
  }
  return false;
}
