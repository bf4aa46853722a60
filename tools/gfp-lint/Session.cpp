//===- Session.cpp - A scan as the command line asked for it --------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Session.h"
#include "Engine/Configuration.h"
#include "Engine/Target.h"
#include "Findings/DisplayPath.h"
#include "Kbuild/Shard.h"
#include "OnlyNew.h"
#include "PathSelection.h"
#include "ScanCache.h"
#include "SummaryOutput.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/format.h>
#include <thread>

using namespace gfp;

namespace {

/// What \p Project says where the command line says nothing.
Options completed(Options Asked, const Configuration &Project) {
  if (Asked.CheckGlobs.empty())
    Asked.CheckGlobs = Project.Checks;
  if (!Asked.Level)
    Asked.Level = Project.Level.value_or(0);
  if (Asked.Release == "auto" && !Project.Release.empty())
    Asked.Release = Project.Release;
  if (Asked.RulesDir.empty())
    Asked.RulesDir = Project.Rules;
  return Asked;
}

llvm::StringRef firstFile(llvm::ArrayRef<VariantUnits> Units) {
  for (const VariantUnits &Each : Units)
    for (const auto *Commands : {&Each.Own, &Each.Borrowed})
      if (!Commands->empty())
        return Commands->front().File;
  return ".";
}

/// Leaves the units that \p New can be about; false if those are all.
bool narrow(std::vector<VariantUnits> &Units, const OnlyNew &New) {
  size_t Before = 0, After = 0;
  for (VariantUnits &Each : Units)
    for (auto *Commands : {&Each.Own, &Each.Borrowed}) {
      Before += Commands->size();
      *Commands = New.narrow(std::move(*Commands));
      After += Commands->size();
    }
  if (!After)
    llvm::errs() << "gfp-lint: no source that is compiled has changed\n";
  return After < Before;
}

/// Leaves the units of one part.
llvm::Error keepShard(std::vector<VariantUnits> &Units, llvm::StringRef Text,
                      llvm::StringRef Root) {
  auto Part = Shard::parse(Text);
  if (!Part)
    return Part.takeError();
  for (VariantUnits &Each : Units)
    for (auto *Commands : {&Each.Own, &Each.Borrowed})
      llvm::erase_if(*Commands, [&](const CompileCommand &Command) {
        return !Part->holds(displayPath(Command.File, Root));
      });
  return llvm::Error::success();
}

} // namespace

bool gfp::someFailed(llvm::ArrayRef<UnitProblem> Problems) {
  return llvm::any_of(Problems, [](const UnitProblem &P) { return P.Neighbour.empty(); });
}

ExitCode gfp::exitCodeFor(llvm::ArrayRef<Finding> Findings, llvm::ArrayRef<UnitProblem> Problems) {
  if (someFailed(Problems))
    return SomeFailed;
  return Findings.empty() ? Clean : FoundSome;
}

llvm::Expected<std::vector<CompileCommand>> gfp::kernelCommands(const Options &Asked) {
  auto Variants = variantsOf(Asked);
  if (!Variants)
    return Variants.takeError();
  if (Variants->size() != 1)
    return llvm::createStringError("a list of compile commands is of one configuration: name one "
                                   "--kconfig and --arch at most");
  return commandsOf(Asked, Variants->front());
}

