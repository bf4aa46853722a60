//===- Scan.cpp - Analysing many units -------------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/Scan.h"
#include "Engine/Agreement.h"
#include "Engine/HeapTrim.h"
#include "Engine/OpenQuestions.h"
#include "Engine/Reductions.h"
#include "Engine/ThreadTime.h"
#include "Engine/Threads.h"
#include "Engine/UnitNeeds.h"
#include "Engine/UnitQueue.h"
#include "Engine/UnreadHeaders.h"
#include "Summary/FunctionKey.h"
#include "Summary/LayeredStore.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include <atomic>
#include <fmt/format.h>
#include <mutex>
#include <numeric>
#include <optional>
#include <set>
#include <system_error>

using namespace gfp;

namespace {

UnitOutcome filtered(const CompileCommand &Command) {
  UnitOutcome Outcome;
  Outcome.Status = UnitOutcome::Filtered;
  Outcome.File = Command.File;
  return Outcome;
}

void count(const UnitOutcome &Outcome, ScanStats &Stats) {
  ++Stats.Units;
  Stats.Analysed += Outcome.Status == UnitOutcome::Analysed;
  Stats.WithErrors += Outcome.Status == UnitOutcome::WithErrors;
  Stats.Failed += Outcome.Status == UnitOutcome::Failed;
  Stats.Filtered += Outcome.Status == UnitOutcome::Filtered;
  Stats.Shared += Outcome.Shared;
  Stats.Unshared += !Outcome.Difference.empty();
  Stats.Functions += Outcome.Result.Functions;
  Stats.Allocations += Outcome.Result.Allocations;
  Stats.Scopes += Outcome.Result.Scopes;
  for (const std::string &Function : Outcome.Result.Incomplete)
    Stats.Incomplete.push_back(fmt::format("{}: {}", Outcome.File, Function));
}

/// Its source, or one it includes, does not exist.
bool lacksFile(const UnitOutcome &Outcome) {
  return (Outcome.Status == UnitOutcome::Failed || Outcome.Status == UnitOutcome::WithErrors) &&
         (llvm::StringRef(Outcome.Reason).ends_with("file not found") ||
          Outcome.Reason == std::make_error_code(std::errc::no_such_file_or_directory).message());
}

/// Empties \p Container and gives its memory back, which assigning {} does not.
template <class T> void release(T &Container) { T().swap(Container); }

/// One scan under way.
class Scanner {
public:
  Scanner(const std::vector<CompileCommand> &Commands, const Analysis &Checks,
          const ScanOptions &Options)
      : Commands(Commands), Checks(Checks), Options(Options), Outcomes(Commands.size()),
        Needs(Commands.size()), Answers(Commands.size()), Records(Commands.size()), Judge(Checks),
        Callers(Checks.callersAsked()), Rules(LinkRules::of(Checks.rules())),
        Known(Linked, Options.Around.Tree), Unread(Linked, Known),
        Reduced(Commands,
                Options.Parse.AllBodies || Options.Parse.Asked ? nullptr : Options.Filter),
        Apart(Commands, Options.Filter) {
    if (Options.ShareHeaders)
      Headers.emplace(Commands, Checks.bodies(), Checks.rules());
  }

  void run() {
    std::vector<size_t> All(Commands.size());
    std::iota(All.begin(), All.end(), 0);
    analyse(All);
    makeMissing(std::move(All));
    link(indicesOf([](const UnitOutcome &) { return true; }));
    // Each round brings knowledge one file further; what is left after the last is told.
    for (unsigned Round = 0; Round < MaxRounds; ++Round) {
      std::vector<size_t> Next = unitsToRead();
      std::vector<size_t> Changed = unitsThatChange();
      Again += Changed.size();
      llvm::append_range(Next, Changed);
      llvm::sort(Next);
      Next.erase(llvm::unique(Next), Next.end());
      if (Next.empty())
        return;
      for (size_t I : Next)
        Retired += Outcomes[I].Result.Findings.size();
      Done -= Next.size();
      analyse(Next);
      makeMissing(Next);
      link(Next);
    }
    StoppedEarly = !unitsThatChange().empty();
  }

