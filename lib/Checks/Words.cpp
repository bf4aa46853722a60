//===- Words.cpp - Names without which a check is silent -----------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/Words.h"
#include "llvm/ADT/STLExtras.h"

using namespace gfp;

void gfp::addScopeWords(const RuleSet &Rules, llvm::StringSet<> &Words) {
  for (const ScopePair &Pair : Rules.scopePairs()) {
    Words.insert(Pair.Save);
    Words.insert(Pair.Restore);
  }
}

void gfp::addAllocatorWords(const RuleSet &Rules, llvm::StringSet<> &Words,
                            llvm::function_ref<bool(const Allocator &)> Wanted) {
  for (const Allocator &A : Rules.allocators())
    if (Wanted(A)) {
      Words.insert(A.Name);
      Words.insert(A.Name + "_noprof");
    }
}

void gfp::addVerdictWords(const RuleSet &Rules, llvm::StringRef Check, llvm::StringSet<> &Words) {
  addAllocatorWords(Rules, Words, [&](const Allocator &A) {
    return A.TakesGfp && llvm::any_of(Rules.verdicts(), [&](const Verdict &V) {
             return V.Check == Check && V.isAbout(A);
           });
  });
}
