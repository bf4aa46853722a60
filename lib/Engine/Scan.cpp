//===- Scan.cpp - Analysing many units -------------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/Scan.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include <atomic>
#include <fmt/format.h>
#include <mutex>
#include <thread>

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
  Stats.Functions += Outcome.Result.Functions;
  Stats.Allocations += Outcome.Result.Allocations;
  Stats.Scopes += Outcome.Result.Scopes;
  for (const std::string &Function : Outcome.Result.Incomplete)
    Stats.Incomplete.push_back(fmt::format("{}: {}", Outcome.File, Function));
}

} // namespace

ScanStats gfp::scan(const std::vector<CompileCommand> &Commands, const Analysis &Checks,
                    const ScanOptions &Options, Report &Into) {
  llvm::CrashRecoveryContext::Enable();
  std::vector<UnitOutcome> Outcomes(Commands.size());
  std::atomic<size_t> Next = 0;
  std::mutex Lock;
  size_t Done = 0, Found = 0;

  auto work = [&] {
    UnitRunner Runner(Checks, Options.Parse);
    for (size_t I = Next++; I < Commands.size(); I = Next++) {
      Outcomes[I] = Options.Filter && !Options.Filter->mayMatter(Commands[I].File)
                        ? filtered(Commands[I])
                        : Runner.run(Commands[I]);
      std::lock_guard<std::mutex> Guard(Lock);
      Found += Outcomes[I].Result.Findings.size();
      if (Options.Progress)
        Options.Progress(++Done, Found);
    }
  };
  std::vector<std::thread> Threads;
  for (unsigned I = 1; I < Options.Threads; ++I)
    Threads.emplace_back(work);
  work();
  for (std::thread &T : Threads)
    T.join();

  ScanStats Stats;
  for (UnitOutcome &Outcome : Outcomes) {
    count(Outcome, Stats);
    if (Outcome.Status == UnitOutcome::Failed || Outcome.Status == UnitOutcome::WithErrors)
      Into.Problems.push_back(
          {Outcome.File, Outcome.Reason, Outcome.Status == UnitOutcome::WithErrors});
    llvm::append_range(Into.Findings, std::move(Outcome.Result.Findings));
  }
  sortAndUnique(Into.Findings);
  return Stats;
}
