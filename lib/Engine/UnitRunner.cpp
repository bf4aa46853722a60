//===- UnitRunner.cpp - Parsing a unit for its findings -------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/UnitRunner.h"
#include "Engine/ClangCall.h"
#include "Engine/DeadlineWatch.h"
#include "Engine/HeaderWatch.h"
#include "Engine/LateBodies.h"
#include "Engine/MissingFiles.h"
#include "Engine/ParseUnit.h"
#include "Engine/PlainBodies.h"
#include "Engine/RegularFiles.h"
#include "Engine/SkippedText.h"
#include "Facts/Deadline.h"
#include "Facts/EventCalls.h"
#include "Kbuild/CommandSet.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"
#include "clang/Lex/LexDiagnostic.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Sema/IdentifierResolver.h"
#include "clang/Sema/Sema.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <fmt/format.h>
#include <optional>

using namespace clang;
using namespace gfp;

namespace {

/// Keeps the first error.
class FirstError : public DiagnosticConsumer {
public:
  void HandleDiagnostic(DiagnosticsEngine::Level Level, const Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    if (Level < DiagnosticsEngine::Error)
      return;
    OnlyLacksFile = getNumErrors() == 1 && Info.getID() == diag::err_pp_file_not_found;
    if (!Text.empty())
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
  /// The one error is an #include of something that is not there: none is told behind it.
  bool OnlyLacksFile = false;
};

class AnalysisConsumer : public ASTConsumer {
public:
  AnalysisConsumer(const Analysis &Checks, const Surroundings &Around, const Question *Asked,
                   CompilerInstance &Compiler, const FirstError &Errors,
                   const ReducedSource *Reduced, HeaderUse *Use,
                   std::optional<UnitAnalysis> &Result)
      : Checks(Checks), Around(Around), Asked(Asked), Compiler(Compiler), Errors(Errors),
        Reduced(Reduced), Use(Use), Result(Result), Bodies(Checks.bodies()),
        Late(Compiler, Checks.rules()) {
    if (Reduced)
      Compiler.getPreprocessor().addPPCallbacks(watchSkipped(Compiler.getPreprocessor(), Skipped));
  }

  bool shouldSkipFunctionBody(Decl *D) override {
    const auto *Function = dyn_cast<FunctionDecl>(D);
    const SourceManager &SM = Compiler.getSourceManager();
    if (!Function || Late.isParsing() || Bodies.mentions(Function, SM))
      return false;
    if (tellsOfEvent(Function, Function->getASTContext(), Checks.rules())) {
      passOverMadeBody(Compiler.getPreprocessor());
      return true;
    }
    Late.skip(Function, Bodies.mayMatter(Function, SM));
    if (Use)
      Use->passOver(Function);
    return true;
  }
  /// The unit is parsed, by \p Parse.
  void parsed(Parser &Parse) { Late.endUnit(Parse); }
  bool HandleTopLevelDecl(DeclGroupRef Group) override {
    Late.endDeclaration();
    for (const Decl *D : Group) {
      if (Use && !D->isFromASTFile())
        Use->declare(D);
      const auto *Function = Reduced ? dyn_cast<FunctionDecl>(D) : nullptr;
      if (Function && Function->getIdentifier())
        Declared.insert(Function->getName());
    }
    // If there is no point in going on the parser stops here.
    return !Deadline::passed() && (!Use || Use->Difference.empty());
  }
  void HandleTranslationUnit(ASTContext &Context) override {
    if (Use)
      Use->finish(Compiler.getPreprocessor().getIdentifierTable());
    // With a difference, or an error that may come from one, all this was in vain.
    bool Suspect = Context.getDiagnostics().hasErrorOccurred() && !Errors.OnlyLacksFile;
    if (Use && (!Use->Difference.empty() || Suspect))
      return;
    if (Reduced && isRenamed()) {
      Result.emplace().LacksFunctions = true;
      return;
    }
    Surroundings Near = Around;
    PrecompiledPart Part;
    if (Use) {
      Part = {Use->names(), [&](SourceLocation Loc) { return Use->visible(Loc); },
              [&](llvm::StringRef Name) { return namesInScope(Name); }};
      Near.Part = &Part;
    }
    Near.Bodies = [&](const FunctionDecl *Skipped) {
      if (!Use)
        return Late.parse(Skipped);
      Use->lookBack(Skipped);
      const FunctionDecl *Defined = Late.parse(Skipped);
      if (Defined && !Skipped->isFromASTFile())
        Use->declare(Defined);
      Use->lookBack(nullptr);
      return Defined;
    };
    Result = Checks.run(Context, Compiler.getPreprocessor(), Near, Asked);
    if (!Use)
      return;
    // A body that was parsed late may have met one, too.
    Use->finish(Compiler.getPreprocessor().getIdentifierTable());
    if (!Use->Difference.empty())
      Result.reset();
  }

private:
  /// A macro gives a function that was taken out, and that no condition leaves out, another name:
  /// who asks for that asks in vain.
  bool isRenamed() const {
    return llvm::any_of(Reduced->Functions, [&](const auto &Each) {
      return !Declared.contains(Each.getKey()) &&
             !llvm::all_of(Each.second, [&](unsigned Body) { return Skipped.holds(Body); });
    });
  }
  /// What the parser would find by \p Name behind the last line.
  DeclList namesInScope(llvm::StringRef Name) {
    DeclarationName Key(Compiler.getPreprocessor().getIdentifierInfo(Name));
    DeclList Found;
    for (const NamedDecl *D : Compiler.getSema().IdResolver.decls(Key))
      if (!D->isFromASTFile() || Use->visible(D->getLocation()))
        Found.push_back(D);
    return Found;
  }

