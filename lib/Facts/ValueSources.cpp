//===- ValueSources.cpp - Where a value comes from -----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Facts/ValueSources.h"
#include "Facts/LocalDefinitions.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;
using namespace gfp;

/// The argument that \p Call gives back as it is; null for another call.
static const Expr *handedBack(const CallExpr *Call) {
  // no_free_ptr() and return_ptr() go through it: include/linux/cleanup.h.
  const FunctionDecl *Callee = Call->getDirectCallee();
  return Callee && Callee->getIdentifier() && Callee->getName() == "__must_check_fn" &&
                 Call->getNumArgs() == 1
             ? Call->getArg(0)
             : nullptr;
}

ValueSources gfp::sourcesOf(const Expr *E, const ASTContext &Context,
                            const DefinitionSource &Definitions) {
  ValueSources Found;
  llvm::SmallPtrSet<const Expr *, 16> Seen;
  llvm::SmallVector<const Expr *, 8> Work{E};
  while (!Work.empty()) {
    const Expr *Each = Work.pop_back_val()->IgnoreParenCasts();
    if (!Seen.insert(Each).second)
      continue;
    if (const auto *Call = dyn_cast<CallExpr>(Each)) {
      if (const Expr *Argument = handedBack(Call))
        Work.push_back(Argument);
      else
        Found.Calls.insert(Call);
    } else if (const auto *Choice = dyn_cast<ConditionalOperator>(Each)) {
      Work.append({Choice->getTrueExpr(), Choice->getFalseExpr()});
    } else if (const auto *Block = dyn_cast<StmtExpr>(Each)) {
      const Stmt *Last =
          Block->getSubStmt()->body_empty() ? nullptr : Block->getSubStmt()->body_back();
      if (const auto *Value = dyn_cast_or_null<Expr>(Last))
        Work.push_back(Value);
      else
        Found.Others = true;
    } else if (const auto *Binary = dyn_cast<BinaryOperator>(Each);
               Binary && (Binary->getOpcode() == BO_Assign || Binary->getOpcode() == BO_Comma)) {
      Work.push_back(Binary->getRHS());
    } else if (const auto *Use = dyn_cast<DeclRefExpr>(Each)) {
      auto Reaching = Definitions.reaching(Use);
      if (!Reaching)
        Found.Others = true;
      else
        for (const Definition &D : *Reaching) {
          const auto *Param = D.AtEntry ? dyn_cast<ParmVarDecl>(Use->getDecl()) : nullptr;
          if (D.Value)
            Work.push_back(D.Value);
          else if (Param)
            Found.Parameters.insert(Param);
          else
            Found.Others = true;
        }
    } else if (const DeclRefExpr *Pointer = pointerBehind(Each)) {
      auto Reaching = Definitions.reachingBehind(Pointer);
      Found.Others |= !Reaching;
      for (const Definition &D : Reaching.value_or(llvm::SmallVector<Definition, 4>()))
        if (D.Value)
          Work.push_back(D.Value);
        else
          Found.Others = true;
    } else if (Each->isNullPointerConstant(const_cast<ASTContext &>(Context),
                                           Expr::NPC_ValueDependentIsNotNull)) {
      Found.Null = true;
    } else {
      Found.Others = true;
    }
  }
  return Found;
}
