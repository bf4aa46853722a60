//===- Reductions.cpp - What of each unit is parsed ------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/Reductions.h"

using namespace gfp;

ReducedSource Reductions::reduce(size_t Which) const {
  // With borrowed arguments much does not parse: that is to be told.
  if (!Filter || Units[Which].Whole || !Commands[Which].Neighbour.empty())
    return {};
  return Filter->reduce(Commands[Which].File, [&](llvm::StringRef Name) {
    return Wanted.contains(Name) || llvm::is_contained(Units[Which].Needed, Name);
  });
}

void Reductions::plan(size_t Which) { Units[Which].Planned = reduce(Which).Digest; }

void Reductions::take(size_t Which, const UnitOutcome &Outcome) {
  Units[Which].Needed = Outcome.Needed;
  Units[Which].Read = Outcome.Needed.empty() ? Units[Which].Planned : reduce(Which).Digest;
}

bool Reductions::changes(size_t Which) const {
  return Units[Which].Read && reduce(Which).Digest != Units[Which].Read;
}

UnitOutcome Reductions::run(UnitRunner &Runner, size_t Which,
                            const std::shared_ptr<const PrecompiledHeader> &Shared,
                            llvm::function_ref<UnitNeeds(UnitOutcome &)> Ask, UnitNeeds &Needs) {
  Unit &Own = Units[Which];
  for (;;) {
    ReducedSource Reduced = reduce(Which);
    Own.Read = Reduced.Digest;
    UnitOutcome Outcome = Runner.run(Commands[Which], Own.Difference.empty() ? Shared : nullptr,
                                     Reduced, Own.AllBodies);
    Own.AllBodies |= Outcome.AllBodies;
    Own.Whole |= Outcome.Whole;
    if (Own.Whole)
      Own.Read = 0;
    if (Own.Difference.empty())
      Own.Difference = Outcome.Difference;
    Outcome.Difference = Own.Difference;
    Needs = Ask(Outcome);
    llvm::StringSet<> More = Needs.asksFor(Reduced);
    if (More.empty()) {
      llvm::sort(Own.Needed);
      Outcome.Needed = Own.Needed;
      return Outcome;
    }
    for (const auto &Name : More)
      Own.Needed.push_back(Name.getKey().str());
  }
}
