//===- RuleSet.cpp - The kernel's facts for one release ------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Rules/RuleSet.h"
#include <cassert>

using namespace gfp;
using llvm::StringRef;

namespace {

template <class T>
const T *find(const std::vector<T> &Entries, const llvm::StringMap<unsigned> &ByName,
              StringRef Name) {
  auto It = ByName.find(RuleSet::baseName(Name));
  return It == ByName.end() ? nullptr : &Entries[It->second];
}

} // namespace

StringRef RuleSet::baseName(StringRef Name) {
  Name.consume_back("_noprof");
  return Name;
}

const Allocator *RuleSet::allocator(StringRef Name) const {
  return find(Allocators, AllocatorByName, Name);
}

VerdictSet RuleSet::verdictsAbout(StringRef Name) const {
  const Allocator *Known = allocator(Name);
  VerdictSet Found = 0;
  for (size_t I = 0; I < Verdicts.size(); ++I)
    if (!Known || Verdicts[I].isAbout(*Known))
      Found |= verdictBit(I);
  return Found;
}

const ScopePair *RuleSet::save(StringRef Function) const {
  return find(Pairs, SaveByName, Function);
}

const ScopePair *RuleSet::restore(StringRef Function) const {
  return find(Pairs, RestoreByName, Function);
}

const ScopeKind *RuleSet::scopeKind(StringRef Kind) const { return find(Kinds, KindByName, Kind); }

const FlagRule *RuleSet::flag(StringRef Name) const { return find(Flags, FlagByName, Name); }

const MaskRule *RuleSet::mask(StringRef Name) const { return find(Masks, MaskByName, Name); }

const MaskFunction *RuleSet::maskFunction(StringRef Name) const {
  return find(MaskFunctions, MaskFunctionByName, Name);
}

bool RuleSet::isRereadable(StringRef Header) const {
  return llvm::any_of(RereadGuards.keys(), [&](StringRef Macro) { return Header.contains(Macro); });
}

bool RuleSet::holdsEventWord(StringRef Text) const {
  return llvm::any_of(EventWords.keys(), [&](StringRef Word) { return Text.contains(Word); });
}

bool RuleSet::isCalledForEvents(StringRef Function) const {
  return llvm::any_of(EventCalls.keys(),
                      [&](StringRef Begin) { return Function.starts_with(Begin); });
}

bool RuleSet::isHarmless(StringRef Function) const { return Harmless.contains(Function); }

bool RuleSet::startsThread(StringRef Function) const { return ThreadStarters.contains(Function); }

const FreeFunction *RuleSet::freeFunction(StringRef Name) const {
  return find(FreeFunctions, FreeByName, Name);
}
const FreeFunction *RuleSet::freeByCleanup(StringRef Cleanup) const {
  auto Found = llvm::find_if(FreeFunctions, [&](const FreeFunction &Free) {
    return llvm::is_contained(Free.Cleanups, Cleanup);
  });
  return Found == FreeFunctions.end() ? nullptr : &*Found;
}
const AtomicSection *RuleSet::entersSection(StringRef Name) const {
  return find(AtomicSections, EnterByName, Name);
}
const AtomicSection *RuleSet::leavesSection(StringRef Name) const {
  return find(AtomicSections, LeaveByName, Name);
}
const AtomicSection *RuleSet::triesSection(StringRef Name) const {
  return find(AtomicSections, TryByName, Name);
}
const AtomicSection *RuleSet::guardsSection(StringRef Name) const {
  return find(AtomicSections, GuardByName, Name);
}
bool RuleSet::hasFeature(StringRef Feature) const { return Features.contains(Feature); }

bool RuleSet::soundsLikeLeaving(StringRef Function) const {
  return llvm::any_of(LeavingWords.keys(), [&](StringRef Word) { return Function.contains(Word); });
}

bool RuleSet::keepsSections(StringRef Function) const {
  const Allocator *Allocates = allocator(Function);
  return Allocates ? !Allocates->Unlocks : FreeNames.contains(baseName(Function));
}

bool RuleSet::isKnownName(StringRef Name) const {
  StringRef Base = baseName(Name);
  return AllocatorByName.contains(Base) || SaveByName.contains(Base) ||
         RestoreByName.contains(Base);
}

uint64_t RuleSet::flagSet(llvm::ArrayRef<std::string> Names) const {
  uint64_t Set = 0;
  for (size_t I = 0; I < Flags.size(); ++I)
    if (llvm::is_contained(Names, Flags[I].Name))
      Set |= uint64_t(1) << I;
  return Set;
}
