//===- ScopeSummary.cpp - Functions that open or close a scope -----===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Flow/ScopeSummary.h"
#include "clang/AST/Decl.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace gfp;

namespace {

/// Helpers of helpers, to this depth.
constexpr unsigned MaxRounds = 4;

/// What \p E is to a caller: a parameter, or something below a pointer that is one.
CookieHolder holderOf(const Expr *E) {
  E = E->IgnoreParenCasts();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    if (const auto *Param = dyn_cast<ParmVarDecl>(Ref->getDecl()))
      return {CookieHolder::Argument, Param->getFunctionScopeIndex(), ""};
  std::string Path;
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    Path = "." + Member->getMemberDecl()->getNameAsString();
    CookieHolder Base = holderOf(Member->getBase());
    if (Member->isArrow() && Base.Kind == CookieHolder::Argument)
      return {CookieHolder::Pointee, Base.Index, Path};
    if (!Member->isArrow() && Base.Kind == CookieHolder::Pointee)
      return {CookieHolder::Pointee, Base.Index, Base.Path + Path};
    return {};
  }
  if (const auto *Deref = dyn_cast<UnaryOperator>(E); Deref && Deref->getOpcode() == UO_Deref) {
    CookieHolder Base = holderOf(Deref->getSubExpr());
    if (Base.Kind == CookieHolder::Argument)
      return {CookieHolder::Pointee, Base.Index, ""};
  }
  return {};
}

/// Where \p Function leaves the cookie that \p Save gives it.
CookieHolder whereKept(const FunctionFacts &Facts, const CallExpr *Save) {
  const Stmt *S = Save;
  const Stmt *Parent = Facts.parents().getParent(S);
  while (Parent && isa<ParenExpr, CastExpr>(Parent)) {
    S = Parent;
    Parent = Facts.parents().getParent(S);
  }
  if (!Parent)
    return {};
  if (isa<ReturnStmt>(Parent))
    return {CookieHolder::Result, 0, ""};

  const VarDecl *Kept = nullptr;
  if (const auto *Assign = dyn_cast<BinaryOperator>(Parent); Assign && Assign->isAssignmentOp()) {
    CookieHolder Direct = holderOf(Assign->getLHS());
    if (Direct.Kind == CookieHolder::Pointee)
      return Direct;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(Assign->getLHS()->IgnoreParenCasts()))
      Kept = dyn_cast<VarDecl>(Ref->getDecl());
  } else if (const auto *Declare = dyn_cast<DeclStmt>(Parent); Declare && Declare->isSingleDecl()) {
    Kept = dyn_cast<VarDecl>(Declare->getSingleDecl());
  }

  // Kept in a local: does the function return it?
  for (const CFGBlock *Block : Facts.graph())
    for (const CFGElement &Element : *Block)
      if (auto Stmt = Element.getAs<CFGStmt>())
        if (const auto *Return = dyn_cast<ReturnStmt>(Stmt->getStmt());
            Return && Return->getRetValue())
          if (const auto *Ref = dyn_cast<DeclRefExpr>(Return->getRetValue()->IgnoreParenCasts()))
            if ((Kept && Ref->getDecl() == Kept) ||
                (!Kept && Return->getRetValue()->getType()->isRecordType()))
              return {CookieHolder::Result, 0, ""};
  return {};
}

/// Where a cookie that \p Call's callee keeps in \p Inner is to the caller's caller.
CookieHolder holderThrough(const CallExpr &Call, const CookieHolder &Inner) {
  if ((Inner.Kind != CookieHolder::Argument && Inner.Kind != CookieHolder::Pointee) ||
      Inner.Index >= Call.getNumArgs())
    return {};
  const Expr *Arg = Call.getArg(Inner.Index)->IgnoreParenCasts();
  const auto *Address = dyn_cast<UnaryOperator>(Arg);
  bool Below = Address && Address->getOpcode() == UO_AddrOf;
  CookieHolder Outer = holderOf(Below ? Address->getSubExpr() : Arg);
  if (Inner.Kind == CookieHolder::Argument)
    return Below ? CookieHolder() : Outer;
  if (Outer.Kind == (Below ? CookieHolder::Pointee : CookieHolder::Argument))
    return {CookieHolder::Pointee, Outer.Index, Outer.Path + Inner.Path};
  return {};
}