  ScanStats finish(Report &Into) {
    ScanStats Stats;
    if (Options.Filter)
      Options.Filter->save();
    dropContradicted(Outcomes);
    for (auto [Outcome, Command] : llvm::zip_equal(Outcomes, Commands)) {
      count(Outcome, Stats);
      if (Stats.Explained.empty())
        Stats.Explained = std::move(Outcome.Result.Explained);
      if (Outcome.Status == UnitOutcome::Failed || Outcome.Status == UnitOutcome::WithErrors)
        Into.Problems.push_back({Outcome.File, Outcome.Reason,
                                 Outcome.Status == UnitOutcome::WithErrors, Command.Neighbour});
      for (Finding &F : Outcome.Result.Findings)
        F.Neighbour = Command.Neighbour;
      llvm::append_range(Into.Findings, std::move(Outcome.Result.Findings));
    }
    sortAndUnique(Into.Findings);
    Stats.Again = Again;
    Stats.Recalled = Recalled;
    Stats.Linked = Linked.records().size();
    Stats.PartlyLinked = Linked.incomplete();
    Stats.StoppedEarly = StoppedEarly;
    Stats.SummarySeconds = SummarySeconds;
    return Stats;
  }

  Program Linked;

private:
  /// Files that knowledge passes through, and functions of files that were not read as a whole.
  static constexpr unsigned MaxRounds = 32;
  static constexpr size_t TrimEvery = 32; ///< Units.

  template <class Fn> std::vector<size_t> indicesOf(Fn Wanted) const {
    std::vector<size_t> Found;
    for (size_t I = 0; I < Outcomes.size(); ++I)
      if (Wanted(Outcomes[I]))
        Found.push_back(I);
    return Found;
  }

  /// Calls \p Do with each of \p Indices, on all threads.
  void forEach(llvm::ArrayRef<size_t> Indices, llvm::function_ref<void(size_t)> Do) {
    forEachBelow(Indices.size(), Options.Threads, 1, [&](size_t I) { Do(Indices[I]); });
  }

  void finished(size_t I) {
    UnitAnalysis &Result = Outcomes[I].Result;
    Apart.read(Outcomes[I].Files);
    // Tens of thousands of paths, of use to the cache only.
    release(Outcomes[I].Files);
    release(Outcomes[I].Missing);
    for (auto *Questions :
         {&Result.Asked, &Result.AskedInSections, &Result.AskedForMemory, &Result.LettingGo})
      release(*Questions);
    PackedRecords Told;
    {
      ThreadTime Spent(Result.SummarySeconds);
      Told = PackedRecords(Result.Summary);
      release(Result.Summary);
    }
    std::lock_guard<std::mutex> Guard(Lock);
    SummarySeconds += Result.SummarySeconds;
    {
      ThreadTime Spent(SummarySeconds);
      keepRecords(I, Told);
    }
    Found += Result.Findings.size();
    ++Done;
    if (Options.Progress)
      Options.Progress(Done, Found - Retired);
  }

  /// Keeps what unit \p I tells the linker; the functions of headers, which most units have alike,
  /// where there is one of each.
  void keepRecords(size_t I, const PackedRecords &Told) {
    PackedRecords Own;
    for (size_t Each = 0; Each < Told.size(); ++Each)
      if (!isOfHeader(Told.key(Each)))
        Own.add(Told.key(Each), Told.bytes(Each));
      else if (SeenOfHeaders.insert(Told.bytes(Each)).second)
        OfHeaders.add(Told.key(Each), Told.bytes(Each));
    Own.shrink();
    Records[I] = std::move(Own);
  }

  /// Those of \p Indices that can have a finding; the others are done with.
  std::vector<size_t> filter(llvm::ArrayRef<size_t> Indices) {
    if (!Options.Filter)
      return Indices.vec();
    std::vector<char> Keep(Outcomes.size());
    forEach(Indices, [&](size_t I) {
      Keep[I] = Options.Filter->mayMatter(Commands[I].File);
      if (Keep[I])
        return;
      Outcomes[I] = filtered(Commands[I]);
      Needs[I] = UnitNeeds();
      finished(I);
    });
    std::vector<size_t> Kept;
    llvm::copy_if(Indices, std::back_inserter(Kept), [&](size_t I) { return Keep[I]; });
    return Kept;
  }

  /// What a result of unit \p I hangs on beside that. To know nothing yet is not the same as to
  /// have learnt nothing.
  uint64_t circumstances(size_t I, const UnitNeeds &Unit, const SummaryStore *Tree) const {
    return (Tree ? Unit.answers(Tree, Judge) | 1 : 0) ^ Reduced.digestOf(I);
  }

