//===- SummaryStore.h - Summaries by their keys ------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_SUMMARY_SUMMARYSTORE_H
#define GFPLINT_SUMMARY_SUMMARYSTORE_H

#include "Summary/FunctionSummary.h"

namespace gfp {

/// Linked summaries; to be asked from any thread.
class SummaryStore {
public:
  virtual ~SummaryStore() = default;
  /// Null if there is none. Lives as long as the store.
  virtual const FunctionSummary *find(Symbol Key) const = 0;
};

} // namespace gfp

#endif // GFPLINT_SUMMARY_SUMMARYSTORE_H
