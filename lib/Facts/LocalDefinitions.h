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

/// The pointer of `*p`; null if \p S is anything else.
const clang::DeclRefExpr *pointerBehind(const clang::Stmt *S);

/// Answers, over one function's CFG, which definitions of a local reach a use. Demand driven: a
/// function with no mask in a variable costs nothing.
class LocalDefinitions : public DefinitionSource {
public:
  explicit LocalDefinitions(const clang::CFG &Graph) : Graph(Graph) {}

  std::optional<llvm::SmallVector<Definition, 4>>
  reaching(const clang::DeclRefExpr *Use) const override;
  std::optional<llvm::SmallVector<Definition, 4>>
  reachingBehind(const clang::DeclRefExpr *Pointer) const override;

private:
  struct Place {
    const clang::CFGBlock *Block;
    unsigned Element;
  };
  /// What the function does with addresses of locals.
  struct AddressUses {
    /// Each operator that takes one, and of what.
    llvm::DenseMap<const clang::UnaryOperator *, const clang::VarDecl *> Taken;
    /// Uses of variables, those behind a `*`, and of these the ones that still hand the address on.
    llvm::DenseSet<const clang::DeclRefExpr *> All, Behind, HandedOn;
  };
  void index() const;
  /// Notes what \p Whole, the element at \p Where, names; with \p Arms also in arms of `?:`.
  void indexElement(const clang::Stmt *Whole, Place Where, bool Arms, AddressUses &Uses) const;
  void noteAddresses(const clang::Stmt *Part, AddressUses &Uses) const;
  /// Tells the pointers that only stand for a local from those that can be anywhere.
  void judgePointers(const AddressUses &Uses) const;
  /// The local that \p E is: by its name, or as `*p` where p only stands for it.
  const clang::VarDecl *variableIn(const clang::Expr *E) const;
  /// What \p S, an element of the CFG, does to \p Var: nothing, or a definition.
  std::optional<Definition> definitionIn(const clang::Stmt *S, const clang::VarDecl *Var) const;
  std::optional<llvm::SmallVector<Definition, 4>> definitionsAt(const clang::DeclRefExpr *Place,
                                                                const clang::VarDecl *Var) const;

  const clang::CFG &Graph;
  mutable bool Indexed = false;
  mutable llvm::DenseMap<const clang::DeclRefExpr *, Place> Places;
  mutable llvm::DenseSet<const clang::VarDecl *> AddressTaken;
  /// Locals that are set once, to the address of another, and then only read or written through:
  /// those of no_free_ptr() (include/linux/cleanup.h). With the operator that takes the address.
  mutable llvm::DenseMap<const clang::VarDecl *, const clang::UnaryOperator *> Pointers;
};

} // namespace gfp

#endif // GFPLINT_FACTS_LOCALDEFINITIONS_H
