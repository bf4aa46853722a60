//===- Agreement.cpp - What all analyses of a file say ---------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/Agreement.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"

using namespace gfp;

void gfp::dropContradicted(llvm::MutableArrayRef<UnitOutcome> Outcomes) {
  llvm::StringMap<std::vector<UnitOutcome *>> ByFile;
  for (UnitOutcome &Outcome : Outcomes)
    ByFile[Outcome.File].push_back(&Outcome);
  for (const auto &Entry : ByFile) {
    const std::vector<UnitOutcome *> &Same = Entry.second;
    if (Same.size() < 2)
      continue;
    auto contradicted = [&](const Finding &F) {
      return F.OfAbsence && !llvm::all_of(Same, [&](const UnitOutcome *Each) {
               return llvm::any_of(Each->Result.Findings,
                                   [&](const Finding &Other) { return isSameMisuse(F, Other); });
             });
    };
    // All are asked before the first loses what the others are asked for.
    std::vector<std::vector<Finding>> Kept;
    for (const UnitOutcome *Each : Same) {
      Kept.emplace_back();
      llvm::copy_if(Each->Result.Findings, std::back_inserter(Kept.back()),
                    [&](const Finding &F) { return !contradicted(F); });
    }
    for (auto [Each, Rest] : llvm::zip(Same, Kept))
      Each->Result.Findings = std::move(Rest);
  }
}
