//===- LiveNames.h - Which names later branches ask for -*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FLOW_LIVENAMES_H
#define GFPLINT_FLOW_LIVENAMES_H

#include "Facts/FunctionFacts.h"
#include "Flow/ScopeSummary.h"
#include "Flow/Symbols.h"
#include "llvm/ADT/BitVector.h"
#include <vector>

namespace gfp {

/// For each block of a function, the identifiers that a branch or a scope call from there on may
/// ask for. What is known of anything else can be forgotten, which keeps the number of paths small.
class LiveNames {
public:
  LiveNames(const FunctionFacts &Facts, const ScopeSummaries &Summaries, SymbolTable &Symbols);

  bool any(const clang::CFGBlock *Block, const llvm::BitVector &Names) const;
  bool all(const clang::CFGBlock *Block, const llvm::BitVector &Names) const;
  /// A scope may be opened or closed in \p Block or later.
  bool scopeAhead(const clang::CFGBlock *Block) const;

private:
  std::vector<llvm::BitVector> ByBlock;
  llvm::BitVector ScopeAhead;
};

} // namespace gfp

#endif // GFPLINT_FLOW_LIVENAMES_H
