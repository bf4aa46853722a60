//===- AtomicFlow.h - Where nothing may sleep --------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// A forward dataflow over one function: the sections (spinlocks, disabled preemption or interrupts)
// that it has opened itself and that are open on every path to a call. What another function could
// have closed is not open.
//
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FLOW_ATOMICFLOW_H
#define GFPLINT_FLOW_ATOMICFLOW_H

#include "Facts/UnitFacts.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <map>
#include <memory>
#include <string>

namespace gfp {

/// A section that is open.
struct OpenSection {
  const AtomicSection *Rule = nullptr;
  const clang::CallExpr *Entered = nullptr;
};

/// The sections of one function.
class AtomicFlow {
public:
  /// Says of a callee whether it may close sections of its caller.
  using MayLeave = llvm::function_ref<bool(const clang::FunctionDecl *)>;

  /// By \p Rules \p Function lets go of nothing its caller holds, whatever it seems to do. (A
  /// source calls its own functions as it likes.)
  static bool keepsSections(const clang::FunctionDecl *Function, const RuleSet &Rules);

  /// Null if the function opens and closes none.
  static std::unique_ptr<AtomicFlow> run(const FunctionFacts &Facts, const UnitFacts &Unit,
                                         MayLeave Leaves);

  /// A section that is open whenever \p Call is made (the one that was opened first), or null.
  const OpenSection *at(const clang::CallExpr *Call) const;
  /// What calling the function does to its caller's sections: -1, it may close one; 1, it leaves
  /// one open; 0, nothing.
  int effect() const { return ClosesForeign ? -1 : LeavesOpen ? 1 : 0; }

private:
  /// By the spelling of the lock.
  using State = std::map<std::string, OpenSection>;

  void solve(const FunctionFacts &Facts, const UnitFacts &Unit, MayLeave Leaves);
  void visit(const clang::CFGElement &Element, const UnitFacts &Unit, MayLeave Leaves, State &Now);
  void visit(const clang::CallExpr *Call, const UnitFacts &Unit, MayLeave Leaves, State &Now);

  llvm::DenseMap<const clang::CallExpr *, OpenSection> Open;
  bool ClosesForeign = false, LeavesOpen = false;
};

} // namespace gfp

#endif // GFPLINT_FLOW_ATOMICFLOW_H
