//===- AllocationSite.h - One allocation as the user wrote it -*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FACTS_ALLOCATIONSITE_H
#define GFPLINT_FACTS_ALLOCATIONSITE_H

#include "Facts/Wrapper.h"
#include "Gfp/GfpMask.h"
#include "Rules/RuleSet.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace gfp {

/// One call of an allocator; the copies that allocation profiling's macros make are folded.
struct AllocationSite {
  /// The (first evaluated) call.
  const clang::CallExpr *Call = nullptr;
  /// The rule of the outermost name the user could mean: kvzalloc, not kvmalloc_node_noprof.
  const Allocator *Rule = nullptr;
  /// The wrapper whose call it is, if the rules do not know the callee: Rule is the wrapper's then,
  /// and Mask what it is given.
  const Wrapper *Through = nullptr;
  /// The name as spelled.
  llvm::StringRef Name;
  /// Where the call starts in a file.
  clang::SourceLocation Loc;
  /// The whole call as the user wrote it, from its name to its ")"; invalid if a macro of somebody
  /// else's holds it.
  clang::SourceRange Spelled;
  /// The mask the callee gets, with what the macros ORed in. Null if it takes none.
  const clang::Expr *MaskArg = nullptr;
  /// The part of MaskArg the user wrote. Null if there is none to edit.
  const clang::Expr *UserMask = nullptr;
  /// All that is known of the mask, implicit and added flags included.
  GfpMask Mask;
  /// Bytes asked for, if constant.
  std::optional<uint64_t> Size;
  /// Bytes it never asks for more than, if that is known.
  std::optional<uint64_t> SizeAtMost;
  /// The constant count * size does not fit a size_t.
  bool SizeOverflows = false;
};

} // namespace gfp

#endif // GFPLINT_FACTS_ALLOCATIONSITE_H
