//===- TextRenderer.cpp - As a compiler reports ---------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Render/TextRenderer.h"
#include "Findings/DisplayPath.h"
#include "Render/OneLine.h"
#include "Render/ProblemText.h"
#include "Render/Provenance.h"
#include "Render/SourceCache.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/Unicode.h"
#include <fmt/format.h>
#include <fmt/ranges.h>

using namespace gfp;
using llvm::StringRef;

namespace {

constexpr unsigned TabStop = 8;

/// What precedes a message, in clang's colours.
struct Severity {
  llvm::StringLiteral Word;
  llvm::StringLiteral Color;
  bool BoldMessage;
};

constexpr Severity Error{"error", "\033[0;1;31m", true};
constexpr Severity Warning{"warning", "\033[0;1;35m", true};
constexpr Severity Remark{"note", "\033[0;1;36m", false};
constexpr llvm::StringLiteral Bold = "\033[1m", Caret = "\033[0;1;32m", Plain = "\033[0m";

/// A source line as a terminal can show it.
struct ShownLine {
  std::string Text;
  std::optional<unsigned> Caret; ///< In columns of the terminal, from 0.
};

class Printer {
public:
  Printer(const Report &R, TextStyle Style, llvm::raw_ostream &OS) : R(R), Style(Style), OS(OS) {}

  void print(const Finding &F);
  void print(const UnitProblem &P);

private:
  void color(StringRef Sequence) {
    if (Style.Color)
      OS << Sequence;
  }
  void message(const Position &At, const Severity &S, StringRef Text);
  void snippet(const Position &At);

  const Report &R;
  TextStyle Style;
  llvm::raw_ostream &OS;
  SourceCache Sources;
};

} // namespace

/// The bytes of the character at the start of \p Text and its width; no width if it cannot be
/// shown.
static std::pair<size_t, std::optional<unsigned>> nextCharacter(StringRef Text) {
  unsigned char First = Text.front();
  if (First < 0x80)
    return {1, llvm::isPrint(First) ? std::optional(1u) : std::nullopt};
  size_t Size = llvm::getNumBytesForUTF8(First);
  const auto *Bytes = Text.bytes_begin();
  if (Size > Text.size() || !llvm::isLegalUTF8Sequence(Bytes, Bytes + Size))
    return {1, std::nullopt};
  int Width = llvm::sys::unicode::columnWidthUTF8(Text.take_front(Size));
  return {Size, Width < 0 ? std::nullopt : std::optional<unsigned>(Width)};
}

/// Expands tabs, replaces what cannot be shown and finds the place of byte \p Column (from 1).
static ShownLine show(StringRef Line, unsigned Column) {
  ShownLine Shown;
  unsigned Width = 0;
  size_t Pos = 0;
  auto MarkCaret = [&] {
    if (!Shown.Caret && Column > 0 && Pos + 1 >= Column)
      Shown.Caret = Width;
  };
  while (Pos < Line.size()) {
    MarkCaret();
    if (Line[Pos] == '\t') {
      unsigned Blanks = TabStop - Width % TabStop;
      Shown.Text.append(Blanks, ' ');
      Width += Blanks;
      ++Pos;
      continue;
    }
    auto [Size, CharWidth] = nextCharacter(Line.drop_front(Pos));
    Shown.Text += CharWidth ? Line.substr(Pos, Size) : StringRef("?");
    Width += CharWidth.value_or(1);
    Pos += Size;
  }
  MarkCaret();
  return Shown;
}

void Printer::message(const Position &At, const Severity &S, StringRef Text) {
  color(Bold);
  OS << oneLine(displayPath(At.File, R.Root)) << ':';
  if (At.Line > 0) {
    OS << At.Line << ':';
    if (At.Column > 0)
      OS << At.Column << ':';
  }
  OS << ' ';
  color(S.Color);
  OS << S.Word << ": ";
  color(Plain);
  if (S.BoldMessage)
    color(Bold);
  OS << oneLine(Text);
  if (S.BoldMessage)
    color(Plain);
  OS << '\n';
}

void Printer::snippet(const Position &At) {
  if (!Style.Sources)
    return;
  std::optional<StringRef> Line = Sources.line(At);
  if (!Line)
    return;
  ShownLine Shown = show(*Line, At.Column);
  OS << fmt::format("{:>5} | {}", At.Line, StringRef(Shown.Text).rtrim().str()) << '\n';
  if (!Shown.Caret)
    return;
  OS << fmt::format("{:>5} | {:{}}", "", "", *Shown.Caret);
  color(Caret);
  OS << '^';
  color(Plain);
  OS << '\n';
}

void Printer::print(const Finding &F) {
  message(F.At, Warning, fmt::format("{} [{}]", F.Message, F.Check));
  snippet(F.At);
  for (const Note &N : F.Notes) {
    message(N.At, Remark, N.Message);
    snippet(N.At);
  }
  if (F.Correction && !F.Correction->Edits.empty())
    message(F.At, Remark, "fix available: " + F.Correction->Title);
  for (const std::string &Sentence : provenance(F, R))
    message(F.At, Remark, Sentence);
}

void Printer::print(const UnitProblem &P) {
  const ProblemKind Kind = kindOf(P);
  const Severity &Level = Kind == ProblemKind::NotCompiled ? Remark
                          : Kind == ProblemKind::Partly    ? Warning
                                                           : Error;
  message(Position{P.File}, Level, problemText(P, R.Root));
}

void TextRenderer::render(const Report &R, llvm::raw_ostream &OS) const {
  Printer P(R, Style, OS);
  for (const Finding &F : R.Findings)
    P.print(F);
  for (const UnitProblem &Problem : R.Problems)
    P.print(Problem);
}
