//===- CallFact.h - What a call does to memory ------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FACTS_CALLFACT_H
#define GFPLINT_FACTS_CALLFACT_H

#include "Facts/Wrapper.h"
#include "Gfp/FlagTable.h"
#include "Rules/RuleSet.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"

namespace gfp {

/// What the rules know of a call.
struct CallFact {
  enum Kind {
    Unknown,    ///< May allocate, enter reclaim, anything.
    Harmless,   ///< Neither allocates nor reclaims.
    Allocation, ///< An allocator of the rules.
    Wrapped,    ///< A function that hands its mask to allocators; it may do anything else, too.
    Save,       ///< Opens a scope.
    Restore     ///< Closes one.
  } Kind = Unknown;
  const Allocator *Allocates = nullptr;
  const Wrapper *Through = nullptr; ///< Of a wrapped allocation.
  llvm::StringRef Name;             ///< The spelled name of an allocation.
  const ScopePair *Pair = nullptr;
  /// Of a save: what it opens. Null if a generic save's flags are not known.
  const ScopeKind *Scope = nullptr;
};

/// Classifies calls of one translation unit.
class CallClassifier {
public:
  CallClassifier(const clang::ASTContext &Context, const RuleSet &Rules, const MacroValue &Macros);

  CallFact classify(const clang::CallExpr *Call) const;
  /// A call of \p Function, which is no allocator, neither allocates nor reclaims.
  bool isHarmless(const clang::FunctionDecl *Function) const;

  /// The argument of type gfp_t (the typedef, wherever it stands), or null.
  static const clang::Expr *gfpArgument(const clang::CallExpr *Call);
  /// \p Type is the typedef gfp_t, or one of it.
  static bool isGfpType(clang::QualType Type);
  /// \p Function has a parameter of type gfp_t.
  static bool takesGfp(const clang::FunctionDecl *Function);

private:
  const ScopeKind *kindOf(const ScopePair &Pair, const clang::CallExpr *Call) const;

  const clang::ASTContext &Context;
  const RuleSet &Rules;
  /// Task-flag values of the unit by kind.
  llvm::StringMap<uint64_t> ProcessFlags;
};

} // namespace gfp

#endif // GFPLINT_FACTS_CALLFACT_H
