//===- SummaryBuilder.cpp - From a unit's facts to its summary --------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/SummaryBuilder.h"
#include "Facts/ValueSources.h"
#include "Flow/AtomicFlow.h"
#include "Gfp/SourceText.h"
#include "Summary/CallPlaces.h"
#include "clang/AST/Stmt.h"

using namespace clang;
using namespace gfp;

namespace {

const ParmVarDecl *parameterIn(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenCasts());
  return Ref ? dyn_cast<ParmVarDecl>(Ref->getDecl()) : nullptr;
}

/// The one that is nearer, of two reasons for the same thing.
void prefer(std::optional<Evidence> &Known, const Evidence &Other) {
  if (!Known || Other < *Known)
    Known = Other;
}

} // namespace

SummaryBuilder::SummaryBuilder(const UnitFacts &Unit, const FunctionKeys &Keys)
    : Unit(Unit), Keys(Keys), Blocking(Unit.flags().allBits(Unit.rules().sleepingFlags())) {
  for (const Allocator &A : Unit.rules().allocators())
    for (const std::string &Free : A.Frees)
      Frees.insert(Free);
  for (const auto &Facts : Unit.functions())
    build(*Facts);
}

Evidence SummaryBuilder::evidence(SourceLocation Loc, llvm::StringRef What) const {
  const SourceManager &SM = Unit.context().getSourceManager();
  SourceLocation User = userLocation(Loc, SM);
  Evidence Why;
  Why.File = Keys.fileOf(User);
  Why.Line = SM.getSpellingLineNumber(User);
  Why.What = What;
  return Why;
}

FlagSet SummaryBuilder::flagsOf(const std::set<std::string> &Names) const {
  uint64_t Bits = 0;
  for (const std::string &Name : Names)
    Bits |= Unit.flags().bits(Name);
  return Unit.flags().identities(Bits);
}

void SummaryBuilder::build(const FunctionFacts &Facts) {
  const FunctionDecl *Function = Facts.function();
  Draft &Into = Drafts[Function->getCanonicalDecl()];
  FunctionSummary &Own = Into.Own;
  Own.Key = Keys.of(Function);
  Evidence Here = evidence(Function->getLocation(), "");
  Own.File = Here.File;
  Own.Line = Here.Line;
  Own.AllocatesOtherwise = Truth::No;
  Own.ReturnsOnlyThese = Function->getReturnType()->isPointerType();
  Own.NeverReturns = Function->isNoReturn() || Facts.graph().getExit().pred_empty();

  Own.KeepsSections = AtomicFlow::keepsSections(Function, Unit.rules());
  if (!Own.KeepsSections)
    if (auto Sections = AtomicFlow::run(Facts, Unit, [](const FunctionDecl *) { return false; }))
      Own.AtomicDelta = Sections->effect();

  CallPlaces Places(Function);
  for (const FunctionDecl *Taken : Places.addressesTaken())
    Into.Takes.push_back(Keys.of(Taken));
  llvm::sort(Into.Takes);
  for (const AllocationSite &Site : Facts.sites())
    addSite(Facts, Site, Places, Own);
  for (const CFGBlock *Block : Facts.graph())
    for (const CFGElement &Element : *Block) {
      if (auto Cleanup = Element.getAs<CFGCleanupFunction>())
        noteOtherAllocation(Own, Truth::Unknown,
                            evidence(Cleanup->getVarDecl()->getLocation(), "a cleanup function"));
      auto S = Element.getAs<CFGStmt>();
      if (!S)
        continue;
      if (const auto *Asm = dyn_cast<GCCAsmStmt>(S->getStmt());
          Asm && Asm->generateAsmString(Unit.context()).find("call") != std::string::npos)
        noteOtherAllocation(Own, Truth::Unknown, evidence(Asm->getBeginLoc(), "assembly code"));
      if (const auto *Call = dyn_cast<CallExpr>(S->getStmt()))
        addCall(Facts, Call, Places, Into);
    }
  addReturns(Facts, Into);
  addMasks(Facts, Places, Into);
  llvm::sort(Own.Flows);
  Own.Flows.erase(llvm::unique(Own.Flows), Own.Flows.end());
}

