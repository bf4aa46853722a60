//===- FunctionPointers.h - What a unit's ops tables hold ---*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FACTS_FUNCTIONPOINTERS_H
#define GFPLINT_FACTS_FUNCTIONPOINTERS_H

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SetVector.h"

namespace gfp {

/// The functions that a unit assigns to each field of a record: all a call through it can reach as
/// far as this unit tells. Other units may assign others.
class FunctionPointers {
public:
  using Functions = llvm::SmallSetVector<const clang::FunctionDecl *, 4>;

  /// Takes in the initialiser of a variable.
  void addInitializer(const clang::Expr *Init);
  /// Takes in the assignments of a function's body.
  void addAssignments(const clang::CFG &Graph);

  /// Of a call through a field; null if nothing is assigned to it here.
  const Functions *reachedBy(const clang::CallExpr *Call) const;
  /// The functions whose address is in an initialiser.
  llvm::ArrayRef<const clang::FunctionDecl *> inTables() const { return InTables.getArrayRef(); }

private:
  llvm::DenseMap<const clang::FieldDecl *, Functions> ByField;
  llvm::SetVector<const clang::FunctionDecl *> InTables;
};

} // namespace gfp

#endif // GFPLINT_FACTS_FUNCTIONPOINTERS_H