  const Analysis &Checks;
  const Surroundings &Around;
  const Question *Asked;
  CompilerInstance &Compiler;
  const FirstError &Errors;
  const ReducedSource *Reduced; ///< Null: parsed as a whole.
  llvm::StringSet<> Declared;   ///< Functions of a reduced source.
  SkippedText Skipped;          ///< Of that.
  HeaderUse *Use;
  std::optional<UnitAnalysis> &Result;
  BodyFilter Bodies;
  LateBodies Late;
};

class AnalysisAction : public ASTFrontendAction {
public:
  AnalysisAction(const CompileCommand &Command, const Analysis &Checks, const Surroundings &Around,
                 const ParseOptions &Options, const FirstError &Errors,
                 const ReducedSource *Reduced, const PrecompiledHeader *Shared)
      : Command(Command), Checks(Checks), Around(Around), Options(Options), Errors(Errors),
        Reduced(Reduced), Shared(Shared) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 llvm::StringRef) override {
    Compiler.getPreprocessor().addPPCallbacks(watchDeadline(Compiler.getPreprocessor()));
    Compiler.getPreprocessor().addPPCallbacks(watchMissing(Compiler.getPreprocessor(), Missing));
    if (Shared) {
      Use.emplace(*Shared, Command, Checks.rules(), Compiler.getSourceManager());
      Compiler.getPreprocessor().addPPCallbacks(watchHeaders(*Use));
      // Or what is named by __COUNTER__ has the names of what headers made of it.
      Compiler.getPreprocessor().setCounterValue(Shared->Counter);
    }
    auto Made = std::make_unique<AnalysisConsumer>(Checks, Around, Options.Asked, Compiler, Errors,
                                                   Reduced, Use ? &*Use : nullptr, Result);
    Consumer = Made.get();
    return Made;
  }

  void ExecuteAction() override {
    CompilerInstance &Compiler = getCompilerInstance();
    Compiler.createSema(getTranslationUnitKind(), /*CompletionConsumer=*/nullptr);
    parseUnit(Compiler.getSema(), Compiler.getFrontendOpts().SkipFunctionBodies,
              [&](Parser &Parse) { Consumer->parsed(Parse); });
  }

  void EndSourceFileAction() override {
    const SourceManager &SM = getCompilerInstance().getSourceManager();
    if (Use)
      Files = Use->files();
    for (auto I = SM.fileinfo_begin(); I != SM.fileinfo_end(); ++I)
      if (!Use || !Use->isShared(I->first))
        Files.push_back(I->first.getName().str());
  }

  /// Nothing if the parser did not get to the end of the unit, or there is a difference.
  std::optional<UnitAnalysis> Result;
  std::optional<HeaderUse> Use;
  std::vector<std::string> Files, Missing; ///< As they were spelled.

private:
  const CompileCommand &Command;
  const Analysis &Checks;
  const Surroundings &Around;
  const ParseOptions &Options;
  const FirstError &Errors;
  const ReducedSource *Reduced;
  const PrecompiledHeader *Shared;
  AnalysisConsumer *Consumer = nullptr;
};

} // namespace

UnitOutcome UnitRunner::run(const CompileCommand &Command,
                            std::shared_ptr<const PrecompiledHeader> Shared,
                            const ReducedSource &Reduced, bool AllBodies) {
  UnitOutcome Outcome;
  llvm::CrashRecoveryContext Recovery;
  bool Finished = Recovery.RunSafelyOnThread(
      [&] {
        Outcome = analyse(Command, Shared, Reduced.Digest ? &Reduced : nullptr,
                          AllBodies || Options.AllBodies);
      },
      ParserStackBytes);
  if (Finished)
    return Outcome;
  Files.reset(); // Whatever it held when it broke off.
  Outcome = UnitOutcome();
  Outcome.File = Command.File;
  Outcome.Reason = Recovery.RetCode == TimedOutCode
                       ? timedOut()
                       : "the analysis crashed; please report this file";
  return Outcome;
}

std::string UnitRunner::timedOut() const {
  return fmt::format("timed out after {} s", Options.Timeout);
}

