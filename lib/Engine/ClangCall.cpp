//===- ClangCall.cpp - Running the parser in this process ------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/ClangCall.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Tooling/Tooling.h"

using namespace clang;
using namespace gfp;

namespace {

class Call : public tooling::ToolAction {
public:
  Call(FrontendAction &Action, llvm::function_ref<void(CompilerInvocation &)> Prepare)
      : Action(Action), Prepare(Prepare) {}

  bool runInvocation(std::shared_ptr<CompilerInvocation> Invocation, FileManager *Files,
                     std::shared_ptr<PCHContainerOperations> PCH,
                     DiagnosticConsumer *Diagnostics) override {
    Invocation->getFrontendOpts().DisableFree = false;
    Invocation->getDiagnosticOpts().IgnoreWarnings = true;
    Invocation->getDiagnosticOpts().ShowCarets = false; // Or it prints "1 error generated."
    // What an unknown name may have been meant for is looked for in all there is in shared headers,
    // and what is found is not what stands there.
    Invocation->getLangOpts().SpellChecking = false;
    Prepare(*Invocation);
    CompilerInstance Compiler(std::move(Invocation), std::move(PCH));
    Compiler.setVirtualFileSystem(Files->getVirtualFileSystemPtr());
    Compiler.setFileManager(Files);
    Compiler.createDiagnostics(Diagnostics, /*ShouldOwnClient=*/false);
    Compiler.createSourceManager();
    bool Clean = Compiler.ExecuteAction(Action);
    Files->clearStatCache();
    return Clean;
  }

private:
  FrontendAction &Action;
  llvm::function_ref<void(CompilerInvocation &)> Prepare;
};

} // namespace

bool gfp::runClang(const CompileCommand &Command, FileManager &Files, DiagnosticConsumer &Errors,
                   FrontendAction &Action, llvm::function_ref<void(CompilerInvocation &)> Prepare) {
  std::vector<std::string> Args = argumentsForClang(Command);
  Args.insert(Args.begin(), GFPLINT_CLANG_DRIVER);
  Call Run(Action, Prepare);
  tooling::ToolInvocation Invocation(std::move(Args), &Run, &Files,
                                     std::make_shared<PCHContainerOperations>());
  Invocation.setDiagnosticConsumer(&Errors);
  return Invocation.run();
}
