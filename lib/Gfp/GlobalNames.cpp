//===- GlobalNames.cpp - What a unit declares by a name --------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Gfp/GlobalNames.h"
#include "clang/AST/ASTContext.h"

using namespace clang;
using namespace gfp;

GlobalNames gfp::globalNamesOf(const ASTContext &Context) {
  return [&Context](llvm::StringRef Name) {
    DeclarationName Key(&Context.Idents.get(Name));
    DeclList Found;
    for (const NamedDecl *D : Context.getTranslationUnitDecl()->lookup(Key))
      Found.push_back(D);
    return Found;
  };
}
