//===- MaskEvaluator.cpp - From an expression to a mask ------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Gfp/MaskEvaluator.h"
#include "clang/AST/Decl.h"

using namespace clang;
using namespace gfp;

GfpMask MaskEvaluator::evaluate(const Expr *E) const {
  Visited Active;
  return visit(E, Active);
}

GfpMask MaskEvaluator::evaluateWith(const Expr *E, const ConditionalOperator *Choice,
                                    const Expr *Arm) {
  Chosen = Choice;
  ChosenArm = Arm;
  GfpMask Mask = evaluate(E);
  Chosen = nullptr;
  return Mask;
}

GfpMask MaskEvaluator::visit(const Expr *E, Visited &Active) const {
  E = E->IgnoreParenCasts();
  Expr::EvalResult Constant;
  if (!E->isValueDependent() && E->EvaluateAsInt(Constant, Context))
    return GfpMask::constant(Constant.Val.getInt().extOrTrunc(64).getZExtValue());

  if (const auto *Unary = dyn_cast<UnaryOperator>(E); Unary && Unary->getOpcode() == UO_Not)
    return ~visit(Unary->getSubExpr(), Active);
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    switch (Binary->getOpcode()) {
    case BO_Or:
    case BO_OrAssign:
      return visit(Binary->getLHS(), Active) | visit(Binary->getRHS(), Active);
    case BO_And:
    case BO_AndAssign:
      return visit(Binary->getLHS(), Active) & visit(Binary->getRHS(), Active);
    case BO_Assign:
    case BO_Comma:
      return visit(Binary->getRHS(), Active);
    default:
      return GfpMask::unknown();
    }
  }
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E); Choice && Choice == Chosen)
    return visit(ChosenArm, Active);
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E))
    return visit(Choice->getTrueExpr(), Active).join(visit(Choice->getFalseExpr(), Active));
  if (const auto *Use = dyn_cast<DeclRefExpr>(E))
    return visitVariable(Use, Active);
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return visitCall(Call, Active);
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    if (const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl()); Field && Fields)
      return Fields->of(Field);
  return GfpMask::unknown();
}

GfpMask MaskEvaluator::visitVariable(const DeclRefExpr *Use, Visited &Active) const {
  const auto *Var = dyn_cast<VarDecl>(Use->getDecl());
  if (!Var || !Definitions)
    return GfpMask::unknown();
  auto Reaching = Definitions->reaching(Use);
  if (!Reaching || Reaching->empty())
    return GfpMask::unknown();

  std::optional<GfpMask> Joined;
  for (const Definition &D : *Reaching) {
    GfpMask Mask = GfpMask::unknown();
    if (D.AtEntry) {
      if (const auto *Param = dyn_cast<ParmVarDecl>(Var))
        Mask = GfpMask::parameter(Param->getFunctionScopeIndex());
    } else if (D.Value) {
      // A definition that depends on itself (`gfp |= X` in a loop) adds nothing to the join.
      if (!Active.insert(D.Value).second)
        continue;
      Mask = visit(D.Value, Active);
      Active.erase(D.Value);
    }
    Joined = Joined ? Joined->join(Mask) : Mask;
  }
  return Joined.value_or(GfpMask::unknown());
}

GfpMask MaskEvaluator::visitCall(const CallExpr *Call, Visited &Active) const {
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee || !Callee->getIdentifier())
    return GfpMask::unknown();
  const MaskFunction *Rule = Rules.maskFunction(Callee->getName());
  if (!Rule || Rule->SubsetOfArg >= Call->getNumArgs())
    return GfpMask::unknown();
  // No bit that the argument lacks; which of its bits are left is not known.
  return {0, visit(Call->getArg(Rule->SubsetOfArg), Active).Clear, std::nullopt};
}

const ConditionalOperator *gfp::choiceIn(const Expr *Mask) {
  Mask = Mask->IgnoreParenCasts();
  if (const auto *Choice = dyn_cast<ConditionalOperator>(Mask))
    return Choice;
  const auto *Binary = dyn_cast<BinaryOperator>(Mask);
  if (!Binary || !Binary->isBitwiseOp())
    return nullptr;
  const ConditionalOperator *L = choiceIn(Binary->getLHS()), *R = choiceIn(Binary->getRHS());
  return L && R ? nullptr : L ? L : R;
}
