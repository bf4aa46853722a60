//===- ImpliedByScope.cpp - gfp-implied-by-scope ---------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// A mask that is restricted where a scope restricts it already.
//
//===----------------------------------------------------------------------===//
#include "Checks/Checks.h"
#include "Checks/MaskEdits.h"
#include "Checks/Report.h"
#include "Checks/Words.h"
#include <fmt/format.h>

using namespace clang;
using namespace gfp;

namespace {

class ImpliedByScope : public Check {
public:
  llvm::StringRef name() const override { return "gfp-implied-by-scope"; }

  void addWords(const RuleSet &Rules, llvm::StringSet<> &Words) const override {
    addScopeWords(Rules, Words);
    // Where callers hold the scope, only the mask tells.
    for (const MaskRule &Mask : Rules.masks())
      if (Mask.Context)
        Words.insert(Mask.Name);
  }

  bool dependsOnCallers() const override { return true; }

  void run(const FunctionView &View, FindingSink Report) const override {
    const FlagTable &Flags = View.Unit.flags();
    uint64_t Forbidden = 0;
    for (const ScopeKind &Kind : View.Unit.rules().scopeKinds())
      if (Kind.MaskCanCarry)
        Forbidden |= Flags.allBits(Kind.Clears);
    uint64_t Sleeping = Flags.allBits(View.Unit.rules().sleepingFlags());
    const FunctionSummary *Own = View.Known ? View.Known->own(View.Facts.function()) : nullptr;
    uint64_t ByCallers = Own ? Flags.bitsOf(Own->CallersClear) : 0;

    for (const AllocationSite &Site : View.Facts.sites()) {
      uint64_t Restricted = Site.Mask.Clear & Forbidden;
      if (!Site.UserMask || !Site.Mask.isConstant() || !Restricted || !Site.Mask.hasAll(Sleeping))
        continue;
      uint64_t Here = 0;
      if (View.Flow)
        for (const std::string &Flag : View.Flow->clearedAt(Site.Call))
          Here |= Flags.bits(Flag);
      if (!(Restricted & ~Here))
        Report(finding(View, Site, Restricted, /*InFunction=*/true));
      else if (!(Restricted & ~(Here | ByCallers)))
        Report(finding(View, Site, Restricted, /*InFunction=*/false));
    }
  }

private:
  Finding finding(const FunctionView &View, const AllocationSite &Site, uint64_t Restricted,
                  bool InFunction) const {
    unsigned Level = View.Side == Policy::Scopes ? 1 : 2;
    Finding F = makeFinding(View, name(), Level, Site.Loc, Site.Call,
                            fmt::format("{}() with {}: {} says so already", Site.Name.str(),
                                        maskText(View, Site),
                                        InFunction ? "the scope that is open here"
                                                   : "a scope that every caller holds"));
    if (!InFunction)
      return F;
    const PointRecord *Point = View.Flow->at(Site.Call);
    for (unsigned Save : Point->Always)
      addNote(View, F, View.Flow->saves()[Save].Call->getBeginLoc(), "the scope is opened here");
    std::string Spelled;
    if (auto Edits = changeMask(View, Site, Restricted, 0, Spelled))
      F.Correction = Fix{fmt::format("use {}", Spelled), std::move(*Edits)};
    return F;
  }
};

} // namespace

std::unique_ptr<Check> gfp::createImpliedByScopeCheck() {
  return std::make_unique<ImpliedByScope>();
}
