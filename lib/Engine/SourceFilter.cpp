//===- SourceFilter.cpp - Which sources need parsing -----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/SourceFilter.h"
#include "clang/Basic/CharInfo.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/ThreadPool.h"
#include <mutex>
#include <vector>

using namespace gfp;
using llvm::StringRef;

namespace {

/// Sources that include sources, to this depth; deeper ones are parsed.
constexpr unsigned MaxDepth = 3;
/// Wrappers of wrappers, to this depth.
constexpr unsigned MaxRounds = 6;

std::vector<std::string> headersBelow(const std::string &Root) {
  std::vector<std::string> Headers;
  std::error_code Error;
  for (llvm::sys::fs::recursive_directory_iterator It(Root, Error, /*follow_symlinks=*/false), End;
       It != End && !Error; It.increment(Error))
    // Headers of trace events allocate nothing, and call themselves after what they trace.
    if (StringRef(It->path()).ends_with(".h") && !StringRef(It->path()).contains("/trace/events/"))
      Headers.push_back(It->path());
  return Headers;
}

StringRef identifierAt(StringRef Text) {
  return Text.take_while([](char C) { return clang::isAsciiIdentifierContinue(C); });
}

/// The name of the macro that the `#define` at the start of \p Text defines, if its lines reach
/// \p Length bytes; of nothing else.
StringRef macroReaching(StringRef Text, size_t Length) {
  StringRef Directive = Text.drop_front().ltrim(" \t");
  if (!Directive.consume_front("define"))
    return {};
  size_t End = Text.find('\n');
  while (End != StringRef::npos && End && Text.take_front(End).rtrim("\r").ends_with("\\"))
    End = Text.find('\n', End + 1);
  return Length < End ? identifierAt(Directive.ltrim(" \t")) : StringRef();
}

/// A macro that may stand before a function's name, with arguments.
bool isAttribute(StringRef Name) {
  static const llvm::StringSet<> Known = {
      "__attribute__", "__printf",     "__scanf",        "__aligned",
      "__section",     "__alloc_size", "__realloc_size", "__acquires",
      "__releases",    "__must_hold",  "__cleanup",      "__assume_aligned",
      "__diagnose_as", "__nonnull",    "__error",        "__compiletime_warning"};
  return Known.contains(Name);
}

/// The name of the function whose definition starts at the start of \p Text, if byte \p Length of
/// it is in its body.
StringRef functionReaching(StringRef Text, size_t Length) {
  StringRef Before = Text.take_front(Length);
  size_t Body = Before.find_first_of(";{");
  if (Body == StringRef::npos || Before[Body] == ';' || Before.find("\n}", Body) != StringRef::npos)
    return {};
  for (size_t Paren = Before.find('('); Paren < Body; Paren = Before.find('(', Paren + 1)) {
    StringRef Head = Before.take_front(Paren).rtrim(" \t");
    size_t Start = Head.size();
    while (Start && clang::isAsciiIdentifierContinue(Head[Start - 1]))
      --Start;
    StringRef Name = Head.drop_front(Start);
    if (!Name.empty() && !isAttribute(Name))
      return Name;
  }
  return {};
}

/// The comments of a source text, told in one pass: what is asked of them is asked for one word
/// after the other.
class Comments {
public:
  explicit Comments(StringRef Text) : Text(Text) {}

  /// \p Offset, not below the one asked last, is in a comment.
  bool hold(size_t Offset) {
    while (End <= Offset && next())
      ;
    return Begin <= Offset && Offset < End;
  }

private:
  /// Goes to the next comment; past the end of the text when there is none.
  bool next() {
    for (size_t At = End; (At = Text.find_first_of("/\"'", At)) != StringRef::npos;) {
      if (Text[At] != '/') {
        At = pastLiteral(At);
        continue;
      }
      StringRef Opening = Text.substr(At, 2);
      if (Opening == "/*" || Opening == "//") {
        StringRef Closing = Opening == "/*" ? "*/" : "\n";
        size_t Closed = Text.find(Closing, At + 2);
        Begin = At;
        End = Closed == StringRef::npos ? Text.size() : Closed + Closing.size();
        return true;
      }
      ++At;
    }
    Begin = End = StringRef::npos;
    return false;
  }

