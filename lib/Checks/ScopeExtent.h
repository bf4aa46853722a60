//===- ScopeExtent.h - All a scope may hold -------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_CHECKS_SCOPEEXTENT_H
#define GFPLINT_CHECKS_SCOPEEXTENT_H

#include "Checks/Check.h"
#include <set>

namespace gfp {

/// What stands between a save and its restores, whatever the branch conditions: the flow tells
/// which paths are likely, but that something is absent may rest on no condition.
struct ScopeExtent {
  std::set<const AllocationSite *> Sites;
  /// Code that may do anything; or code of another configuration, which is not seen here.
  bool Unknown = false;
};

/// The extent of save \p Number, code that this configuration compiles out included.
ScopeExtent extentOf(const FunctionView &View, unsigned Number);

/// The branch of \p Decision that is \p Taken (true or false) goes round a restore of save \p
/// Number that the other one makes before both go on together.
bool skipsRestore(const FunctionView &View, unsigned Number, const clang::CFGBlock *Decision,
                  bool Taken);

/// A conditional directive stands in \p Range: other configurations have other code there.
bool dependsOnConfiguration(const FunctionView &View, clang::SourceRange Range);

/// The block of \p S, an element or terminator of the function's graph; null if it is none.
const clang::CFGBlock *blockOf(const clang::CFG &Graph, const clang::Stmt *S);

/// Some way from the function's start to \p To does not pass save \p Number.
bool reachableWithout(const FunctionView &View, unsigned Number, const clang::CFGBlock *To);

} // namespace gfp

#endif // GFPLINT_CHECKS_SCOPEEXTENT_H
