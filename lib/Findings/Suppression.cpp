//===- Suppression.cpp - NOLINT comments ----------------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Findings/Suppression.h"
#include "Findings/Comments.h"
#include "Findings/LineIndex.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace gfp;
using llvm::StringRef;

namespace {
enum class Directive { None, SameLine, NextLine, Begin, End };
} // namespace

static Directive directive(StringRef Word) {
  return llvm::StringSwitch<Directive>(Word)
      .Case("NOLINT", Directive::SameLine)
      .Case("NOLINTNEXTLINE", Directive::NextLine)
      .Case("NOLINTBEGIN", Directive::Begin)
      .Case("NOLINTEND", Directive::End)
      .Default(Directive::None);
}

bool gfp::matchesGlob(StringRef Glob, StringRef Text) {
  size_t G = 0, T = 0, Star = StringRef::npos, Resume = 0;
  while (T < Text.size()) {
    if (G < Glob.size() && Glob[G] == '*') {
      Star = G++;
      Resume = T;
    } else if (G < Glob.size() && Glob[G] == Text[T]) {
      ++G;
      ++T;
    } else if (Star != StringRef::npos) {
      // Let the last star take one more character.
      G = Star + 1;
      T = ++Resume;
    } else {
      return false;
    }
  }
  return Glob.drop_front(G).find_first_not_of('*') == StringRef::npos;
}

static std::vector<NolintName> parseList(StringRef List) {
  llvm::SmallVector<StringRef> Globs;
  List.split(Globs, ',');
  std::vector<NolintName> Result;
  for (StringRef Glob : Globs)
    Result.push_back({Glob.trim().str(), false});
  return Result;
}

static bool sameList(const Nolint &A, const Nolint &B) {
  if (!A.Names || !B.Names)
    return !A.Names && !B.Names;
  return llvm::equal(*A.Names, *B.Names,
                     [](const NolintName &X, const NolintName &Y) { return X.Glob == Y.Glob; });
}

namespace {

/// Finds the words in the comments of a text.
class Reader {
public:
  explicit Reader(StringRef Text) : Text(Text), Lines(Text) {}

  std::vector<Nolint> run() {
    for (const CommentRange &Comment : commentsIn(Text))
      read(Comment);
    return std::move(Found);
  }

private:
  void read(const CommentRange &Comment) {
    static constexpr llvm::StringLiteral Marker = "NOLINT";
    StringRef Until = Text.take_front(Comment.End);
    for (size_t Pos = Comment.Begin; (Pos = Until.find(Marker, Pos)) != StringRef::npos;) {
      size_t Start = Pos;
      Pos += Marker.size();
      while (Pos < Until.size() && llvm::isAlpha(Until[Pos]))
        ++Pos;
      Directive Kind = directive(Until.slice(Start, Pos));
      bool InWord = llvm::isAlnum(Until[Start - 1]) || Until[Start - 1] == '_';
      if (Kind == Directive::None || InWord)
        continue;
      Nolint Read;
      size_t Close = Until.find_first_of("\n)", Pos);
      if (Pos < Until.size() && Until[Pos] == '(' && Close != StringRef::npos &&
          Until[Close] == ')') {
        Read.Names = parseList(Until.slice(Pos + 1, Close));
        Pos = Close + 1;
      }
      unsigned Line = Lines.lineOf(Start);
      Read.At = {unsigned(Start),
                 unsigned(Pos - Start),
                 Line + 1,
                 unsigned(Start - Lines.start(Line) + 1),
                 unsigned(Comment.Begin),
                 unsigned(Comment.End)};
      Read.Line = Line + 1 + (Kind == Directive::NextLine);
      take(Kind, std::move(Read));
    }
  }

  void take(Directive Kind, Nolint Read) {
    if (Kind == Directive::Begin) {
      Open.push_back(std::move(Read));
    } else if (Kind != Directive::End) {
      Found.push_back(std::move(Read));
    } else if (!Open.empty() && sameList(Open.back(), Read)) {
      Open.back().End = Read.At;
      Found.push_back(std::move(Open.back()));
      Open.pop_back();
    }
  }

  StringRef Text;
  LineIndex Lines;
  std::vector<Nolint> Open, Found;
};

} // namespace

Suppressions::Suppressions(StringRef FileText) {
  // Hardly any file has one.
  if (FileText.contains("NOLINT"))
    Found = Reader(FileText).run();
}

bool Suppressions::silences(Nolint &Comment, StringRef Check, unsigned Line, unsigned Column) {
  if (Comment.End) {
    std::pair At(Line, Column), Begin(Comment.At.Line, Comment.At.Column),
        End(Comment.End->Line, Comment.End->Column);
    if (At <= Begin || End <= At)
      return false;
  } else if (Comment.Line != Line) {
    return false;
  }
  if (!Comment.Names)
    return true;
  bool Any = false;
  for (NolintName &Name : *Comment.Names)
    if (!StringRef(Name.Glob).starts_with("-") && matchesGlob(Name.Glob, Check))
      Any = Name.Used = true;
  return Any;
}

bool Suppressions::suppresses(StringRef Check, unsigned Line, unsigned Column) {
  // All of them: each that would have been enough is used.
  bool Any = false;
  for (Nolint &Comment : Found)
    Any |= silences(Comment, Check, Line, Column);
  return Any;
}

bool Suppressions::suppresses(const Finding &F) {
  bool Any = suppresses(F.Check, F.At.Line, F.At.Column);
  if (F.FirstLine && !Found.empty())
    for (unsigned Line = F.FirstLine; Line <= F.LastLine; ++Line)
      if (Line != F.At.Line)
        Any |= suppresses(F.Check, Line);
  return Any;
}
