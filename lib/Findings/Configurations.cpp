//===- Configurations.cpp - Findings of several configurations ------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Findings/Configurations.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <iterator>

using namespace gfp;

std::vector<Finding> gfp::mergeConfigurations(std::vector<ConfigurationFindings> Parts) {
  std::vector<Finding> All;
  for (ConfigurationFindings &Part : Parts)
    for (Finding &F : Part.Findings) {
      F.Configurations = {Part.Name};
      All.push_back(std::move(F));
    }
  std::sort(All.begin(), All.end());
  for (auto I = All.begin(), E = All.end(); I != E;) {
    auto Last = std::find_if(I, E, [&](const Finding &F) { return !isSameMisuse(*I, F); });
    std::vector<std::string> Names;
    for (auto Each = I; Each != Last; ++Each)
      Names.push_back(Each->Configurations.front());
    std::sort(Names.begin(), Names.end());
    Names.erase(std::unique(Names.begin(), Names.end()), Names.end());
    for (; I != Last; ++I)
      I->Configurations = Names;
  }
  // What one configuration has a use for is not missing one.
  llvm::erase_if(
      All, [&](const Finding &F) { return F.OfAbsence && F.Configurations.size() < Parts.size(); });
  sortAndUnique(All);
  return All;
}
