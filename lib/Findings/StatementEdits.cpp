//===- StatementEdits.cpp - Deleting statements neatly --------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Findings/StatementEdits.h"
#include "Findings/LineIndex.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <cassert>
#include <optional>
#include <tuple>

using namespace gfp;
using llvm::StringRef;

static constexpr llvm::StringLiteral Blanks = " \t\f\v\r";

static bool isBlank(StringRef Text) {
  return Text.find_first_not_of(" \t\f\v\r\n") == StringRef::npos;
}

unsigned gfp::endOfStatement(StringRef Text, unsigned End) {
  size_t Next = Text.find_first_not_of(" \t\f\v\r\n", End);
  return Next != StringRef::npos && Text[Next] == ';' ? Next + 1 : End;
}

namespace {

/// What one edit deletes.
struct Piece {
  unsigned Begin, End;
  bool WithComment;
  /// First and last line, if the piece is whole lines.
  std::optional<std::pair<unsigned, unsigned>> Lines;
};

class Deleter {
public:
  Deleter(StringRef Text, llvm::ArrayRef<StatementRange> Ranges)
      : Text(Text), Index(Text), Gone(Index.size(), false) {
    merge(Ranges);
  }

  std::vector<Edit> run(const std::string &File);

private:
  void merge(llvm::ArrayRef<StatementRange> Ranges);
  void takeLines(Piece &P, unsigned FirstFree);
  void takeOneBlank(Piece &P, unsigned FreeFrom) const;
  void eatBlankLines();
  std::optional<unsigned> endOfCodeLine(unsigned Pos) const;
  unsigned commentAbove(unsigned Line, unsigned FirstFree) const;

  StringRef Text;
  LineIndex Index;
  std::vector<Piece> Pieces;
  std::vector<bool> Gone; ///< By line.
};

} // namespace

/// Sorts; joins what overlaps or has nothing but blanks of the same line between.
void Deleter::merge(llvm::ArrayRef<StatementRange> Ranges) {
  std::vector<StatementRange> Sorted(Ranges.begin(), Ranges.end());
  llvm::sort(Sorted,
             [](auto &A, auto &B) { return std::tie(A.Begin, A.End) < std::tie(B.Begin, B.End); });
  for (const StatementRange &R : Sorted) {
    assert(R.Begin < R.End && R.End <= Text.size() && "the range is of another text");
    if (!Pieces.empty()) {
      Piece &Last = Pieces.back();
      if (R.Begin <= Last.End ||
          Text.slice(Last.End, R.Begin).find_first_not_of(Blanks) == StringRef::npos) {
        Last.WithComment |= R.WithComment && R.Begin == Last.Begin;
        Last.End = std::max(Last.End, R.End);
        continue;
      }
    }
    Pieces.push_back({R.Begin, R.End, R.WithComment, std::nullopt});
  }
}

/// The last line of the code that ends at \p Pos, if only comments follow on it (and perhaps the
/// backslash of a macro).
std::optional<unsigned> Deleter::endOfCodeLine(unsigned Pos) const {
  while (true) {
    size_t Next = Text.find_first_not_of(Blanks, Pos);
    if (Next == StringRef::npos || Text[Next] == '\n')
      return Index.lineOf(Next == StringRef::npos ? Text.size() - 1 : Next);
    StringRef Rest = Text.drop_front(Next);
    StringRef RestOfLine = Rest.take_until([](char C) { return C == '\n'; });
    if (RestOfLine.starts_with("//") || RestOfLine.rtrim() == "\\")
      return Index.lineOf(Next);
    if (!Rest.starts_with("/*"))
      return std::nullopt;
    size_t Close = Rest.find("*/", 2);
    if (Close == StringRef::npos)
      return std::nullopt;
    Pos = Next + Close + 2;
  }
}

/// The first line of the comment that ends on the line above \p Line, or \p Line.
unsigned Deleter::commentAbove(unsigned Line, unsigned FirstFree) const {
  unsigned First = Line;
  while (First > FirstFree && Index.line(First - 1).ltrim().starts_with("//"))
    --First;
  if (First != Line || Line == FirstFree || !Index.line(Line - 1).rtrim().ends_with("*/"))
    return First;
  StringRef Before = Text.take_front(Index.start(Line)).rtrim().drop_back(2);
  size_t Open = Before.rfind("/*");
  if (Open == StringRef::npos || Before.find("*/", Open + 2) != StringRef::npos)
    return Line;
  First = Index.lineOf(Open);
  if (First < FirstFree || !isBlank(Text.slice(Index.start(First), Open)))
    return Line;
  return First;
}

