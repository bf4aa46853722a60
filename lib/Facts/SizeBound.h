//===- SizeBound.h - How large a number can be -------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FACTS_SIZEBOUND_H
#define GFPLINT_FACTS_SIZEBOUND_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <optional>

namespace gfp {

/// Tells what a variable does not exceed where it is used.
using VariableBound = llvm::function_ref<std::optional<uint64_t>(const clang::DeclRefExpr *)>;

/// A number that \p E never exceeds, by its form: a constant, the smaller of two, a narrow type,
/// and by what \p Variables tells. Nothing if there is none but that of its type.
std::optional<uint64_t> upperBound(const clang::Expr *E, const clang::ASTContext &Context,
                                   VariableBound Variables);

/// The numbers \p Call is given, masks apart, ask for no more than \p Limit bytes, as far as they
/// tell: a size is among them that is known, and none that can be anything.
bool asksForAtMost(const clang::CallExpr *Call, uint64_t Limit, const clang::ASTContext &Context,
                   VariableBound Variables);

/// size_mul() or array_size(), which give SIZE_MAX rather than overflow; the second is a macro over
/// the first from 5.18 on (include/linux/overflow.h).
bool isProduct(const clang::CallExpr &Call);
bool isProduct(llvm::StringRef Callee);

} // namespace gfp

#endif // GFPLINT_FACTS_SIZEBOUND_H
