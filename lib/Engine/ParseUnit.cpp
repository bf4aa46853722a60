//===- ParseUnit.cpp - Clang's parser over a unit -------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/ParseUnit.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ExternalASTSource.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Sema/EnterExpressionEvaluationContext.h"
#include "llvm/Support/CrashRecoveryContext.h"

using namespace clang;

void gfp::parseUnit(Sema &Actions, bool SkipBodies, llvm::function_ref<void(Parser &)> Parsed) {
  ASTConsumer &Consumer = Actions.getASTConsumer();
  auto Parse = std::make_unique<Parser>(Actions.getPreprocessor(), Actions, SkipBodies);
  llvm::CrashRecoveryContextCleanupRegistrar<Parser> Cleanup(Parse.get());
  Actions.getPreprocessor().EnterMainSourceFile();
  if (ExternalASTSource *External = Actions.getASTContext().getExternalSource())
    External->StartTranslationUnit(&Consumer);
  if (Actions.getPreprocessor().getCurrentLexer()) {
    Parse->Initialize();
    EnterExpressionEvaluationContext Evaluated(
        Actions, Sema::ExpressionEvaluationContext::PotentiallyEvaluated);
    Parser::DeclGroupPtrTy Group;
    Sema::ModuleImportState Imports;
    for (bool AtEnd = Parse->ParseFirstTopLevelDecl(Group, Imports); !AtEnd;
         AtEnd = Parse->ParseTopLevelDecl(Group, Imports))
      if (!Consumer.HandleTopLevelDecl(Group ? Group.get() : DeclGroupRef()))
        return;
  }
  for (Decl *D : Actions.WeakTopLevelDecls())
    Consumer.HandleTopLevelDecl(DeclGroupRef(D));
  Parsed(*Parse);
  Consumer.HandleTranslationUnit(Actions.getASTContext());
}
