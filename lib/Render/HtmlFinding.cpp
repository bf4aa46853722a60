//===- HtmlFinding.cpp - A finding in HTML --------------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Render/HtmlFinding.h"
#include "Findings/DisplayPath.h"
#include "Render/FixText.h"
#include "Render/HtmlText.h"
#include "Render/Provenance.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <fmt/format.h>

using namespace gfp;
using llvm::StringRef;

/// Bytes of a line that are shown; nobody reads more.
static constexpr size_t MaxLine = 400;

/// \p Line, cut between two characters if it is too long.
static StringRef cut(StringRef Line) {
  if (Line.size() <= MaxLine)
    return Line;
  size_t End = MaxLine;
  while (End > 0 && (Line[End] & 0xc0) == 0x80)
    --End;
  return Line.take_front(End);
}

/// The name or the one character at \p Column of \p Line.
static StringRef tokenAt(StringRef Line, unsigned Column) {
  StringRef Rest = Line.drop_front(std::min<size_t>(Column - 1, Line.size()));
  auto IsName = [](char C) { return llvm::isAlnum(C) || C == '_'; };
  size_t Length = llvm::find_if_not(Rest, IsName) - Rest.begin();
  if (Length == 0 && !Rest.empty() && llvm::isPrint(Rest.front()) && Rest.front() != ' ')
    Length = 1;
  return Rest.take_front(Length);
}

namespace {

/// An excerpt as two columns, so that the numbers cost one element and are not copied with the
/// code.
struct ExcerptColumns {
  std::string Numbers, Code;

  void add(const ExcerptLine &L);
};

} // namespace

/// A source line, the token of the first remark marked, and the notes below it. What the finding
/// says is its title already.
void ExcerptColumns::add(const ExcerptLine &L) {
  Numbers += fmt::format("{}\n", L.Number);
  StringRef Text = cut(L.Text);
  StringRef Token;
  if (!L.Remarks.empty() && L.Remarks.front().At->Column > 0)
    Token = tokenAt(Text, L.Remarks.front().At->Column);
  if (Token.empty()) {
    Code += htmlText(Text);
  } else {
    size_t Begin = Token.data() - Text.data();
    const bool IsHere = L.Remarks.front().Step == 0;
    Code += htmlText(Text.take_front(Begin));
    Code += IsHere ? "<mark class=\"here\">" : "<mark>";
    Code += htmlText(Token);
    Code += "</mark>";
    Code += htmlText(Text.drop_front(Begin + Token.size()));
  }
  Code += Text.size() < L.Text.size() ? "…\n" : "\n";
  StringRef Indent = Text.take_while([](char C) { return C == ' ' || C == '\t'; });
  for (const Remark &Said : L.Remarks) {
    if (Said.Step == 0)
      continue;
    Numbers += '\n';
    Code += Indent;
    Code += fmt::format("<em><b>{}</b> {}</em>\n", Said.Step, htmlText(Said.Message));
  }
}

static void writeExcerpt(const Excerpt &E, llvm::raw_ostream &OS) {
  ExcerptColumns Columns;
  unsigned Previous = 0;
  for (const ExcerptLine &L : E.Lines) {
    if (Previous > 0 && L.Number > Previous + 1) {
      Columns.Numbers += "⋮\n";
      Columns.Code += '\n';
    }
    Previous = L.Number;
    Columns.add(L);
  }
  // HTML leaves out a newline that follows the tag, and so may be the first line's.
  OS << "<div class=\"code\"><pre>\n"
     << Columns.Numbers << "</pre><pre>\n"
     << Columns.Code << "</pre></div>\n";
}

std::string HtmlFindingWriter::place(const Position &At) const {
  std::string Place = htmlText(displayPath(At.File, Root));
  if (At.Line > 0)
    Place += fmt::format(":{}", At.Line);
  if (At.Line > 0 && At.Column > 0)
    Place += fmt::format(":{}", At.Column);
  return Place;
}

void HtmlFindingWriter::header(const Finding &F, size_t Number) {
  OS << "<h3><span class=\"level\">level " << F.Level << "</span> " << htmlText(F.Message)
     << "</h3>\n<p class=\"place\"><a href=\"#f" << Number << "\">" << place(F.At) << "</a>";
  if (!F.Function.empty())
    OS << " in <code>" << htmlText(F.Function) << "()</code>";
  OS << " <span class=\"check\">" << htmlText(F.Check) << "</span></p>\n";
  for (const std::string &Sentence : provenance(F, R))
    OS << "<p class=\"seen\">" << htmlText(Sentence) << "</p>\n";
}

void HtmlFindingWriter::steps(llvm::ArrayRef<Remark> Steps) {
  if (Steps.empty())
    return;
  OS << "<ol>\n";
  for (const Remark &Said : Steps)
    OS << "<li value=\"" << Said.Step << "\">" << place(*Said.At) << ": " << htmlText(Said.Message)
       << "</li>\n";
  OS << "</ol>\n";
}

void HtmlFindingWriter::source(const Finding &F) {
  FindingSource Source = excerptsOf(F, Sources);
  for (const Excerpt &E : Source.Excerpts) {
    if (E.File != F.At.File)
      OS << "<p class=\"file\">" << htmlText(displayPath(E.File, Root)) << "</p>\n";
    writeExcerpt(E, OS);
  }
  steps(Source.Unplaced);
}

void HtmlFindingWriter::fix(const Finding &F) {
  if (!F.Correction || F.Correction->Edits.empty())
    return;
  OS << "<details><summary>Fix: " << htmlText(F.Correction->Title) << "</summary>\n";
  llvm::Expected<std::string> Diff = diffOfFix(F, Root);
  if (Diff)
    OS << "<pre class=\"diff\">\n" << htmlText(*Diff) << "</pre>\n";
  else
    OS << "<p>" << htmlText(llvm::toString(Diff.takeError())) << "</p>\n";
  OS << "</details>\n";
}

void HtmlFindingWriter::write(const Finding &F, size_t Number,
                              llvm::ArrayRef<std::string> Anchors) {
  OS << "<article id=\"f" << Number << "\" data-check=\"" << htmlText(F.Check) << "\" data-level=\""
     << F.Level << "\">\n";
  for (const std::string &Anchor : Anchors)
    OS << "<a id=\"" << htmlText(Anchor) << "\"></a>";
  header(F, Number);
  if (ShowSources) {
    source(F);
    fix(F);
  } else {
    std::vector<Remark> Steps;
    for (const auto &[Index, N] : llvm::enumerate(F.Notes))
      Steps.push_back({unsigned(Index) + 1, &N.At, N.Message});
    steps(Steps);
    if (F.Correction && !F.Correction->Edits.empty())
      OS << "<p>Fix: " << htmlText(F.Correction->Title) << "</p>\n";
  }
  OS << "</article>\n";
}
