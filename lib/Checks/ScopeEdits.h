//===- ScopeEdits.h - Deleting and adding scopes --------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_CHECKS_SCOPEEDITS_H
#define GFPLINT_CHECKS_SCOPEEDITS_H

#include "Checks/Check.h"
#include <optional>
#include <vector>

namespace gfp {

/// The local variable that alone holds the cookie of \p Save, or null.
const clang::VarDecl *cookieOf(const FunctionView &View, const SaveRecord &Save);

/// The same, if at \p Point the name of that variable surely still means that cookie; else null.
const clang::VarDecl *cookieAt(const FunctionView &View, unsigned Number, const clang::Stmt *Point);

/// Edits that delete save \p Number, every restore that closes it and its cookie's declaration if
/// nothing else uses it. Nothing unless each of them is a statement of its own, written in the
/// file, that does nothing else.
std::optional<std::vector<Edit>> deleteScope(const FunctionView &View, unsigned Number);

/// Edits that put a restore of save \p Number before \p Exit (a return or goto), with braces where
/// they are needed. Nothing unless that is certain to be right.
std::optional<std::vector<Edit>> restoreBefore(const FunctionView &View, unsigned Number,
                                               const clang::Stmt *Exit);

/// The same before the closing brace of the function.
std::optional<std::vector<Edit>> restoreAtEnd(const FunctionView &View, unsigned Number);

/// Edits that open a scope of \p Kind round the statement of \p Call, with a cookie of its own.
/// Nothing unless the call is a simple statement of a block.
std::optional<std::vector<Edit>> wrapInScope(const FunctionView &View, const clang::CallExpr *Call,
                                             const ScopeKind &Kind);

} // namespace gfp

#endif // GFPLINT_CHECKS_SCOPEEDITS_H