  /// Takes out of \p Indices the units of which an earlier scan's result holds.
  void recall(std::vector<size_t> &Indices, const SummaryStore *Tree) {
    if (!Options.Cache)
      return;
    std::vector<char> Held(Outcomes.size());
    forEach(Indices, [&](size_t I) {
      UnitNeeds Asking;
      auto fits = [&](const UnitOutcome &Outcome, uint64_t Given) {
        Asking = UnitNeeds(Outcome.Result, Callers);
        return circumstances(I, Asking, Tree) == Given;
      };
      std::vector<llvm::StringRef> Files;
      auto Known = Options.Cache->find(Commands[I], fits, Files);
      if (!Known)
        return;
      Apart.read(Files);
      Held[I] = true;
      Outcomes[I] = std::move(*Known);
      Needs[I] = std::move(Asking);
      Reduced.take(I, Outcomes[I]);
      finished(I);
    });
    Recalled += llvm::count_if(Indices, [&](size_t I) { return Held[I]; });
    llvm::erase_if(Indices, [&](size_t I) { return Held[I]; });
  }

  /// Of the first analysis, units that cannot have a finding are left out.
  void analyse(llvm::ArrayRef<size_t> Indices) {
    Surroundings Around = Options.Around;
    if (!First)
      Around.Tree = &Known;
    std::vector<size_t> Kept = First ? filter(Indices) : Indices.vec();
    forEach(Kept, [&](size_t I) { Reduced.plan(I); });
    recall(Kept, Around.Tree);
    UnitQueue Queue(Commands, Kept, Headers ? &*Headers : nullptr);
    onThreads(Options.Threads, [&] {
      UnitRunner Runner(Checks, Around, Options.Parse);
      while (auto Next = Queue.next()) {
        size_t I = Next->Unit;
        Outcomes[I] = Reduced.run(
            Runner, I, Next->Header,
            [&](UnitOutcome &Outcome) {
              ThreadTime Spent(Outcome.Result.SummarySeconds);
              return UnitNeeds(Outcome.Result, Callers);
            },
            Needs[I]);
        if (!Next->Obstacle.empty())
          Outcomes[I].Difference = std::move(Next->Obstacle);
        if (Options.Cache)
          Options.Cache->store(Commands[I], Outcomes[I], circumstances(I, Needs[I], Around.Tree));
        finished(I);
        if (++Parsed % TrimEvery == 0)
          trimHeap();
      }
    });
    for (size_t I : Indices)
      Answers[I] = Needs[I].answers(Around.Tree, Judge);
  }

  void makeMissing(std::vector<size_t> Indices) {
    if (!Options.MakeMissing)
      return;
    llvm::erase_if(Indices,
                   [&](size_t I) { return !lacksFile(Outcomes[I]) || !Made.insert(I).second; });
    if (Indices.empty())
      return;
    std::vector<CompileCommand> Lacking;
    for (size_t I : Indices) {
      Lacking.push_back(Commands[I]);
      --Done;
      Found -= Outcomes[I].Result.Findings.size();
    }
    Options.MakeMissing(Lacking);
    if (Options.Cache)
      Options.Cache->files().forgetMissing();
    analyse(Indices);
  }

  /// Takes in the summaries of \p Indices' units.
  void link(llvm::ArrayRef<size_t> Indices) {
    ThreadTime Spent(SummarySeconds);
    std::vector<PackedRecords> Units;
    for (size_t I : Indices)
      Units.push_back(std::move(Records[I]));
    Units.push_back(std::move(OfHeaders));
    OfHeaders = {};
    release(SeenOfHeaders);
    trimHeap();
    bool AllCallers = Options.WholeTree && llvm::none_of(Outcomes, [](const UnitOutcome &O) {
                        return O.Status == UnitOutcome::Filtered || O.Status == UnitOutcome::Failed;
                      });
    First = false;
    Linked.relink(std::move(Units), Rules, {Options.Around.Tree, AllCallers});
  }

  /// Units whose findings may be others with what is known now.
  std::vector<size_t> unitsThatChange() const {
    std::vector<size_t> Changed;
    for (size_t I = 0; I < Outcomes.size(); ++I)
      if (Outcomes[I].Status != UnitOutcome::Filtered &&
          Outcomes[I].Status != UnitOutcome::Failed &&
          Needs[I].answers(&Known, Judge) != Answers[I])
        Changed.push_back(I);
    return Changed;
  }

