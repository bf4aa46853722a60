//===- FunctionFacts.cpp - Allocations and scopes of a function -----===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Facts/FunctionFacts.h"
#include "Facts/BranchBound.h"
#include "Facts/SizeBound.h"
#include "Facts/UnitFacts.h"
#include "Gfp/SourceText.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace gfp;

FunctionFacts::FunctionFacts(const FunctionDecl *Function, const UnitFacts &Unit)
    : Function(Function), Unit(Unit) {}

std::unique_ptr<FunctionFacts> FunctionFacts::build(const FunctionDecl *Function,
                                                    const UnitFacts &Unit) {
  CFG::BuildOptions Options;
  Options.AddImplicitDtors = true; // Brings the calls of cleanup attributes.
  std::unique_ptr<FunctionFacts> Facts(new FunctionFacts(Function, Unit));
  Facts->Graph = CFG::buildCFG(Function, Function->getBody(), &Unit.context(), Options);
  if (!Facts->Graph)
    return nullptr;
  Facts->Definitions = std::make_unique<LocalDefinitions>(*Facts->Graph);
  Facts->collect();
  return Facts;
}

void FunctionFacts::collect() {
  llvm::SmallVector<const CallExpr *, 8> Allocations;
  for (const CFGBlock *Block : *Graph)
    for (const CFGElement &Element : *Block) {
      auto S = Element.getAs<CFGStmt>();
      const auto *Call = S ? dyn_cast<CallExpr>(S->getStmt()) : nullptr;
      if (!Call)
        continue;
      auto [Found, New] = Calls.try_emplace(Call);
      if (!New)
        continue;
      const CallFact &Fact = Found->second = Unit.calls().classify(Call);
      if (Fact.Kind == CallFact::Allocation)
        Allocations.push_back(Call);
      HasScopes |= Fact.Kind == CallFact::Save || Fact.Kind == CallFact::Restore;
      HasUnknownCalls |= Fact.Kind == CallFact::Unknown;
    }
  const SourceManager &SM = Unit.context().getSourceManager();
  llvm::sort(Allocations, [&](const CallExpr *A, const CallExpr *B) {
    return SM.isBeforeInTranslationUnit(A->getBeginLoc(), B->getBeginLoc());
  });
  for (const CallExpr *Call : Allocations)
    addSite(Call, Calls.find(Call)->second);
}

void FunctionFacts::adopt(const WrapperSource &Wrappers) {
  llvm::SmallVector<const CallExpr *, 8> Wrapped;
  for (auto &[Call, Fact] : Calls) {
    if (Fact.Kind != CallFact::Unknown || !Call->getDirectCallee())
      continue;
    const Wrapper *Through = Wrappers.of(Call->getDirectCallee());
    if (!Through || Through->Parameter >= Call->getNumArgs() ||
        CallClassifier::gfpArgument(Call) != Call->getArg(Through->Parameter))
      continue;
    Fact.Kind = CallFact::Wrapped;
    Fact.Allocates = &Through->Rule;
    Fact.Through = Through;
    Fact.Name = Through->Rule.Name;
    Wrapped.push_back(Call);
  }
  const SourceManager &SM = Unit.context().getSourceManager();
  llvm::sort(Wrapped, [&](const CallExpr *A, const CallExpr *B) {
    return SM.isBeforeInTranslationUnit(A->getBeginLoc(), B->getBeginLoc());
  });
  for (const CallExpr *Call : Wrapped)
    addSite(Call, Calls.find(Call)->second);
}

void FunctionFacts::addSite(const CallExpr *Call, const CallFact &Fact) {
  const ASTContext &Context = Unit.context();
  const SourceManager &SM = Context.getSourceManager();
  const LangOptions &Lang = Context.getLangOpts();

  // Where the name the user wrote stands; the copies of one call share it.
  SourceLocation NameLoc = Call->getBeginLoc();
  SourceLocation EndLoc = Call->getEndLoc();
  for (const MacroStep &Step : macrosAround(Call->getBeginLoc(), SM, Lang))
    if (Step.Name == Fact.Name) {
      NameLoc = Step.Call;
      EndLoc = Step.End;
    }

  for (unsigned I = 0; I < Sites.size(); ++I)
    if (Sites[I].Spelled.getBegin() == NameLoc &&
        Sites[I].Call->getDirectCallee() == Call->getDirectCallee()) {
      SiteByCall[Call] = I;
      return;
    }

  AllocationSite Site;
  Site.Call = Call;
  Site.Rule = Fact.Allocates;
  Site.Through = Fact.Through;
  Site.Name = Fact.Name;
  Site.Loc = userLocation(NameLoc, SM);
  Site.Spelled = SourceRange(NameLoc, EndLoc);
  Site.MaskArg = CallClassifier::gfpArgument(Call);
  Site.UserMask = userPart(Site.MaskArg, SM, Lang);
  const FlagTable &Flags = Unit.flags();
  if (Site.MaskArg)
    Site.Mask = evaluate(Site.MaskArg);
  else if (!Site.Rule->TakesGfp)
    Site.Mask = GfpMask::constant(Flags.allBits(Site.Rule->ImplicitFlags));
  Site.Mask = Site.Mask | GfpMask::constant(Flags.allBits(Site.Rule->AddedFlags));
  measure(Site);
  SiteByCall[Call] = static_cast<unsigned>(Sites.size());
  Sites.push_back(std::move(Site));
}

