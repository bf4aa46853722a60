//===- Scan.cpp - Analysing many units -------------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/Scan.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include <atomic>
#include <fmt/format.h>
#include <mutex>
#include <numeric>
#include <system_error>
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

/// Its source, or one it includes, does not exist.
bool lacksFile(const UnitOutcome &Outcome) {
  return (Outcome.Status == UnitOutcome::Failed || Outcome.Status == UnitOutcome::WithErrors) &&
         (llvm::StringRef(Outcome.Reason).ends_with("file not found") ||
          Outcome.Reason == std::make_error_code(std::errc::no_such_file_or_directory).message());
}

} // namespace

ScanStats gfp::scan(const std::vector<CompileCommand> &Commands, const Analysis &Checks,
                    const ScanOptions &Options, Report &Into) {
  llvm::CrashRecoveryContext::Enable();
  std::vector<UnitOutcome> Outcomes(Commands.size());
  std::mutex Lock;
  size_t Done = 0, Found = 0;

  auto work = [&](llvm::ArrayRef<size_t> Indices, std::atomic<size_t> &Next) {
    UnitRunner Runner(Checks, Options.Parse);
    for (size_t At = Next++; At < Indices.size(); At = Next++) {
      size_t I = Indices[At];
      Outcomes[I] = Options.Filter && !Options.Filter->mayMatter(Commands[I].File)
                        ? filtered(Commands[I])
                        : Runner.run(Commands[I]);
      std::lock_guard<std::mutex> Guard(Lock);
      Found += Outcomes[I].Result.Findings.size();
      if (Options.Progress)
        Options.Progress(++Done, Found);
    }
  };
  auto runAll = [&](llvm::ArrayRef<size_t> Indices) {
    std::atomic<size_t> Next = 0;
    std::vector<std::thread> Threads;
    for (unsigned I = 1; I < Options.Threads; ++I)
      Threads.emplace_back([&] { work(Indices, Next); });
    work(Indices, Next);
    for (std::thread &T : Threads)
      T.join();
  };
  std::vector<size_t> Indices(Commands.size());
  std::iota(Indices.begin(), Indices.end(), 0);
  runAll(Indices);

  llvm::erase_if(Indices, [&](size_t I) { return !lacksFile(Outcomes[I]); });
  if (Options.MakeMissing && !Indices.empty()) {
    std::vector<CompileCommand> Lacking;
    for (size_t I : Indices) {
      Lacking.push_back(Commands[I]);
      --Done;
      Found -= Outcomes[I].Result.Findings.size();
    }
    Options.MakeMissing(Lacking);
    runAll(Indices);
  }

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