  /// Units that were left out, or parts of which were, and that call a wrapper which was found or
  /// define a function that was asked for.
  std::vector<size_t> unitsToRead() {
    if (!Options.Filter)
      return {};
    OpenQuestions::Questions Asked;
    SourceWords Words;
    for (const UnitNeeds &Unit : Needs) {
      Asked.Allocating.insert(Unit.questions().begin(), Unit.questions().end());
      Asked.LettingGo.insert(Unit.lettingGo().begin(), Unit.lettingGo().end());
      Asked.Memory.insert(Unit.memory().begin(), Unit.memory().end());
      Asked.Sleeping.insert(Unit.inSections().begin(), Unit.inSections().end());
      // Where it gets from there the text did not tell.
      for (auto [Function, Other] : Unit.handedOn())
        if (!Options.Filter->mayGive(Function))
          Asked.Memory.insert(Other);
      // Whoever takes its address names it.
      for (Symbol Each : Unit.ignoring())
        if (!Each.str().contains('@'))
          Words[nameOfKey(Each)].Kinds |= WordUse::Always;
      llvm::copy_if(Unit.given(), std::back_inserter(Asked.Masks),
                    [&](const GivenMask &Each) { return Judge.asksWhere(Each.second); });
    }
    llvm::StringSet<> Missing = Unread.missing(
        std::move(Asked), {[&](llvm::StringRef Name) { return Options.Filter->mayGive(Name); },
                           [&](llvm::StringRef Name) { return Options.Filter->maySleep(Name); }});
    for (const FunctionSummary &Summary : Linked.summaries())
      if (!Summary.Key.str().contains('@'))
        Checks.addIfConcerned(Summary, Words);
    size_t Before = Options.Filter->version();
    Options.Filter->extend(Words);
    bool Grown = Options.Filter->version() != Before;
    Reduced.want(Unread.followed());
    const SourceFilter::Sought Definitions = Options.Filter->lookFor(Missing);
    std::vector<char> Read(Outcomes.size());
    std::vector<size_t> Left = indicesOf([](const UnitOutcome &) { return true; });
    forEach(Left, [&](size_t I) {
      if (Outcomes[I].Status != UnitOutcome::Filtered)
        Read[I] = Reduced.changes(I);
      else if (Grown || !Missing.empty())
        Read[I] = Options.Filter->mayMatterNow(Commands[I].File, Definitions);
    });
    llvm::erase_if(Left, [&](size_t I) { return !Read[I]; });
    if (!Left.empty())
      return Left;
    // What is read for other reasons reads most headers.
    return Apart.unitsToRead(
        indicesOf([](const UnitOutcome &O) { return O.Status == UnitOutcome::Filtered; }),
        Options.Threads);
  }

  const std::vector<CompileCommand> &Commands;
  const Analysis &Checks;
  const ScanOptions &Options;
  std::vector<UnitOutcome> Outcomes;
  std::vector<UnitNeeds> Needs;
  std::vector<uint64_t> Answers; ///< That the unit's findings rest on.
  /// Since the last link: of each unit, and the functions of headers.
  std::vector<PackedRecords> Records;
  PackedRecords OfHeaders;
  llvm::StringSet<> SeenOfHeaders;
  MaskJudge Judge;
  CallersAsked Callers;
  LinkRules Rules;
  LayeredStore Known;
  OpenQuestions Unread;
  Reductions Reduced;
  UnreadHeaders Apart;
  std::optional<SharedHeaders> Headers;
  std::set<size_t> Made; ///< Units whose files were to be made.
  std::mutex Lock;
  size_t Done = 0, Found = 0, Retired = 0, Again = 0, Recalled = 0;
  std::atomic<size_t> Parsed = 0;
  bool First = true; ///< Nothing is linked yet.
  bool StoppedEarly = false;
  double SummarySeconds = 0;
};

} // namespace

ScanStats gfp::scan(const std::vector<CompileCommand> &Commands, const Analysis &Checks,
                    const ScanOptions &Options, Report &Into, Program *Linked) {
  llvm::CrashRecoveryContext::Enable();
  Scanner Run(Commands, Checks, Options);
  Run.run();
  ScanStats Stats = Run.finish(Into);
  if (Linked)
    *Linked = std::move(Run.Linked);
  return Stats;
}