  /// Behind the literal that begins at \p At; an apostrophe with no second one is none (#error).
  size_t pastLiteral(size_t At) const {
    for (size_t I = At + 1; I < Text.size() && Text[I] != '\n'; ++I)
      if (Text[I] == '\\')
        ++I;
      else if (Text[I] == Text[At])
        return I + 1;
    return At + 1;
  }

  StringRef Text;
  size_t Begin = 0, End = 0;
};

/// \p Offset is in the name of a file that is included: <linux/vmalloc.h> is no vmalloc().
bool inInclude(StringRef Text, size_t Offset) {
  size_t Newline = Text.take_front(Offset).rfind('\n');
  StringRef Line = Text.slice(Newline == StringRef::npos ? 0 : Newline + 1, Offset).ltrim(" \t");
  return Line.consume_front("#") && Line.ltrim(" \t").starts_with("include");
}

/// The macro or function of a header whose text holds \p Offset; empty if that is in none.
StringRef definitionAround(StringRef Text, size_t Offset) {
  // Upwards to the nearest line that starts something in the first column.
  for (size_t Line = Offset;;) {
    size_t Newline = Line ? Text.rfind('\n', Line - 1) : StringRef::npos;
    Line = Newline == StringRef::npos ? 0 : Newline + 1;
    StringRef From = Text.substr(Line);
    if (From.starts_with("#")) {
      StringRef Macro = macroReaching(From, Offset - Line);
      if (!Macro.empty())
        return Macro;
    } else if (!From.empty() && clang::isAsciiIdentifierStart(From.front()) &&
               !From.take_until([](char C) { return C == '\n'; }).rtrim().ends_with(":")) {
      StringRef Function = functionReaching(From, Offset - Line);
      if (!Function.empty())
        return Function;
      // The return type may stand on a line of its own above.
      if (From.take_front(Offset - Line).find_first_of(";{}") != StringRef::npos)
        return {};
    } else if (From.starts_with("}")) {
      return {};
    }
    if (!Line)
      return {};
  }
}

/// Null for what cannot be read; a pipe or a device may have no end.
std::unique_ptr<llvm::MemoryBuffer> read(const std::string &File) {
  if (!llvm::sys::fs::is_regular_file(File))
    return nullptr;
  auto Buffer = llvm::MemoryBuffer::getFile(File, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  return Buffer ? std::move(*Buffer) : nullptr;
}

} // namespace

SourceFilter::SourceFilter(const llvm::StringSet<> &Words, const llvm::StringSet<> &Joined,
                           const RuleSet &Rules, const std::string &Root, unsigned Threads)
    : Joined(Joined), Rules(Rules), Threads(Threads), Headers(headersBelow(Root)) {
  extend(Words);
}

void SourceFilter::extend(const llvm::StringSet<> &Words) {
  llvm::StringSet<> New;
  for (const auto &Word : Words)
    if (Closed.insert(Word.getKey()).second)
      New.insert(Word.getKey());
  for (unsigned Round = 0; !New.empty() && Round < MaxRounds; ++Round) {
    WordFilter Search(New);
    New.clear();
    std::mutex Lock;
    llvm::DefaultThreadPool Pool(llvm::hardware_concurrency(Threads));
    size_t Share = Headers.size() / std::max(1u, Threads) + 1;
    for (size_t First = 0; First < Headers.size(); First += Share)
      Pool.async([&, First] {
        llvm::StringSet<> Found;
        for (size_t I = First; I < std::min(First + Share, Headers.size()); ++I)
          if (auto Buffer = read(Headers[I])) {
            StringRef Text = Buffer->getBuffer();
            Comments InText(Text);
            for (unsigned Offset : Search.wordsIn(Text))
              if (!inInclude(Text, Offset) && !InText.hold(Offset))
                Found.insert(definitionAround(Text, Offset));
          }
        std::lock_guard<std::mutex> Guard(Lock);
        for (const auto &Name : Found)
          if (!Name.getKey().empty() && !Rules.isKnownName(RuleSet::baseName(Name.getKey())) &&
              Closed.insert(Name.getKey()).second)
            New.insert(Name.getKey());
      });
    Pool.wait();
  }
  Filter = std::make_unique<WordFilter>(Closed);
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
  if (llvm::any_of(Filter->wordsIn(Buffer->getBuffer()),
                   [&](unsigned Offset) { return !inInclude(Buffer->getBuffer(), Offset); }))
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
