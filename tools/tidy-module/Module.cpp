//===- Module.cpp - gfp-lint inside clang-tidy ---------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
//   clang-tidy -load gfp-lint-tidy.so --checks=gfp-* ...
//
// One tidy check for each check of rules/checks.yaml. Options, for one check (gfp-redundant-scope.
// Release) or all (Release): Release ("6.12" or "auto"), Rules (a directory), Level (0 to 2),
// Policy, Summaries (a file of gfp-lint scan
// --summaries-out).
//
//===----------------------------------------------------------------------===//
#include "Engine/Analysis.h"
#include "Engine/Configuration.h"
#include "Engine/SourceMapping.h"
#include "Engine/Target.h"
#include "clang-tidy/ClangTidyCheck.h"
#include "clang-tidy/ClangTidyModule.h"
#include <memory>
#include <tuple>

using namespace clang;
using namespace clang::ast_matchers;
using namespace clang::tidy;

namespace {

/// What the checks of one run share: the unit is analysed once for all of them.
class SharedAnalysis {
public:
  struct Settings {
    std::string Release, Rules, Summary, Side;
    std::optional<unsigned> Level;
    bool operator==(const Settings &) const = default;
  };

  /// The findings for this unit, or the error that keeps them from being found.
  llvm::Expected<gfp::UnitAnalysis> &of(ASTContext &Context, const Preprocessor &PP,
                                        llvm::StringRef File, const Settings &Asked) {
    if (!Last || Unit != &Context || !(Current == Asked)) {
      Unit = &Context;
      Current = Asked;
      if (Last && !*Last)
        llvm::consumeError(Last->takeError());
      Last = std::make_unique<llvm::Expected<gfp::UnitAnalysis>>(analyse(Context, PP, File));
      (void)!*Last;
    }
    return *Last;
  }

  ~SharedAnalysis() {
    if (Last && !*Last)
      llvm::consumeError(Last->takeError());
  }

private:
  llvm::Expected<gfp::UnitAnalysis> analyse(ASTContext &Context, const Preprocessor &PP,
                                            llvm::StringRef File) const {
    auto Project = gfp::Configuration::around(File);
    if (!Project)
      return Project.takeError();
    auto Side = Current.Side.empty()
                    ? llvm::Expected<gfp::Policy>(Project->Side.value_or(gfp::Policy::Flags))
                    : gfp::parsePolicy(Current.Side);
    if (!Side)
      return Side.takeError();
    bool Auto = Current.Release == "auto" && !Project->Release.empty();
    auto Rules = gfp::rulesForTarget(Auto ? Project->Release : Current.Release,
                                     Current.Rules.empty() ? Project->Rules : Current.Rules, File);
    if (!Rules)
      return Rules.takeError();
    auto Selection = gfp::selectChecks(
        Project->Checks, Current.Level ? Current.Level : Project->Level, *Side, Rules->checks());
    if (!Selection)
      return Selection.takeError();
    auto Around = gfp::Neighbourhood::of(File, Current.Summary, *Rules);
    if (!Around)
      return Around.takeError();
    return gfp::Analysis(std::move(*Rules), std::move(*Selection), *Side)
        .run(Context, PP, Around->surroundings());
  }

  const ASTContext *Unit = nullptr;
  Settings Current;
  std::unique_ptr<llvm::Expected<gfp::UnitAnalysis>> Last;
};

class GfpCheck : public ClangTidyCheck {
public:
  GfpCheck(llvm::StringRef Name, ClangTidyContext *Context, std::shared_ptr<SharedAnalysis> Shared)
      : ClangTidyCheck(Name, Context), Name(Name),
        Shared(std::move(Shared)), Asked{Options.getLocalOrGlobal("Release", "auto").str(),
                                         Options.getLocalOrGlobal("Rules", "").str(),
                                         Options.getLocalOrGlobal("Summaries", "").str(),
                                         Options.getLocalOrGlobal("Policy", "").str(),
                                         Options.getLocalOrGlobal<unsigned>("Level")} {}

  bool isLanguageVersionSupported(const LangOptions &Lang) const override {
    return !Lang.CPlusPlus;
  }
  void storeOptions(ClangTidyOptions::OptionMap &Map) override {
    Options.store(Map, "Release", Asked.Release);
    Options.store(Map, "Rules", Asked.Rules);
    Options.store(Map, "Summaries", Asked.Summary);
    Options.store(Map, "Policy", Asked.Side);
    if (Asked.Level)
      Options.store(Map, "Level", *Asked.Level);
  }
  void registerPPCallbacks(const SourceManager &, Preprocessor *Unit, Preprocessor *) override {
    PP = Unit;
  }
  void registerMatchers(MatchFinder *Finder) override {
    Finder->addMatcher(translationUnitDecl().bind("unit"), this);
  }

  void check(const MatchFinder::MatchResult &Result) override {
    SourceManager &SM = Result.Context->getSourceManager();
    auto File = SM.getFileEntryRefForID(SM.getMainFileID());
    auto &Analysis =
        Shared->of(*Result.Context, *PP, File ? File->getName() : llvm::StringRef(), Asked);
    if (!Analysis) {
      // Every check says so: the user may have enabled just one.
      configurationDiag("gfp-lint cannot run: its Release or Rules option is wrong (see `gfp-lint "
                        "checks --release … --rules …`)");
      return;
    }
    for (const gfp::Finding &F : Analysis->Findings)
      if (F.Check == Name)
        report(SM, F);
  }

private:
  void report(SourceManager &SM, const gfp::Finding &F) {
    {
      auto Builder = diag(gfp::locate(SM, F.At), "%0") << F.Message;
      if (F.Correction)
        for (const FixItHint &Hint : gfp::hintsFor(SM, *F.Correction))
          Builder << Hint;
    }
    for (const gfp::Note &N : F.Notes)
      diag(gfp::locate(SM, N.At), "%0", DiagnosticIDs::Note) << N.Message;
  }

  std::string Name;
  std::shared_ptr<SharedAnalysis> Shared;
  SharedAnalysis::Settings Asked;
  Preprocessor *PP = nullptr;
};

class GfpModule : public ClangTidyModule {
public:
  void addCheckFactories(ClangTidyCheckFactories &Factories) override {
    auto Shared = std::make_shared<SharedAnalysis>();
    for (const auto &Check : gfp::allChecks())
      Factories.registerCheckFactory(Check->name(),
                                     [Shared](llvm::StringRef Name, ClangTidyContext *Context) {
                                       return std::make_unique<GfpCheck>(Name, Context, Shared);
                                     });
  }
};

} // namespace

static ClangTidyModuleRegistry::Add<GfpModule>
    Registration("gfp-module", "memory-allocation contexts of the Linux kernel");
