//===- MaskEvaluator.h - From an expression to a mask -*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_GFP_MASKEVALUATOR_H
#define GFPLINT_GFP_MASKEVALUATOR_H

#include "Gfp/GfpMask.h"
#include "Rules/RuleSet.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>

namespace gfp {

/// One definition of a local variable that reaches a use of it.
struct Definition {
  /// What was assigned; a compound assignment stands for itself. Null: not known.
  const clang::Expr *Value = nullptr;
  /// The value the function was entered with (a parameter's argument).
  bool AtEntry = false;
};

/// Tells which definitions reach a use of a local variable.
class DefinitionSource {
public:
  virtual ~DefinitionSource() = default;
  /// Nothing if that is not known (the variable's address is taken, no such use).
  virtual std::optional<llvm::SmallVector<Definition, 4>>
  reaching(const clang::DeclRefExpr *Use) const = 0;
  /// The same of the local that \p Pointer points to. Nothing if it may be anything else.
  virtual std::optional<llvm::SmallVector<Definition, 4>>
  reachingBehind(const clang::DeclRefExpr *Pointer) const = 0;
};

/// Tells what is known of the masks in fields of records.
class FieldSource {
public:
  virtual ~FieldSource() = default;
  virtual GfpMask of(const clang::FieldDecl *Field) const = 0;
};

/// Evaluates gfp expressions of one function.
class MaskEvaluator {
public:
  /// \p Definitions may be null: then locals are unknown. So are fields without \p Fields.
  MaskEvaluator(const clang::ASTContext &Context, const RuleSet &Rules,
                const DefinitionSource *Definitions, const FieldSource *Fields = nullptr)
      : Context(Context), Rules(Rules), Definitions(Definitions), Fields(Fields) {}

  GfpMask evaluate(const clang::Expr *E) const;
  /// As if \p Choice, a part of \p E, had the value of \p Arm.
  GfpMask evaluateWith(const clang::Expr *E, const clang::ConditionalOperator *Choice,
                       const clang::Expr *Arm);

private:
  using Visited = llvm::SmallPtrSet<const clang::Expr *, 8>;
  GfpMask visit(const clang::Expr *E, Visited &Active) const;
  GfpMask visitVariable(const clang::DeclRefExpr *Use, Visited &Active) const;
  GfpMask visitCall(const clang::CallExpr *Call, Visited &Active) const;

  const clang::ASTContext &Context;
  const RuleSet &Rules;
  const DefinitionSource *Definitions;
  const FieldSource *Fields;
  const clang::ConditionalOperator *Chosen = nullptr;
  const clang::Expr *ChosenArm = nullptr;
};

/// The only `?:` in \p Mask, at most joined to other flags; null if there is none or more than one.
const clang::ConditionalOperator *choiceIn(const clang::Expr *Mask);

} // namespace gfp

#endif // GFPLINT_GFP_MASKEVALUATOR_H
