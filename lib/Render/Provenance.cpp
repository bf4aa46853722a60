//===- Provenance.cpp - What a finding was seen in ------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Render/Provenance.h"
#include "Findings/DisplayPath.h"
#include "llvm/ADT/StringExtras.h"

using namespace gfp;

std::vector<std::string> gfp::provenance(const Finding &F, llvm::StringRef Root) {
  std::vector<std::string> Sentences;
  if (!F.Configurations.empty())
    Sentences.push_back("seen in configuration " + llvm::join(F.Configurations, ", "));
  if (!F.Neighbour.empty())
    Sentences.push_back("no configuration compiles this file: read with the compile command of " +
                        displayPath(F.Neighbour, Root).str());
  return Sentences;
}
