//===- Suppression.cpp - NOLINT comments ----------------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Findings/Suppression.h"
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

/// Whether \p Text is \p Glob, in which '*' stands for anything and nothing else is special.
static bool matchesGlob(StringRef Glob, StringRef Text) {
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

static std::vector<std::string> parseList(StringRef List) {
  llvm::SmallVector<StringRef> Globs;
  List.split(Globs, ',');
  std::vector<std::string> Result;
  for (StringRef Glob : Globs)
    Result.push_back(Glob.trim().str());
  return Result;
}

bool Suppressions::contains(const CheckList &Checks, StringRef Check) {
  if (!Checks)
    return true;
  return llvm::any_of(
      *Checks, [&](StringRef Glob) { return !Glob.starts_with("-") && matchesGlob(Glob, Check); });
}

Suppressions::Suppressions(StringRef FileText) {
  static constexpr llvm::StringLiteral Marker = "NOLINT";
  std::vector<Block> Open;
  unsigned Line = 1;
  size_t LineStart = 0, Counted = 0;

  size_t Pos = 0;
  while ((Pos = FileText.find(Marker, Pos)) != StringRef::npos) {
    size_t Start = Pos;
    Pos += Marker.size();
    while (Pos < FileText.size() && llvm::isAlpha(FileText[Pos]))
      ++Pos;
    Directive Kind = directive(FileText.slice(Start, Pos));
    if (Kind == Directive::None)
      continue;

    CheckList Checks;
    if (Pos < FileText.size() && FileText[Pos] == '(') {
      size_t Close = FileText.find_first_of("\n)", ++Pos);
      if (Close != StringRef::npos && FileText[Close] == ')') {
        Checks = parseList(FileText.slice(Pos, Close));
        Pos = Close + 1;
      }
    }

    for (; Counted < Start; ++Counted) {
      if (FileText[Counted] != '\n')
        continue;
      ++Line;
      LineStart = Counted + 1;
    }
    Place At(Line, Start - LineStart + 1);

    switch (Kind) {
    case Directive::SameLine:
      OnLine.push_back({Line, std::move(Checks)});
      break;
    case Directive::NextLine:
      OnLine.push_back({Line + 1, std::move(Checks)});
      break;
    case Directive::Begin:
      Open.push_back({At, At, std::move(Checks)});
      break;
    case Directive::End:
      if (!Open.empty() && Open.back().Checks == Checks) {
        Open.back().End = At;
        Blocks.push_back(std::move(Open.back()));
        Open.pop_back();
      }
      break;
    case Directive::None:
      break;
    }
  }
  llvm::sort(OnLine, [](auto &A, auto &B) { return A.Line < B.Line; });
}

bool Suppressions::suppresses(StringRef Check, unsigned Line, unsigned Column) const {
  auto First = llvm::partition_point(OnLine, [&](auto &Rule) { return Rule.Line < Line; });
  for (auto I = First; I != OnLine.end() && I->Line == Line; ++I)
    if (contains(I->Checks, Check))
      return true;
  Place At(Line, Column);
  return llvm::any_of(Blocks, [&](const Block &B) {
    return B.Begin < At && At < B.End && contains(B.Checks, Check);
  });
}
