//===- SizeBound.cpp - How large a number can be --------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Facts/SizeBound.h"
#include "Facts/CallFact.h"
#include "clang/AST/Decl.h"

using namespace clang;
using namespace gfp;
using llvm::StringRef;

namespace {

using Bound = std::optional<uint64_t>;

Bound smaller(Bound A, Bound B) { return A && B ? std::min(*A, *B) : A ? A : B; }

const ValueDecl *named(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenCasts());
  return Ref ? Ref->getDecl() : nullptr;
}

/// `a < b ? a : b` and its like; what min() comes to.
bool isMinimum(const ConditionalOperator *Choice) {
  const auto *Compare = dyn_cast<BinaryOperator>(Choice->getCond()->IgnoreParenCasts());
  if (!Compare || !Compare->isRelationalOp())
    return false;
  const Expr *Less = Compare->getLHS(), *More = Compare->getRHS();
  if (Compare->getOpcode() == BO_GT || Compare->getOpcode() == BO_GE)
    std::swap(Less, More);
  const ValueDecl *A = named(Less), *B = named(More);
  return A && B && named(Choice->getTrueExpr()) == A && named(Choice->getFalseExpr()) == B;
}

Bound boundOfType(QualType Type, const ASTContext &Context) {
  if (!Type->isUnsignedIntegerType())
    return std::nullopt;
  unsigned Width = Context.getIntWidth(Type);
  return Width < 32 ? Bound((uint64_t(1) << Width) - 1) : std::nullopt;
}

StringRef nameOf(const CallExpr &Call) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  return Callee && Callee->getIdentifier() ? Callee->getName() : "";
}

/// Products, and size_add(), which saturates, too.
Bound boundOfCall(const CallExpr *E, const ASTContext &Context, VariableBound Variables) {
  bool Multiplies = isProduct(*E);
  if (!Multiplies && (nameOf(*E) != "size_add" || E->getNumArgs() != 2))
    return std::nullopt;
  Bound L = upperBound(E->getArg(0), Context, Variables),
        R = upperBound(E->getArg(1), Context, Variables);
  uint64_t Result;
  if (!L || !R ||
      (Multiplies ? __builtin_mul_overflow(*L, *R, &Result)
                  : __builtin_add_overflow(*L, *R, &Result)))
    return std::nullopt;
  return Result;
}

Bound boundOfBinary(const BinaryOperator *E, const ASTContext &Context, VariableBound Variables) {
  Bound L = upperBound(E->getLHS(), Context, Variables),
        R = upperBound(E->getRHS(), Context, Variables);
  uint64_t Result;
  switch (E->getOpcode()) {
  case BO_And:
    return smaller(L, R);
  case BO_Rem:
    return R && *R ? Bound(*R - 1) : std::nullopt;
  case BO_Mul:
    return L && R && !__builtin_mul_overflow(*L, *R, &Result) ? Bound(Result) : std::nullopt;
  case BO_Add:
    return L && R && !__builtin_add_overflow(*L, *R, &Result) ? Bound(Result) : std::nullopt;
  case BO_Comma:
    return R;
  default:
    return std::nullopt;
  }
}

} // namespace

bool gfp::isProduct(const CallExpr &Call) {
  return isProduct(nameOf(Call)) && Call.getNumArgs() == 2;
}

bool gfp::isProduct(StringRef Callee) { return Callee == "size_mul" || Callee == "array_size"; }

std::optional<uint64_t> gfp::upperBound(const Expr *E, const ASTContext &Context,
                                        VariableBound Variables) {
  if (!E->getType()->isIntegralOrEnumerationType())
    return std::nullopt;
  Expr::EvalResult Value;
  if (!E->isValueDependent() && E->EvaluateAsInt(Value, Context)) {
    const llvm::APSInt &Number = Value.Val.getInt();
    return Number.isNegative() ? std::nullopt : Bound(Number.extOrTrunc(64).getZExtValue());
  }
  const Expr *Inner = E->IgnoreParens();
  if (const auto *Cast = dyn_cast<CastExpr>(Inner))
    return smaller(upperBound(Cast->getSubExpr(), Context, Variables),
                   boundOfType(Cast->getType(), Context));
  if (const auto *Choice = dyn_cast<ConditionalOperator>(Inner)) {
    Bound A = upperBound(Choice->getTrueExpr(), Context, Variables);
    Bound B = upperBound(Choice->getFalseExpr(), Context, Variables);
    if (isMinimum(Choice))
      return smaller(A, B);
    return A && B ? Bound(std::max(*A, *B)) : std::nullopt;
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(Inner))
    return boundOfBinary(Binary, Context, Variables);
  if (const auto *Call = dyn_cast<CallExpr>(Inner))
    return smaller(boundOfCall(Call, Context, Variables), boundOfType(Call->getType(), Context));
  if (const auto *Block = dyn_cast<StmtExpr>(Inner)) {
    const CompoundStmt *Body = Block->getSubStmt();
    const auto *Last = Body->body_empty() ? nullptr : dyn_cast<Expr>(Body->body_back());
    return Last ? upperBound(Last, Context, Variables) : std::nullopt;
  }
  // What a macro keeps in a variable of its own never changes.
  if (const auto *Variable = dyn_cast_or_null<VarDecl>(named(Inner));
      Variable && Variable->getInit() &&
      (Variable->getType().isConstQualified() || Variable->getLocation().isMacroID()))
    if (Bound Known = upperBound(Variable->getInit(), Context, Variables))
      return Known;
  const auto *Use = dyn_cast<DeclRefExpr>(Inner);
  return smaller(Use ? Variables(Use) : std::nullopt, boundOfType(Inner->getType(), Context));
}

bool gfp::asksForAtMost(const CallExpr *Call, uint64_t Limit, const ASTContext &Context,
                        VariableBound Variables) {
  uint64_t Product = 1;
  bool Sized = false;
  for (const Expr *Arg : Call->arguments()) {
    QualType Type = Arg->getType();
    if (!Type->isIntegerType() || Type->isBooleanType() || Type->isEnumeralType() ||
        CallClassifier::isGfpType(Type))
      continue;
    Bound AtMost = upperBound(Arg, Context, Variables);
    if (!AtMost) {
      // A size, and not a node or an index.
      if (Type->isUnsignedIntegerType() && Context.getIntWidth(Type) > 32)
        return false;
      continue;
    }
    Sized = true;
    if (*AtMost && __builtin_mul_overflow(Product, *AtMost, &Product))
      return false;
  }
  return Sized && Product <= Limit;
}
