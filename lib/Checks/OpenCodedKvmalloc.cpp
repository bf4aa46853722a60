//===- OpenCodedKvmalloc.cpp - gfp-open-coded-kvmalloc ----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// What the kv allocators do by themselves, done by hand: a slab allocation, and a vmalloc
// allocation of the same size if that fails or the size is large.
//
//===----------------------------------------------------------------------===//
#include "Checks/Checks.h"
#include "Checks/MaskEdits.h"
#include "Checks/NullTest.h"
#include "Checks/Report.h"
#include "Checks/VerdictMatch.h"
#include "Checks/Words.h"
#include "Facts/SizeBound.h"
#include "Findings/Fingerprint.h"
#include <fmt/format.h>

using namespace clang;
using namespace gfp;

namespace {

class OpenCodedKvmalloc : public Check {
public:
  llvm::StringRef name() const override { return "gfp-open-coded-kvmalloc"; }

  void addWords(const RuleSet &, llvm::StringSet<> &) const override {}
  void addBodyWords(const RuleSet &Rules, llvm::StringSet<> &Words) const override {
    if (kvAllocator(Rules))
      addAllocatorWords(Rules, Words, isVmalloc);
  }
  void addShapes(SoughtShapes &Shapes) const override { Shapes.Pairs = true; }

  void run(const FunctionView &View, FindingSink Report) const override {
    const Allocator *Better = kvAllocator(View.Unit.rules());
    if (!Better || View.Facts.sites().size() < 2)
      return;
    for (const CFGBlock *Block : View.Facts.graph()) {
      const auto *Condition = dyn_cast_or_null<Expr>(Block->getTerminatorCondition());
      if (!Condition)
        continue;
      const Stmt *Branch = Block->getTerminatorStmt();
      auto Test = nullTest(Condition, View.Unit.context());
      Pair Found;
      if (const auto *If = dyn_cast<IfStmt>(Branch))
        Found = Test ? onFailure(View, *If, *Test, Block) : bySize(View, *If);
      else if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(Branch))
        Found = inExpression(View, *Choice, Test, Block);
      if (Found.First && Found.Second)
        report(View, Found, *Better, Report);
    }
  }

private:
  /// Two allocations of which one or the other gives the memory, or the second if the first fails.
  struct Pair {
    const AllocationSite *First = nullptr, *Second = nullptr;
    /// They stand in one expression, or both are returned.
    bool SamePlace = false;
  };

  static bool isVmalloc(const Allocator &A) { return A.Back.isMapped(); }

  /// The plain kv allocator of this release (kvmalloc), or null.
  static const Allocator *kvAllocator(const RuleSet &Rules) {
    auto Found = llvm::find_if(Rules.allocators(), [](const Allocator &A) {
      return A.Back.isEither() && A.SizeArg && !A.CountArg && A.AddedFlags.empty() &&
             !A.Frees.empty();
    });
    return Found == Rules.allocators().end() ? nullptr : &*Found;
  }

  static std::string textOfArgument(const FunctionView &View, const Expr *Arg) {
    const ASTContext &Context = View.Unit.context();
    auto Range =
        fileRange(Arg->getSourceRange(), Context.getSourceManager(), Context.getLangOpts());
    return Range ? foldWhiteSpace(textOf(*Range, Context.getSourceManager())) : std::string();
  }

  /// The size as it is spelled; of a product both factors, in any order.
  static std::vector<std::string> sizeOf(const FunctionView &View, const AllocationSite &Site) {
    std::vector<const Expr *> Parts;
    for (const auto &Index : {Site.Rule->SizeArg, Site.Rule->CountArg})
      if (Index && *Index < Site.Call->getNumArgs())
        Parts.push_back(Site.Call->getArg(*Index));
    if (Parts.size() == 1)
      if (const auto *Product = dyn_cast<BinaryOperator>(Parts[0]->IgnoreParenImpCasts());
          Product && Product->getOpcode() == BO_Mul)
        Parts = {Product->getLHS(), Product->getRHS()};
    if (Parts.size() == 1)
      if (const auto *Call = dyn_cast<CallExpr>(Parts[0]->IgnoreParenImpCasts());
          Call && isProduct(*Call))
        Parts = {Call->getArg(0), Call->getArg(1)};
    std::vector<std::string> Texts;
    for (const Expr *Part : Parts)
      Texts.push_back(textOfArgument(View, Part->IgnoreParenImpCasts()));
    llvm::sort(Texts);
    if (Texts.empty() || Texts.front().empty())
      return {};
    return Texts;
  }

