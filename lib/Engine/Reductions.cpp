//===- Reductions.cpp - What of each unit is parsed ------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/Reductions.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/xxhash.h"

using namespace gfp;

void Reductions::want(const llvm::StringSet<> &Names) {
  llvm::StringSet<> New;
  for (const auto &Name : Names)
    if (Wanted.insert(Name.getKey()).second) {
      New.insert(Name.getKey());
      WantedDigest ^= llvm::xxh3_64bits(Name.getKey());
    }
  NewlyWanted = WordFilter(New);
}

bool Reductions::needsAll(size_t Which) const {
  // With borrowed arguments much does not parse: that is to be told.
  return !Filter || Units[Which].Whole || !Commands[Which].Neighbour.empty();
}

bool Reductions::isWanted(size_t Which, llvm::StringRef Name) const {
  return Wanted.contains(Name) || llvm::is_contained(Units[Which].Needed, Name);
}

ReducedSource Reductions::reduce(size_t Which) const {
  if (needsAll(Which))
    return {};
  return Filter->reduce(Commands[Which].File,
                        [&](llvm::StringRef Name) { return isWanted(Which, Name); });
}

SourceFilter::Reduction Reductions::reduction(size_t Which) {
  if (needsAll(Which))
    return {};
  uint64_t Needed = WantedDigest;
  for (const std::string &Name : Units[Which].Needed)
    if (!Wanted.contains(Name))
      Needed ^= llvm::xxh3_64bits(Name);
  return Filter->reduction(
      Commands[Which].File, [&](llvm::StringRef Name) { return isWanted(Which, Name); }, Needed);
}

void Reductions::plan(size_t Which) { Units[Which].Planned = reduction(Which); }

void Reductions::take(size_t Which, const UnitOutcome &Outcome) {
  Units[Which].Needed = Outcome.Needed;
  Units[Which].Read = Outcome.Needed.empty() ? Units[Which].Planned : reduction(Which);
}

bool Reductions::changes(size_t Which) {
  SourceFilter::Reduction &Read = Units[Which].Read;
  if (!Read.Digest)
    return false;
  if (Filter->reducesAlike(Commands[Which].File, Read, NewlyWanted)) {
    Read.Version = Filter->version();
    return false;
  }
  SourceFilter::Reduction Now = reduction(Which);
  if (Now.Digest != Read.Digest)
    return true;
  Read = Now;
  return false;
}

UnitOutcome Reductions::run(UnitRunner &Runner, size_t Which,
                            const std::shared_ptr<const PrecompiledHeader> &Shared,
                            llvm::function_ref<UnitNeeds(UnitOutcome &)> Ask, UnitNeeds &Needs) {
  Unit &Own = Units[Which];
  for (;;) {
    ReducedSource Reduced = reduce(Which);
    Own.Read = {Reduced.Digest, Filter ? Filter->version() : 0};
    UnitOutcome Outcome = Runner.run(Commands[Which], Own.Difference.empty() ? Shared : nullptr,
                                     Reduced, Own.AllBodies);
    Own.AllBodies |= Outcome.AllBodies;
    Own.Whole |= Outcome.Whole;
    if (Own.Whole)
      Own.Read = {};
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
