//===- Registry.cpp - Every check there is -------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/Check.h"
#include "Checks/Checks.h"

using namespace gfp;

std::vector<std::unique_ptr<Check>> gfp::allChecks() {
  std::vector<std::unique_ptr<Check>> Checks;
  Checks.push_back(createKvmallocFlagsCheck());
  Checks.push_back(createNofailVmallocCheck());
  Checks.push_back(createRedundantScopeCheck());
  Checks.push_back(createUnbalancedScopeCheck());
  Checks.push_back(createConflictingFlagsCheck());
  Checks.push_back(createDeadNullCheckCheck());
  Checks.push_back(createFreeMismatchCheck());
  Checks.push_back(createIgnoredGfpCheck());
  Checks.push_back(createImpliedByScopeCheck());
  Checks.push_back(createNofailContextCheck());
  Checks.push_back(createOpenCodedKvmallocCheck());
  Checks.push_back(createOpenCodedNofailCheck());
  Checks.push_back(createRedundantFlagsCheck());
  Checks.push_back(createSleepInAtomicCheck());
  Checks.push_back(createUnusedNolintCheck());
  return Checks;
}
