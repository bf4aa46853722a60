//===- Analysis.cpp - One translation unit, all checks ---------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/Analysis.h"
#include "Checks/Report.h"
#include "Engine/ThreadTime.h"
#include "Engine/UnitProgram.h"
#include "Facts/Deadline.h"
#include "Findings/Suppression.h"
#include "Flow/ScopeFlow.h"
#include "Flow/ScopeSummary.h"
#include "Summary/LinkedScopes.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace clang;
using namespace gfp;

namespace {

/// The NOLINT comments of the files the unit read.
class SuppressionTexts {
public:
  explicit SuppressionTexts(SourceManager &SM) : SM(SM) {}

  Suppressions &of(llvm::StringRef Name) {
    auto [Entry, New] = ByFile.try_emplace(Name);
    if (New) {
      auto File = SM.getFileManager().getOptionalFileRef(Name);
      auto Buffer = File ? SM.getMemoryBufferForFileOrNone(*File) : std::nullopt;
      Entry->second = std::make_unique<Suppressions>(Buffer ? Buffer->getBuffer() : "");
    }
    return *Entry->second;
  }

private:
  SourceManager &SM;
  llvm::StringMap<std::unique_ptr<Suppressions>> ByFile;
};

} // namespace

Analysis::Analysis(RuleSet R, CheckSelection S, Policy Side)
    : Rules(std::move(R)), Selection(std::move(S)), Side(Side) {
  // The level of a check is the lowest its findings have: above the one asked for it is silent.
  auto canReport = [&](llvm::StringRef Name) {
    return llvm::any_of(Rules.checks(), [&](const CheckInfo &Info) {
      return Info.Name == Name && lowestLevel(Info, Side) <= Selection.Level;
    });
  };
  llvm::StringSet<> All;
  for (auto &Check : allChecks()) {
    if (!Selection.runs(Check->name()) || !canReport(Check->name()))
      continue;
    addWords(*Check);
    Check->addJoined(Rules, Joined);
    Check->addShapes(Shapes);
    Check->addBodyWords(Rules, All);
    Checks.push_back(std::move(Check));
  }
  for (const auto &Word : Sought)
    if (Word.second.Kinds & ~WordUse::Freeing || Word.second.CannotFree)
      All.insert(Word.getKey());
  Words = std::make_unique<WordFilter>(All);
  Offsets = std::make_unique<WordOffsets>(*Words);
  llvm::StringSet<> Scopes;
  for (const ScopePair &Pair : Rules.scopePairs())
    Scopes.insert(Pair.Save);
  ScopeWords = std::make_unique<WordFilter>(Scopes);
}

std::vector<CheckInfo> Analysis::checks() const {
  std::vector<CheckInfo> Running;
  for (const CheckInfo &Info : Rules.checks())
    if (Selection.runs(Info.Name))
      Running.push_back(Info);
  return Running;
}

bool Analysis::mayReport(const Verdict &Of) const {
  return Of.Level <= Selection.Level && Selection.runs(Of.Check);
}

CallersAsked Analysis::callersAsked() const {
  auto any = [&](bool (Check::*Asks)() const) {
    return llvm::any_of(Checks, [&](const auto &Each) { return (Each.get()->*Asks)(); });
  };
  return any(&Check::dependsOnCallers) ? CallersAsked::Scopes
         : any(&Check::asksForCallers) ? CallersAsked::Addresses
                                       : CallersAsked::Nothing;
}

void Analysis::addWords(const Check &Of) {
  llvm::StringSet<> Always, ByMask;
  MemoryWords Memory;
  Of.addWords(Rules, Always);
  Of.addMaskWords(Rules, ByMask);
  Of.addMemoryWords(Rules, Memory);
  for (const auto &Word : Always)
    Sought[Word.getKey()].Kinds |=
        Of.followsFunctions() ? (Of.needsWholeFile() ? WordUse::Whole : WordUse::Always)
                              : (Of.needsWholeFile() ? WordUse::SpelledInWhole : WordUse::Spelled);
  if (!Of.looksAtMasks())
    for (const auto &Word : Always)
      Sought[Word.getKey()].Kinds |= WordUse::InAnyMask;
  for (const auto &Word : ByMask)
    Sought[Word.getKey()].add(
        {.Kinds = WordUse::ByMask, .Verdicts = Rules.verdictsAbout(Word.getKey())});
  for (const auto &[Word, Functions] : Memory.Everywhere)
    Sought[Word].CannotFree |= Functions;
  FreeSet Others = 0;
  for (const auto &[Word, Functions] : Memory.InItsSource) {
    MemoryOfSources[Word] |= Functions;
    Others |= Functions;
  }
  if (Memory.Everywhere.empty() && Memory.InItsSource.empty())
    return;
  for (size_t I = 0; I < Rules.freeFunctions().size(); ++I) {
    const FreeFunction &Free = Rules.freeFunctions()[I];
    Sought[Free.Name].Kinds |= Others >> I & 1 ? WordUse::Freeing : 0;
    Sought[Free.Name].Frees |= FreeSet(1) << I;
    for (const std::string &Cleanup : Free.Cleanups)
      Sought[Cleanup].Frees |= FreeSet(1) << I;
  }
}

MaskText Analysis::maskText() const {
  return MaskText(Rules, [&](const Verdict &V) { return mayReport(V); });
}

