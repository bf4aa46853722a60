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

/// Names without which no check has anything to say: scopes, and the allocators verdicts are about.
llvm::StringSet<> wordsOf(const RuleSet &Rules) {
  llvm::StringSet<> Words;
  for (const ScopePair &Pair : Rules.scopePairs()) {
    Words.insert(Pair.Save);
    Words.insert(Pair.Restore);
  }
  for (const Allocator &A : Rules.allocators()) {
    bool Judged = llvm::any_of(Rules.verdicts(), [&](const Verdict &V) {
      return V.Backings.empty() || llvm::is_contained(V.Backings, A.Back);
    });
    if (!Judged || !A.TakesGfp)
      continue;
    Words.insert(A.Name);
    Words.insert(A.Name + "_noprof");
  }
  return Words;
}

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
    : Rules(std::move(R)), Selection(std::move(S)), WordList(wordsOf(Rules)), Words(WordList) {
  for (auto &Check : allChecks())
    if (Selection.runs(Check->name()))
      Checks.push_back(std::move(Check));
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
  BodyFilter Bodies(Words);
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
