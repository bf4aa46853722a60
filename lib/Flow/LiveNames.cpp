//===- LiveNames.cpp - Which names later branches ask for ---------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Flow/LiveNames.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include <map>

using namespace clang;
using namespace gfp;

namespace {

void add(llvm::BitVector &To, unsigned Id) {
  if (To.size() <= Id)
    To.resize(Id + 1);
  To.set(Id);
}

/// All variables, fields and callees in \p S.
void collect(const Stmt *S, SymbolTable &Symbols, llvm::BitVector &Names) {
  llvm::SmallVector<const Stmt *, 16> Work{S};
  while (!Work.empty()) {
    const Stmt *Each = Work.pop_back_val();
    if (const auto *Ref = dyn_cast<DeclRefExpr>(Each)) {
      if (Ref->getDecl()->getIdentifier())
        add(Names, Symbols.nameId(Ref->getDecl()->getName()));
    } else if (const auto *Member = dyn_cast<MemberExpr>(Each)) {
      if (Member->getMemberDecl()->getIdentifier())
        add(Names, Symbols.nameId(Member->getMemberDecl()->getName()));
    }
    for (const Stmt *Child : Each->children())
      if (Child)
        Work.push_back(Child);
  }
}

} // namespace

LiveNames::LiveNames(const FunctionFacts &Facts, const ScopeSummaries &Summaries,
                     SymbolTable &Symbols) {
  const CFG &Graph = Facts.graph();
  ByBlock.resize(Graph.getNumBlockIDs());
  ScopeAhead.resize(Graph.getNumBlockIDs());
  // Names a name got its value from.
  std::map<unsigned, llvm::BitVector> Sources;
  auto flows = [&](const Stmt *To, const Stmt *From) {
    llvm::BitVector Left, Right;
    collect(To, Symbols, Left);
    collect(From, Symbols, Right);
    for (unsigned Name : Left.set_bits())
      Sources[Name] |= Right;
  };
  for (const CFGBlock *Block : Graph) {
    llvm::BitVector &Asked = ByBlock[Block->getBlockID()];
    if (const Stmt *Condition = Block->getTerminatorCondition())
      collect(Condition, Symbols, Asked);
    if (const auto *Last = Block->getLastCondition())
      collect(Last, Symbols, Asked);
    for (const CFGElement &Element : *Block) {
      if (Element.getAs<CFGCleanupFunction>())
        ScopeAhead.set(Block->getBlockID());
      auto CS = Element.getAs<CFGStmt>();
      if (!CS)
        continue;
      const Stmt *S = CS->getStmt();
      if (const auto *Call = dyn_cast<CallExpr>(S)) {
        auto Kind = Facts.factOf(Call).Kind;
        if (Kind == CallFact::Save || Kind == CallFact::Restore ||
            Summaries.of(Call->getDirectCallee())) {
          ScopeAhead.set(Block->getBlockID());
          collect(Call, Symbols, Asked);
        }
      } else if (const auto *Assign = dyn_cast<BinaryOperator>(S)) {
        if (Assign->isAssignmentOp())
          flows(Assign->getLHS(), Assign->getRHS());
      } else if (const auto *Declare = dyn_cast<DeclStmt>(S)) {
        for (const Decl *D : Declare->decls())
          if (const auto *Variable = dyn_cast<VarDecl>(D);
              Variable && Variable->getInit() && Variable->getIdentifier()) {
            llvm::BitVector Right;
            collect(Variable->getInit(), Symbols, Right);
            Sources[Symbols.nameId(Variable->getName())] |= Right;
          }
      }
    }
  }

  for (bool Changed = true; Changed;) {
    Changed = false;
    for (auto &[Name, From] : Sources) {
      llvm::BitVector Wider = From;
      for (unsigned Each : From.set_bits())
        if (auto Found = Sources.find(Each); Found != Sources.end())
          Wider |= Found->second;
      if (Wider.count() != From.count()) {
        From = Wider;
        Changed = true;
      }
    }
  }
  for (llvm::BitVector &Asked : ByBlock) {
    llvm::BitVector Direct = Asked;
    for (unsigned Name : Direct.set_bits())
      if (auto Found = Sources.find(Name); Found != Sources.end())
        Asked |= Found->second;
  }
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (const CFGBlock *Block : Graph) {
      llvm::BitVector &Here = ByBlock[Block->getBlockID()];
      unsigned Before = Here.count();
      for (const CFGBlock *Next : Block->succs()) {
        if (!Next)
          continue;
        Here |= ByBlock[Next->getBlockID()];
        if (ScopeAhead.test(Next->getBlockID()) && !ScopeAhead.test(Block->getBlockID())) {
          ScopeAhead.set(Block->getBlockID());
          Changed = true;
        }
      }
      Changed |= Here.count() != Before;
    }
  }
}

bool LiveNames::all(const CFGBlock *Block, const llvm::BitVector &Names) const {
  return !Names.test(ByBlock[Block->getBlockID()]);
}

bool LiveNames::scopeAhead(const CFGBlock *Block) const {
  return ScopeAhead.test(Block->getBlockID());
}

bool LiveNames::any(const CFGBlock *Block, const llvm::BitVector &Names) const {
  return ByBlock[Block->getBlockID()].anyCommon(Names);
}
