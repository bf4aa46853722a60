//===- SummaryBuilder.h - From a unit's facts to its summary -*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_SUMMARY_SUMMARYBUILDER_H
#define GFPLINT_SUMMARY_SUMMARYBUILDER_H

#include "Facts/UnitFacts.h"
#include "Flow/ScopeFlow.h"
#include "Flow/ScopeSummary.h"
#include "Summary/FunctionKey.h"
#include "Summary/UnitSummary.h"
#include "llvm/ADT/MapVector.h"
#include <deque>

namespace gfp {

class CallPlaces;

/// Says of each function of a unit what its own body tells. Works on facts that have adopted no
/// wrappers: those are what the linker finds.
class SummaryBuilder {
public:
  SummaryBuilder(const UnitFacts &Unit, const FunctionKeys &Keys);

  /// The records as far as they do not depend on scopes.
  UnitSummary records() const;
  /// Adds to the function's record what is open round its calls, and what it does to its caller's
  /// scopes. \p Flow may be null.
  void addScopes(const FunctionFacts &Facts, const ScopeFlow *Flow, const ScopeSummary *Effect);

private:
  struct Draft {
    FunctionSummary Own;
    /// Every edge, with its call.
    llvm::SmallVector<std::pair<const clang::CallExpr *, CallEdge>, 8> Calls;
    std::vector<Symbol> Takes;
  };

  void build(const FunctionFacts &Facts);
  void addSite(const FunctionFacts &Facts, const AllocationSite &Site, const CallPlaces &Places,
               FunctionSummary &Own) const;
  void addCall(const FunctionFacts &Facts, const clang::CallExpr *Call, const CallPlaces &Places,
               Draft &Into) const;
  CallEdge edge(const FunctionFacts &Facts, const clang::CallExpr *Call,
                const clang::FunctionDecl *Callee, const CallPlaces &Places) const;
  void addReturns(const FunctionFacts &Facts, Draft &Into) const;
  void addMasks(const FunctionFacts &Facts, const CallPlaces &Places, Draft &Into) const;
  Evidence evidence(clang::SourceLocation Loc, llvm::StringRef What) const;
  FunctionRecord tables() const;
  FlagSet flagsOf(const std::set<std::string> &Names) const;

  const UnitFacts &Unit;
  const FunctionKeys &Keys;
  llvm::StringSet<> Frees;
  uint64_t Blocking; ///< Bits of a mask that may sleep.
  llvm::MapVector<const clang::FunctionDecl *, Draft> Drafts;
};

} // namespace gfp

#endif // GFPLINT_SUMMARY_SUMMARYBUILDER_H
