//===- FunctionFacts.h - Allocations and scopes of a function -*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FACTS_FUNCTIONFACTS_H
#define GFPLINT_FACTS_FUNCTIONFACTS_H

#include "Facts/AllocationSite.h"
#include "Facts/CallFact.h"
#include "Facts/LocalDefinitions.h"
#include "Facts/Wrapper.h"
#include "clang/AST/ParentMap.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/DenseMap.h"
#include <memory>
#include <vector>

namespace gfp {

class UnitFacts;

/// What one function's body does to memory.
class FunctionFacts {
public:
  /// Null if Clang can build no CFG for it.
  static std::unique_ptr<FunctionFacts> build(const clang::FunctionDecl *Function,
                                              const UnitFacts &Unit);

  const clang::FunctionDecl *function() const { return Function; }
  const clang::CFG &graph() const { return *Graph; }
  /// In the order of the source; those through wrappers after the others.
  const std::vector<AllocationSite> &sites() const { return Sites; }
  /// The site a call (or a profiling copy of it) belongs to, or null.
  const AllocationSite *siteOf(const clang::CallExpr *Call) const;
  const CallFact &factOf(const clang::CallExpr *Call) const;
  bool hasScopes() const { return HasScopes; }
  bool hasUnknownCalls() const { return HasUnknownCalls; }
  /// Parents of the body's statements, built on first use.
  const clang::ParentMap &parents() const;
  GfpMask evaluate(const clang::Expr *Mask) const;
  /// \p Mask if \p Choice, a part of it, had the value of \p Arm.
  GfpMask evaluateWith(const clang::Expr *Mask, const clang::ConditionalOperator *Choice,
                       const clang::Expr *Arm) const;
  /// The same of the mask of \p Site.
  GfpMask evaluateWith(const AllocationSite &Site, const clang::ConditionalOperator *Choice,
                       const clang::Expr *Arm) const;
  const DefinitionSource &definitions() const { return *Definitions; }
  /// The numbers that \p Call is given, masks apart, ask for no more than \p Limit bytes.
  bool asksForAtMost(const clang::CallExpr *Call, uint64_t Limit) const;
  /// Masks from fields become known: all that the unit stores there is.
  void lookIntoFields();
  /// Calls of functions that \p Wrappers knows become allocations too.
  void adopt(const WrapperSource &Wrappers);

private:
  FunctionFacts(const clang::FunctionDecl *Function, const UnitFacts &Unit);
  void collect();
  void addSite(const clang::CallExpr *Call, const CallFact &Fact);
  void measure(AllocationSite &Site) const;

  const clang::FunctionDecl *Function;
  const UnitFacts &Unit;
  std::unique_ptr<clang::CFG> Graph;
  std::unique_ptr<LocalDefinitions> Definitions;
  mutable std::unique_ptr<clang::ParentMap> Parents;
  std::vector<AllocationSite> Sites;
  llvm::DenseMap<const clang::CallExpr *, unsigned> SiteByCall;
  llvm::DenseMap<const clang::CallExpr *, CallFact> Calls;
  bool HasScopes = false;
  bool HasUnknownCalls = false;
};

} // namespace gfp

#endif // GFPLINT_FACTS_FUNCTIONFACTS_H
