//===- UnitNeeds.h - What a unit's findings hang on ---------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_UNITNEEDS_H
#define GFPLINT_ENGINE_UNITNEEDS_H

#include "Engine/Analysis.h"
#include "Engine/SourceReduction.h"
#include "Rules/RuleSet.h"
#include "Summary/GivenMasks.h"
#include "Summary/SummaryStore.h"
#include "llvm/ADT/StringSet.h"
#include <set>
#include <vector>

namespace gfp {

/// Tells which masks at which allocators a check may have something to say about.
class MaskJudge {
public:
  explicit MaskJudge(const Analysis &Checks);
  /// Some verdict can hold for \p Given when it goes \p Flow's way, or it may never fail then, and
  /// where it is called matters.
  bool concerns(const ArgumentMask &Given, const MaskFlow &Flow) const;
  /// \p Given, when it goes \p Flow's way, is surely that of an allocation that may sleep.
  bool sleeps(const ArgumentMask &Given, const MaskFlow &Flow) const;
  /// \p Given may be a finding at an allocator that no word leads to: some verdict holds for it, or
  /// it has a flag that is a word, and what others do with it decides. What a function does with it
  /// is known if its definition is looked for.
  bool asksWhere(const ArgumentMask &Given) const;
  /// Some of what \p Function gives back is no slab memory: it cannot be freed as that.
  bool givesOtherThanSlab(const FunctionSummary &Function) const;

private:
  struct Condition {
    const Verdict *Rule;
    FlagSet Has, HasAny, Lacks, LacksAny, Supported;
    /// It is reported, and about an allocator that no word leads to.
    bool OfAnyCallee;
    bool holds(FlagSet Set, FlagSet Clear) const;
  };
  const RuleSet &Rules;
  FlagSet NeverFails, Blocking;
  FlagSet Words; ///< Flags that are words, of what is OfAnyCallee, and the one that never fails.
  std::vector<Condition> Conditions;
};

/// The functions of other units that one unit asks about, and for what.
struct UnitNeeds {
  UnitNeeds() = default;
  UnitNeeds(const UnitAnalysis &Unit, CallersAsked Callers);

  /// A number that changes if what \p Store says to any of it changes in a way that can change the
  /// unit's findings.
  uint64_t answers(const SummaryStore *Store, const MaskJudge &Judge) const;
  /// The functions, of this unit and of others, that were asked for.
  llvm::ArrayRef<Symbol> questions() const { return Questions; }
  /// Those of which a finding hangs on whether they close sections.
  llvm::ArrayRef<Symbol> lettingGo() const { return LettingGo; }
  /// Functions of other units of which it matters what memory they give.
  llvm::ArrayRef<Symbol> memory() const { return AskedForMemory; }
  /// Functions of the unit that others can call, each with one of another unit whose memory it
  /// gives back.
  llvm::ArrayRef<std::pair<Symbol, Symbol>> handedOn() const { return HandedOn; }
  /// Functions of other units of which it matters whether they sleep.
  llvm::ArrayRef<Symbol> inSections() const { return AskedInSections; }
  /// Functions of the unit that allocate and do nothing with a mask they are given, if callers
  /// count.
  llvm::ArrayRef<Symbol> ignoring() const { return Ignoring; }
  /// The masks that functions of other units are given.
  llvm::ArrayRef<GivenMask> given() const { return Given; }
  /// The functions that were taken out of \p Reduced, the unit's source, and that something was
  /// asked about.
  llvm::StringSet<> asksFor(const ReducedSource &Reduced) const;

private:
  // Each once; all units of a scan are kept.
  std::vector<Symbol> Called;
  std::vector<GivenMask> Given; ///< What the unit's own hand on, too.
  std::vector<Symbol> Questions;
  /// Of other units: what was asked for, or what one of this unit calls that was.
  std::vector<Symbol> Asked;
  std::vector<Symbol> AskedInSections;
  /// Of these, what is called whenever one of this unit is that was asked for, or is that itself.
  std::vector<Symbol> SurelyInSections;
  std::vector<Symbol> AskedForMemory;
  std::vector<std::pair<Symbol, Symbol>> HandedOn;
  std::vector<Symbol> Own; ///< Empty if it does not count what their callers hold open.
  std::vector<Symbol> Ignoring;
  std::vector<Symbol> LettingGo;
};

} // namespace gfp

#endif // GFPLINT_ENGINE_UNITNEEDS_H
