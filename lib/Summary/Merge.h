//===- Merge.h - One function seen from several units ------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_SUMMARY_MERGE_H
#define GFPLINT_SUMMARY_MERGE_H

#include "Summary/PackedRecords.h"
#include "llvm/ADT/ArrayRef.h"

namespace gfp {

/// The records of all \p Units ordered by key, one for each: where units see a function differently
/// (another configuration of a header), what holds for both. Of two functions that only share their
/// name nothing is known.
PackedRecords mergeUnits(llvm::ArrayRef<PackedRecords> Units);

/// Keeps of flows that differ in their evidence alone the one with the nearest, in order.
void tidy(std::vector<MaskFlow> &Flows);
/// Likewise.
void tidy(std::vector<FreedParameter> &Frees);
/// Likewise.
void tidy(std::vector<ReturnedMemory> &Returns);

} // namespace gfp

#endif // GFPLINT_SUMMARY_MERGE_H
