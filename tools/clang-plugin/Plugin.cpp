//===- Plugin.cpp - gfp-lint inside clang --------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   clang -fplugin=gfp-lint-clang.so [-fplugin-arg-gfplint-release=6.12] ...
//
// (The plugin's name has no dash: clang takes what follows the first one for the argument.)
// Arguments: release=X.Y, rules=DIR, checks=GLOBS, level=N, policy=NAME, summaries=FILE (of
// gfp-lint scan
// --summaries-out), werror.
//
//===----------------------------------------------------------------------===//
#include "Engine/Analysis.h"
#include "Engine/Configuration.h"
#include "Engine/SourceMapping.h"
#include "Engine/Target.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendPluginRegistry.h"

using namespace clang;

namespace {

struct PluginArguments {
  std::string Release = "auto", Rules, Checks, Summary;
  std::optional<unsigned> Level;
  std::optional<gfp::Policy> Side;
  bool Werror = false;
};

/// The source is the output of a preprocessor: nothing else begins with a line marker (`# 1
/// "a.c"`). Its macros are expanded, its comments gone or (-frewrite-includes) on lines of another
/// file.
bool isPreprocessed(const CompilerInstance &Compiler) {
  if (llvm::any_of(Compiler.getFrontendOpts().Inputs,
                   [](const FrontendInputFile &Input) { return Input.getKind().isPreprocessed(); }))
    return true;
  const SourceManager &SM = Compiler.getSourceManager();
  llvm::StringRef Text = SM.getBufferData(SM.getMainFileID());
  return Text.consume_front("# ") && !Text.empty() && isDigit(Text.front());
}

class PluginConsumer : public ASTConsumer {
public:
  PluginConsumer(CompilerInstance &Compiler, gfp::Analysis Checks, gfp::Neighbourhood Around,
                 bool Werror)
      : Compiler(Compiler), Checks(std::move(Checks)), Around(std::move(Around)), Werror(Werror) {}

  void HandleTranslationUnit(ASTContext &Context) override {
    DiagnosticsEngine &Diags = Context.getDiagnostics();
    SourceManager &SM = Context.getSourceManager();
    auto Level = Werror ? DiagnosticsEngine::Error : DiagnosticsEngine::Warning;
    if (isPreprocessed(Compiler)) {
      Diags.Report(Diags.getCustomDiagID(
          Level, "gfp-lint: not analysed: the source is preprocessed already (distcc, icecc, "
                 "-save-temps), its macros and NOLINT comments are gone"));
      return;
    }
    unsigned Main = Diags.getCustomDiagID(Level, "%0 [%1]");
    unsigned Note = Diags.getCustomDiagID(DiagnosticsEngine::Note, "%0");
    gfp::UnitAnalysis Result =
        Checks.run(Context, Compiler.getPreprocessor(), Around.surroundings());
    for (const gfp::Finding &F : Result.Findings) {
      {
        DiagnosticBuilder D = Diags.Report(gfp::locate(SM, F.At), Main);
        D << F.Message << F.Check;
        if (F.Correction)
          for (const FixItHint &Hint : gfp::hintsFor(SM, *F.Correction))
            D << Hint;
      }
      for (const gfp::Note &N : F.Notes)
        Diags.Report(gfp::locate(SM, N.At), Note) << N.Message;
    }
  }

private:
  CompilerInstance &Compiler;
  gfp::Analysis Checks;
  gfp::Neighbourhood Around;
  bool Werror;
};

class PluginAction : public PluginASTAction {
public:
  ActionType getActionType() override { return AddBeforeMainAction; }

protected:
  bool ParseArgs(const CompilerInstance &Compiler, const std::vector<std::string> &Args) override {
    for (const std::string &Arg : Args) {
      auto [Key, Value] = llvm::StringRef(Arg).split('=');
      if (Key == "release")
        Arguments.Release = Value.str();
      else if (Key == "rules")
        Arguments.Rules = Value.str();
      else if (Key == "checks")
        Arguments.Checks = Value.str();
      else if (Key == "policy") {
        auto Side = gfp::parsePolicy(Value);
        if (!Side)
          return error(Compiler, llvm::toString(Side.takeError()));
        Arguments.Side = *Side;
      } else if (Key == "summaries")
        Arguments.Summary = Value.str();
      else if (Key == "werror" && Value.empty())
        Arguments.Werror = true;
      else if (unsigned Level = 0; Key == "level" && !Value.getAsInteger(10, Level) && Level <= 2)
        Arguments.Level = Level;
      else
        return error(
            Compiler,
            "argument '" + Arg +
                "' not understood (release=, rules=, checks=, level=, policy=, summaries=, "
                "werror)");
    }
    return true;
  }

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 llvm::StringRef File) override {
    auto Project = gfp::Configuration::around(File);
    if (!Project) {
      error(Compiler, llvm::toString(Project.takeError()));
      return std::make_unique<ASTConsumer>();
    }
    auto orElse = [](const std::string &Given, const std::string &Other) {
      return Given.empty() || Given == "auto" ? (Other.empty() ? Given : Other) : Given;
    };
    auto Rules = gfp::rulesForTarget(orElse(Arguments.Release, Project->Release),
                                     orElse(Arguments.Rules, Project->Rules), File);
    if (!Rules) {
      error(Compiler, llvm::toString(Rules.takeError()));
      return std::make_unique<ASTConsumer>();
    }
    gfp::Policy Side = Arguments.Side.value_or(Project->Side.value_or(gfp::Policy::Flags));
    auto Selection = gfp::selectChecks(orElse(Arguments.Checks, Project->Checks),
                                       Arguments.Level ? Arguments.Level : Project->Level, Side,
                                       Rules->checks());
    if (!Selection) {
      error(Compiler, llvm::toString(Selection.takeError()));
      return std::make_unique<ASTConsumer>();
    }
    auto Around = gfp::Neighbourhood::of(File, Arguments.Summary, *Rules);
    if (!Around) {
      error(Compiler, llvm::toString(Around.takeError()));
      return std::make_unique<ASTConsumer>();
    }
    return std::make_unique<PluginConsumer>(
        Compiler, gfp::Analysis(std::move(*Rules), std::move(*Selection), Side), std::move(*Around),
        Arguments.Werror);
  }

private:
  static bool error(const CompilerInstance &Compiler, const std::string &Message) {
    DiagnosticsEngine &Diags = Compiler.getDiagnostics();
    Diags.Report(Diags.getCustomDiagID(DiagnosticsEngine::Error, "gfp-lint: %0")) << Message;
    return false;
  }

  PluginArguments Arguments;
};

} // namespace

static FrontendPluginRegistry::Add<PluginAction>
    Registration("gfplint", "memory-allocation contexts of the Linux kernel");
