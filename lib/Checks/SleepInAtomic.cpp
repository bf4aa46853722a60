//===- SleepInAtomic.cpp - gfp-sleep-in-atomic -----------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// An allocation that may sleep, or a call that surely makes one, in an atomic section.
//
//===----------------------------------------------------------------------===//
#include "Checks/AtomicContext.h"
#include "Checks/Checks.h"
#include "Checks/MaskEdits.h"
#include "Checks/Report.h"
#include "Checks/Words.h"
#include <fmt/format.h>

using namespace clang;
using namespace gfp;

namespace {

class SleepInAtomic : public Check {
public:
  llvm::StringRef name() const override { return "gfp-sleep-in-atomic"; }

  void addWords(const RuleSet &, llvm::StringSet<> &) const override {}
  void addBodyWords(const RuleSet &Rules, llvm::StringSet<> &Words) const override {
    addAllocatorWords(Rules, Words, [](const Allocator &) { return true; });
  }
  void addShapes(SoughtShapes &Shapes) const override { Shapes.Sections = true; }

  void run(const FunctionView &View, FindingSink Report) const override {
    std::vector<const FunctionDecl *> Callees;
    auto Sections = atomicFlow(View, &Callees);
    if (!Sections || isBootCode(View))
      return;
    bool Any = false;
    auto report = [&](Finding F) {
      Any = true;
      Report(std::move(F));
    };
    uint64_t Sleeping = View.Unit.flags().allBits(View.Unit.rules().sleepingFlags());
    for (const CFGBlock *Block : View.Facts.graph())
      for (const CFGElement &Element : *Block) {
        auto S = Element.getAs<CFGStmt>();
        const auto *Call = S ? dyn_cast<CallExpr>(S->getStmt()) : nullptr;
        const OpenSection *Section = Call ? Sections->at(Call) : nullptr;
        if (!Section)
          continue;
        if (const AllocationSite *Site = View.Facts.siteOf(Call)) {
          if (Site->Call == Call && sleeps(*Site, Sleeping))
            report(direct(View, *Site, *Section));
        } else if (auto F = indirect(View, Call, *Section)) {
          report(std::move(*F));
        }
      }
    if (Any && View.Known)
      for (const FunctionDecl *Callee : Callees)
        View.Known->needLettingGo(Callee);
  }

private:
  static bool sleeps(const AllocationSite &Site, uint64_t Sleeping) {
    if (!Site.Through)
      return Site.Mask.hasAll(Sleeping) && !Site.Rule->Unlocks;
    return llvm::any_of(Site.Through->Flows, [&](const WrappedFlow &Flow) {
      return Flow.Surely && !Flow.Guarded && Flow.apply(Site.Mask).hasAll(Sleeping);
    });
  }

  Finding direct(const FunctionView &View, const AllocationSite &Site,
                 const OpenSection &Section) const {
    std::string Mask = Site.MaskArg ? fmt::format(" with {}", maskText(View, Site)) : std::string();
    Finding F = makeFinding(View, name(), 1, Site.Loc, Site.Call,
                            fmt::format("{}(){} may sleep, and {} is held here", Site.Name.str(),
                                        Mask, sectionLabel(Section)));
    addSection(View, F, Section);
    return F;
  }

  std::optional<Finding> indirect(const FunctionView &View, const CallExpr *Call,
                                  const OpenSection &Section) const {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (!View.Known || !Callee || View.Facts.factOf(Call).Kind != CallFact::Unknown)
      return std::nullopt;
    const FunctionSummary *Known = View.Known->inSection(Callee);
    if (!Known || !Known->Sleeps || Known->Sleeps->Guess || Known->AtomicDelta < 0 ||
        Known->Incomplete)
      return std::nullopt;
    Finding F =
        makeFinding(View, name(), 1, Call->getBeginLoc(), Call,
                    fmt::format("{}() makes an allocation that may sleep, and {} is held here",
                                calleeName(Call).str(), sectionLabel(Section)));
    addSection(View, F, Section);
    addChain(View, F, *Known, *Known->Sleeps);
    return F;
  }
};

} // namespace

std::unique_ptr<Check> gfp::createSleepInAtomicCheck() { return std::make_unique<SleepInAtomic>(); }
