//===- UnitKnowledge.h - What one unit can know -------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_SUMMARY_UNITKNOWLEDGE_H
#define GFPLINT_SUMMARY_UNITKNOWLEDGE_H

#include "Summary/FunctionKey.h"
#include "Summary/Knowledge.h"
#include "Summary/SummaryStore.h"
#include <memory>
#include <set>

namespace gfp {

/// The unit's own functions as they are now, the others as the tree's summary has them.
class UnitKnowledge : public Knowledge {
public:
  /// \p Tree may be null.
  UnitKnowledge(const FunctionKeys &Keys, const SummaryStore &Unit, const SummaryStore *Tree)
      : Keys(Keys), Unit(Unit), Tree(Tree) {}

  const FunctionSummary *of(const clang::FunctionDecl *Function) const override;
  const FunctionSummary *own(const clang::FunctionDecl *Function) const override {
    return peek(Function);
  }
  const FunctionSummary *inSection(const clang::FunctionDecl *Callee) const override;
  void needLettingGo(const clang::FunctionDecl *Callee) const override;
  const FunctionSummary *returning(const clang::FunctionDecl *Callee) const override;
  bool allocatesNothing(const clang::FunctionDecl *Function) const override;
  std::vector<ChainStep> chain(const FunctionSummary &Function, const Evidence &Why) const override;

  /// As of(), for answers that are no question of a check.
  const FunctionSummary *peek(const clang::FunctionDecl *Function) const;

  /// The functions that checks asked for.
  const std::set<Symbol> &asked() const { return Asked; }
  /// Those that were asked for by inSection().
  const std::set<Symbol> &askedInSections() const { return AskedInSections; }
  /// Those that were named to needLettingGo().
  const std::set<Symbol> &lettingGo() const { return LettingGo; }
  /// Those that were asked for by returning().
  const std::set<Symbol> &askedForMemory() const { return AskedForMemory; }

private:
  const FunctionSummary *find(Symbol Key) const;

  const FunctionKeys &Keys;
  const SummaryStore &Unit;
  const SummaryStore *Tree;
  /// Summaries of the unit with what only the tree knows of them.
  mutable llvm::DenseMap<uint32_t, std::unique_ptr<FunctionSummary>> Completed;
  mutable std::set<Symbol> Asked, AskedInSections, AskedForMemory, LettingGo;
};

} // namespace gfp

#endif // GFPLINT_SUMMARY_UNITKNOWLEDGE_H
