//===- Agreement.h - What all analyses of a file say -------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_AGREEMENT_H
#define GFPLINT_ENGINE_AGREEMENT_H

#include "Engine/UnitRunner.h"
#include "llvm/ADT/ArrayRef.h"

namespace gfp {

/// Some sources are compiled in several ways. Leaves out the findings that something is missing
/// (Finding::OfAbsence) unless each analysis of their source has them.
void dropContradicted(llvm::MutableArrayRef<UnitOutcome> Outcomes);

} // namespace gfp

#endif // GFPLINT_ENGINE_AGREEMENT_H
