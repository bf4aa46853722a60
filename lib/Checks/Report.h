//===- Report.h - Putting a finding together ------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_CHECKS_REPORT_H
#define GFPLINT_CHECKS_REPORT_H

#include "Checks/Check.h"
#include "Gfp/SourceText.h"

namespace gfp {

/// The place of \p Loc in the user's file.
Position positionOf(const FunctionView &View, clang::SourceLocation Loc);
/// The name under which findings and edits speak of \p File: absolute, without "." and "..".
std::string fileName(const clang::SourceManager &SM, clang::FileID File);
inline std::string fileName(const FunctionView &View, clang::FileID File) {
  return fileName(View.Unit.context().getSourceManager(), File);
}

/// A finding of \p Check at \p Loc, with its function, release and statement filled in.
Finding makeFinding(const FunctionView &View, llvm::StringRef Check, unsigned Level,
                    clang::SourceLocation Loc, const clang::Expr *About, std::string Message);

void addNote(const FunctionView &View, Finding &F, clang::SourceLocation Loc, std::string Message);

/// The decisions on \p Trail after the scope of \p Save was opened, as notes, and how it ends.
void addPath(const FunctionView &View, Finding &F, const Step *Trail, unsigned Save);

/// The calls that lead from \p Callee to what \p Why is about, as notes.
void addChain(const FunctionView &View, Finding &F, const FunctionSummary &Callee,
              const Evidence &Why);

/// The function is in a section that is freed once the kernel is up.
bool isBootCode(const FunctionView &View);

/// "nofs scope"; "scope" if its kind is not known.
std::string scopeLabel(const ScopeKind *Kind);
/// The name of the function \p Call calls, as the rules and the user know it.
llvm::StringRef calleeName(const clang::CallExpr *Call);

} // namespace gfp

#endif // GFPLINT_CHECKS_REPORT_H
