//===- Describe.h - A summary in words ---------------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_SUMMARY_DESCRIBE_H
#define GFPLINT_SUMMARY_DESCRIBE_H

#include "Rules/RuleSet.h"
#include "Summary/FunctionSummary.h"
#include <string>
#include <vector>

namespace gfp {

/// What is known of a function, a sentence part a line.
std::vector<std::string> describe(const FunctionSummary &Function, const RuleSet &Rules);

/// "__GFP_IO, __GFP_FS".
std::string flagNames(FlagSet Flags, const RuleSet &Rules);

} // namespace gfp

#endif // GFPLINT_SUMMARY_DESCRIBE_H
