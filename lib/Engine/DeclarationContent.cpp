//===- DeclarationContent.cpp - What a declaration adds --------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/DeclarationContent.h"
#include "clang/AST/Attr.h"

using namespace clang;

/// It says so itself: its type takes that over from declarations before it.
static bool neverReturns(const FunctionDecl *Function) {
  const TypeSourceInfo *Written = Function->getTypeSourceInfo();
  const auto *Type = Written ? Written->getType()->getAs<FunctionType>() : nullptr;
  return Type && Type->getNoReturnAttr();
}

bool gfp::saysMore(const Decl *D, const Decl *Other) {
  if (const auto *Function = dyn_cast<FunctionDecl>(D)) {
    const auto *Same = cast<FunctionDecl>(Other);
    if (Function->doesThisDeclarationHaveABody() ||
        (neverReturns(Function) && !neverReturns(Same)) ||
        (Function->getStorageClass() == SC_Static && Same->getStorageClass() != SC_Static))
      return true;
  }
  // `extern char __init_begin[]` within an inline function is as good as that of a header.
  if (const auto *Variable = dyn_cast<VarDecl>(D);
      Variable && (Variable->isThisDeclarationADefinition() != VarDecl::DeclarationOnly ||
                   Variable->getType()->isConstantArrayType()))
    return true;
  return llvm::any_of(D->attrs(), [&](const Attr *A) {
    return !A->isInherited() && llvm::none_of(Other->attrs(), [&](const Attr *Own) {
      return Own->getKind() == A->getKind() && !Own->isInherited();
    });
  });
}
