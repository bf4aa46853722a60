//===- VariantScan.h - Scanning configurations one by one -------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_TOOL_VARIANTSCAN_H
#define GFPLINT_TOOL_VARIANTSCAN_H

#include "Engine/ScanMemory.h"
#include "VariantUnits.h"

namespace gfp {

/// What scanning one configuration gave.
struct VariantResult : ScanResult {
  Program Linked; ///< Of the units with commands of their own.
};

/// Scans the units with commands of their own, then, with what is known from these, the others:
/// what is found in the first does not depend on the second.
VariantResult scanVariant(const VariantUnits &Units, const Analysis &Checks, ScanOptions Scan);

/// Puts findings and problems of all \p Results in \p Into.
void mergeResults(std::vector<VariantResult> &Results, Report &Into);

} // namespace gfp

#endif // GFPLINT_TOOL_VARIANTSCAN_H
