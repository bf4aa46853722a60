//===- Session.cpp - A scan as the command line asked for it --------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Session.h"
#include "Engine/Configuration.h"
#include "Engine/Target.h"
#include "Findings/DisplayPath.h"
#include "Kbuild/IncludeDirectories.h"
#include "Kbuild/Shard.h"
#include "OnlyNew.h"
#include "PathSelection.h"
#include "ScanCache.h"
#include "SummaryOutput.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <ctime>
#include <fmt/format.h>
#include <thread>

using namespace gfp;

namespace {

/// What \p Project says where the command line says nothing.
Options completed(Options Asked, const Configuration &Project) {
  if (Asked.CheckGlobs.empty())
    Asked.CheckGlobs = Project.Checks;
  if (!Asked.Level)
    Asked.Level = Project.Level;
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

namespace {

/// A scan under way.
class SessionRun {
public:
  SessionRun(const Options &Given, const Question *About)
      : Asked(Given), About(About),
        Threads(Given.Threads ? Given.Threads : std::max(1u, std::thread::hardware_concurrency())) {
  }

  llvm::Expected<Session> run();

private:
  llvm::Error readOptions();
  llvm::Error openCache();
  llvm::Error recallWhole();
  llvm::Expected<bool> take(RememberedScan Known);
  llvm::Error gather();
  llvm::Error scan();
  void rememberWhole();
  llvm::Expected<Session> finish();

  bool mayKeep() const { return !Asked.NoCache && !About; }
  /// Without a path, it hangs on what is new which units are read.
  bool mayNarrow() const {
    return Asked.Paths.empty() && !(Asked.Since.empty() && Asked.Diff.empty());
  }
  llvm::StringRef root() const { return Tree ? Tree->root() : ""; }

  /// The clock when nothing was read yet.
  const uint64_t Start = FileHashes::now();
  Options Asked;
  const Question *About;
  unsigned Threads;
  std::string Anchor; ///< Where the kernel is, as far as the command line tells.
  Policy Side = Policy::Flags;
  std::optional<OnlyNew> New;
  std::unique_ptr<ResultCache> Cache;
  /// What the result is remembered by, if it can be.
  std::optional<uint64_t> Whole;
  std::vector<VariantUnits> Units;
  std::optional<KernelTree> Tree;
  std::unique_ptr<Analysis> Checks;
  bool Narrowed = false;
  std::vector<std::string> Sources; ///< All that are scanned.
  std::string NotMade;
  Session Done;
};

/// Everything the user can have mistyped is looked at before the first file is.
llvm::Error SessionRun::readOptions() {
  Anchor = !Asked.KernelDir.empty() ? Asked.KernelDir
           : !Asked.Paths.empty()   ? Asked.Paths.front()
                                    : std::string();
  auto Project = Asked.Configuration.empty() ? Configuration::around(Anchor.empty() ? "." : Anchor)
                                             : Configuration::read(Asked.Configuration);
  if (!Project)
    return Project.takeError();
  Asked = completed(std::move(Asked), *Project);
  auto Given = Asked.Policy.empty() ? llvm::Expected<Policy>(Project->Side.value_or(Policy::Flags))
                                    : parsePolicy(Asked.Policy);
  if (!Given)
    return Given.takeError();
  Side = *Given;
  Asked.Policy = Side == Policy::Scopes ? "scopes" : "flags";
  auto Early = rulesForTarget(Asked.Release, Asked.RulesDir, Anchor);
  if (!Early)
    return Early.takeError();
  auto Selection = selectChecks(Asked.CheckGlobs, Asked.Level, Side, Early->checks());
  if (!Selection)
    return Selection.takeError();
  Asked.Level = Selection->Level;
  auto Read = OnlyNew::read(Asked);
  if (!Read)
    return Read.takeError();
  New = std::move(*Read);
  if (!Asked.KernelDir.empty())
    return New->locate(Asked.KernelDir);
  return llvm::Error::success();
}

llvm::Error SessionRun::openCache() {
  auto Opened = gfp::openCache(Asked);
  if (!Opened)
    return Opened.takeError();
  Cache = std::move(*Opened);
  return llvm::Error::success();
}

/// Takes what an earlier scan found, if nothing has changed since.
llvm::Error SessionRun::recallWhole() {
  // Results that are merged are taken unit by unit; summaries are not remembered.
  if (!Cache || !Whole || !Asked.Results.empty() || !Asked.SummaryOut.empty())
    return llvm::Error::success();
  auto Known = recall(*Whole, Threads, *Cache);
  if (!Known)
    return llvm::Error::success();
  auto Taken = take(std::move(*Known));
  if (!Taken)
    return Taken.takeError();
  Done.Unchanged = *Taken;
  return llvm::Error::success();
}

/// False if \p Known is not of the tree as it is.
llvm::Expected<bool> SessionRun::take(RememberedScan Known) {
  auto Kernel = KernelTree::open(Known.Root);
  if (!Kernel || Kernel->root() != Known.Root) {
    llvm::consumeError(Kernel.takeError());
    return false;
  }
  auto Rules = rulesForTarget(Asked.Release, Asked.RulesDir, Known.Root);
  if (!Rules)
    return Rules.takeError();
  if (identityOf(Asked, *Rules, Known.Root) != Known.Identity)
    return false;
  auto Selection = selectChecks(Asked.CheckGlobs, Asked.Level, Side, Rules->checks());
  if (!Selection)
    return Selection.takeError();
  Tree = std::move(*Kernel);
  Checks = std::make_unique<Analysis>(std::move(*Rules), std::move(*Selection), Side);
  for (ScanResult &Each : Known.Results) {
    for (ScanStats *Stats : {&Each.Own, Each.Borrowed ? &*Each.Borrowed : nullptr})
      if (Stats)
        Stats->Recalled = Stats->Analysed + Stats->WithErrors + Stats->Again;
    static_cast<ScanResult &>(Done.Variants.emplace_back()) = std::move(Each);
  }
  Sources = std::move(Known.Sources);
  if (!Cache->files().learnt().empty()) // A database that was written again, the same.
    Cache->finish(uint64_t(Asked.CacheSize) << 20);
  return true;
}

/// Finds the units, and the tree and the rules that are for them.
llvm::Error SessionRun::gather() {
  auto All = unitsOf(Asked, Cache.get());
  if (!All)
    return All.takeError();
  Units = std::move(*All);
  if (About && Units.size() > 1)
    return llvm::createStringError("a line is explained in one configuration: name one");
  auto Found = treeOf(Units);
  if (!Found)
    return Found.takeError();
  Tree = std::move(*Found);
  auto Rules =
      rulesForTarget(Asked.Release, Asked.RulesDir, Tree ? Tree->root() : llvm::StringRef(Anchor));
  if (!Rules)
    return Rules.takeError();
  auto Selection = selectChecks(Asked.CheckGlobs, Asked.Level, Side, Rules->checks());
  if (!Selection)
    return Selection.takeError();
  if (llvm::Error Failed =
          New->locate(Tree ? Tree->root() : llvm::sys::path::parent_path(firstFile(Units))))
    return Failed;
  if (!Asked.Shard.empty())
    if (llvm::Error Failed = keepShard(Units, Asked.Shard, root()))
      return Failed;
  Narrowed = New->narrows() && Asked.Paths.empty() && narrow(Units, *New);
  Checks = std::make_unique<Analysis>(std::move(*Rules), std::move(*Selection), Side);
  for (const VariantUnits &Each : Units)
    for (const auto *Commands : {&Each.Own, &Each.Borrowed})
      for (const CompileCommand &Command : *Commands)
        Sources.push_back(Command.File);
  return llvm::Error::success();
}

llvm::Error SessionRun::scan() {
  const std::string Root = Tree ? root().str() : absolute(".");
  auto Around = Neighbourhood::of(Root, Asked.SummaryFile, Checks->rules());
  if (!Around)
    return Around.takeError();
  ScanOptions Scan;
  Scan.Around = Around->surroundings();
  Scan.WholeTree =
      Tree && Asked.Paths.empty() && !Asked.HasFixedArgs && !Narrowed && Asked.Shard.empty();
  Scan.Threads = Threads;
  Scan.Parse.AllBodies = Asked.ParseAllBodies;
  Scan.Parse.Asked = About;
  Scan.Parse.Timeout = Asked.Timeout;
  if (Cache)
    Cache->begin(identityOf(Asked, Checks->rules(), Root));
  Scan.Cache = Cache.get();
  std::unique_ptr<SourceFilter> Filter;
  // For a handful of files, reading all headers costs more than it saves.
  constexpr size_t WorthFiltering = 50;
  if (!Asked.NoPrefilter && Tree && Sources.size() > WorthFiltering) {
    llvm::StringSet<> Directories;
    for (const VariantUnits &Each : Units)
      for (const auto *Commands : {&Each.Own, &Each.Borrowed})
        addIncludeDirectories(*Commands, Directories);
    Filter =
        std::make_unique<SourceFilter>(*Checks, Root, std::move(Directories), Threads, Cache.get());
    Filter->searchTexts(Sources);
    Scan.Filter = Filter.get();
  }
  Scan.ShareHeaders = !Asked.NoPch && !Asked.ParseAllBodies;
  for (const VariantUnits &Each : Units) {
    if (asksKbuild(Asked))
      Scan.MakeMissing = [&](llvm::ArrayRef<CompileCommand> Lacking) {
        NotMade = llvm::toString(makeObjects(dryRunOf(Asked, Each.Variant), Lacking));
      };
    Done.Variants.push_back(scanVariant(Each, *Checks, Scan));
  }
  return llvm::Error::success();
}

/// Keeps what was found for the next scan.
void SessionRun::rememberWhole() {
  // What make could not make today it may be able to make tomorrow.
  bool Fails =
      llvm::any_of(Done.Variants, [](const VariantResult &V) { return !V.Problems.empty(); });
  if (!Whole || (Fails && asksKbuild(Asked)))
    return;
  RememberedScan Scan;
  Scan.Root = root();
  Scan.Identity = identityOf(Asked, Checks->rules(), root());
  Scan.Sources = Sources;
  for (const VariantResult &Each : Done.Variants)
    Scan.Results.push_back(Each);
  remember(Scan, *Whole, Start, Threads, *Cache);
}

llvm::Expected<Session> SessionRun::finish() {
  Done.Findings.Root = Tree ? root().str() : absolute(".");
  Done.Findings.Release = Checks->rules().Release;
  Done.Findings.ToolVersion = GFPLINT_VERSION;
  Done.Findings.Checks = Checks->checks();
  mergeResults(Done.Variants, Done.Findings);
  std::vector<llvm::StringRef> Scanned(Sources.begin(), Sources.end());
  ScanExtent Extent{Scanned, Asked.Paths.empty() && !Narrowed && Asked.Shard.empty(), *Asked.Level};
  if (auto Error = New->apply(Done.Findings, Extent))
    return Error;
  // Where all units are well in the end, what make met on the way is of no interest.
  if (!NotMade.empty() && someFailed(Done.Findings.Problems))
    llvm::errs() << "gfp-lint: " << NotMade << "\n";
  return std::move(Done);
}

llvm::Expected<Session> SessionRun::run() {
  if (llvm::Error Failed = readOptions())
    return Failed;
  if (mayKeep() && !Asked.HasFixedArgs)
    if (llvm::Error Failed = openCache())
      return Failed;
  if (Cache && !mayNarrow()) {
    Whole = questionOf(Asked, *Cache);
    if (llvm::Error Failed = recallWhole())
      return Failed;
    if (Done.Unchanged) {
      if (llvm::Error Failed = New->locate(root()))
        return Failed;
      return finish();
    }
  }
  if (llvm::Error Failed = gather())
    return Failed;
  if (!Tree)
    Cache.reset(); // Nothing tells what else the files hang on.
  else if (mayKeep() && !Cache)
    if (llvm::Error Failed = openCache())
      return Failed;
  if (Cache && !Narrowed && !Whole) {
    Whole = questionOf(Asked, Units);
    if (llvm::Error Failed = recallWhole())
      return Failed;
    if (Done.Unchanged)
      return finish();
  }
  if (llvm::Error Failed = scan())
    return Failed;
  if (Cache) {
    rememberWhole();
    Cache->finish(uint64_t(Asked.CacheSize) << 20);
    if (std::string Trouble = Cache->trouble(); !Trouble.empty())
      llvm::errs() << fmt::format("gfp-lint: warning: results were not all kept: {}\n", Trouble);
  }
  if (!Asked.SummaryOut.empty())
    if (auto Error = writeSummaries(Done.Variants.front().Linked, SummaryLabel::of(Checks->rules()),
                                    Asked.SummaryOut))
      return Error;
  return finish();
}

} // namespace

llvm::Expected<Session> gfp::runSession(const Options &Given, const Question *About) {
  return SessionRun(Given, About).run();
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
  if (S.SummarySeconds > 0) {
    double All = static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
    llvm::errs() << fmt::format(
        "{:.0f} % of the processor time went into summaries and their link\n",
        100 * S.SummarySeconds / std::max(All, S.SummarySeconds));
  }
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
  if (Done.Unchanged)
    llvm::errs() << "nothing has changed since an earlier scan: these are its counts\n";
  for (const VariantResult &Each : Done.Variants) {
    if (Done.Variants.size() > 1)
      llvm::errs() << Each.Name << ":\n";
    printCounts(Each.Own);
    printBorrowed(Each);
  }
}
