//===- NullTest.cpp - Branches on whether a pointer is null ---------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/NullTest.h"
#include "Facts/ValueSources.h"
#include "clang/Basic/Builtins.h"
#include "llvm/ADT/FoldingSet.h"

using namespace clang;
using namespace gfp;

std::optional<NullTest> gfp::nullTest(const Expr *Condition, ASTContext &Context) {
  bool TrueIfNull = false;
  for (const Expr *E = Condition->IgnoreParenCasts();; E = E->IgnoreParenCasts()) {
    if (const auto *Not = dyn_cast<UnaryOperator>(E); Not && Not->getOpcode() == UO_LNot) {
      TrueIfNull = !TrueIfNull;
      E = Not->getSubExpr();
    } else if (const auto *Call = dyn_cast<CallExpr>(E);
               Call && Call->getBuiltinCallee() == Builtin::BI__builtin_expect) {
      E = Call->getArg(0);
    } else if (const auto *Compare = dyn_cast<BinaryOperator>(E);
               Compare && Compare->isEqualityOp()) {
      const Expr *Left = Compare->getLHS()->IgnoreParenCasts();
      const Expr *Right = Compare->getRHS()->IgnoreParenCasts();
      if (Left->isNullPointerConstant(Context, Expr::NPC_ValueDependentIsNotNull))
        std::swap(Left, Right);
      if (!Right->isNullPointerConstant(Context, Expr::NPC_ValueDependentIsNotNull) ||
          !Left->getType()->isPointerType())
        return std::nullopt;
      return NullTest{Left, TrueIfNull == (Compare->getOpcode() != BO_EQ)};
    } else {
      if (!E->getType()->isPointerType())
        return std::nullopt;
      return NullTest{E, TrueIfNull};
    }
  }
}

namespace {

bool isSame(const Expr *A, const Expr *B, const ASTContext &Context) {
  llvm::FoldingSetNodeID First, Second;
  A->IgnoreParenCasts()->Profile(First, Context, /*Canonical=*/true);
  B->IgnoreParenCasts()->Profile(Second, Context, /*Canonical=*/true);
  return First == Second;
}

/// What \p Place, a field, is set to right before the end of \p Block, or null.
const Expr *lastStored(const CFGBlock *Block, const Expr *Place, const ASTContext &Context) {
  for (const CFGElement &Element : llvm::reverse(*Block)) {
    auto S = Element.getAs<CFGStmt>();
    if (!S)
      return nullptr;
    const auto *Assign = dyn_cast<BinaryOperator>(S->getStmt());
    if (Assign && Assign->isAssignmentOp())
      return Assign->getOpcode() == BO_Assign && isSame(Assign->getLHS(), Place, Context)
                 ? Assign->getRHS()
                 : nullptr;
    const auto *Call = dyn_cast<CallExpr>(S->getStmt());
    if (Call && !Call->getBuiltinCallee())
      return nullptr;
  }
  return nullptr;
}

} // namespace

const AllocationSite *gfp::onlySource(const FunctionView &View, const Expr *Pointer,
                                      const CFGBlock *Block, bool OrNull) {
  if (isa<MemberExpr>(Pointer->IgnoreParenCasts())) {
    Pointer = Block ? lastStored(Block, Pointer, View.Unit.context()) : nullptr;
    if (!Pointer)
      return nullptr;
  }
  ValueSources Sources = sourcesOf(Pointer, View.Unit.context(), View.Facts.definitions());
  if (Sources.Others || (Sources.Null && !OrNull) || !Sources.Parameters.empty() ||
      Sources.Calls.empty())
    return nullptr;
  const AllocationSite *Only = nullptr;
  for (const CallExpr *Call : Sources.Calls) {
    const AllocationSite *Site = View.Facts.siteOf(Call);
    if (!Site || (Only && Only != Site))
      return nullptr;
    Only = Site;
  }
  return Only;
}

const CFGBlock *gfp::successor(const CFGBlock *Block, const NullTest &Test, bool IsNull) {
  if (Block->succ_size() != 2)
    return nullptr;
  return *(Block->succ_begin() + (Test.TrueIfNull == IsNull ? 0 : 1));
}
