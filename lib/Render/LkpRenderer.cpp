//===- LkpRenderer.cpp - As smatch and the kernel test robot report -------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Render/LkpRenderer.h"
#include "Findings/DisplayPath.h"
#include "Render/OneLine.h"
#include "Render/Provenance.h"
#include "llvm/ADT/StringExtras.h"

using namespace gfp;

static void print(const Finding &F, llvm::StringRef Root, llvm::raw_ostream &OS) {
  OS << oneLine(displayPath(F.At.File, Root));
  if (F.At.Line > 0)
    OS << ':' << F.At.Line;
  OS << ' ';
  if (!F.Function.empty())
    OS << F.Function << "() ";
  OS << "warn: " << oneLine(F.Message) << " [" << F.Check << ']';
  if (auto Sentences = provenance(F, Root); !Sentences.empty())
    OS << " (" << oneLine(llvm::join(Sentences, "; ")) << ')';
  OS << '\n';
}

void LkpRenderer::render(const Report &R, llvm::raw_ostream &OS) const {
  for (const Finding &F : R.Findings)
    print(F, R.Root, OS);
  for (const UnitProblem &P : R.Problems)
    OS << oneLine(displayPath(P.File, R.Root))
       << (P.Analysed ? " warn: analysed only as far as it parses: " : " error: not analysed: ")
       << oneLine(P.Reason) << '\n';
}
