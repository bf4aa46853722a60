//===- ScopeFlow.h - Which scopes are open where -------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// Follows every path of a function that has to do with scopes, with as much of the branch
// conditions as it takes to keep impossible paths out, and records what checks ask about.
//
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FLOW_SCOPEFLOW_H
#define GFPLINT_FLOW_SCOPEFLOW_H

#include "Facts/UnitFacts.h"
#include "Flow/PathState.h"
#include "Flow/ScopeSummary.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SmallVector.h"
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace gfp {

/// One place that opens a scope, and what becomes of it on all paths.
struct SaveRecord {
  const clang::CallExpr *Call = nullptr;
  /// Null if a wrapper opens it.
  const ScopePair *Pair = nullptr;
  /// Null if not known.
  const ScopeKind *Scope = nullptr;
  /// An allocation inside may happen twice in one extent.
  bool Repeats = false;
  /// The cookie went where it is not followed.
  bool Complex = false;
  /// It is left open on some path.
  bool Leaks = false;
  /// On some path a scope it was opened inside ends before it does.
  bool OutlivesOuter = false;
  std::set<const clang::CallExpr *> Restores;
  /// Saves that are open whenever this one happens; nothing: it never does.
  std::optional<std::set<unsigned>> Enclosing;
};

/// A restore and the saves it closes.
struct RestoreRecord {
  std::set<unsigned> Saves;
  /// On some path it closes a scope that was not opened in this function.
  bool ClosesOther = false;
};

/// Which scopes are open whenever a point is reached.
struct PointRecord {
  std::set<unsigned> Always, Sometimes;
  bool Reached = false;

  void visit(const PathState &State);
};

/// A rule of pairing that some path breaks.
struct ScopeEvent {
  enum Kind {
    LeftOpen,    ///< The function ends with it open.
    Reopened,    ///< Its save is reached again with it open.
    Overwritten, ///< Its cookie's only place gets another value.
    Dropped,     ///< Nobody keeps its cookie.
    ClosedTwice,
    WrongKind,   ///< Given to the restore of another kind.
    NeverOpened, ///< The restore is given a variable that has no value.
    Literal      ///< The restore is given a number.
  } Kind;
  unsigned Save = 0;
  /// The restore (ClosedTwice, WrongKind, NeverOpened, Literal) or the store (Overwritten).
  const clang::Stmt *Where = nullptr;
  /// WrongKind and Literal: the innermost open scope of the kind the restore is for.
  std::optional<unsigned> Meant;
  const Step *Trail = nullptr;
};

/// The outcome for one function.
class ScopeFlow {
public:
  static std::unique_ptr<ScopeFlow> run(const FunctionFacts &Facts, const UnitFacts &Unit,
                                        const ScopeSummaries &Summaries);

  const std::vector<SaveRecord> &saves() const { return Saves; }
  const llvm::MapVector<const clang::CallExpr *, RestoreRecord> &restores() const {
    return Restores;
  }
  const std::vector<ScopeEvent> &events() const { return Events; }
  /// Scopes open at a return, goto, allocation (by the site's call), other call or, for the
  /// function's body, at its closing brace; null if never reached.
  const PointRecord *at(const clang::Stmt *Point) const;
  /// Flags that scopes of this function clear which are surely open at \p Point, as for at().
  std::set<std::string> clearedAt(const clang::Stmt *Point) const;
  /// Kinds surely open at \p Site that came from this function.
  bool surelyUnder(const AllocationSite &Site, llvm::ArrayRef<std::string> ClearedFlags) const;
  /// It was too large to follow every path: there may be more than is recorded.
  bool incomplete() const { return Incomplete; }

private:
  friend class ScopeWalker;
  std::vector<SaveRecord> Saves;
  llvm::MapVector<const clang::CallExpr *, RestoreRecord> Restores;
  std::vector<ScopeEvent> Events;
  llvm::DenseMap<const clang::Stmt *, PointRecord> Points;
  std::deque<Step> Steps;
  bool Incomplete = false;
};

} // namespace gfp

#endif // GFPLINT_FLOW_SCOPEFLOW_H
