//===- DeadNullCheck.cpp - gfp-dead-null-check ------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// A test for NULL of what an allocation gave that cannot fail.
//
//===----------------------------------------------------------------------===//
#include "Checks/Checks.h"
#include "Checks/MaskEdits.h"
#include "Checks/NullTest.h"
#include "Checks/Report.h"
#include "Checks/StatementPlace.h"
#include "Checks/VerdictMatch.h"
#include "Findings/StatementEdits.h"
#include <fmt/format.h>

using namespace clang;
using namespace gfp;

namespace {

class DeadNullCheck : public Check {
public:
  llvm::StringRef name() const override { return "gfp-dead-null-check"; }

  void addWords(const RuleSet &Rules, llvm::StringSet<> &Words) const override {
    Words.insert(Rules.neverFailsFlag());
    for (const Allocator &A : Rules.allocators())
      if (A.NeverFailsBlocking) {
        Words.insert(A.Name);
        Words.insert(A.Name + "_noprof");
      }
  }

  /// It asks for the mask of a call that is made here.
  bool followsFunctions() const override { return false; }
  bool needsWholeFile() const override { return false; }

  void run(const FunctionView &View, FindingSink Report) const override {
    if (llvm::none_of(View.Facts.sites(),
                      [&](const AllocationSite &Site) { return neverFails(View, Site); }))
      return;
    for (const CFGBlock *Block : View.Facts.graph()) {
      const auto *Condition = dyn_cast_or_null<Expr>(Block->getTerminatorCondition());
      auto Test = Condition ? nullTest(Condition, View.Unit.context()) : std::nullopt;
      const AllocationSite *Site = Test ? onlySource(View, Test->Pointer, Block) : nullptr;
      // An assertion is a macro, and means to say what cannot be; `if (unlikely(!p))` is none.
      SourceLocation Where = Test ? Test->Pointer->getBeginLoc() : SourceLocation();
      const SourceManager &SM = View.Unit.context().getSourceManager();
      if (!Site || !neverFails(View, *Site) ||
          (Where.isMacroID() && !SM.isMacroArgExpansion(Where)) ||
          Block->getTerminatorStmt()->getBeginLoc().isMacroID())
        continue;
      Finding F = makeFinding(
          View, name(), 1, SM.getExpansionLoc(Condition->getBeginLoc()), Condition,
          fmt::format("{}() with {} never gives NULL", Site->Name.str(), maskText(View, *Site)));
      addNote(View, F, Site->Loc, "the allocation");
      F.Correction = correct(View, Block, *Test);
      Report(std::move(F));
    }
  }

private:
  static bool neverFails(const FunctionView &View, const AllocationSite &Site) {
    const FlagTable &Flags = View.Unit.flags();
    uint64_t Sleeping = Flags.allBits(View.Unit.rules().sleepingFlags());
    if (Site.Through || !Site.Mask.hasAll(Sleeping))
      return false;
    if (Site.Rule->NeverFailsBlocking)
      return true;
    // An array's size can overflow, and a size can be more than there is.
    bool Sized = Site.Rule->CountArg         ? Site.Size.has_value()
                 : Site.Rule->OptionalGfpArg ? Site.SizeAtMost.has_value()
                                             : true;
    bool Plain = Site.Rule->Back.isSlab() && !Site.Rule->Frees.empty() && Sized;
    return Plain && Site.Mask.hasAll(Flags.bits(View.Unit.rules().neverFailsFlag())) &&
           !matchVerdict(View, "", Site, Site.Mask);
  }

  /// Deletes `if (!p) return ...;`.
  static std::optional<Fix> correct(const FunctionView &View, const CFGBlock *Block,
                                    const NullTest &Test) {
    const auto *If = dyn_cast_or_null<IfStmt>(Block->getTerminatorStmt());
    if (!If || If->getElse() || !Test.TrueIfNull || !isa<DeclRefExpr>(Test.Pointer))
      return std::nullopt;
    const Stmt *Then = If->getThen();
    if (const auto *Compound = dyn_cast<CompoundStmt>(Then); Compound && Compound->size() == 1)
      Then = Compound->body_front();
    if (!isa<ReturnStmt>(Then) ||
        !isa_and_nonnull<CompoundStmt>(View.Facts.parents().getParent(If)))
      return std::nullopt;
    auto Range = statementRange(View, If);
    if (!Range)
      return std::nullopt;
    llvm::StringRef Text = View.Unit.context().getSourceManager().getBufferData(Range->File);
    return Fix{"delete the test", deleteStatements(Text, {{Range->Begin, Range->End, false}},
                                                   fileName(View, Range->File))};
  }
};

} // namespace

std::unique_ptr<Check> gfp::createDeadNullCheckCheck() { return std::make_unique<DeadNullCheck>(); }
