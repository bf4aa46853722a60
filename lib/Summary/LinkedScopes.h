//===- LinkedScopes.h - Scope helpers of other units --------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_SUMMARY_LINKEDSCOPES_H
#define GFPLINT_SUMMARY_LINKEDSCOPES_H

#include "Flow/ScopeSummary.h"
#include "Rules/RuleSet.h"
#include "Summary/FunctionKey.h"
#include "Summary/SummaryStore.h"

namespace gfp {

/// What the tree's summary says of helpers that open or close a scope.
class LinkedScopes : public OtherScopeSummaries {
public:
  LinkedScopes(const FunctionKeys &Keys, const RuleSet &Rules, const SummaryStore &Tree)
      : Keys(Keys), Rules(Rules), Tree(Tree) {}
  std::optional<ScopeSummary> of(const clang::FunctionDecl *Function) const override;

private:
  const FunctionKeys &Keys;
  const RuleSet &Rules;
  const SummaryStore &Tree;
};

} // namespace gfp

#endif // GFPLINT_SUMMARY_LINKEDSCOPES_H