SpelledMasks Analysis::spelledMasks(bool Alone) const {
  return {Rules, [&](const Verdict &V) {
            return mayReport(V) && llvm::any_of(Checks, [&](const auto &Check) {
                     return Check->name() == V.Check && !(Alone && Check->followsFunctions());
                   });
          }};
}

unsigned Analysis::usesOfAdded(const MaskFlow &Flow) const {
  unsigned Uses = 0;
  for (size_t I = 0; I < Rules.flags().size(); ++I)
    if (Flow.Added >> I & 1)
      Uses |= Sought.lookup(Rules.flags()[I].Name).forCallers().always();
  return Uses;
}

unsigned Analysis::usesOfScopes() const {
  unsigned Uses = WordUse::Always;
  for (const ScopePair &Pair : Rules.scopePairs())
    Uses |= Sought.lookup(Pair.Save).always();
  return Uses;
}

void Analysis::addIfConcerned(const FunctionSummary &Function, SourceWords &Words) const {
  WordUse Use;
  if (!Function.Scopes.empty())
    Use.Kinds |= usesOfScopes();
  for (const MaskFlow &Flow : Function.Flows) {
    WordUse Allocator = Sought.lookup(Flow.Allocator).forCallers();
    // Where the mask that a call names is all that counts, what is made of it is known.
    unsigned OfFlags = usesOfAdded(Flow);
    bool ByMask = Allocator.isByMask() || OfFlags == WordUse::Always;
    Use.Kinds |= Allocator.always() | (OfFlags & WordUse::Whole ? OfFlags : 0);
    if (ByMask)
      Use.add({.Kinds = WordUse::ByMask,
               .Changes = {Flow.Added, Flow.Removed},
               .Verdicts = Rules.verdictsAbout(Flow.Allocator)});
  }
  for (const ReturnedMemory &Returned : Function.Returns) {
    WordUse Allocator = Sought.lookup(Returned.Allocator).forCallers();
    Use.add({.Kinds = Allocator.always(), .CannotFree = Allocator.CannotFree});
  }
  if (Function.Sleeps)
    Use.Kinds |= Sought.lookup(Function.Sleeps->What).forCallers().always();
  if (Use.isSought())
    Words[Function.Key].add(Use);
}

UnitAnalysis Analysis::run(ASTContext &Context, const Preprocessor &PP, const Surroundings &Around,
                           const Question *Asked) const {
  UnitAnalysis Result;
  BodyFilter Bodies = bodies();
  UnitFacts Unit(Context, PP, Rules, Bodies, Around.Part, Around.Reduced, Around.Bodies);
  Result.LacksBodies = Unit.lacksBodies();
  if (Result.LacksBodies)
    return Result;
  std::optional<UnitProgram> Summaries;
  {
    ThreadTime Spent(Result.SummarySeconds);
    Summaries.emplace(Unit, Around);
  }
  UnitProgram &Program = *Summaries;
  Unit.adopt(Program.wrappers());
  std::optional<LinkedScopes> Linked;
  if (Around.Tree)
    Linked.emplace(Program.keys(), Rules, *Around.Tree);
  ScopeSummaries Scopes(Unit, Linked ? &*Linked : nullptr);
  std::vector<std::unique_ptr<ScopeFlow>> Flows;
  for (const auto &Facts : Unit.functions()) {
    if (Deadline::passed())
      return Result;
    bool Concerned = Scopes.concern(*Facts);
    Flows.push_back(Concerned ? ScopeFlow::run(*Facts, Unit, Scopes) : nullptr);
    if (Concerned)
      Program.addScopes(*Facts, Flows.back().get(), Scopes.of(Facts->function()));
  }
  {
    ThreadTime Spent(Result.SummarySeconds);
    Program.linkAgain();
  }

  const SourceManager &SM = Context.getSourceManager();
  SuppressionTexts Comments(Context.getSourceManager());
  // A comment is of use for a finding that the level hides, too: first the comment, then the level.
  auto take = [&](Finding F) {
    if (!Comments.of(F.At.File).suppresses(F) && F.Level <= Selection.Level)
      Result.Findings.push_back(std::move(F));
  };
  std::vector<FunctionView> Views;
  for (size_t I = 0; I < Unit.functions().size(); ++I) {
    const FunctionFacts &Facts = *Unit.functions()[I];
    const ScopeFlow *Flow = Flows[I].get();
    ++Result.Functions;
    Result.Allocations += Facts.sites().size();
    if (Flow) {
      Result.Scopes += Flow->saves().size();
      if (Flow->incomplete())
        Result.Incomplete.push_back(Facts.function()->getNameAsString());
    }
    const FunctionView &View = Views.emplace_back(Unit, Facts, Flow, &Program.knowledge(), Side);
    if (Asked)
      llvm::append_range(Result.Explained, explain(View, *Asked));
    for (const auto &Check : Checks)
      Check->run(View, take);
    if (Deadline::passed())
      return Result;
  }
  UnitView Whole{Unit, Views, Program.knowledge(), Comments.of(fileName(SM, SM.getMainFileID())),
                 Checks};
  for (const auto &Check : Checks)
    Check->runOnUnit(Whole, take);
  Result.LacksFunctions = Unit.lacksFunctions();
  sortAndUnique(Result.Findings);
  Result.Asked = Program.knowledge().asked();
  Result.AskedInSections = Program.knowledge().askedInSections();
  Result.LettingGo = Program.knowledge().lettingGo();
  Result.AskedForMemory = Program.knowledge().askedForMemory();
  ThreadTime Spent(Result.SummarySeconds);
  Result.Summary = Program.takeRecords();
  return Result;
}
