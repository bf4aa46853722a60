//===- Finding.cpp - What a check has to say ------------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Findings/Finding.h"
#include <algorithm>
#include <tuple>

using namespace gfp;

static auto identity(const Finding &F) { return std::tie(F.At, F.Check, F.Message); }

static auto everything(const Finding &F) {
  // sortAndUnique() keeps the first of equals: that of a unit with a command of its own, and no
  // correction before any.
  return std::tie(F.At, F.Check, F.Message, F.Neighbour, F.Correction, F.Level, F.Function,
                  F.Statement, F.Release, F.Notes, F.Configurations);
}

bool gfp::operator<(const Finding &A, const Finding &B) { return everything(A) < everything(B); }

bool gfp::operator==(const Finding &A, const Finding &B) { return everything(A) == everything(B); }

bool gfp::isSameMisuse(const Finding &A, const Finding &B) { return identity(A) == identity(B); }

void gfp::sortAndUnique(std::vector<Finding> &Findings) {
  std::sort(Findings.begin(), Findings.end());
  auto Out = Findings.begin();
  for (auto I = Findings.begin(), E = Findings.end(); I != E;) {
    auto Last = std::find_if(I, E, [&](const Finding &F) { return !isSameMisuse(*I, F); });
    // A borrowed command has no say beside an own one.
    auto Counts = I->Neighbour.empty()
                      ? std::find_if(I, Last, [](const Finding &F) { return !F.Neighbour.empty(); })
                      : Last;
    bool Disagree =
        std::any_of(I, Counts, [&](const Finding &F) { return F.Correction != I->Correction; });
    if (Out != I)
      *Out = std::move(*I);
    if (Disagree)
      Out->Correction.reset();
    ++Out;
    I = Last;
  }
  Findings.erase(Out, Findings.end());
}