  /// The variable or field that the result of \p Site goes to, as it is spelled; "return" if the
  /// function gives it back.
  static std::string targetOf(const FunctionView &View, const AllocationSite &Site) {
    const ParentMap &Parents = View.Facts.parents();
    const Stmt *S = Site.Call;
    while (const Stmt *Parent = Parents.getParent(S)) {
      if (isa<ReturnStmt>(Parent))
        return "return";
      if (isa<CallExpr>(Parent))
        return {};
      if (const auto *Assign = dyn_cast<BinaryOperator>(Parent);
          Assign && Assign->getOpcode() == BO_Assign && Assign->getRHS() == S) {
        const ASTContext &Context = View.Unit.context();
        auto Range = fileRange(Assign->getLHS()->getSourceRange(), Context.getSourceManager(),
                               Context.getLangOpts());
        if (Range) // Or it is a variable of the allocator's macro.
          return textOf(*Range, Context.getSourceManager()).str();
      }
      if (const auto *Declare = dyn_cast<DeclStmt>(Parent); Declare && Declare->isSingleDecl()) {
        const auto *Variable = cast<VarDecl>(Declare->getSingleDecl());
        if (!Variable->getLocation().isMacroID())
          return Variable->getNameAsString();
      }
      S = Parent;
    }
    return {};
  }

  /// What a mask can say in place of a scope: __GFP_IO, __GFP_FS.
  static uint64_t restrictions(const FunctionView &View) {
    uint64_t Flags = 0;
    for (const ScopeKind &Kind : View.Unit.rules().scopeKinds())
      if (Kind.MaskCanCarry)
        Flags |= View.Unit.flags().allBits(Kind.Clears);
    return Flags;
  }

  /// A mask that \p Better of this release takes as well: it may sleep, and is not restricted, or
  /// in a way that \p Better honours.
  static bool isPlainMask(const FunctionView &View, const AllocationSite &Site,
                          const Allocator &Better) {
    const FlagTable &Flags = View.Unit.flags();
    const uint64_t Restrictions = restrictions(View);
    // No zone: the fallback could not keep to it.
    uint64_t Zones = 0;
    for (const FlagRule &Flag : View.Unit.rules().flags())
      if (Flag.Zone)
        Zones |= Flags.bits(Flag.Name);
    if (!Site.Mask.hasAll(Flags.allBits(View.Unit.rules().sleepingFlags())) ||
        Site.Mask.hasAny(Zones))
      return false;
    if (Site.Mask.hasAll(Restrictions))
      return true;
    AllocationSite InItsPlace = Site;
    InItsPlace.Rule = &Better;
    InItsPlace.SizeAtMost.reset();
    return ((Site.Mask.Set | Site.Mask.Clear) & Restrictions) == Restrictions &&
           !matchVerdict(View, "", InItsPlace, Site.Mask);
  }

  /// What \p Rule gives is freed by its address alone: nobody else manages it.
  static bool isPlainMemory(const FunctionView &View, const Allocator &Rule) {
    return llvm::any_of(
        Rule.Frees, [&](const std::string &Free) { return View.Unit.rules().freeFunction(Free); });
  }

  /// The only allocation in \p Arm, or null.
  static const AllocationSite *siteIn(const FunctionView &View, const Stmt *Arm) {
    const SourceManager &SM = View.Unit.context().getSourceManager();
    const AllocationSite *Only = nullptr;
    for (const AllocationSite &Site : View.Facts.sites()) {
      if (!Arm || !SM.isPointWithin(SM.getExpansionLoc(Site.Call->getBeginLoc()),
                                    SM.getExpansionLoc(Arm->getBeginLoc()),
                                    SM.getExpansionLoc(Arm->getEndLoc())))
        continue;
      if (Only)
        return nullptr;
      Only = &Site;
    }
    return Only;
  }

  /// The statement after \p If, if only one arm of it comes there.
  static const Stmt *afterIf(const FunctionView &View, const IfStmt &If, const Stmt *Leaving) {
    const auto *Arm = Leaving;
    if (const auto *Block = dyn_cast_or_null<CompoundStmt>(Arm); Block && !Block->body_empty())
      Arm = Block->body_back();
    const auto *Around = dyn_cast_or_null<CompoundStmt>(View.Facts.parents().getParent(&If));
    if (!isa_and_nonnull<ReturnStmt>(Arm) || !Around)
      return nullptr;
    auto At = llvm::find(Around->body(), &If);
    return At == Around->body_end() || At + 1 == Around->body_end() ? nullptr : *(At + 1);
  }

