//===- BranchBound.cpp - Limits that branches set -------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Facts/BranchBound.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/Builtins.h"
#include "llvm/ADT/BitVector.h"

using namespace clang;
using namespace gfp;

namespace {

/// A comparison of a variable with a constant: the variable is at most Limit where the condition is
/// Truth.
struct Limit {
  const DeclRefExpr *Variable;
  uint64_t Most;
  bool Truth;
};

std::optional<Limit> limitIn(const Expr *Condition, const ASTContext &Context) {
  bool Truth = true;
  const Expr *E = Condition->IgnoreParenCasts();
  for (;; E = E->IgnoreParenCasts()) {
    if (const auto *Not = dyn_cast<UnaryOperator>(E); Not && Not->getOpcode() == UO_LNot) {
      Truth = !Truth;
      E = Not->getSubExpr();
    } else if (const auto *Call = dyn_cast<CallExpr>(E);
               Call && Call->getBuiltinCallee() == Builtin::BI__builtin_expect) {
      E = Call->getArg(0);
    } else {
      break;
    }
  }
  const auto *Compare = dyn_cast<BinaryOperator>(E);
  if (!Compare || !Compare->isRelationalOp())
    return std::nullopt;
  const Expr *L = Compare->getLHS(), *R = Compare->getRHS();
  BinaryOperatorKind Op = Compare->getOpcode();
  Expr::EvalResult Value;
  if (L->EvaluateAsInt(Value, Context)) {
    std::swap(L, R);
    Op = BinaryOperator::reverseComparisonOp(Op);
  } else if (!R->EvaluateAsInt(Value, Context)) {
    return std::nullopt;
  }
  const auto *Variable = dyn_cast<DeclRefExpr>(L->IgnoreParenImpCasts());
  const llvm::APSInt &Number = Value.Val.getInt();
  // A signed number that is small enough can still be negative, which is large as a size.
  if (!Variable || !Variable->getType()->isUnsignedIntegerType() || Number.isNegative())
    return std::nullopt;
  if (Op == BO_GT || Op == BO_GE) {
    Truth = !Truth;
    Op = BinaryOperator::negateComparisonOp(Op);
  }
  uint64_t Most = Number.extOrTrunc(64).getZExtValue();
  if (Op == BO_LT)
    Most -= Most ? 1 : 0;
  return Limit{Variable, Most, Truth};
}

const CFGBlock *blockOf(const CallExpr *Call, const CFG &Graph) {
  for (const CFGBlock *Block : Graph)
    for (const CFGElement &Element : *Block)
      if (auto S = Element.getAs<CFGStmt>(); S && S->getStmt() == Call)
        return Block;
  return nullptr;
}

/// \p Target can be reached although \p Branch never takes its edge of \p Truth.
bool reachedWithout(const CFGBlock *Branch, bool Truth, const CFGBlock *Target, const CFG &Graph) {
  llvm::BitVector Seen(Graph.getNumBlockIDs());
  llvm::SmallVector<const CFGBlock *, 16> Work{&Graph.getEntry()};
  while (!Work.empty()) {
    const CFGBlock *Block = Work.pop_back_val();
    if (Block == Target)
      return true;
    if (Seen.test(Block->getBlockID()))
      continue;
    Seen.set(Block->getBlockID());
    bool IsTrue = true;
    for (const CFGBlock *Next : Block->succs()) {
      bool Avoided = Block == Branch && IsTrue == Truth;
      IsTrue = false;
      if (Next && !Avoided)
        Work.push_back(Next);
    }
  }
  return false;
}

/// Both uses have the one value that the variable is given once.
bool isSameValue(const DeclRefExpr *A, const DeclRefExpr *B, const DefinitionSource &Definitions) {
  auto First = Definitions.reaching(A), Second = Definitions.reaching(B);
  return First && Second && First->size() == 1 && Second->size() == 1 &&
         First->front().Value == Second->front().Value &&
         First->front().AtEntry == Second->front().AtEntry &&
         (First->front().Value || First->front().AtEntry);
}

} // namespace

std::optional<uint64_t> gfp::boundByBranches(const DeclRefExpr *Use, const CallExpr *Call,
                                             const CFG &Graph, const DefinitionSource &Definitions,
                                             const ASTContext &Context) {
  std::optional<uint64_t> Least;
  const CFGBlock *Target = nullptr;
  for (const CFGBlock *Block : Graph) {
    const Expr *Condition = Block->succ_size() == 2 ? Block->getLastCondition() : nullptr;
    auto Asked = Condition ? limitIn(Condition, Context) : std::nullopt;
    if (!Asked || Asked->Variable->getDecl() != Use->getDecl() || (Least && *Least <= Asked->Most))
      continue;
    if (!Target)
      Target = blockOf(Call, Graph);
    if (Target && !reachedWithout(Block, Asked->Truth, Target, Graph) &&
        isSameValue(Asked->Variable, Use, Definitions))
      Least = Asked->Most;
  }
  return Least;
}
