//===- SummaryOutput.h - Writing --summaries-out -----------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_TOOL_SUMMARYOUTPUT_H
#define GFPLINT_TOOL_SUMMARYOUTPUT_H

#include "Summary/SummaryFile.h"

namespace gfp {

/// Writes \p Whole to \p Path, whole or not at all.
llvm::Error writeSummaries(const Program &Whole, const SummaryLabel &Label,
                           const std::string &Path);

} // namespace gfp

#endif // GFPLINT_TOOL_SUMMARYOUTPUT_H
