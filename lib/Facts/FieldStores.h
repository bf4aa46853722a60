//===- FieldStores.h - What a file stores in a field -------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FACTS_FIELDSTORES_H
#define GFPLINT_FACTS_FIELDSTORES_H

#include "Facts/FunctionFacts.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/DenseMap.h"
#include <memory>
#include <vector>

namespace gfp {

/// A value that is stored in a field by assignment.
struct FieldStore {
  const clang::Expr *Value = nullptr;
  const FunctionFacts *In = nullptr;
};

/// What a unit stores in one field.
struct FieldStores {
  std::vector<FieldStore> Stores;
  /// These are all there are, but for zeroes: the record is defined in the main file, no such field
  /// has its address taken, and no such record is copied as a whole.
  bool Complete = false;
};

/// Finds the stores to the fields of one unit's own records.
class FieldStoreIndex {
public:
  /// \p Functions are all that can store: those of the main file.
  FieldStoreIndex(const clang::ASTContext &Context,
                  const std::vector<std::unique_ptr<FunctionFacts>> &Functions);

  const FieldStores *of(const clang::FieldDecl *Field) const;

private:
  void visit(const clang::Stmt *S, const FunctionFacts &Facts);
  void visitInitializers(const clang::InitListExpr *List, const FunctionFacts &Facts);
  void visitAssignment(const clang::BinaryOperator *Assign, const FunctionFacts &Facts);
  /// All of the record may be set by that.
  void spoil(clang::QualType Type);

  llvm::DenseMap<const clang::FieldDecl *, FieldStores> Fields;
  llvm::DenseMap<const clang::FieldDecl *, bool> Spoilt;
  llvm::DenseMap<const clang::Decl *, bool> SpoiltRecords;
};

} // namespace gfp

#endif // GFPLINT_FACTS_FIELDSTORES_H
