//===- HtmlFinding.cpp - A finding in HTML --------------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Render/HtmlFinding.h"
#include "Findings/DisplayPath.h"
#include "Render/Excerpt.h"
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

/// A source line, the token of the first remark marked, and the remarks below it.
static void writeLine(const ExcerptLine &L, llvm::raw_ostream &OS) {
  StringRef Text = cut(L.Text);
  const bool Cut = Text.size() < L.Text.size();
  OS << (L.Remarks.empty() ? "<i>" : "<i class=\"at\">") << L.Number << "</i>";
  StringRef Token;
  if (!L.Remarks.empty() && L.Remarks.front().At->Column > 0)
    Token = tokenAt(Text, L.Remarks.front().At->Column);
  if (Token.empty()) {
    OS << htmlText(Text);
  } else {
    size_t Begin = Token.data() - Text.data();
    OS << htmlText(Text.take_front(Begin)) << "<mark>" << htmlText(Token) << "</mark>"
       << htmlText(Text.drop_front(Begin + Token.size()));
  }
  OS << (Cut ? "…\n" : "\n");
  StringRef Indent = Text.take_while([](char C) { return C == ' ' || C == '\t'; });
  for (const Remark &R : L.Remarks) {
    OS << Indent;
    if (R.Step == 0)
      OS << "<em class=\"here\">";
    else
      OS << "<em><b>" << R.Step << "</b> ";
    OS << htmlText(R.Message) << "</em>\n";
  }
}

static void writeExcerpt(const Excerpt &E, llvm::raw_ostream &OS) {
  OS << "<pre class=\"code\">";
  unsigned Previous = 0;
  for (const ExcerptLine &L : E.Lines) {
    if (Previous > 0 && L.Number > Previous + 1)
      OS << "<i>⋮</i>\n";
    Previous = L.Number;
    writeLine(L, OS);
  }
  OS << "</pre>\n";
}

/// A unified diff, its lines told apart.
static void writeDiff(StringRef Diff, llvm::raw_ostream &OS) {
  OS << "<pre class=\"diff\">";
  while (!Diff.empty()) {
    auto [Line, Rest] = Diff.split('\n');
    Diff = Rest;
    bool IsHead = Line.starts_with("--- ") || Line.starts_with("+++ ");
    StringRef Element = IsHead                   ? "b"
                        : Line.starts_with("@@") ? "i"
                        : Line.starts_with("-")  ? "del"
                        : Line.starts_with("+")  ? "ins"
                                                 : "";
    if (Element.empty())
      OS << htmlText(Line) << '\n';
    else
      OS << '<' << Element << '>' << htmlText(Line) << "</" << Element << ">\n";
  }
  OS << "</pre>\n";
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
  for (const std::string &Sentence : provenance(F, Root))
    OS << "<p class=\"seen\">" << htmlText(Sentence) << "</p>\n";
}

void HtmlFindingWriter::steps(llvm::ArrayRef<Remark> Steps) {
  if (Steps.empty())
    return;
  OS << "<ol>\n";
  for (const Remark &R : Steps)
    OS << "<li value=\"" << R.Step << "\">" << place(*R.At) << ": " << htmlText(R.Message)
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
    writeDiff(*Diff, OS);
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
