//===- NullTest.h - Branches on whether a pointer is null --*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_CHECKS_NULLTEST_H
#define GFPLINT_CHECKS_NULLTEST_H

#include "Checks/Check.h"
#include <optional>

namespace gfp {

/// A condition that says whether a pointer is null.
struct NullTest {
  const clang::Expr *Pointer = nullptr;
  /// The condition is true if the pointer is null (`!p`); else if it is not (`p`).
  bool TrueIfNull = false;
};

/// Reads `!p`, `p`, `p == NULL`, `p != NULL`, also in likely() and unlikely().
std::optional<NullTest> nullTest(const clang::Expr *Condition, clang::ASTContext &Context);

/// The allocation that \p Pointer is surely the result of, on every path; or null. A field is known
/// only where the end of \p Block asks for it and the block has just set it. With \p OrNull, there
/// may be paths on which nothing was allocated.
const AllocationSite *onlySource(const FunctionView &View, const clang::Expr *Pointer,
                                 const clang::CFGBlock *Block = nullptr, bool OrNull = false);

/// The block that control goes to from the end of \p Block if the pointer tested there is null (or
/// is not, with \p IsNull false); null if the branch is impossible.
const clang::CFGBlock *successor(const clang::CFGBlock *Block, const NullTest &Test, bool IsNull);

} // namespace gfp

#endif // GFPLINT_CHECKS_NULLTEST_H