void FunctionFacts::measure(AllocationSite &Site) const {
  if (!Site.Rule->SizeArg && !Site.Rule->OptionalGfpArg)
    return;
  // kmalloc_obj() and its family come to a call of which the size is the first argument.
  const unsigned SizeArg = Site.Rule->OptionalGfpArg ? 0 : *Site.Rule->SizeArg;
  auto bound = [&](unsigned Index) -> std::optional<uint64_t> {
    if (Index >= Site.Call->getNumArgs())
      return std::nullopt;
    return upperBound(Site.Call->getArg(Index), Unit.context(), [&](const DeclRefExpr *Use) {
      return boundByBranches(Use, Site.Call, *Graph, *Definitions, Unit.context());
    });
  };
  Site.SizeAtMost = bound(SizeArg);
  if (Site.Rule->CountArg) {
    auto Count = bound(*Site.Rule->CountArg);
    uint64_t AtMost;
    if (Site.SizeAtMost && Count && !__builtin_mul_overflow(*Site.SizeAtMost, *Count, &AtMost))
      Site.SizeAtMost = AtMost;
    else
      Site.SizeAtMost.reset();
  }
  auto constant = [&](unsigned Index) -> std::optional<uint64_t> {
    Expr::EvalResult Value;
    if (Index >= Site.Call->getNumArgs() ||
        !Site.Call->getArg(Index)->EvaluateAsInt(Value, Unit.context()))
      return std::nullopt;
    return Value.Val.getInt().extOrTrunc(64).getZExtValue();
  };
  auto Size = constant(SizeArg);
  if (!Size)
    return;
  if (!Site.Rule->CountArg) {
    Site.Size = Size;
    return;
  }
  auto Count = constant(*Site.Rule->CountArg);
  if (!Count)
    return;
  uint64_t Product;
  Site.SizeOverflows = __builtin_mul_overflow(*Size, *Count, &Product);
  if (!Site.SizeOverflows)
    Site.Size = Product;
}

const AllocationSite *FunctionFacts::siteOf(const CallExpr *Call) const {
  auto Found = SiteByCall.find(Call);
  return Found == SiteByCall.end() ? nullptr : &Sites[Found->second];
}

const CallFact &FunctionFacts::factOf(const CallExpr *Call) const {
  static const CallFact None;
  auto Found = Calls.find(Call);
  return Found == Calls.end() ? None : Found->second;
}

const ParentMap &FunctionFacts::parents() const {
  if (!Parents)
    Parents = std::make_unique<ParentMap>(Function->getBody());
  return *Parents;
}

GfpMask FunctionFacts::evaluate(const Expr *Mask) const {
  return MaskEvaluator(Unit.context(), Unit.rules(), Definitions.get(), Unit.fieldMasks())
      .evaluate(Mask);
}

GfpMask FunctionFacts::evaluateWith(const Expr *Mask, const ConditionalOperator *Choice,
                                    const Expr *Arm) const {
  return MaskEvaluator(Unit.context(), Unit.rules(), Definitions.get(), Unit.fieldMasks())
      .evaluateWith(Mask, Choice, Arm);
}

GfpMask FunctionFacts::evaluateWith(const AllocationSite &Site, const ConditionalOperator *Choice,
                                    const Expr *Arm) const {
  return evaluateWith(Site.MaskArg, Choice, Arm) |
         GfpMask::constant(Unit.flags().allBits(Site.Rule->AddedFlags));
}

bool FunctionFacts::asksForAtMost(const CallExpr *Call, uint64_t Limit) const {
  return gfp::asksForAtMost(Call, Limit, Unit.context(), [&](const DeclRefExpr *Use) {
    return boundByBranches(Use, Call, *Graph, *Definitions, Unit.context());
  });
}

void FunctionFacts::lookIntoFields() {
  for (AllocationSite &Site : Sites)
    if (Site.MaskArg && !Site.Mask.isConstant() && !Site.Mask.Parameter)
      Site.Mask =
          evaluate(Site.MaskArg) | GfpMask::constant(Unit.flags().allBits(Site.Rule->AddedFlags));
}