/// Makes \p P whole lines if it shares them with no other code. Lines before \p FirstFree belong to
/// an earlier piece.
void Deleter::takeLines(Piece &P, unsigned FirstFree) {
  unsigned First = Index.lineOf(P.Begin);
  std::optional<unsigned> Last = endOfCodeLine(P.End);
  if (First < FirstFree || !Last || !isBlank(Text.slice(Index.start(First), P.Begin)))
    return;
  auto Continues = [&](unsigned Line) { return Index.line(Line).rtrim().ends_with("\\"); };
  if (First > 0 && Continues(First - 1) && !Continues(*Last))
    return;
  if (P.WithComment)
    First = commentAbove(First, FirstFree);
  P.Lines.emplace(First, *Last);
  std::fill(Gone.begin() + First, Gone.begin() + *Last + 1, true);
}

/// Widens \p P, which shares its line, by the white space that would be left double or trailing.
void Deleter::takeOneBlank(Piece &P, unsigned FreeFrom) const {
  auto IsBlankAt = [&](unsigned Pos) { return Blanks.contains(Text[Pos]); };
  bool EndsLine = P.End == Text.size() || Text[P.End] == '\n' || Text[P.End] == '\r';
  bool StartsLine = isBlank(Text.slice(Index.start(Index.lineOf(P.Begin)), P.Begin));
  if (EndsLine) {
    while (P.Begin > FreeFrom && IsBlankAt(P.Begin - 1))
      --P.Begin;
  } else if (!StartsLine && P.Begin > FreeFrom && IsBlankAt(P.Begin - 1)) {
    --P.Begin;
  } else if (IsBlankAt(P.End)) {
    ++P.End;
  }
}

/// Adds to each run of deleted lines the blank line its going would leave over.
void Deleter::eatBlankLines() {
  for (Piece &P : Pieces) {
    // Once for each run of deleted lines: at the piece that ends it.
    if (!P.Lines || (P.Lines->second + 1 < Gone.size() && Gone[P.Lines->second + 1]))
      continue;
    unsigned Next = P.Lines->second + 1;
    unsigned First = P.Lines->first; // The first line of the run.
    while (First > 0 && Gone[First - 1])
      --First;
    bool AtTop = First == 0;
    StringRef Above = AtTop ? StringRef() : Index.line(First - 1);
    StringRef Below = Next < Gone.size() ? Index.line(Next) : StringRef("}");
    if (isBlank(Below) && (isBlank(Above) || Above.rtrim().ends_with("{"))) {
      Gone[Next] = true;
      P.Lines->second = Next;
    } else if (!AtTop && isBlank(Above) && Below.ltrim().starts_with("}")) {
      Gone[First - 1] = true;
      // The piece that begins the run takes it.
      llvm::find_if(Pieces, [&](const Piece &Q) {
        return Q.Lines && Q.Lines->first == First;
      })->Lines->first = First - 1;
    }
  }
}

std::vector<Edit> Deleter::run(const std::string &File) {
  unsigned FirstFree = 0;
  for (Piece &P : Pieces) {
    takeLines(P, FirstFree);
    FirstFree = P.Lines ? P.Lines->second + 1 : Index.lineOf(P.End - 1) + 1;
  }
  eatBlankLines();

  std::vector<Edit> Edits;
  unsigned FreeFrom = 0;
  for (Piece &P : Pieces) {
    if (P.Lines) {
      P.Begin = Index.start(P.Lines->first);
      P.End = Index.start(P.Lines->second + 1);
    } else {
      takeOneBlank(P, FreeFrom);
    }
    Edits.push_back({File, P.Begin, P.End - P.Begin, ""});
    FreeFrom = P.End;
  }
  return Edits;
}

std::vector<Edit> gfp::deleteStatements(StringRef Text, llvm::ArrayRef<StatementRange> Ranges,
                                        const std::string &File) {
  return Deleter(Text, Ranges).run(File);
}
