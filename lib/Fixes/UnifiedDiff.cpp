//===- UnifiedDiff.cpp - A change as a patch ------------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Findings/DisplayPath.h"
#include "Fixes/FixSet.h"
#include "Fixes/LineDiff.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>
#include <fmt/format.h>

using namespace gfp;
using llvm::StringRef;

static constexpr unsigned Context = 3;

/// \p Path as git writes it: quoted where a character would confuse a reader of the patch.
static std::string patchPath(StringRef Prefix, StringRef Path) {
  std::string Name = (Prefix + Path).str();
  auto NeedsQuote = [](unsigned char C) { return C < 0x20 || C >= 0x7f || C == '"' || C == '\\'; };
  if (std::none_of(Name.begin(), Name.end(), NeedsQuote))
    return StringRef(Name).contains(' ') ? Name + "\t" : Name;
  std::string Quoted = "\"";
  for (unsigned char C : Name) {
    if (C == '"' || C == '\\')
      Quoted += fmt::format("\\{}", char(C));
    else if (NeedsQuote(C))
      Quoted += fmt::format("\\{:03o}", C);
    else
      Quoted += char(C);
  }
  return Quoted + '"';
}

/// "12,7", "12" for one line; an empty range stands after the line before it.
static std::string hunkRange(unsigned Begin, unsigned End) {
  if (End - Begin == 1)
    return std::to_string(Begin + 1);
  return fmt::format("{},{}", Begin == End ? Begin : Begin + 1, End - Begin);
}

/// The line that tells a reader in which function \p Line is: the last above it that begins in
/// column one and is not a label.
static StringRef enclosingFunction(const LineIndex &Text, unsigned Line) {
  while (Line-- > 0) {
    StringRef L = Text.line(Line).rtrim();
    if (L.empty() || !(llvm::isAlpha(L[0]) || L[0] == '_') || L.ends_with(":"))
      continue;
    return L.take_front(80);
  }
  return {};
}

static void addLine(std::string &Out, char Mark, StringRef Line) {
  Out += Mark;
  Out += Line;
  if (!Line.ends_with("\n"))
    Out += "\n\\ No newline at end of file\n";
}

static void addHunk(std::string &Out, const LineIndex &Old, const LineIndex &New,
                    llvm::ArrayRef<ChangedLines> Changes) {
  unsigned Lead = std::min(Changes.front().OldBegin, Context);
  unsigned Trail = std::min(Old.size() - Changes.back().OldEnd, Context);
  unsigned OldBegin = Changes.front().OldBegin - Lead, OldEnd = Changes.back().OldEnd + Trail;
  unsigned NewBegin = Changes.front().NewBegin - Lead, NewEnd = Changes.back().NewEnd + Trail;

  Out += fmt::format("@@ -{} +{} @@", hunkRange(OldBegin, OldEnd), hunkRange(NewBegin, NewEnd));
  if (StringRef Function = enclosingFunction(Old, OldBegin); !Function.empty()) {
    Out += ' ';
    Out += Function;
  }
  Out += '\n';

  unsigned Next = OldBegin;
  for (const ChangedLines &C : Changes) {
    for (; Next < C.OldBegin; ++Next)
      addLine(Out, ' ', Old.full(Next));
    for (; Next < C.OldEnd; ++Next)
      addLine(Out, '-', Old.full(Next));
    for (unsigned L = C.NewBegin; L < C.NewEnd; ++L)
      addLine(Out, '+', New.full(L));
  }
  for (; Next < OldEnd; ++Next)
    addLine(Out, ' ', Old.full(Next));
}

std::string gfp::unifiedDiff(const FileChange &Change, StringRef Root) {
  LineIndex Old(Change.Before), New(Change.After);
  std::vector<ChangedLines> Changes = diffLines(Old, New);
  if (Changes.empty())
    return {};
  StringRef Path = displayPath(Change.File, Root).ltrim('/');
  std::string Out = fmt::format("--- {}\n+++ {}\n", patchPath("a/", Path), patchPath("b/", Path));
  // Changes whose context would touch make one hunk.
  for (size_t Begin = 0, End; Begin < Changes.size(); Begin = End) {
    End = Begin + 1;
    while (End < Changes.size() && Changes[End].OldBegin - Changes[End - 1].OldEnd <= 2 * Context)
      ++End;
    addHunk(Out, Old, New, llvm::ArrayRef(Changes).slice(Begin, End - Begin));
  }
  return Out;
}
