//===- Analysis.cpp - One translation unit, all checks ---------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/Analysis.h"
#include "Findings/Suppression.h"
#include "Flow/ScopeFlow.h"
#include "Flow/ScopeSummary.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace clang;
using namespace gfp;

namespace {

/// The text of the file \p Name that the unit read, for its NOLINT comments.
class SuppressionTexts {
public:
  explicit SuppressionTexts(SourceManager &SM) : SM(SM) {}

  bool suppresses(const Finding &F) {
    auto [Entry, New] = ByFile.try_emplace(F.At.File);
    if (New) {
      auto File = SM.getFileManager().getOptionalFileRef(F.At.File);
      auto Buffer = File ? SM.getMemoryBufferForFileOrNone(*File) : std::nullopt;
      if (Buffer)
        Entry->second = std::make_unique<Suppressions>(Buffer->getBuffer());
    }
    return Entry->second && Entry->second->suppresses(F.Check, F.At.Line, F.At.Column);
  }

private:
  SourceManager &SM;
  llvm::StringMap<std::unique_ptr<Suppressions>> ByFile;
};

} // namespace

Analysis::Analysis(RuleSet R, CheckSelection S)
    : Rules(std::move(R)), Selection(std::move(S)) {
  // The level of a check is the lowest its findings have: above the one asked for it is silent.
  auto canReport = [&](llvm::StringRef Name) {
    return llvm::any_of(Rules.checks(), [&](const CheckInfo &Info) {
      return Info.Name == Name && Info.Level <= Selection.Level;
    });
  };
  for (auto &Check : allChecks()) {
    if (!Selection.runs(Check->name()) || !canReport(Check->name()))
      continue;
    Check->addWords(Rules, WordList);
    Checks.push_back(std::move(Check));
  }
  Words = std::make_unique<WordFilter>(WordList);
}

std::vector<CheckInfo> Analysis::checks() const {
  std::vector<CheckInfo> Running;
  for (const CheckInfo &Info : Rules.checks())
    if (Selection.runs(Info.Name))
      Running.push_back(Info);
  return Running;
}

UnitAnalysis Analysis::run(ASTContext &Context, const Preprocessor &PP) const {
  UnitAnalysis Result;
  BodyFilter Bodies(words());
  UnitFacts Unit(Context, PP, Rules, Bodies);
  ScopeSummaries Summaries(Unit);
  SuppressionTexts Suppressed(Context.getSourceManager());
  for (const auto &Facts : Unit.functions()) {
    ++Result.Functions;
    Result.Allocations += Facts->sites().size();
    std::unique_ptr<ScopeFlow> Flow;
    if (Summaries.concern(*Facts))
      Flow = ScopeFlow::run(*Facts, Unit, Summaries);
    if (Flow) {
      Result.Scopes += Flow->saves().size();
      if (Flow->incomplete())
        Result.Incomplete.push_back(Facts->function()->getNameAsString());
    }
    FunctionView View{Unit, *Facts, Flow.get()};
    for (const auto &Check : Checks)
      Check->run(View, [&](Finding F) {
        if (F.Level <= Selection.Level && !Suppressed.suppresses(F))
          Result.Findings.push_back(std::move(F));
      });
  }
  sortAndUnique(Result.Findings);
  return Result;
}
