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
        if (const auto *Return = dyn_cast<ReturnStmt>(Stmt->getStmt()); Return &&
                                                                        Return->getRetValue())
          if (const auto *Ref =
                  dyn_cast<DeclRefExpr>(Return->getRetValue()->IgnoreParenCasts()))
            if ((Kept && Ref->getDecl() == Kept) ||
                (!Kept && Return->getRetValue()->getType()->isRecordType()))
              return {CookieHolder::Result, 0, ""};
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

ScopeSummaries::ScopeSummaries(const UnitFacts &Unit) {
  for (const auto &Facts : Unit.functions()) {
    if (!Facts->hasScopes())
      continue;
    const CallExpr *Save = nullptr, *Restore = nullptr;
    unsigned Saves = 0, Restores = 0;
    for (const CFGBlock *Block : Facts->graph())
      for (const CFGElement &Element : *Block)
        if (auto S = Element.getAs<CFGStmt>())
          if (const auto *Call = dyn_cast<CallExpr>(S->getStmt())) {
            auto Kind = Facts->factOf(Call).Kind;
            if (Kind == CallFact::Save && ++Saves)
              Save = Call;
            if (Kind == CallFact::Restore && ++Restores)
              Restore = Call;
          }
    ScopeSummary Summary;
    Summary.Sometimes = branches(Facts->graph());
    if (Saves == 1 && Restores == 0 && !Summary.Sometimes) {
      Summary.Opens = true;
      Summary.Scope = Facts->factOf(Save).Scope;
      Summary.Holder = whereKept(*Facts, Save);
    } else if (Restores == 1 && Saves == 0) {
      const CallFact &Fact = Facts->factOf(Restore);
      Summary.Scope = Fact.Scope;
      Summary.Holder = holderOf(Restore->getArg(Fact.Pair->CookieArg));
    } else {
      continue;
    }
    Summaries[Facts->function()->getCanonicalDecl()] = Summary;
  }
}

const ScopeSummary *ScopeSummaries::of(const FunctionDecl *Function) const {
  if (!Function)
    return nullptr;
  auto Found = Summaries.find(Function->getCanonicalDecl());
  return Found == Summaries.end() ? nullptr : &Found->second;
}

bool ScopeSummaries::concern(const FunctionFacts &Facts) const {
  if (Facts.hasScopes())
    return true;
  if (Summaries.empty())
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
