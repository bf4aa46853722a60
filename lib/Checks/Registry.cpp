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
  return Checks;
}