  /// `if (!p) p = vmalloc(n);`, `if (p) return p; return vmalloc(n);`
  static Pair onFailure(const FunctionView &View, const IfStmt &If, const NullTest &Test,
                        const CFGBlock *Block) {
    const AllocationSite *First = onlySource(View, Test.Pointer, Block, /*OrNull=*/true);
    if (!First)
      return {};
    const Stmt *Failed = Test.TrueIfNull ? If.getThen() : If.getElse();
    const Stmt *Succeeded = Test.TrueIfNull ? If.getElse() : If.getThen();
    if (const AllocationSite *Second = siteIn(View, Failed))
      return {First, Second, false};
    const AllocationSite *Second = siteIn(View, afterIf(View, If, Succeeded));
    // What succeeded is returned, and so is the other.
    return {First, Second, Second && targetOf(View, *Second) == "return"};
  }

  static bool comparesNumbers(const Expr *Condition) {
    const auto *Compare = dyn_cast<BinaryOperator>(Condition->IgnoreParenCasts());
    return Compare && Compare->isRelationalOp();
  }

  /// `if (n > PAGE_SIZE) p = vmalloc(n); else p = kmalloc(n);`
  static Pair bySize(const FunctionView &View, const IfStmt &If) {
    if (!comparesNumbers(If.getCond()))
      return {};
    const Stmt *Else = If.getElse() ? If.getElse() : afterIf(View, If, If.getThen());
    return inOrder(siteIn(View, If.getThen()), siteIn(View, Else), false);
  }

  /// The same in one expression: `kmalloc(n) ?: vmalloc(n)`, `n > PAGE_SIZE ? vmalloc(n) : …`.
  static Pair inExpression(const FunctionView &View, const AbstractConditionalOperator &Choice,
                           const std::optional<NullTest> &Test, const CFGBlock *Block) {
    if (const auto *Binary = dyn_cast<BinaryConditionalOperator>(&Choice))
      return {siteIn(View, Binary->getCommon()), siteIn(View, Binary->getFalseExpr()), true};
    if (comparesNumbers(Choice.getCond()))
      return inOrder(siteIn(View, Choice.getTrueExpr()), siteIn(View, Choice.getFalseExpr()), true);
    if (!Test)
      return {};
    const Expr *Failed = Test->TrueIfNull ? Choice.getTrueExpr() : Choice.getFalseExpr();
    return {onlySource(View, Test->Pointer, Block), siteIn(View, Failed), true};
  }

  static Pair inOrder(const AllocationSite *A, const AllocationSite *B, bool SamePlace) {
    if (A && !A->Rule->Back.isSlab())
      std::swap(A, B);
    return {A, B, SamePlace};
  }

  void report(const FunctionView &View, const Pair &Found, const Allocator &Better,
              FindingSink Report) const {
    const AllocationSite &Slab = *Found.First, &Fallback = *Found.Second;
    if (Slab.Through || Fallback.Through || !Slab.Rule->Back.isSlab() ||
        !Fallback.Rule->Back.isMapped() || !isPlainMemory(View, *Slab.Rule))
      return;
    std::vector<std::string> Size = sizeOf(View, Slab);
    if (Size.empty() || Size != sizeOf(View, Fallback) || !isPlainMask(View, Slab, Better) ||
        !isPlainMask(View, Fallback, Better) ||
        ((Slab.Mask.Clear ^ Fallback.Mask.Clear) & restrictions(View)))
      return;
    std::string Target = targetOf(View, Slab);
    if (!Found.SamePlace && (Target.empty() || Target != targetOf(View, Fallback)))
      return;
    Finding F = makeFinding(
        View, name(), 1, Slab.Loc, Slab.Call,
        fmt::format("{}() and {}() of the same size: {}() does that by itself, and {}() frees it",
                    Slab.Name.str(), Fallback.Name.str(), Better.Name, Better.Frees.front()));
    addNote(View, F, Fallback.Loc, "the fallback");
    Report(std::move(F));
  }
};

} // namespace

std::unique_ptr<Check> gfp::createOpenCodedKvmallocCheck() {
  return std::make_unique<OpenCodedKvmalloc>();
}