llvm::Expected<Session> gfp::runSession(const Options &Given, const Question *About) {
  // Everything the user can have mistyped is looked at before the first file is.
  std::string Anchor = !Given.KernelDir.empty() ? Given.KernelDir
                       : !Given.Paths.empty()   ? Given.Paths.front()
                                                : std::string();
  auto Project = Given.Configuration.empty() ? Configuration::around(Anchor.empty() ? "." : Anchor)
                                             : Configuration::read(Given.Configuration);
  if (!Project)
    return Project.takeError();
  Options Asked = completed(Given, *Project);
  auto Side = Asked.Policy.empty() ? llvm::Expected<Policy>(Project->Side.value_or(Policy::Flags))
                                   : parsePolicy(Asked.Policy);
  if (!Side)
    return Side.takeError();
  Asked.Policy = *Side == Policy::Scopes ? "scopes" : "flags";
  auto Early = rulesForTarget(Asked.Release, Asked.RulesDir, Anchor);
  if (!Early)
    return Early.takeError();
  if (auto Checked = selectChecks(Asked.CheckGlobs, *Asked.Level, Early->checks()); !Checked)
    return Checked.takeError();
  auto New = OnlyNew::read(Asked);
  if (!New)
    return New.takeError();
  if (!Asked.KernelDir.empty())
    if (llvm::Error Failed = New->locate(Asked.KernelDir))
      return Failed;

  auto Units = unitsOf(Asked);
  if (!Units)
    return Units.takeError();
  if (About && Units->size() > 1)
    return llvm::createStringError("a line is explained in one configuration: name one");
  auto Found = treeOf(*Units);
  if (!Found)
    return Found.takeError();
  std::optional<KernelTree> Tree = std::move(*Found);
  auto Rules =
      rulesForTarget(Asked.Release, Asked.RulesDir, Tree ? Tree->root() : llvm::StringRef(Anchor));
  if (!Rules)
    return Rules.takeError();
  auto Selection = selectChecks(Asked.CheckGlobs, *Asked.Level, Rules->checks());
  if (!Selection)
    return Selection.takeError();
  if (llvm::Error Failed =
          New->locate(Tree ? Tree->root() : llvm::sys::path::parent_path(firstFile(*Units))))
    return Failed;
  if (!Asked.Shard.empty())
    if (llvm::Error Failed = keepShard(*Units, Asked.Shard, Tree ? Tree->root() : ""))
      return Failed;
  bool Narrowed = New->narrows() && Asked.Paths.empty() && narrow(*Units, *New);

  Session Done;
  Done.Findings.Root = Tree ? Tree->root().str() : absolute(".");
  Done.Findings.Release = Rules->Release;
  Done.Findings.ToolVersion = GFPLINT_VERSION;
  Analysis Checks(std::move(*Rules), std::move(*Selection), *Side);
  Done.Findings.Checks = Checks.checks();

  auto Around = Neighbourhood::of(Done.Findings.Root, Asked.SummaryFile, Checks.rules());
  if (!Around)
    return Around.takeError();
  ScanOptions Scan;
  Scan.Around = Around->surroundings();
  Scan.WholeTree =
      Tree && Asked.Paths.empty() && !Asked.HasFixedArgs && !Narrowed && Asked.Shard.empty();
  Scan.Threads = Asked.Threads ? Asked.Threads : std::max(1u, std::thread::hardware_concurrency());
  Scan.Parse.AllBodies = Asked.ParseAllBodies;
  Scan.Parse.Asked = About;
  std::unique_ptr<ResultCache> Cache;
  if (!Asked.NoCache && Tree && !About) {
    std::string Trouble;
    auto Opened = openCache(Asked, Checks.rules(), Done.Findings.Root, Trouble);
    if (!Opened)
      return Opened.takeError();
    if (!Trouble.empty())
      llvm::errs() << fmt::format("gfp-lint: warning: results are not kept: {}\n", Trouble);
    Cache = std::move(*Opened);
    Scan.Cache = Cache.get();
  }
  Scan.Parse.Timeout = Asked.Timeout;
  std::unique_ptr<SourceFilter> Filter;
  // For a handful of files, reading all headers costs more than it saves.
  constexpr size_t WorthFiltering = 50;
  size_t Count = 0;
  for (const VariantUnits &Each : *Units)
    Count += Each.Own.size() + Each.Borrowed.size();
  if (!Asked.NoPrefilter && Tree && Count > WorthFiltering) {
    Filter = std::make_unique<SourceFilter>(Checks.words(), Checks.joinedNames(), Checks.rules(),
                                            Checks.maskText(), Done.Findings.Root, Scan.Threads,
                                            Cache.get());
    Scan.Filter = Filter.get();
  }
  Scan.ShareHeaders = !Asked.NoPch && !Asked.ParseAllBodies;
  std::string NotMade;
  for (const VariantUnits &Each : *Units) {
    if (asksKbuild(Asked))
      Scan.MakeMissing = [&](llvm::ArrayRef<CompileCommand> Lacking) {
        NotMade = llvm::toString(makeObjects(dryRunOf(Asked, Each.Variant), Lacking));
      };
    Done.Variants.push_back(scanVariant(Each, Checks, Scan));
  }
  if (Cache) {
    Cache->finish(uint64_t(Asked.CacheSize) << 20);
    if (std::string Trouble = Cache->trouble(); !Trouble.empty())
      llvm::errs() << fmt::format("gfp-lint: warning: results were not all kept: {}\n", Trouble);
  }
  if (!Asked.SummaryOut.empty())
    if (auto Error = writeSummaries(Done.Variants.front().Linked, SummaryLabel::of(Checks.rules()),
                                    Asked.SummaryOut))
      return Error;
  mergeResults(Done.Variants, Done.Findings);
  std::vector<llvm::StringRef> Scanned;
  for (const VariantUnits &Each : *Units)
    for (const auto *Commands : {&Each.Own, &Each.Borrowed})
      for (const CompileCommand &Command : *Commands)
        Scanned.push_back(Command.File);
  ScanExtent Extent{Scanned, Asked.Paths.empty() && !Narrowed && Asked.Shard.empty(), *Asked.Level};
  if (auto Error = New->apply(Done.Findings, Extent))
    return Error;
  // Where all units are well in the end, what make met on the way is of no interest.
  if (!NotMade.empty() && someFailed(Done.Findings.Problems))
    llvm::errs() << "gfp-lint: " << NotMade << "\n";
  return Done;
}

