//===- PathState.h - What holds at one point of one path -*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FLOW_PATHSTATE_H
#define GFPLINT_FLOW_PATHSTATE_H

#include "Flow/FlatMap.h"
#include "Flow/Symbols.h"
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/ADT/SmallVector.h"
#include <string>

namespace clang {
class Stmt;
}

namespace gfp {

/// One decision or event on a path, linked to the one before.
struct Step {
  enum Kind { TrueBranch, FalseBranch, Case, Save, Jump, Return } Kind;
  const Step *Before;
  clang::SourceLocation Loc;
  const clang::Stmt *Where; ///< The goto, return or save itself.
  unsigned SaveNumber = 0;
  std::string Label; ///< Of a case: its value as written.
};

/// A scope that is open.
struct OpenScope {
  unsigned Save; ///< Number of the save that opened it.
  /// Somebody outside this function can close it: its cookie is in memory others reach.
  bool Escaped = false;

  auto operator<=>(const OpenScope &) const = default;
};

/// What holds at one point of one path. Two paths with equal states go on as one; the trail, which
/// says how this one came here, does not count.
struct PathState {
  llvm::SmallVector<OpenScope, 4> Open; ///< Outermost first.
  FlatMap<unsigned, Value> Bindings;    ///< Location (by its symbol) to value.
  FlatMap<unsigned, Range> Known;       ///< What branches said of symbols.
  /// Values of expressions the CFG evaluates before their user: saves, arms of `?:`.
  FlatMap<const clang::Stmt *, Value> Results;
  llvm::SmallVector<unsigned, 4> Closed; ///< Saves closed on this path whose cookie is still held.
  /// Allocations met in the extents that are open: (save, index of the site).
  llvm::SmallVector<std::pair<unsigned, unsigned>, 4> Met; // Sorted.
  /// Kinds of scopes that were opened elsewhere and closed on this path, sorted.
  llvm::SmallVector<llvm::StringRef, 1> ForeignClosed;
  const Step *Trail = nullptr;

  bool isOpen(unsigned Save) const;
  const Value *boundAt(unsigned Location) const;
  /// Some location holds the cookie of \p Save.
  bool holdsCookie(unsigned Save) const;
  /// Some location or result is the cookie of a scope, open or not.
  bool holdsCookies() const;
  /// Adds an allocation that is met in the extent of \p Save. False: it was there.
  bool meet(unsigned Save, unsigned Site);
  void closeForeign(llvm::StringRef Kind);

  bool operator==(const PathState &O) const;
  friend llvm::hash_code hash_value(const PathState &State);
};

} // namespace gfp

#endif // GFPLINT_FLOW_PATHSTATE_H
