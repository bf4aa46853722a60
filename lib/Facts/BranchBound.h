//===- BranchBound.h - Limits that branches set ------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FACTS_BRANCHBOUND_H
#define GFPLINT_FACTS_BRANCHBOUND_H

#include "Gfp/MaskEvaluator.h"
#include "clang/Analysis/CFG.h"

namespace gfp {

/// A number that the variable \p Use names is not above when control comes to \p Use, since every
/// way there takes a branch that asked for it: `if (n > 64) return; … n …`. Nothing if there is
/// none.
std::optional<uint64_t> boundByBranches(const clang::DeclRefExpr *Use, const clang::CallExpr *Call,
                                        const clang::CFG &Graph,
                                        const DefinitionSource &Definitions,
                                        const clang::ASTContext &Context);

} // namespace gfp

#endif // GFPLINT_FACTS_BRANCHBOUND_H
