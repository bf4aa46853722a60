//===- Provenance.cpp - What a finding was seen in ------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Render/Provenance.h"
#include "Findings/DisplayPath.h"
#include "llvm/ADT/StringExtras.h"

using namespace gfp;

std::vector<std::string> gfp::provenance(const Finding &F, const Report &R) {
  std::vector<std::string> Sentences;
  if (F.Configurations.size() < R.Configurations.size())
    Sentences.push_back("in configurations: " + llvm::join(F.Configurations, ", "));
  if (!F.Neighbour.empty())
    Sentences.push_back("not compiled in this configuration; linted with the flags of " +
                        displayPath(F.Neighbour, R.Root).str());
  return Sentences;
}
