//===- VerdictMatch.h - Does a release's verdict hold? --*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_CHECKS_VERDICTMATCH_H
#define GFPLINT_CHECKS_VERDICTMATCH_H

#include "Checks/Check.h"

namespace gfp {

/// The first verdict of \p Check, in the order of the rules, that surely holds for \p Site with \p
/// Mask; null if none does. An empty \p Check stands for any.
const Verdict *matchVerdict(const FunctionView &View, llvm::StringRef Check,
                            const AllocationSite &Site, const GfpMask &Mask);

} // namespace gfp

#endif // GFPLINT_CHECKS_VERDICTMATCH_H
