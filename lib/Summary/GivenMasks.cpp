//===- GivenMasks.cpp - Masks handed on through functions ------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/GivenMasks.h"
#include <set>

using namespace gfp;

std::vector<GivenMask>
gfp::masksBehind(std::vector<GivenMask> Given,
                 llvm::function_ref<const FunctionRecord *(Symbol)> RecordOf) {
  std::set<GivenMask> Seen, Behind;
  while (!Given.empty()) {
    auto [Key, Mask] = Given.back();
    Given.pop_back();
    const FunctionRecord *Record = RecordOf(Key);
    if (!Record) {
      Behind.insert({Key, Mask});
      continue;
    }
    if (!Seen.insert({Key, Mask}).second)
      continue;
    for (const CallEdge &Edge : Record->Calls)
      for (const auto *Each : {&Edge.Masks, &Edge.Arms})
        for (const ArgumentMask &Inner : *Each)
          if (Inner.FromParameter == Mask.CalleeParameter)
            Given.push_back({Edge.Callee, Mask.behind(Inner)});
  }
  return {Behind.begin(), Behind.end()};
}