bool branches(const CFG &Graph) {
  for (const CFGBlock *Block : Graph) {
    unsigned Reachable = 0;
    for (const auto &Next : Block->succs())
      Reachable += Next.isReachable();
    if (Reachable > 1)
      return true;
  }
  return false;
}

} // namespace

ScopeSummaries::ScopeSummaries(const UnitFacts &Unit, const OtherScopeSummaries *Others)
    : Others(Others) {
  // A helper may do its half through another helper.
  for (unsigned Round = 0; Round < MaxRounds; ++Round) {
    size_t Before = Summaries.size();
    for (const auto &Facts : Unit.functions())
      if (!of(Facts->function()) && concern(*Facts))
        if (auto Summary = summarise(*Facts))
          Summaries[Facts->function()->getCanonicalDecl()] = std::move(*Summary);
    if (Summaries.size() == Before)
      break;
  }
}

std::optional<ScopeSummary> ScopeSummaries::summarise(const FunctionFacts &Facts) const {
  const CallExpr *Only = nullptr;
  unsigned Halves = 0;
  for (const CFGBlock *Block : Facts.graph())
    for (const CFGElement &Element : *Block) {
      auto S = Element.getAs<CFGStmt>();
      const auto *Call = S ? dyn_cast<CallExpr>(S->getStmt()) : nullptr;
      if (!Call)
        continue;
      auto Kind = Facts.factOf(Call).Kind;
      bool IsHalf =
          Kind == CallFact::Save || Kind == CallFact::Restore || of(Call->getDirectCallee());
      Halves += IsHalf;
      if (IsHalf)
        Only = Call;
    }
  if (Halves != 1)
    return std::nullopt;

  ScopeSummary Summary;
  Summary.Sometimes = branches(Facts.graph());
  const CallFact &Fact = Facts.factOf(Only);
  const ScopeSummary *Inner = nullptr;
  if (Fact.Kind == CallFact::Save || Fact.Kind == CallFact::Restore) {
    Summary.Opens = Fact.Kind == CallFact::Save;
    Summary.Scope = Fact.Scope;
    Summary.Holder =
        Summary.Opens ? whereKept(Facts, Only) : holderOf(Only->getArg(Fact.Pair->CookieArg));
  } else {
    Inner = of(Only->getDirectCallee());
    Summary.Opens = Inner->Opens;
    Summary.Scope = Inner->Scope;
    Summary.Sometimes |= Inner->Sometimes;
    Summary.Holder = Inner->Holder.Kind == CookieHolder::Result
                         ? whereKept(Facts, Only)
                         : holderThrough(*Only, Inner->Holder);
    // Of a cookie that this one's callers do not have there is nothing to tell them.
    if (!Summary.Opens && Summary.Holder.Kind == CookieHolder::Elsewhere)
      return std::nullopt;
  }
  if (Summary.Opens && Summary.Sometimes)
    return std::nullopt;
  return Summary;
}

const ScopeSummary *ScopeSummaries::of(const FunctionDecl *Function) const {
  if (!Function)
    return nullptr;
  Function = Function->getCanonicalDecl();
  auto Found = Summaries.find(Function);
  if (Found != Summaries.end())
    return &Found->second;
  if (!Others)
    return nullptr;
  auto [Entry, New] = Asked.try_emplace(Function);
  if (New && !Function->isDefined())
    if (auto Known = Others->of(Function))
      Entry->second = std::make_unique<ScopeSummary>(std::move(*Known));
  return Entry->second.get();
}

bool ScopeSummaries::concern(const FunctionFacts &Facts) const {
  if (Facts.hasScopes())
    return true;
  if (Summaries.empty() && !Others)
    return false;
  for (const CFGBlock *Block : Facts.graph())
    for (const CFGElement &Element : *Block) {
      auto S = Element.getAs<CFGStmt>();
      const auto *Call = S ? dyn_cast<CallExpr>(S->getStmt()) : nullptr;
      if (Call && of(Call->getDirectCallee()))
        return true;
    }
  return false;
}
