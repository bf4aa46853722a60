//===- OpenCodedNofail.cpp - gfp-open-coded-nofail --------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// An allocation that is tried again and again until it succeeds, with nothing but delays between.
//
//===----------------------------------------------------------------------===//
#include "Checks/Checks.h"
#include "Checks/MaskEdits.h"
#include "Checks/NullTest.h"
#include "Checks/Report.h"
#include "Checks/Words.h"
#include "clang/AST/Attr.h"
#include <fmt/format.h>

using namespace clang;
using namespace gfp;

namespace {

class OpenCodedNofail : public Check {
public:
  llvm::StringRef name() const override { return "gfp-open-coded-nofail"; }

  void addWords(const RuleSet &, llvm::StringSet<> &) const override {}
  void addBodyWords(const RuleSet &Rules, llvm::StringSet<> &Words) const override {
    addAllocatorWords(Rules, Words, [](const Allocator &A) { return A.canBeToldNotToFail(); });
  }
  void addShapes(SoughtShapes &Shapes) const override { Shapes.Retries = true; }

  void run(const FunctionView &View, FindingSink Report) const override {
    if (View.Facts.sites().empty())
      return;
    for (const CFGBlock *Block : View.Facts.graph()) {
      const auto *Condition = dyn_cast_or_null<Expr>(Block->getTerminatorCondition());
      auto Test = Condition ? nullTest(Condition, View.Unit.context()) : std::nullopt;
      const AllocationSite *Site = Test ? onlySource(View, Test->Pointer, Block) : nullptr;
      if (!Site || !mayBeTold(View, *Site))
        continue;
      const CFGBlock *Failed = successor(Block, *Test, /*IsNull=*/true);
      if (!Failed || !onlyRetries(View, *Site, Failed))
        continue;
      Finding F = makeFinding(
          View, name(), 1, Site->Loc, Site->Call,
          fmt::format("{}() is tried until it succeeds: pass {} and let the allocator do it",
                      Site->Name.str(), View.Unit.rules().neverFailsFlag().str()));
      addNote(View, F, Condition->getBeginLoc(), "on failure it is tried again from here");
      Report(std::move(F));
    }
  }

private:
  static bool mayBeTold(const FunctionView &View, const AllocationSite &Site) {
    const FlagTable &Flags = View.Unit.flags();
    return !Site.Through && Site.Rule->canBeToldNotToFail() &&
           Site.Mask.hasAll(Flags.allBits(View.Unit.rules().sleepingFlags())) &&
           !Site.Mask.hasAny(Flags.bits(View.Unit.rules().neverFailsFlag()));
  }

  /// Every way from \p Failed leads back to the allocation, and does nothing on it that could make
  /// the next try another one.
  static bool onlyRetries(const FunctionView &View, const AllocationSite &Site,
                          const CFGBlock *Failed) {
    const CFG &Graph = View.Facts.graph();
    llvm::BitVector Seen(Graph.getNumBlockIDs());
    llvm::SmallVector<const CFGBlock *, 8> Work{Failed};
    bool Back = false;
    while (!Work.empty()) {
      const CFGBlock *Block = Work.pop_back_val();
      if (tries(View, Site, Block)) {
        // What comes before the call in its own block is done again, too.
        if (!startsWithTry(View, Site, Block))
          return false;
        Back = true;
        continue;
      }
      if (Seen.test(Block->getBlockID()))
        continue;
      Seen.set(Block->getBlockID());
      if (Block == &Graph.getExit() || !onlyPassesTime(View, Block))
        return false;
      for (const auto &Edge : Block->succs())
        if (const CFGBlock *Next = Edge.getReachableBlock())
          Work.push_back(Next);
    }
    return Back;
  }

  /// One of the copies of the call is in \p Block.
  static bool tries(const FunctionView &View, const AllocationSite &Site, const CFGBlock *Block) {
    return llvm::any_of(*Block, [&](const CFGElement &Element) {
      auto S = Element.getAs<CFGStmt>();
      const auto *Call = S ? dyn_cast<CallExpr>(S->getStmt()) : nullptr;
      return Call && View.Facts.siteOf(Call) == &Site;
    });
  }

  static bool startsWithTry(const FunctionView &View, const AllocationSite &Site,
                            const CFGBlock *Try) {
    for (const CFGElement &Element : *Try) {
      auto S = Element.getAs<CFGStmt>();
      if (!S)
        continue;
      if (const auto *Call = dyn_cast<CallExpr>(S->getStmt());
          Call && View.Facts.siteOf(Call) == &Site)
        return true;
      if (!isIdle(View, S->getStmt()))
        return false;
    }
    return false;
  }

  static bool onlyPassesTime(const FunctionView &View, const CFGBlock *Block) {
    return llvm::all_of(*Block, [&](const CFGElement &Element) {
      auto S = Element.getAs<CFGStmt>();
      return !S || isIdle(View, S->getStmt());
    });
  }

  /// \p Call is what an allocator's macro brings along.
  static bool partOfAllocation(const FunctionView &View, const CallExpr *Call) {
    return View.Facts.factOf(Call).Kind == CallFact::Harmless && Call->getBeginLoc().isMacroID();
  }

  static bool isIdle(const FunctionView &View, const Stmt *S) {
    if (const auto *Binary = dyn_cast<BinaryOperator>(S))
      return !Binary->isAssignmentOp() || Binary->getBeginLoc().isMacroID();
    if (const auto *Unary = dyn_cast<UnaryOperator>(S))
      return !Unary->isIncrementDecrementOp(); // A count of tries may end them.
    const auto *Call = dyn_cast<CallExpr>(S);
    if (!Call)
      return true;
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (!Callee || !Callee->getIdentifier())
      return false;
    return View.Unit.rules().isDelay(Callee->getName()) || Callee->getBuiltinID() ||
           Callee->hasAttr<PureAttr>() || partOfAllocation(View, Call);
  }
};

} // namespace

std::unique_ptr<Check> gfp::createOpenCodedNofailCheck() {
  return std::make_unique<OpenCodedNofail>();
}
