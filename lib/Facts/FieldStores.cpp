//===- FieldStores.cpp - What a file stores in a field ---------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Facts/FieldStores.h"
#include "clang/AST/Expr.h"

using namespace clang;
using namespace gfp;

namespace {

const FieldDecl *fieldOf(const Expr *E) {
  const auto *Member = dyn_cast<MemberExpr>(E->IgnoreParenCasts());
  return Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
}

} // namespace

FieldStoreIndex::FieldStoreIndex(const ASTContext &Context,
                                 const std::vector<std::unique_ptr<FunctionFacts>> &Functions) {
  for (const auto &Facts : Functions)
    visit(Facts->function()->getBody(), *Facts);
  // Records of the main file can be nowhere else than there: precompiled headers need no look.
  for (const Decl *D : Context.getTranslationUnitDecl()->noload_decls())
    if (const auto *Variable = dyn_cast<VarDecl>(D); Variable && Variable->getInit())
      spoil(Variable->getType());
  const SourceManager &SM = Context.getSourceManager();
  for (auto &[Field, Stores] : Fields) {
    const RecordDecl *Record = Field->getParent();
    Stores.Complete = SM.isInMainFile(SM.getExpansionLoc(Record->getLocation())) &&
                      !Record->isUnion() && !Spoilt.count(Field) &&
                      !SpoiltRecords.count(Record->getCanonicalDecl());
  }
}

void FieldStoreIndex::spoil(QualType Type) {
  while (const auto *Array = Type->getAsArrayTypeUnsafe())
    Type = Array->getElementType();
  const RecordDecl *Record = Type->getAsRecordDecl();
  if (!Record || !SpoiltRecords.try_emplace(Record->getCanonicalDecl(), true).second)
    return;
  if (const RecordDecl *Definition = Record->getDefinition())
    for (const FieldDecl *Field : Definition->fields())
      spoil(Field->getType());
}

void FieldStoreIndex::visitAssignment(const BinaryOperator *Assign, const FunctionFacts &Facts) {
  if (const FieldDecl *Field = fieldOf(Assign->getLHS())) {
    if (Assign->getOpcode() == BO_Assign)
      Fields[Field].Stores.push_back({Assign->getRHS(), &Facts});
    else
      Spoilt[Field] = true;
  }
  if (Assign->getOpcode() == BO_Assign && Assign->getType()->isRecordType())
    spoil(Assign->getType());
}

/// What a list does not name is zero.
void FieldStoreIndex::visitInitializers(const InitListExpr *List, const FunctionFacts &Facts) {
  if (List->getSemanticForm())
    List = List->getSemanticForm();
  const RecordDecl *Record = List->getType()->getAsRecordDecl();
  if (!Record || Record->isUnion() || List->isTransparent())
    return spoil(List->getType());
  unsigned Next = 0;
  for (const FieldDecl *Field : Record->fields()) {
    if (Field->isUnnamedBitField())
      continue;
    if (Next == List->getNumInits())
      return;
    const Expr *Value = List->getInit(Next++);
    if (!Value || isa<ImplicitValueInitExpr, InitListExpr>(Value))
      continue;
    if (Field->getType()->isRecordType())
      spoil(Field->getType()); // A copy.
    else
      Fields[Field].Stores.push_back({Value, &Facts});
  }
}

void FieldStoreIndex::visit(const Stmt *S, const FunctionFacts &Facts) {
  if (const auto *Assign = dyn_cast<BinaryOperator>(S); Assign && Assign->isAssignmentOp())
    visitAssignment(Assign, Facts);
  if (const auto *Unary = dyn_cast<UnaryOperator>(S))
    if (Unary->getOpcode() == UO_AddrOf || Unary->isIncrementDecrementOp())
      if (const FieldDecl *Field = fieldOf(Unary->getSubExpr()))
        Spoilt[Field] = true;
  if (const auto *List = dyn_cast<InitListExpr>(S))
    visitInitializers(List, Facts);
  else if (isa<DesignatedInitUpdateExpr>(S))
    spoil(cast<Expr>(S)->getType());
  for (const Stmt *Child : S->children())
    if (Child)
      visit(Child, Facts);
}

const FieldStores *FieldStoreIndex::of(const FieldDecl *Field) const {
  auto Found = Fields.find(Field);
  return Found == Fields.end() ? nullptr : &Found->second;
}