/// The counts of units with commands of their own.
static void printCounts(const ScanStats &S) {
  llvm::errs() << fmt::format(
      "{} units: {} analysed, {} with errors, {} failed, {} that no finding "
      "can be in\n",
      S.Units, S.Analysed, S.WithErrors, S.Failed, S.Filtered);
  llvm::errs() << fmt::format("{} units shared headers, {} could not\n", S.Shared, S.Unshared);
  llvm::errs() << fmt::format("{} functions, {} allocations, {} scopes opened\n", S.Functions,
                              S.Allocations, S.Scopes);
  llvm::errs() << fmt::format(
      "{} functions linked, {} of them partly; {} units analysed again; {} analyses recalled\n",
      S.Linked, S.PartlyLinked, S.Again, S.Recalled);
  if (S.StoppedEarly)
    llvm::errs() << "the link was stopped before nothing changed any more\n";
  for (const std::string &Function : S.Incomplete)
    llvm::errs() << "too large to follow every path: " << Function << "\n";
}

/// The counts of units with borrowed commands, and of sources that are no units.
static void printBorrowed(const VariantResult &Result) {
  if (const auto &S = Result.Borrowed)
    llvm::errs() << fmt::format("{} more that are not compiled: {} analysed, {} with errors, {} "
                                "failed, {} that no finding can be in\n",
                                S->Units, S->Analysed, S->WithErrors, S->Failed, S->Filtered);
  for (const auto &[Reason, Count] : Result.LeftOut)
    llvm::errs() << fmt::format("left out: {} {}\n", Count, Reason);
}

void gfp::printStats(const Session &Done) {
  for (const VariantResult &Each : Done.Variants) {
    if (Done.Variants.size() > 1)
      llvm::errs() << Each.Name << ":\n";
    printCounts(Each.Own);
    printBorrowed(Each);
  }
}
