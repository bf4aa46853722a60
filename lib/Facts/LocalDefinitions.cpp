//===- LocalDefinitions.cpp - Reaching definitions of locals --------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Facts/LocalDefinitions.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Stmt.h"

using namespace clang;
using namespace gfp;

namespace {

const VarDecl *variableOf(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenCasts());
  return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

/// What \p S, an element of the CFG, does to \p Var: nothing, or a definition.
std::optional<Definition> definitionIn(const Stmt *S, const VarDecl *Var) {
  if (const auto *Declare = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declare->decls())
      if (D == Var)
        return Definition{Var->getInit(), false};
    return std::nullopt;
  }
  if (const auto *Assign = dyn_cast<BinaryOperator>(S)) {
    if (!Assign->isAssignmentOp() || variableOf(Assign->getLHS()) != Var)
      return std::nullopt;
    bool Plain = Assign->getOpcode() == BO_Assign;
    return Definition{Plain ? Assign->getRHS() : Assign, false};
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(S))
    if (Unary->isIncrementDecrementOp() && variableOf(Unary->getSubExpr()) == Var)
      return Definition{};
  return std::nullopt;
}

} // namespace

void LocalDefinitions::index() const {
  Indexed = true;
  // The arms of `?:` and the right sides of `&&` stand in blocks of their own, before the one that
  // has the whole: what is found there is found there first.
  for (bool Arms : {false, true})
    for (const CFGBlock *Block : Graph)
      for (unsigned I = 0; I < Block->size(); ++I)
        if (auto Element = (*Block)[I].getAs<CFGStmt>())
          indexElement(Element->getStmt(), Place{Block, I}, Arms);
}

void LocalDefinitions::indexElement(const Stmt *Whole, Place Where, bool Arms) const {
  llvm::SmallVector<const Stmt *, 32> Work{Whole};
  while (!Work.empty()) {
    const Stmt *S = Work.pop_back_val();
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
      Places.try_emplace(Ref, Where);
    if (const auto *Unary = dyn_cast<UnaryOperator>(S); Unary && Unary->getOpcode() == UO_AddrOf)
      if (const VarDecl *Var = variableOf(Unary->getSubExpr()))
        AddressTaken.insert(Var);
    if (const auto *Asm = dyn_cast<GCCAsmStmt>(S))
      for (unsigned O = 0; O < Asm->getNumOutputs(); ++O)
        if (const VarDecl *Var = variableOf(Asm->getOutputExpr(O)))
          AddressTaken.insert(Var);
    const auto *Binary = dyn_cast<BinaryOperator>(S);
    if (!Arms && (isa<AbstractConditionalOperator>(S) || (Binary && Binary->isLogicalOp())))
      continue;
    for (const Stmt *Child : S->children())
      if (Child)
        Work.push_back(Child);
  }
}

std::optional<llvm::SmallVector<Definition, 4>>
LocalDefinitions::reaching(const DeclRefExpr *Use) const {
  const auto *Var = dyn_cast<VarDecl>(Use->getDecl());
  if (!Var || !Var->hasLocalStorage())
    return std::nullopt;
  if (!Indexed)
    index();
  auto Found = Places.find(Use);
  if (Found == Places.end() || AddressTaken.contains(Var))
    return std::nullopt;

  llvm::SmallVector<Definition, 4> Definitions;
  // Looks backwards from before element End of Block; true if a definition stopped the search.
  auto search = [&](const CFGBlock *Block, unsigned End) {
    while (End-- > 0) {
      auto Element = (*Block)[End].getAs<CFGStmt>();
      if (!Element)
        continue;
      if (auto D = definitionIn(Element->getStmt(), Var)) {
        // A declaration without a value reaches no correct use.
        if (D->Value || !isa<DeclStmt>(Element->getStmt()))
          Definitions.push_back(*D);
        return true;
      }
    }
    return false;
  };

  // A compound assignment is the use of its own left side.
  if (search(Found->second.Block, Found->second.Element))
    return Definitions;
  llvm::DenseSet<const CFGBlock *> Seen;
  llvm::SmallVector<const CFGBlock *, 16> Work;
  auto addPredecessors = [&](const CFGBlock *Block) {
    if (Block == &Graph.getEntry()) {
      Definitions.push_back({nullptr, true});
      return;
    }
    for (const CFGBlock *Predecessor : Block->preds())
      if (Predecessor && Seen.insert(Predecessor).second)
        Work.push_back(Predecessor);
  };
  addPredecessors(Found->second.Block);
  while (!Work.empty()) {
    const CFGBlock *Block = Work.pop_back_val();
    if (!search(Block, Block->size()))
      addPredecessors(Block);
  }
  return Definitions;
}
