//===- StatementPlace.h - Statements as text ------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_CHECKS_STATEMENTPLACE_H
#define GFPLINT_CHECKS_STATEMENTPLACE_H

#include "Checks/Check.h"
#include "Gfp/SourceText.h"
#include <optional>

namespace gfp {

/// The statement of a block that \p E is a part of, if that is a simple one (an expression or a
/// declaration) right in a compound statement; null otherwise.
const clang::Stmt *blockStatement(const FunctionView &View, const clang::Expr *E);

/// Where \p S stands in its file, semicolon included.
std::optional<FileRange> statementRange(const FunctionView &View, const clang::Stmt *S);

/// The white space before the first thing on the line of \p Offset.
llvm::StringRef indentation(llvm::StringRef Text, unsigned Offset);

/// Only white space stands before \p Offset on its line.
bool startsLine(llvm::StringRef Text, unsigned Offset);

} // namespace gfp

#endif // GFPLINT_CHECKS_STATEMENTPLACE_H