void SummaryBuilder::addSite(const FunctionFacts &Facts, const AllocationSite &Site,
                             const CallPlaces &Places, FunctionSummary &Own) const {
  CallPlace Place = Places.of(Site.Call);
  Evidence Why = evidence(Site.Loc, Site.Name);
  bool Carries = Site.Rule->CarriesMask;
  if (Site.Mask.Parameter && *Site.Mask.Parameter < Facts.function()->getNumParams()) {
    const FlagTable &Flags = Unit.flags();
    Own.Flows.push_back({*Site.Mask.Parameter, Site.Rule->Name, Flags.identities(Site.Mask.Set),
                         Flags.identities(Site.Mask.Clear), Place.Guarded, Place.BySize,
                         Site.SizeAtMost && *Site.SizeAtMost <= Unit.pageSize(),
                         Place.Surely && !Site.Rule->Unlocks, Why});
    if (Carries)
      return;
  }
  noteOtherAllocation(Own, Truth::Yes, Why);
  if (!Site.Mask.hasAll(Blocking))
    return;
  prefer(Own.MaySleep, Why);
  if (Place.Surely && !Site.Rule->Unlocks)
    prefer(Own.Sleeps, Why);
}

CallEdge SummaryBuilder::edge(const FunctionFacts &Facts, const CallExpr *Call,
                              const FunctionDecl *Callee, const CallPlaces &Places) const {
  const FlagTable &Flags = Unit.flags();
  CallEdge Edge;
  Edge.Callee = Keys.of(Callee);
  Edge.Line = evidence(Call->getBeginLoc(), "").Line;
  CallPlace Place = Places.of(Call);
  Edge.Surely = Place.Surely;
  Edge.Guarded = Place.Guarded;
  Edge.BySize = Place.BySize;
  Edge.Small = Facts.asksForAtMost(Call, Unit.pageSize());
  unsigned Given = std::min<unsigned>(Callee->getNumParams(), Call->getNumArgs());
  for (unsigned I = 0; I < Given; ++I) {
    const Expr *Arg = Call->getArg(I);
    if (CallClassifier::isGfpType(Callee->getParamDecl(I)->getType())) {
      auto given = [&](const GfpMask &Mask) {
        return ArgumentMask{I, Flags.identities(Mask.Set), Flags.identities(Mask.Clear),
                            Mask.Parameter};
      };
      Edge.Masks.push_back(given(Facts.evaluate(Arg)));
      if (const ConditionalOperator *Choice = choiceIn(Arg))
        for (const Expr *Arm : {Choice->getTrueExpr(), Choice->getFalseExpr()})
          Edge.Arms.push_back(given(Facts.evaluateWith(Arg, Choice, Arm)));
    } else if (const ParmVarDecl *Param = parameterIn(Arg);
               Param && Param->getType()->isPointerType() && !Places.isAssigned(Param)) {
      Edge.Handed.push_back({I, Param->getFunctionScopeIndex()});
    }
  }
  return Edge;
}

void SummaryBuilder::addCall(const FunctionFacts &Facts, const CallExpr *Call,
                             const CallPlaces &Places, Draft &Into) const {
  const FunctionDecl *Callee = Call->getDirectCallee();
  llvm::StringRef Name = Callee && Callee->getIdentifier() ? Callee->getName() : "";
  if (Frees.contains(Name) && Call->getNumArgs()) {
    const ParmVarDecl *Param = parameterIn(Call->getArg(0));
    if (Param && !Places.isAssigned(Param))
      Into.Own.Frees.push_back({Param->getFunctionScopeIndex(), Name, Places.of(Call).Surely,
                                evidence(Call->getBeginLoc(), Name)});
  }
  switch (Facts.factOf(Call).Kind) {
  case CallFact::Allocation:
  case CallFact::Harmless:
  case CallFact::Save:
  case CallFact::Restore:
    return;
  case CallFact::Unknown:
  case CallFact::Wrapped:
    break;
  }
  if (Callee && Callee->getIdentifier()) {
    Into.Calls.push_back({Call, edge(Facts, Call, Callee, Places)});
    return;
  }
  noteOtherAllocation(Into.Own, Truth::Unknown,
                      evidence(Call->getBeginLoc(), "a function pointer"));
  if (const FunctionPointers::Functions *Reached = Unit.pointers().reachedBy(Call))
    for (const FunctionDecl *Each : *Reached) {
      CallEdge Edge = edge(Facts, Call, Each, Places);
      Edge.Guess = true;
      Into.Calls.push_back({Call, std::move(Edge)});
    }
}

