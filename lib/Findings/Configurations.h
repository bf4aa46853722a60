//===- Configurations.h - Findings of several configurations ----*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FINDINGS_CONFIGURATIONS_H
#define GFPLINT_FINDINGS_CONFIGURATIONS_H

#include "Findings/Finding.h"

namespace gfp {

/// What was found in one configuration.
struct ConfigurationFindings {
  std::string Name; ///< As the user gave it; no two are equal.
  std::vector<Finding> Findings;
};

/// The findings of all \p Parts in report order, each once, with the names of the configurations
/// it is in. One that is corrected differently in two of them stays without a correction.
std::vector<Finding> mergeConfigurations(std::vector<ConfigurationFindings> Parts);

} // namespace gfp

#endif // GFPLINT_FINDINGS_CONFIGURATIONS_H
