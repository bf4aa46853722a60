//===- ValueSources.h - Where a value comes from -----------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FACTS_VALUESOURCES_H
#define GFPLINT_FACTS_VALUESOURCES_H

#include "Gfp/MaskEvaluator.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/SetVector.h"

namespace gfp {

/// The expressions a value can be the result of.
struct ValueSources {
  llvm::SmallSetVector<const clang::CallExpr *, 4> Calls;
  /// Parameters whose value at entry it can be.
  llvm::SmallSetVector<const clang::ParmVarDecl *, 2> Parameters;
  /// It can be a null pointer by itself.
  bool Null = false;
  /// It can be something else.
  bool Others = false;
};

/// Follows \p E through casts, choices, statement expressions and the definitions of locals that
/// reach it.
ValueSources sourcesOf(const clang::Expr *E, const clang::ASTContext &Context,
                       const DefinitionSource &Definitions);

} // namespace gfp

#endif // GFPLINT_FACTS_VALUESOURCES_H
