//===- GivenMasks.h - Masks handed on through functions -*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_SUMMARY_GIVENMASKS_H
#define GFPLINT_SUMMARY_GIVENMASKS_H

#include "Summary/UnitSummary.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace gfp {

/// A function and the mask that some call gives it.
using GivenMask = std::pair<Symbol, ArgumentMask>;

/// Those of \p Given, and of what the functions that get them make of them for others, that get to
/// functions \p RecordOf gives null for. Each once, in order.
std::vector<GivenMask> masksBehind(std::vector<GivenMask> Given,
                                   llvm::function_ref<const FunctionRecord *(Symbol)> RecordOf);

} // namespace gfp

#endif // GFPLINT_SUMMARY_GIVENMASKS_H
