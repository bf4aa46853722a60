//===- LkpRenderer.cpp - As smatch and the kernel test robot report -------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Render/LkpRenderer.h"
#include "Findings/DisplayPath.h"
#include "Render/OneLine.h"
#include "Render/ProblemText.h"
#include "Render/Provenance.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ErrorHandling.h"

using namespace gfp;

static void print(const Finding &F, const Report &R, llvm::raw_ostream &OS) {
  OS << oneLine(displayPath(F.At.File, R.Root));
  if (F.At.Line > 0)
    OS << ':' << F.At.Line;
  OS << ' ';
  if (!F.Function.empty())
    OS << F.Function << "() ";
  OS << "warn: " << oneLine(F.Message) << " [" << F.Check << ']';
  if (auto Sentences = provenance(F, R); !Sentences.empty())
    OS << " (" << oneLine(llvm::join(Sentences, "; ")) << ')';
  OS << '\n';
}

static llvm::StringRef severityWord(ProblemKind Kind) {
  switch (Kind) {
  case ProblemKind::NotAnalysed:
    return " error: ";
  case ProblemKind::Partly:
    return " warn: ";
  case ProblemKind::NotCompiled:
    return " info: ";
  }
  llvm_unreachable("all kinds are above");
}

void LkpRenderer::render(const Report &R, llvm::raw_ostream &OS) const {
  for (const Finding &F : R.Findings)
    print(F, R, OS);
  for (const UnitProblem &P : R.Problems)
    OS << oneLine(displayPath(P.File, R.Root)) << severityWord(kindOf(P))
       << oneLine(problemText(P, R.Root)) << '\n';
}
