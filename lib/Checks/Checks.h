//===- Checks.h - How each check is made ---------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_CHECKS_CHECKS_H
#define GFPLINT_CHECKS_CHECKS_H

#include "Checks/Check.h"

namespace gfp {

std::unique_ptr<Check> createConflictingFlagsCheck();
std::unique_ptr<Check> createDeadNullCheckCheck();
std::unique_ptr<Check> createFreeMismatchCheck();
std::unique_ptr<Check> createIgnoredGfpCheck();
std::unique_ptr<Check> createImpliedByScopeCheck();
std::unique_ptr<Check> createNofailContextCheck();
std::unique_ptr<Check> createOpenCodedKvmallocCheck();
std::unique_ptr<Check> createOpenCodedNofailCheck();
std::unique_ptr<Check> createRedundantFlagsCheck();
std::unique_ptr<Check> createSleepInAtomicCheck();
std::unique_ptr<Check> createKvmallocFlagsCheck();
std::unique_ptr<Check> createNofailVmallocCheck();
std::unique_ptr<Check> createRedundantScopeCheck();
std::unique_ptr<Check> createUnbalancedScopeCheck();
std::unique_ptr<Check> createUnusedNolintCheck();

} // namespace gfp

#endif // GFPLINT_CHECKS_CHECKS_H
