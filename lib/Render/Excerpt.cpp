//===- Excerpt.cpp - The lines a finding is about -------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Render/Excerpt.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <map>

using namespace gfp;

/// Lines shown above and below the finding, and a step of its path.
static constexpr unsigned FindingContext = 3, StepContext = 1;

namespace {

/// The remarks of one file by line; lines of context have none.
struct Collected {
  llvm::StringRef File;
  const LineIndex *Lines;
  std::map<unsigned, std::vector<Remark>> ByLine;
};

} // namespace

static void collect(Collected &Into, const Remark &R) {
  unsigned Context = R.Step == 0 ? FindingContext : StepContext;
  unsigned First = R.At->Line > Context ? R.At->Line - Context : 1;
  unsigned Last = std::min(R.At->Line + Context, Into.Lines->size());
  for (unsigned Line = First; Line <= Last; ++Line)
    Into.ByLine.try_emplace(Line);
  Into.ByLine[R.At->Line].push_back(R);
}

FindingSource gfp::excerptsOf(const Finding &F, SourceCache &Sources) {
  FindingSource Source;
  std::vector<Collected> Files;
  auto Add = [&](const Remark &R) {
    if (!Sources.line(*R.At)) {
      if (R.Step > 0)
        Source.Unplaced.push_back(R);
      return;
    }
    auto Known = llvm::find_if(Files, [&](const Collected &C) { return C.File == R.At->File; });
    if (Known == Files.end())
      Known = Files.insert(Known, {R.At->File, Sources.file(R.At->File), {}});
    collect(*Known, R);
  };
  Add({0, &F.At, F.Message});
  for (const auto &[Index, N] : llvm::enumerate(F.Notes))
    Add({unsigned(Index) + 1, &N.At, N.Message});

  for (Collected &C : Files) {
    Excerpt &E = Source.Excerpts.emplace_back();
    E.File = C.File;
    for (auto &[Number, Remarks] : C.ByLine)
      E.Lines.push_back({Number, C.Lines->line(Number - 1), std::move(Remarks)});
  }
  return Source;
}
