//===- HeaderWords.cpp - What headers make of words ------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/HeaderWords.h"
#include "Engine/Identifiers.h"
#include "Engine/RegularFiles.h"
#include "Findings/Comments.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/SaveAndRestore.h"
#include "llvm/Support/ThreadPool.h"
#include "llvm/Support/xxhash.h"
#include <mutex>

using namespace gfp;
using llvm::StringRef;

namespace {

/// Behind the parenthesis that closes the one at the start of \p Text; npos if none does.
size_t endOfGroup(StringRef Text) {
  size_t Depth = 0;
  for (size_t I = 0; I < Text.size(); ++I)
    if (Text[I] == '(')
      ++Depth;
    else if (Text[I] == ')' && --Depth == 0)
      return I + 1;
    else if (Text[I] == '"' || Text[I] == '\'')
      I = endOfLiteral(Text, I) - 1;
  return StringRef::npos;
}

/// \p Text is the call of a macro, and perhaps a comment on it.
bool isCall(StringRef Text) {
  StringRef Rest = Text.drop_front(identifierAt(Text).size());
  size_t Close = Rest.starts_with("(") ? endOfGroup(Rest) : StringRef::npos;
  if (Close == StringRef::npos)
    return false;
  StringRef Behind = Rest.drop_front(Close).ltrim();
  return Behind.empty() || Behind.starts_with("/*") || Behind.starts_with("//");
}

/// The name of the function whose definition up to its brace is \p Head; empty if it is none.
StringRef functionIn(StringRef Head) {
  for (size_t Paren = Head.find('('); Paren != StringRef::npos; Paren = Head.find('(', Paren + 1)) {
    StringRef Before = Head.take_front(Paren).rtrim(" \t");
    size_t Start = Before.size();
    while (Start && clang::isAsciiIdentifierContinue(Before[Start - 1]))
      --Start;
    StringRef Name = Before.drop_front(Start);
    if (!Name.empty() && !isAttribute(Name))
      return Name;
  }
  return {};
}

/// What is read of some headers.
struct HeaderContents {
  IncludeGraph Includes;
  std::vector<HeaderWords::Definition> Names;
  std::vector<HeaderWords::Mention> Mentions;
};

/// Goes through one header, line by line. Kernel style puts what begins and what ends a function in
/// the first column.
class HeaderReader {
public:
  HeaderReader(StringRef Text, unsigned Number, const MaskText &Masks, HeaderContents &Into)
      : Text(Text), Number(Number), Masks(Masks), Into(Into) {}

  void read() {
    while (At < Text.size()) {
      char First = Text[At];
      if (First == '#')
        directive();
      else if (First == '}')
        leave();
      else if (clang::isAsciiIdentifierStart(First) && Function.empty() && Head == StringRef::npos)
        Head = At;
      rest();
    }
  }

private:
  void leave() {
    Function = {};
    Head = StringRef::npos;
  }

  /// From a `#` in the first column; leaves the reader behind its last line.
  void directive() {
    StringRef Line = behindBlanks(Text.substr(At + 1));
    if (Line.consume_front("include"))
      Into.Includes.add(Number, includedFile(Line));
    if (!Line.consume_front("define")) {
      At = std::min(Text.find('\n', At), Text.size());
      return;
    }
    StringRef Name = identifierAt(behindBlanks(Line));
    At = Name.data() + Name.size() - Text.data();
    size_t End = Text.find('\n', At);
    while (End != StringRef::npos && Text.take_front(End).rtrim('\r').ends_with("\\"))
      End = Text.find('\n', End + 1);
    End = std::min(End, Text.size());
    // Nothing follows from a number.
    StringRef Body = behindBlanks(Text.slice(At, End));
    if (!Body.empty() && !clang::isDigit(Body.front())) {
      llvm::SaveAndRestore<StringRef> Own(
          Parameters,
          Body.starts_with("(") ? Body.take_until([](char C) { return C == ')'; }) : "");
      mentionsUpTo(End, Name);
    }
    At = End;
  }

  /// To the end of the line, through comments that go on behind it.
  void rest() {
    bool Begins = false;
    if (Head != StringRef::npos) {
      size_t Stop = findOutsideComments([](char C) { return C == ';' || C == '{' || C == '\n'; });
      At = Stop;
      if (At < Text.size() && Text[At] == '{') {
        Parameters = Text.slice(Head, At);
        Function = functionIn(Parameters);
        Begins = true;
      }
      if (At < Text.size() && Text[At] != '\n')
        Head = StringRef::npos;
      if (At < Text.size() && Text[At] == '\n') {
        // `PAGEFLAG(Dirty, dirty)`: what follows has a name of its own, if it is not a body.
        if (isCall(Text.slice(Head, At)) && !Text.substr(At).ltrim().starts_with("{"))
          Head = StringRef::npos;
        ++At;
        return;
      }
    }
    size_t End = findOutsideComments([](char C) { return C == '\n'; });
    if (!Function.empty())
      mentionsUpTo(End, Function);
    if (Begins && closingBrace(Text.take_front(End), At + 1) != StringRef::npos)
      leave();
    At = std::min(End + 1, Text.size());
  }

