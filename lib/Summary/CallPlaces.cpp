//===- CallPlaces.cpp - Under which conditions calls happen --------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/CallPlaces.h"
#include "Facts/CallFact.h"
#include "Gfp/SourceText.h"
#include "clang/AST/Stmt.h"

using namespace clang;
using namespace gfp;

namespace {

const ParmVarDecl *parameterOf(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenCasts());
  return Ref ? dyn_cast<ParmVarDecl>(Ref->getDecl()) : nullptr;
}

/// \p S returns something that says the function failed.
bool returnsFailure(const Stmt *S) {
  if (const auto *Block = dyn_cast_or_null<CompoundStmt>(S))
    return !Block->body_empty() && returnsFailure(Block->body_back());
  const auto *Return = dyn_cast_or_null<ReturnStmt>(S);
  const Expr *Value = Return ? Return->getRetValue() : nullptr;
  if (!Value)
    return false;
  Value = Value->IgnoreParenCasts();
  if (Return->getRetValue()->getType()->isPointerType())
    return isa<CallExpr, IntegerLiteral>(Value); // ERR_PTR(-EINVAL), NULL.
  const auto *Minus = dyn_cast<UnaryOperator>(Value);
  return Minus && Minus->getOpcode() == UO_Minus;
}

/// Control does not come out at the end of \p S.
bool leaves(const Stmt *S) {
  if (const auto *Block = dyn_cast_or_null<CompoundStmt>(S))
    return !Block->body_empty() && leaves(Block->body_back());
  return isa_and_nonnull<ReturnStmt, GotoStmt>(S);
}

} // namespace

CallPlaces::CallPlaces(const FunctionDecl *Function)
    : SM(Function->getASTContext().getSourceManager()) {
  visit(Function->getBody(), {});
}

/// \p S asks for a gfp mask, or for a parameter's number other than how large it is.
bool CallPlaces::asksTheCaller(const Stmt *S) const {
  if (!S)
    return false;
  if (const auto *E = dyn_cast<Expr>(S); E && CallClassifier::isGfpType(E->getType()))
    return true;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    return Answers.contains(Ref->getDecl()) ||
           (isa<ParmVarDecl>(Ref->getDecl()) && Ref->getType()->isIntegerType());
  if (const auto *Binary = dyn_cast<BinaryOperator>(S); Binary && Binary->isRelationalOp())
    return false;
  return llvm::any_of(S->children(), [&](const Stmt *Child) { return asksTheCaller(Child); });
}

/// \p S asks how large a number is.
bool CallPlaces::asksForSize(const Stmt *S) const {
  if (const auto *Binary = dyn_cast_or_null<BinaryOperator>(S); Binary && Binary->isRelationalOp())
    return true;
  return S && llvm::any_of(S->children(), [&](const Stmt *Child) { return asksForSize(Child); });
}

void CallPlaces::noteAnswer(const Decl *Variable, const Expr *Value, State Here) {
  if (Here.Guarded || asksTheCaller(Value))
    Answers.insert(Variable);
}

void CallPlaces::visitChildren(const Stmt *S, State Here) {
  for (const Stmt *Child : S->children())
    if (Child)
      visit(Child, Here);
}

void CallPlaces::noteTested(const Stmt *Condition) {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Condition))
    if (const auto *Param = dyn_cast<ParmVarDecl>(Ref->getDecl()))
      Tested.insert(Param);
  for (const Stmt *Child : Condition->children())
    if (Child)
      noteTested(Child);
}

void CallPlaces::visitIf(SourceLocation Loc, const Stmt *Condition, const Stmt *Then,
                         const Stmt *Else, State Here) {
  visit(Condition, Here);
  noteTested(Condition);
  bool Guard = asksTheCaller(Condition), Size = asksForSize(Condition);
  // A macro that decides between two ways to do a thing does it.
  bool Either = Else && isOfMacro(Loc, SM);
  State Inside{Here.Conditional || !Either, Here.Guarded || Guard, Here.BySize || Size};
  visit(Then, Inside);
  if (Else)
    visit(Else, Inside);
  if (leaves(Then) || leaves(Else)) {
    CallerDecided |= Guard;
    SizeDecided |= Size;
  }
  for (const Stmt *Arm : {Then, Else})
    MayBeDone |= leaves(Arm) && !returnsFailure(Arm);
}

void CallPlaces::visit(const Stmt *S, State Here) {
  if (const auto *Call = dyn_cast<CallExpr>(S)) {
    Places[Call] = {!Here.Conditional && !CallerDecided && !MayBeDone,
                    Here.Guarded || CallerDecided, Here.BySize || SizeDecided};
    // The callee's own name is no use of its address.
    if (!Call->getDirectCallee())
      visit(Call->getCallee(), Here);
    for (const Expr *Arg : Call->arguments())
      visit(Arg, Here);
    return;
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
    if (const auto *Function = dyn_cast<FunctionDecl>(Ref->getDecl()))
      Addresses.insert(Function->getCanonicalDecl());
    if (const auto *Param = dyn_cast<ParmVarDecl>(Ref->getDecl()))
      Mentioned.insert(Param);
    return;
  }
  if (const auto *If = dyn_cast<IfStmt>(S))
    return visitIf(If->getIfLoc(), If->getCond(), If->getThen(), If->getElse(), Here);
  if (const auto *Choice = dyn_cast<ConditionalOperator>(S))
    return visitIf(Choice->getQuestionLoc(), Choice->getCond(), Choice->getTrueExpr(),
                   Choice->getFalseExpr(), Here);
  if (const auto *Binary = dyn_cast<BinaryOperator>(S); Binary && Binary->isLogicalOp())
    return visitIf(Binary->getOperatorLoc(), Binary->getLHS(), Binary->getRHS(), nullptr, Here);
  if (isa<UnaryExprOrTypeTraitExpr>(S))
    return; // Not evaluated.
  if (const auto *Declare = dyn_cast<DeclStmt>(S))
    for (const Decl *D : Declare->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D); Variable && Variable->getInit())
        noteAnswer(Variable, Variable->getInit(), Here);
  if (const auto *Assign = dyn_cast<BinaryOperator>(S); Assign && Assign->isAssignmentOp()) {
    if (const ParmVarDecl *Param = parameterOf(Assign->getLHS()))
      Assigned.insert(Param);
    if (const auto *Ref = dyn_cast<DeclRefExpr>(Assign->getLHS()->IgnoreParenCasts()))
      noteAnswer(Ref->getDecl(), Assign->getRHS(), Here);
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(S);
      Unary && (Unary->isIncrementDecrementOp() || Unary->getOpcode() == UO_AddrOf))
    if (const ParmVarDecl *Param = parameterOf(Unary->getSubExpr()))
      Assigned.insert(Param);
  if (isa<WhileStmt, ForStmt, SwitchStmt>(S)) {
    // What the head of a loop calls may be called surely; to say so of less is no harm.
    Here.Conditional = true;
    if (const auto *Switch = dyn_cast<SwitchStmt>(S)) {
      noteTested(Switch->getCond());
      Here.Guarded |= asksTheCaller(Switch->getCond());
    }
  }
  visitChildren(S, Here);
}
