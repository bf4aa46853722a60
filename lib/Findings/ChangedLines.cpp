//===- ChangedLines.cpp - Findings on changed lines -----------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Findings/ChangedLines.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <map>

using namespace gfp;

bool LineChanges::has(unsigned Line) const {
  return Whole || llvm::any_of(Added, [&](const auto &Run) {
           return Run.first <= Line && Line <= Run.second;
         });
}

bool LineChanges::cutBetween(unsigned First, unsigned Last) const {
  return llvm::any_of(Cuts, [&](unsigned Line) { return First <= Line && Line < Last; });
}

void ChangedLines::add(llvm::StringRef File, LineChanges Changes) {
  LineChanges &Known = ByFile[File];
  Known.Whole |= Changes.Whole;
  llvm::append_range(Known.Added, Changes.Added);
  llvm::append_range(Known.Cuts, Changes.Cuts);
}

bool ChangedLines::touches(const Finding &F,
                           llvm::function_ref<std::string(const std::string &)> Real) const {
  // By file: the first and last line of the finding there.
  std::map<std::string, std::pair<unsigned, unsigned>> Extents;
  auto meets = [&](const std::string &File, unsigned First, unsigned Last) {
    auto Entry = ByFile.find(Real(File));
    if (Entry == ByFile.end())
      return false;
    auto [Extent, New] = Extents.try_emplace(File, First, Last);
    Extent->second.first = std::min(Extent->second.first, First);
    Extent->second.second = std::max(Extent->second.second, Last);
    for (unsigned Line = First; Line <= Last; ++Line)
      if (Entry->second.has(Line))
        return true;
    return Entry->second.cutBetween(Extent->second.first, Extent->second.second);
  };
  if (meets(F.At.File, F.At.Line, F.At.Line) ||
      (F.FirstLine && meets(F.At.File, F.FirstLine, F.LastLine)))
    return true;
  return llvm::any_of(F.Notes,
                      [&](const Note &N) { return meets(N.At.File, N.At.Line, N.At.Line); });
}