  template <class Fn> size_t findOutsideComments(Fn Wanted) const {
    for (size_t I = At; I < Text.size(); ++I) {
      if (Text[I] == '/' && I + 1 < Text.size() && Text[I + 1] == '*') {
        size_t Close = Text.find("*/", I + 2);
        if (Close == StringRef::npos)
          return Text.size();
        I = Close + 1;
      } else if (Text[I] == '/' && I + 1 < Text.size() && Text[I + 1] == '/') {
        I = std::min(Text.find('\n', I), Text.size()) - 1;
      } else if (Wanted(Text[I])) {
        return I;
      }
    }
    return Text.size();
  }

  void mentionsUpTo(size_t End, StringRef Within) {
    for (size_t I = At; I < End;) {
      char C = Text[I];
      if (C == '/' && (Text.substr(I).starts_with("/*") || Text.substr(I).starts_with("//"))) {
        size_t Close = Text[I + 1] == '*' ? Text.find("*/", I + 2) : Text.find('\n', I);
        I = Close == StringRef::npos ? End : Close + 1;
      } else if (size_t Behind = endOfConstant(Text, I); Behind != I) {
        I = Behind;
      } else if (clang::isAsciiIdentifierStart(C)) {
        StringRef Word = identifierAt(Text.substr(I));
        mention(Word, I, Within);
        I += Word.size();
      } else {
        ++I;
      }
    }
  }

  void mention(StringRef Word, size_t Offset, StringRef Within) {
    if (Word == Within)
      return;
    if (Into.Names.empty() || Within.data() != Last) {
      Into.Names.push_back({Within.str(), Number, Within.data() == Function.data()});
      Last = Within.data();
    }
    Into.Names.back().Flags |= Masks.isKnown(Word);
    StringRef Next = behindBlanks(Text.substr(Offset + Word.size()));
    Into.Mentions.push_back(
        {llvm::xxh3_64bits(Word), static_cast<unsigned>(Into.Names.size() - 1),
         Next.starts_with("(") ? Masks.ofCall(Text, Offset, Parameters) : MaskText::Other});
  }

  StringRef Text;
  unsigned Number;
  const MaskText &Masks;
  HeaderContents &Into;
  size_t At = 0, Head = StringRef::npos;
  StringRef Function, Parameters;
  const char *Last = nullptr;
};

} // namespace

HeaderWords::HeaderWords(llvm::ArrayRef<std::string> Headers, const llvm::StringSet<> &Directories,
                         const MaskText &Masks, unsigned Threads)
    : Headers(Headers), Includes(Headers, Directories) {
  std::mutex Lock;
  llvm::DefaultThreadPool Pool(llvm::hardware_concurrency(Threads));
  constexpr size_t Share = 64;
  for (size_t First = 0; First < Headers.size(); First += Share)
    Pool.async([&, First] {
      HeaderContents Found{IncludeGraph(Headers, Directories), {}, {}};
      for (size_t I = First; I < std::min(First + Share, Headers.size()); ++I)
        if (auto Buffer = RegularFiles::read(Headers[I]))
          HeaderReader(Buffer->getBuffer(), I, Masks, Found).read();
      llvm::sort(Found.Mentions);
      Found.Mentions.erase(llvm::unique(Found.Mentions), Found.Mentions.end());
      std::lock_guard<std::mutex> Guard(Lock);
      for (Mention &Each : Found.Mentions)
        Each.Within += Names.size();
      llvm::append_range(Mentions, Found.Mentions);
      Includes.take(std::move(Found.Includes));
      std::move(Found.Names.begin(), Found.Names.end(), std::back_inserter(Names));
    });
  Pool.wait();
  llvm::sort(Mentions);
  Includes.finish();
}

llvm::ArrayRef<HeaderWords::Mention> HeaderWords::of(StringRef Word) const {
  uint64_t Hash = llvm::xxh3_64bits(Word);
  auto [First, Last] =
      std::equal_range(Mentions.begin(), Mentions.end(), Mention{Hash, 0, MaskText::Harmless},
                       [](const Mention &A, const Mention &B) { return A.Word < B.Word; });
  return {Mentions.data() + (First - Mentions.begin()), static_cast<size_t>(Last - First)};
}
