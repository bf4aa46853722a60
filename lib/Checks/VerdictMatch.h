//===- VerdictMatch.h - Does a release's verdict hold? --*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_CHECKS_VERDICTMATCH_H
#define GFPLINT_CHECKS_VERDICTMATCH_H

#include "Checks/Check.h"

namespace gfp {

/// A verdict that holds, and for a wrapper's call the way of the mask that it holds for.
struct VerdictMatch {
  const Verdict *Rule = nullptr;
  const WrappedFlow *Flow = nullptr;

  explicit operator bool() const { return Rule; }
};

/// The first verdict of \p Check, in the order of the rules, that surely holds for \p Site with \p
/// Mask; null if none does. An empty \p Check stands for any. A wrapper is judged by the allocators
/// its mask gets to; ways that hang on a test of the mask are left out, as the wrapper sees to
/// them.
VerdictMatch matchVerdict(const FunctionView &View, llvm::StringRef Check,
                          const AllocationSite &Site, const GfpMask &Mask);

} // namespace gfp

#endif // GFPLINT_CHECKS_VERDICTMATCH_H