void SummaryBuilder::addReturns(const FunctionFacts &Facts, Draft &Into) const {
  FunctionSummary &Own = Into.Own;
  if (!Own.ReturnsOnlyThese || (Facts.sites().empty() && Into.Calls.empty())) {
    Own.ReturnsOnlyThese = false;
    return;
  }
  ValueSources All;
  for (const CFGBlock *Block : Facts.graph())
    for (const CFGElement &Element : *Block) {
      auto S = Element.getAs<CFGStmt>();
      const auto *Return = S ? dyn_cast<ReturnStmt>(S->getStmt()) : nullptr;
      if (!Return || !Return->getRetValue())
        continue;
      ValueSources Found = sourcesOf(Return->getRetValue(), Unit.context(), Facts.definitions());
      All.Calls.insert(Found.Calls.begin(), Found.Calls.end());
      All.Others |= Found.Others || !Found.Parameters.empty();
    }
  Own.ReturnsOnlyThese = !All.Others && !All.Calls.empty();
  for (const CallExpr *Call : All.Calls) {
    if (const AllocationSite *Site = Facts.siteOf(Call)) {
      Own.Returns.push_back({Site->Rule->Name, evidence(Site->Loc, Site->Name)});
      continue;
    }
    bool Edge = false;
    for (auto &[Each, Known] : Into.Calls)
      if (Each == Call) {
        Known.ReturnsIt = true;
        Edge |= !Known.Guess;
      }
    Own.ReturnsOnlyThese &= Edge;
  }
  llvm::sort(Own.Returns);
  Own.Returns.erase(llvm::unique(Own.Returns), Own.Returns.end());
}

void SummaryBuilder::addMasks(const FunctionFacts &Facts, const CallPlaces &Places,
                              Draft &Into) const {
  for (const ParmVarDecl *Param : Facts.function()->parameters()) {
    if (!CallClassifier::isGfpType(Param->getType()))
      continue;
    MaskUse Use;
    Use.Parameter = Param->getFunctionScopeIndex();
    Use.Tested = Places.isTested(Param);
    Use.Passed = llvm::any_of(
        Into.Own.Flows, [&](const MaskFlow &Flow) { return Flow.Parameter == Use.Parameter; });
    for (const auto &[Call, Edge] : Into.Calls)
      Use.Passed |= llvm::any_of(Edge.Masks, [&](const ArgumentMask &Mask) {
        return Mask.FromParameter == Use.Parameter;
      });
    Use.Kept = !Use.Tested && !Use.Passed && Places.isMentioned(Param);
    Into.Own.Masks.push_back(Use);
  }
}

void SummaryBuilder::addScopes(const FunctionFacts &Facts, const ScopeFlow *Flow,
                               const ScopeSummary *Effect) {
  auto Found = Drafts.find(Facts.function()->getCanonicalDecl());
  if (Found == Drafts.end())
    return;
  Draft &Into = Found->second;
  if (Flow)
    for (auto &[Call, Edge] : Into.Calls)
      Edge.ScopesClear = flagsOf(Flow->clearedAt(Call));
  if (Effect)
    Into.Own.Scopes = {
        {Effect->Opens, Effect->Sometimes, Effect->Scope ? Symbol(Effect->Scope->Kind) : Symbol(),
         static_cast<unsigned>(Effect->Holder.Kind), Effect->Holder.Index, Effect->Holder.Path}};
}

FunctionRecord SummaryBuilder::tables() const {
  const SourceManager &SM = Unit.context().getSourceManager();
  FunctionRecord Record;
  Record.Own.File = Keys.fileOf(SM.getLocForStartOfFile(SM.getMainFileID()));
  Record.Own.Key = "@" + Record.Own.File.str().str();
  for (const FunctionDecl *Function : Unit.pointers().inTables())
    Record.Takes.push_back(Keys.of(Function));
  llvm::sort(Record.Takes);
  return Record;
}

UnitSummary SummaryBuilder::records() const {
  UnitSummary Records;
  Records.reserve(Drafts.size());
  for (const auto &[Function, Draft] : Drafts) {
    FunctionRecord Record;
    Record.Own = Draft.Own;
    Record.Takes = Draft.Takes;
    for (const auto &[Call, Edge] : Draft.Calls)
      Record.Calls.push_back(Edge);
    llvm::sort(Record.Calls);
    Record.Calls.erase(llvm::unique(Record.Calls), Record.Calls.end());
    Records.push_back(std::move(Record));
  }
  Records.push_back(tables());
  return Records;
}
