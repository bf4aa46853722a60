//===- SummaryOutput.cpp - Writing --summaries-out -----------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "SummaryOutput.h"
#include "WholeFile.h"

llvm::Error gfp::writeSummaries(const Program &Whole, const SummaryLabel &Label,
                                const std::string &Path) {
  return writeWhole(Path, [&](llvm::raw_ostream &OS) { writeSummaryFile(Whole, Label, OS); });
}
