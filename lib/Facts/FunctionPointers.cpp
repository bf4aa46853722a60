//===- FunctionPointers.cpp - What a unit's ops tables hold ---------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Facts/FunctionPointers.h"

using namespace clang;
using namespace gfp;

namespace {

const FunctionDecl *functionIn(const Expr *E) {
  E = E->IgnoreParenCasts();
  if (const auto *Address = dyn_cast<UnaryOperator>(E);
      Address && Address->getOpcode() == UO_AddrOf)
    E = Address->getSubExpr()->IgnoreParenCasts();
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *Function = Ref ? dyn_cast<FunctionDecl>(Ref->getDecl()) : nullptr;
  return Function ? Function->getCanonicalDecl() : nullptr;
}

const FieldDecl *fieldOf(const Expr *E) {
  const auto *Member = dyn_cast<MemberExpr>(E->IgnoreParenCasts());
  return Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
}

} // namespace

void FunctionPointers::addInitializer(const Expr *Init) {
  const auto *List = dyn_cast<InitListExpr>(Init->IgnoreParenCasts());
  if (!List) {
    if (const FunctionDecl *Function = functionIn(Init))
      InTables.insert(Function);
    return;
  }
  if (const InitListExpr *Semantic = List->getSemanticForm())
    List = Semantic;
  const auto *Record = List->getType()->getAsRecordDecl();
  if (!Record || Record->isUnion()) {
    for (const Expr *Each : List->inits())
      addInitializer(Each);
    return;
  }
  unsigned Index = 0;
  for (const FieldDecl *Field : Record->fields()) {
    if (Field->isUnnamedBitField())
      continue;
    if (Index >= List->getNumInits())
      break;
    const Expr *Value = List->getInit(Index++);
    if (const FunctionDecl *Function = functionIn(Value))
      ByField[Field].insert(Function);
    addInitializer(Value);
  }
}

void FunctionPointers::addAssignments(const CFG &Graph) {
  for (const CFGBlock *Block : Graph)
    for (const CFGElement &Element : *Block) {
      auto S = Element.getAs<CFGStmt>();
      const auto *Assign = S ? dyn_cast<BinaryOperator>(S->getStmt()) : nullptr;
      if (!Assign || Assign->getOpcode() != BO_Assign)
        continue;
      const FieldDecl *Field = fieldOf(Assign->getLHS());
      const FunctionDecl *Function = Field ? functionIn(Assign->getRHS()) : nullptr;
      if (Function)
        ByField[Field].insert(Function);
    }
}

const FunctionPointers::Functions *FunctionPointers::reachedBy(const CallExpr *Call) const {
  const FieldDecl *Field = fieldOf(Call->getCallee());
  auto Found = Field ? ByField.find(Field) : ByField.end();
  return Found == ByField.end() ? nullptr : &Found->second;
}
