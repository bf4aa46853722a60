//===- FixText.cpp - Whether and how a fix can be shown -------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Render/FixText.h"
#include "Fixes/FixSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/JSON.h"

using namespace gfp;

bool gfp::fitsJson(const Fix &F) {
  return !F.Edits.empty() &&
         llvm::all_of(F.Edits, [](const Edit &E) { return llvm::json::isUTF8(E.Replacement); });
}

llvm::Expected<std::string> gfp::diffOfFix(const Finding &F, llvm::StringRef Root) {
  llvm::Expected<FixPlan> Plan = planFixes(F);
  if (!Plan)
    return Plan.takeError();
  std::string Diff;
  for (const FileChange &Change : Plan->Changes)
    Diff += unifiedDiff(Change, Root);
  return Diff;
}
