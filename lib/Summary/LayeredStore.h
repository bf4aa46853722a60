//===- LayeredStore.h - Summaries before others -----------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_SUMMARY_LAYEREDSTORE_H
#define GFPLINT_SUMMARY_LAYEREDSTORE_H

#include "Summary/SummaryStore.h"

namespace gfp {

/// What \p Fresh knows of a function, or else what was known \p Before (may be null).
class LayeredStore : public SummaryStore {
public:
  LayeredStore(const SummaryStore &Fresh, const SummaryStore *Before)
      : Fresh(Fresh), Before(Before) {}

  const FunctionSummary *find(Symbol Key) const override {
    if (const FunctionSummary *Known = Fresh.find(Key))
      return Known;
    return Before ? Before->find(Key) : nullptr;
  }

private:
  const SummaryStore &Fresh;
  const SummaryStore *Before;
};

} // namespace gfp

#endif // GFPLINT_SUMMARY_LAYEREDSTORE_H
