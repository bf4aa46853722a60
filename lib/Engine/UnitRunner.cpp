//===- UnitRunner.cpp - Parsing a unit for its findings -------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/UnitRunner.h"
#include "Engine/RegularFiles.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <fmt/format.h>
#include <optional>

using namespace clang;
using namespace gfp;

namespace {

/// Deeply nested expressions of generated code need more stack than a thread gets by default.
constexpr unsigned StackBytes = 64u << 20;

/// Keeps the first error.
class FirstError : public DiagnosticConsumer {
public:
  void HandleDiagnostic(DiagnosticsEngine::Level Level, const Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    if (Level < DiagnosticsEngine::Error || !Text.empty())
      return;
    llvm::SmallString<128> Message;
    Info.FormatDiagnostic(Message);
    if (Info.hasSourceManager() && Info.getLocation().isValid()) {
      PresumedLoc Loc = Info.getSourceManager().getPresumedLoc(Info.getLocation());
      if (Loc.isValid())
        Text = fmt::format("{}:{}: ", Loc.getFilename(), Loc.getLine());
    }
    Text += Message.str();
  }

  std::string Text;
};

class AnalysisConsumer : public ASTConsumer {
public:
  AnalysisConsumer(const Analysis &Checks, const Surroundings &Around, const Question *Asked,
                   CompilerInstance &Compiler, std::optional<UnitAnalysis> &Result)
      : Checks(Checks), Around(Around), Asked(Asked), Compiler(Compiler), Result(Result),
        Bodies(Checks.bodies()) {}

  bool shouldSkipFunctionBody(Decl *D) override {
    const auto *Function = dyn_cast<FunctionDecl>(D);
    return Function && !Bodies.matters(Function, Compiler.getSourceManager());
  }
  void HandleTranslationUnit(ASTContext &Context) override {
    Result = Checks.run(Context, Compiler.getPreprocessor(), Around, Asked);
  }

private:
  const Analysis &Checks;
  const Surroundings &Around;
  const Question *Asked;
  CompilerInstance &Compiler;
  std::optional<UnitAnalysis> &Result;
  BodyFilter Bodies;
};

class AnalysisAction : public ASTFrontendAction {
public:
  AnalysisAction(const Analysis &Checks, const Surroundings &Around, const Question *Asked,
                 std::optional<UnitAnalysis> &Result)
      : Checks(Checks), Around(Around), Asked(Asked), Result(Result) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 llvm::StringRef) override {
    return std::make_unique<AnalysisConsumer>(Checks, Around, Asked, Compiler, Result);
  }

private:
  const Analysis &Checks;
  const Surroundings &Around;
  const Question *Asked;
  std::optional<UnitAnalysis> &Result;
};

class Runner : public tooling::ToolAction {
public:
  Runner(const Analysis &Checks, const Surroundings &Around, ParseOptions Options)
      : Checks(Checks), Around(Around), Options(Options) {}

  bool runInvocation(std::shared_ptr<CompilerInvocation> Invocation, FileManager *Files,
                     std::shared_ptr<PCHContainerOperations> PCH,
                     DiagnosticConsumer *Diagnostics) override {
    FrontendOptions &Frontend = Invocation->getFrontendOpts();
    Frontend.SkipFunctionBodies = !Options.AllBodies;
    Frontend.DisableFree = false;
    Invocation->getDiagnosticOpts().IgnoreWarnings = true;
    Invocation->getDiagnosticOpts().ShowCarets = false; // Or it prints "1 error generated."
    CompilerInstance Compiler(std::move(Invocation), std::move(PCH));
    Compiler.setVirtualFileSystem(Files->getVirtualFileSystemPtr());
    Compiler.setFileManager(Files);
    Compiler.createDiagnostics(Diagnostics, /*ShouldOwnClient=*/false);
    Compiler.createSourceManager();
    AnalysisAction Action(Checks, Around, Options.Asked, Result);
    bool Clean = Compiler.ExecuteAction(Action);
    Files->clearStatCache();
    return Clean;
  }

  /// Nothing if the parser did not get to the end of the unit.
  std::optional<UnitAnalysis> Result;

private:
  const Analysis &Checks;
  const Surroundings &Around;
  ParseOptions Options;
};

} // namespace

UnitOutcome UnitRunner::run(const CompileCommand &Command) {
  UnitOutcome Outcome;
  llvm::CrashRecoveryContext Recovery;
  bool Finished = Recovery.RunSafelyOnThread([&] { Outcome = parse(Command); }, StackBytes);
  if (Finished)
    return Outcome;
  Files.reset(); // Whatever it held when it broke off.
  Outcome = UnitOutcome();
  Outcome.File = Command.File;
  Outcome.Reason = "the analysis crashed; please report this file";
  return Outcome;
}

UnitOutcome UnitRunner::parse(const CompileCommand &Command) {
  UnitOutcome Outcome;
  Outcome.File = Command.File;
  if (std::string Language = otherLanguage(Command); !Language.empty()) {
    Outcome.Reason = fmt::format("its compile command is for {}, not for C", Language);
    return Outcome;
  }
  auto FileSystem = llvm::makeIntrusiveRefCnt<RegularFiles>(llvm::vfs::createPhysicalFileSystem());
  if (!Files || Directory != Command.Directory) {
    if (std::error_code Error = FileSystem->setCurrentWorkingDirectory(Command.Directory)) {
      Outcome.Reason =
          fmt::format("cannot enter its directory {}: {}", Command.Directory, Error.message());
      return Outcome;
    }
    Directory = Command.Directory;
    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Shared = std::move(FileSystem);
    Files = llvm::makeIntrusiveRefCnt<FileManager>(FileSystemOptions(), Shared);
  }
  auto Source = Files->getVirtualFileSystem().status(Command.File);
  if (std::error_code Error = Source.getError()) {
    Outcome.Reason = Error.message();
    return Outcome;
  }
  if (!Source->isRegularFile() || Source->getSize() > RegularFiles::LargestSize) {
    Outcome.Reason = Source->isRegularFile()
                         ? fmt::format("larger than {} MB", RegularFiles::LargestSize >> 20)
                         : "not a regular file";
    return Outcome;
  }

  std::vector<std::string> Args = argumentsForClang(Command);
  Args.insert(Args.begin(), GFPLINT_CLANG_DRIVER);
  FirstError Errors;
  Runner Run(Checks, Around, Options);
  tooling::ToolInvocation Invocation(std::move(Args), &Run, Files.get(),
                                     std::make_shared<PCHContainerOperations>());
  Invocation.setDiagnosticConsumer(&Errors);
  bool Clean = Invocation.run();
  if (!Run.Result) {
    Outcome.Reason = Errors.Text.empty() ? "its compile command was not understood" : Errors.Text;
    return Outcome;
  }
  Outcome.Result = std::move(*Run.Result);
  Outcome.Status = Clean && Errors.Text.empty() ? UnitOutcome::Analysed : UnitOutcome::WithErrors;
  Outcome.Reason = Errors.Text;
  // What did not parse may be what makes a correction wrong.
  if (Outcome.Status == UnitOutcome::WithErrors)
    for (Finding &F : Outcome.Result.Findings)
      F.Correction.reset();
  return Outcome;
}
