//===- SummaryOutput.cpp - Writing --summaries-out -----------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "SummaryOutput.h"
#include "llvm/Support/FileUtilities.h"
#include <fmt/format.h>

llvm::Error gfp::writeSummaries(const Program &Whole, const SummaryLabel &Label,
                                const std::string &Path) {
  auto Error = llvm::writeToOutput(Path, [&](llvm::raw_ostream &OS) {
    writeSummaryFile(Whole, Label, OS);
    return llvm::Error::success();
  });
  if (!Error)
    return Error;
  return llvm::createStringError(
      fmt::format("cannot write {}: {}", Path, llvm::toString(std::move(Error))));
}
