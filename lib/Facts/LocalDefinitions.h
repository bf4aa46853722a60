//===- LocalDefinitions.h - Reaching definitions of locals -*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FACTS_LOCALDEFINITIONS_H
#define GFPLINT_FACTS_LOCALDEFINITIONS_H

#include "Gfp/MaskEvaluator.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace gfp {

/// Answers, over one function's CFG, which definitions of a local reach a use. Demand driven: a
/// function with no mask in a variable costs nothing.
class LocalDefinitions : public DefinitionSource {
public:
  explicit LocalDefinitions(const clang::CFG &Graph) : Graph(Graph) {}

  std::optional<llvm::SmallVector<Definition, 4>>
  reaching(const clang::DeclRefExpr *Use) const override;

private:
  struct Place {
    const clang::CFGBlock *Block;
    unsigned Element;
  };
  void index() const;
  /// Notes what \p Whole, the element at \p Where, names; with \p Arms also in arms of `?:`.
  void indexElement(const clang::Stmt *Whole, Place Where, bool Arms) const;

  const clang::CFG &Graph;
  mutable bool Indexed = false;
  mutable llvm::DenseMap<const clang::DeclRefExpr *, Place> Places;
  mutable llvm::DenseSet<const clang::VarDecl *> AddressTaken;
};

} // namespace gfp

#endif // GFPLINT_FACTS_LOCALDEFINITIONS_H