bool UnitRunner::enter(const CompileCommand &Command,
                       std::shared_ptr<const PrecompiledHeader> Shared, std::string &Reason) {
  if (Files && Directory == Command.Directory && Near == Shared)
    return true;
  Events = llvm::makeIntrusiveRefCnt<EventFiles>(
      llvm::makeIntrusiveRefCnt<RegularFiles>(llvm::vfs::createPhysicalFileSystem()),
      Checks.rules());
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FileSystem = Events;
  if (Shared)
    FileSystem = Shared->over(std::move(FileSystem));
  if (std::error_code Error = FileSystem->setCurrentWorkingDirectory(Command.Directory)) {
    Reason = fmt::format("cannot enter its directory {}: {}", Command.Directory, Error.message());
    return false;
  }
  Directory = Command.Directory;
  Near = std::move(Shared);
  Files = llvm::makeIntrusiveRefCnt<FileManager>(FileSystemOptions(), FileSystem);
  return true;
}

UnitOutcome UnitRunner::analyse(const CompileCommand &Command,
                                const std::shared_ptr<const PrecompiledHeader> &Shared,
                                const ReducedSource *Reduced, bool AllBodies) {
  Deadline Limit(Options.Timeout);
  UnitOutcome Outcome;
  Outcome.File = Command.File;
  if (std::string Language = otherLanguage(Command); !Language.empty()) {
    Outcome.Reason = fmt::format("its compile command is for {}, not for C", Language);
    return Outcome;
  }
  if (!enter(Command, Shared, Outcome.Reason))
    return Outcome;
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
  std::string Difference;
  for (const PrecompiledHeader *Each = Shared.get(); Each; Each = Each->Base.get())
    if (auto Quick = parse(Command, Each, Reduced, Difference, AllBodies))
      return std::move(*Quick);
  Outcome = *parse(Command, nullptr, Reduced, Difference, AllBodies);
  Outcome.Difference = std::move(Difference);
  return Outcome;
}

std::optional<UnitOutcome> UnitRunner::parse(const CompileCommand &Command,
                                             const PrecompiledHeader *Shared,
                                             const ReducedSource *Reduced, std::string &Difference,
                                             bool AllBodies) {
  UnitOutcome Outcome;
  Outcome.File = Command.File;
  FirstError Errors;
  Surroundings Near = Around;
  Near.Reduced = Reduced;
  AnalysisAction Action(Command, Checks, Near, Options, Errors, Reduced, Shared);
  EventNames Used(Checks.rules());
  if (Reduced)
    Used.addUsesIn(Reduced->Text);
  Events->use(Reduced ? &Used : nullptr);
  llvm::scope_exit Release([&] { Events->use(nullptr); });
  bool Clean = runClang(Command, *Files, Errors, Action, [&](CompilerInvocation &Invocation) {
    Invocation.getFrontendOpts().SkipFunctionBodies = !AllBodies;
    if (Reduced)
      Invocation.getPreprocessorOpts().addRemappedFile(
          Command.File, llvm::MemoryBuffer::getMemBuffer(Reduced->Text, Command.File).release());
    if (Shared)
      usePrecompiled(*Shared, Invocation);
  });
  if (Deadline::passed()) {
    Outcome.Reason = timedOut();
    return Outcome;
  }
  if (Shared && (!Action.Result || Action.Result->LacksBodies)) {
    Difference = Action.Result                                   ? "needs the body of a function"
                 : Action.Use && !Action.Use->Difference.empty() ? Action.Use->Difference
                                                                 : Errors.Text;
    return std::nullopt;
  }
  // An error may come of what is not there.
  bool Suspect = !Errors.Text.empty() && !Errors.OnlyLacksFile;
  if (Reduced && (!Action.Result || Action.Result->LacksFunctions || Suspect)) {
    auto Whole = parse(Command, Shared, /*Reduced=*/nullptr, Difference, AllBodies);
    if (Whole)
      Whole->Whole = true;
    return Whole;
  }
  if (!Action.Result) {
    Outcome.Reason = Errors.Text.empty() ? "its compile command was not understood" : Errors.Text;
    return Outcome;
  }
  if (Action.Result->LacksBodies)
    return parse(Command, Shared, Reduced, Difference, /*AllBodies=*/true);
  Outcome.Shared = Shared != nullptr;
  Outcome.AllBodies = AllBodies;
  auto inOrder = [&](llvm::ArrayRef<std::string> Spelled) {
    std::vector<std::string> Paths;
    for (const std::string &File : Spelled)
      Paths.push_back(absolutePath(Command.Directory, File));
    llvm::sort(Paths);
    Paths.erase(llvm::unique(Paths), Paths.end());
    return Paths;
  };
  Outcome.Files = inOrder(Action.Files);
  Outcome.Missing = inOrder(Action.Missing);
  Outcome.Result = std::move(*Action.Result);
  Outcome.Status = Clean && Errors.Text.empty() ? UnitOutcome::Analysed : UnitOutcome::WithErrors;
  Outcome.Reason = Errors.Text;
  // What did not parse may be what makes a correction wrong.
  if (Outcome.Status == UnitOutcome::WithErrors)
    for (Finding &F : Outcome.Result.Findings)
      F.Correction.reset();
  return Outcome;
}
