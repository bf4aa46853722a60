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
#include "Checks/Words.h"
#include "Findings/Fingerprint.h"
#include <fmt/format.h>

using namespace clang;
using namespace gfp;

namespace {

class OpenCodedKvmalloc : public Check {
public:
  llvm::StringRef name() const override { return "gfp-open-coded-kvmalloc"; }

  void addWords(const RuleSet &Rules, llvm::StringSet<> &Words) const override {
    if (kvAllocator(Rules))
      addAllocatorWords(Rules, Words, isVmalloc);
  }

  void run(const FunctionView &View, FindingSink Report) const override {
    const Allocator *Better = kvAllocator(View.Unit.rules());
    if (!Better || View.Facts.sites().size() < 2)
      return;
    for (const CFGBlock *Block : View.Facts.graph()) {
      const auto *Condition = dyn_cast_or_null<Expr>(Block->getTerminatorCondition());
      if (!Condition)
        continue;
      const auto *If = dyn_cast_or_null<IfStmt>(Block->getTerminatorStmt());
      if (!If)
        continue;
      if (auto Test = nullTest(Condition, View.Unit.context())) {
        const AllocationSite *First = onlySource(View, Test->Pointer);
        const AllocationSite *Second =
            First ? siteIn(View, Test->TrueIfNull ? If->getThen() : If->getElse()) : nullptr;
        if (Second)
          report(View, *First, *Second, *Better, Report);
      } else if (If->getElse()) {
        bySize(View, *If, *Better, Report);
      }
    }
  }

private:
  static bool isVmalloc(const Allocator &A) { return A.Back == Backing::Vmalloc; }

  /// The plain kv allocator of this release (kvmalloc), or null.
  static const Allocator *kvAllocator(const RuleSet &Rules) {
    auto Found = llvm::find_if(Rules.allocators(), [](const Allocator &A) {
      return A.Back == Backing::Kv && A.SizeArg && !A.CountArg && A.AddedFlags.empty() &&
             !A.Frees.empty();
    });
    return Found == Rules.allocators().end() ? nullptr : &*Found;
  }

  static std::string sizeText(const FunctionView &View, const AllocationSite &Site) {
    if (!Site.Rule->SizeArg || Site.Rule->CountArg ||
        *Site.Rule->SizeArg >= Site.Call->getNumArgs())
      return {};
    const ASTContext &Context = View.Unit.context();
    auto Range = fileRange(Site.Call->getArg(*Site.Rule->SizeArg)->getSourceRange(),
                           Context.getSourceManager(), Context.getLangOpts());
    return Range ? foldWhiteSpace(textOf(*Range, Context.getSourceManager())) : std::string();
  }

  /// The variable or field that the result of \p Site goes to, as it is spelled.
  static std::string targetOf(const FunctionView &View, const AllocationSite &Site) {
    const ParentMap &Parents = View.Facts.parents();
    const Stmt *S = Site.Call;
    while (const Stmt *Parent = Parents.getParent(S)) {
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

  /// A mask that a kv allocator of this release takes as well: it allows all that GFP_KERNEL does.
  static bool isPlainMask(const FunctionView &View, const AllocationSite &Site) {
    const FlagTable &Flags = View.Unit.flags();
    uint64_t Needed = Flags.allBits(View.Unit.rules().sleepingFlags());
    for (const ScopeKind &Kind : View.Unit.rules().scopeKinds())
      if (Kind.MaskCanCarry)
        Needed |= Flags.allBits(Kind.Clears);
    // No zone: the fallback could not keep to it.
    uint64_t Zones = 0;
    for (const FlagRule &Flag : View.Unit.rules().flags())
      if (Flag.Zone)
        Zones |= Flags.bits(Flag.Name);
    return Site.Mask.hasAll(Needed) && !Site.Mask.hasAny(Zones);
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

  void bySize(const FunctionView &View, const IfStmt &If, const Allocator &Better,
              FindingSink Report) const {
    const auto *Compare = dyn_cast<BinaryOperator>(If.getCond()->IgnoreParenCasts());
    if (!Compare || !Compare->isRelationalOp())
      return;
    const AllocationSite *Then = siteIn(View, If.getThen());
    const AllocationSite *Else = siteIn(View, If.getElse());
    if (!Then || !Else)
      return;
    bool ThenIsSlab = Then->Rule->Back == Backing::Slab;
    report(View, ThenIsSlab ? *Then : *Else, ThenIsSlab ? *Else : *Then, Better, Report);
  }

  void report(const FunctionView &View, const AllocationSite &Slab, const AllocationSite &Fallback,
              const Allocator &Better, FindingSink Report) const {
    if (Slab.Through || Fallback.Through || Slab.Rule->Back != Backing::Slab ||
        Fallback.Rule->Back != Backing::Vmalloc || !isPlainMemory(View, *Slab.Rule))
      return;
    std::string Size = sizeText(View, Slab), Target = targetOf(View, Slab);
    if (Size.empty() || Size != sizeText(View, Fallback) || Target.empty() ||
        Target != targetOf(View, Fallback) || !isPlainMask(View, Slab) ||
        !isPlainMask(View, Fallback))
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
