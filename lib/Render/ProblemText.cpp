//===- ProblemText.cpp - What to say of a unit with a problem -------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Render/ProblemText.h"
#include "Findings/DisplayPath.h"
#include <fmt/format.h>

using namespace gfp;

ProblemKind gfp::kindOf(const UnitProblem &P) {
  if (!P.Neighbour.empty())
    return ProblemKind::NotCompiled;
  return P.Analysed ? ProblemKind::Partly : ProblemKind::NotAnalysed;
}

std::string gfp::problemText(const UnitProblem &P, llvm::StringRef Root) {
  const char *What = P.Analysed ? "analysed only as far as it parses" : "not analysed";
  if (kindOf(P) == ProblemKind::NotCompiled)
    return fmt::format("not compiled in this configuration; {} with the flags of {}: {}", What,
                       displayPath(P.Neighbour, Root).str(), P.Reason);
  return fmt::format("{}: {}", What, P.Reason);
}
