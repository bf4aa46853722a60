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

} // namespace

const DeclRefExpr *gfp::pointerBehind(const Stmt *S) {
  const auto *E = dyn_cast_or_null<Expr>(S);
  const auto *Unary = E ? dyn_cast<UnaryOperator>(E->IgnoreParenCasts()) : nullptr;
  return Unary && Unary->getOpcode() == UO_Deref
             ? dyn_cast<DeclRefExpr>(Unary->getSubExpr()->IgnoreParenCasts())
             : nullptr;
}

void LocalDefinitions::index() const {
  Indexed = true;
  AddressUses Uses;
  // The arms of `?:` and the right sides of `&&` stand in blocks of their own, before the one that
  // has the whole: what is found there is found there first.
  for (bool Arms : {false, true})
    for (const CFGBlock *Block : Graph)
      for (unsigned I = 0; I < Block->size(); ++I)
        if (auto Element = (*Block)[I].getAs<CFGStmt>())
          indexElement(Element->getStmt(), Place{Block, I}, Arms, Uses);
  judgePointers(Uses);
}

void LocalDefinitions::judgePointers(const AddressUses &Uses) const {
  for (const DeclRefExpr *Ref : Uses.All)
    if (!Uses.Behind.contains(Ref) || Uses.HandedOn.contains(Ref))
      Pointers.erase(dyn_cast<VarDecl>(Ref->getDecl()));
  llvm::DenseSet<const UnaryOperator *> Known;
  for (const auto &[Pointer, Address] : Pointers)
    Known.insert(Address);
  for (const auto &[Address, Var] : Uses.Taken)
    if (!Known.contains(Address))
      AddressTaken.insert(Var);
}

const VarDecl *LocalDefinitions::variableIn(const Expr *E) const {
  const DeclRefExpr *Pointer = pointerBehind(E);
  if (!Pointer)
    return variableOf(E);
  auto Found = Pointers.find(dyn_cast<VarDecl>(Pointer->getDecl()));
  return Found == Pointers.end() ? nullptr : variableOf(Found->second->getSubExpr());
}

std::optional<Definition> LocalDefinitions::definitionIn(const Stmt *S, const VarDecl *Var) const {
  if (const auto *Declare = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declare->decls())
      if (D == Var)
        return Definition{Var->getInit(), false};
    return std::nullopt;
  }
  if (const auto *Assign = dyn_cast<BinaryOperator>(S)) {
    if (!Assign->isAssignmentOp() || variableIn(Assign->getLHS()) != Var)
      return std::nullopt;
    bool Plain = Assign->getOpcode() == BO_Assign;
    return Definition{Plain ? Assign->getRHS() : Assign, false};
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(S))
    if (Unary->isIncrementDecrementOp() && variableIn(Unary->getSubExpr()) == Var)
      return Definition{};
  return std::nullopt;
}

void LocalDefinitions::noteAddresses(const Stmt *Part, AddressUses &Uses) const {
  if (const auto *Declare = dyn_cast<DeclStmt>(Part))
    for (const Decl *D : Declare->decls()) {
      const auto *Pointer = dyn_cast<VarDecl>(D);
      const auto *Address = Pointer && Pointer->getInit() && Pointer->hasLocalStorage()
                                ? dyn_cast<UnaryOperator>(Pointer->getInit()->IgnoreParenCasts())
                                : nullptr;
      if (Address && Address->getOpcode() == UO_AddrOf && variableOf(Address->getSubExpr()))
        Pointers[Pointer] = Address;
    }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Part))
    Uses.All.insert(Ref);
  if (const DeclRefExpr *Ref = pointerBehind(Part))
    Uses.Behind.insert(Ref);
  if (const auto *Unary = dyn_cast<UnaryOperator>(Part); Unary && Unary->getOpcode() == UO_AddrOf) {
    if (const VarDecl *Var = variableOf(Unary->getSubExpr()))
      Uses.Taken[Unary] = Var;
    if (const DeclRefExpr *Ref = pointerBehind(Unary->getSubExpr()))
      Uses.HandedOn.insert(Ref);
  }
  if (const auto *Asm = dyn_cast<GCCAsmStmt>(Part)) {
    for (unsigned O = 0; O < Asm->getNumOutputs(); ++O)
      if (const VarDecl *Var = variableOf(Asm->getOutputExpr(O)))
        AddressTaken.insert(Var);
    for (const Stmt *Operand : Asm->children())
      if (const DeclRefExpr *Ref = pointerBehind(Operand))
        Uses.HandedOn.insert(Ref);
  }
}

void LocalDefinitions::indexElement(const Stmt *Whole, Place Where, bool Arms,
                                    AddressUses &Uses) const {
  llvm::SmallVector<const Stmt *, 32> Work{Whole};
  while (!Work.empty()) {
    const Stmt *S = Work.pop_back_val();
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
      Places.try_emplace(Ref, Where);
    noteAddresses(S, Uses);
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
  return definitionsAt(Use, dyn_cast<VarDecl>(Use->getDecl()));
}

std::optional<llvm::SmallVector<Definition, 4>>
LocalDefinitions::reachingBehind(const DeclRefExpr *Pointer) const {
  if (!Indexed)
    index();
  auto Found = Pointers.find(dyn_cast<VarDecl>(Pointer->getDecl()));
  return Found == Pointers.end() ? std::nullopt
                                 : definitionsAt(Pointer, variableOf(Found->second->getSubExpr()));
}

std::optional<llvm::SmallVector<Definition, 4>>
LocalDefinitions::definitionsAt(const DeclRefExpr *Use, const VarDecl *Var) const {
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
