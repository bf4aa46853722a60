//===- MaskTerms.cpp - A mask as the user spelled it ----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/MaskTerms.h"
#include "Checks/Report.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/SetVector.h"

using namespace clang;
using namespace gfp;

namespace {

bool split(const FunctionView &View, const Expr *E, std::vector<MaskTerm> &Terms) {
  const SourceManager &SM = View.Unit.context().getSourceManager();
  const LangOptions &Lang = View.Unit.context().getLangOpts();
  auto Whole = fileRange(E->getSourceRange(), SM, Lang);
  if (!Whole)
    return false;
  const auto *Or = dyn_cast<BinaryOperator>(E->IgnoreParens()->IgnoreImplicit());
  if (Or && Or->getOpcode() == BO_Or && fileRange(Or->getOperatorLoc(), SM, Lang) &&
      fileRange(Or->getLHS()->getSourceRange(), SM, Lang) &&
      fileRange(Or->getRHS()->getSourceRange(), SM, Lang))
    return split(View, Or->getLHS(), Terms) && split(View, Or->getRHS(), Terms);
  MaskTerm Term{*Whole, textOf(*Whole, SM).str(), std::nullopt};
  Expr::EvalResult Value;
  if (!E->isValueDependent() && E->EvaluateAsInt(Value, View.Unit.context()))
    Term.Bits = Value.Val.getInt().extOrTrunc(64).getZExtValue();
  Terms.push_back(std::move(Term));
  return true;
}

} // namespace

std::vector<MaskTerm> gfp::termsOf(const FunctionView &View, const Expr *Mask) {
  std::vector<MaskTerm> Terms;
  if (!Mask || !split(View, Mask, Terms))
    Terms.clear();
  return Terms;
}

std::optional<Edit> gfp::dropTerm(const FunctionView &View, llvm::ArrayRef<MaskTerm> Terms,
                                  size_t Index) {
  if (Terms.size() < 2)
    return std::nullopt;
  const SourceManager &SM = View.Unit.context().getSourceManager();
  const FileRange &Own = Terms[Index].Range;
  const FileRange &Next = Terms[Index ? Index - 1 : 1].Range;
  if (Own.File != Next.File)
    return std::nullopt;
  FileRange Between{Own.File, Index ? Next.End : Own.End, Index ? Own.Begin : Next.Begin};
  if (Between.Begin > Between.End || textOf(Between, SM).trim() != "|")
    return std::nullopt;
  unsigned Begin = Index ? Between.Begin : Own.Begin;
  unsigned End = Index ? Own.End : Between.End;
  return Edit{fileName(View, Own.File), Begin, End - Begin, ""};
}

std::vector<const Expr *> gfp::masksOf(const FunctionView &View) {
  llvm::SmallSetVector<const Expr *, 8> Masks;
  auto add = [&](QualType Type, const Expr *Value) {
    if (Value && CallClassifier::isGfpType(Type))
      Masks.insert(Value);
  };
  for (const CFGBlock *Block : View.Facts.graph())
    for (const CFGElement &Element : *Block) {
      auto S = Element.getAs<CFGStmt>();
      if (!S)
        continue;
      if (const auto *Declare = dyn_cast<DeclStmt>(S->getStmt())) {
        for (const Decl *D : Declare->decls())
          if (const auto *Variable = dyn_cast<VarDecl>(D))
            add(Variable->getType(), Variable->getInit());
      } else if (const auto *Assign = dyn_cast<BinaryOperator>(S->getStmt())) {
        if (Assign->getOpcode() == BO_Assign)
          add(Assign->getLHS()->getType(), Assign->getRHS());
      } else if (const auto *Call = dyn_cast<CallExpr>(S->getStmt())) {
        const FunctionDecl *Callee = Call->getDirectCallee();
        for (unsigned I = 0; Callee && I < Callee->getNumParams() && I < Call->getNumArgs(); ++I)
          add(Callee->getParamDecl(I)->getType(), Call->getArg(I));
      }
    }
  return {Masks.begin(), Masks.end()};
}
