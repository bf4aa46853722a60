//===- Session.cpp - A scan as the command line asked for it --------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Session.h"
#include "Engine/Configuration.h"
#include "Engine/Target.h"
#include "Kbuild/KernelTree.h"
#include "OnlyNew.h"
#include "Progress.h"
#include "SummaryOutput.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/format.h>
#include <thread>

using namespace gfp;

namespace {

std::string absolute(llvm::StringRef Path) {
  llvm::SmallString<256> Full(Path);
  llvm::sys::fs::make_absolute(Full);
  llvm::sys::path::remove_dots(Full, /*remove_dot_dot=*/true);
  return Full.str().str();
}

std::string realPath(const std::string &Path) {
  llvm::SmallString<256> Real;
  return llvm::sys::fs::real_path(Path, Real) ? Path : Real.str().str();
}

/// One command for each path, with the arguments after "--".
llvm::Expected<std::vector<CompileCommand>> fixedCommands(const Options &Asked) {
  if (Asked.Paths.empty())
    return llvm::createStringError("name a file before \"--\"");
  std::vector<CompileCommand> Commands;
  for (const std::string &Path : Asked.Paths) {
    CompileCommand Command;
    Command.Directory = absolute(".");
    Command.File = absolute(Path);
    Command.Args = {"clang"};
    Command.Args.insert(Command.Args.end(), Asked.FixedArgs.begin(), Asked.FixedArgs.end());
    Command.Args.push_back(Command.File);
    if (!llvm::sys::fs::exists(Command.File))
      return llvm::createStringError(fmt::format("{}: no such file", Path));
    Commands.push_back(std::move(Command));
  }
  return Commands;
}

/// The commands are those of kernelCommands().
bool asksKbuild(const Options &Asked) {
  return !Asked.HasFixedArgs && Asked.Database.empty() && !Asked.KernelDir.empty();
}

DryRunOptions dryRunOf(const Options &Asked) {
  DryRunOptions Run;
  Run.KernelDir = Asked.KernelDir;
  Run.BuildDir = Asked.BuildDir;
  Run.ConfigFile = Asked.ConfigFile;
  Run.Arch = Asked.Arch;
  Run.Progress = [](llvm::StringRef Step) {
    if (llvm::sys::Process::StandardErrIsDisplayed())
      llvm::errs() << "\r\033[K"; // A line of Progress may stand there.
    llvm::errs() << "gfp-lint: " << Step << "\n";
  };
  return Run;
}

llvm::Expected<std::vector<CompileCommand>> allCommands(const Options &Asked) {
  if (Asked.HasFixedArgs)
    return fixedCommands(Asked);
  if (asksKbuild(Asked))
    return kernelCommands(Asked);
  if (!Asked.Database.empty())
    return readCompileDatabase(Asked.Database);
  // As clang's tools do: the nearest database upwards.
  std::string Start = absolute(Asked.Paths.empty() ? "." : Asked.Paths.front());
  for (llvm::StringRef Dir = Start; !Dir.empty(); Dir = llvm::sys::path::parent_path(Dir)) {
    llvm::SmallString<256> Candidate(Dir);
    llvm::sys::path::append(Candidate, "compile_commands.json");
    if (llvm::sys::fs::exists(Candidate))
      return readCompileDatabase(Candidate);
  }
  return llvm::createStringError(fmt::format(
      "no compile_commands.json in or above {}: name one with -p, or a kernel tree with --kernel",
      Start));
}

/// The commands of files under the paths asked for.
llvm::Expected<std::vector<CompileCommand>> select(std::vector<CompileCommand> All,
                                                   const Options &Asked) {
  if (Asked.Paths.empty() || Asked.HasFixedArgs)
    return All;
  std::vector<CompileCommand> Chosen;
  std::vector<bool> Taken(All.size());
  for (const std::string &Path : Asked.Paths) {
    std::string Under = absolute(Path);
    // Relative to the kernel's root if it is not here.
    if (!llvm::sys::fs::exists(Under) && !Asked.KernelDir.empty())
      Under = absolute(Asked.KernelDir + "/" + Path);
    if (!llvm::sys::fs::exists(Under))
      return llvm::createStringError(fmt::format("{}: no such file or directory", Path));
    Under = realPath(Under);
    bool Any = false;
    for (size_t I = 0; I < All.size(); ++I) {
      llvm::StringRef File = All[I].File;
      if (File != Under && !(File.starts_with(Under) && File[Under.size()] == '/'))
        continue;
      Any = true;
      Taken[I] = true;
    }
    if (!Any)
      return llvm::createStringError(
          fmt::format("{}: no compile command for it or anything under it", Path));
  }
  for (size_t I = 0; I < All.size(); ++I)
    if (Taken[I])
      Chosen.push_back(std::move(All[I]));
  return Chosen;
}

/// The kernel that most of \p Commands are of: that of the first source that is in one at all.
/// Sources that the build makes are outside of it.
std::optional<KernelTree> treeOf(const std::vector<CompileCommand> &Commands) {
  llvm::StringRef Last;
  for (const CompileCommand &Command : Commands) {
    llvm::StringRef Directory = llvm::sys::path::parent_path(Command.File);
    if (Directory == Last)
      continue;
    Last = Directory;
    if (auto Tree = KernelTree::containing(Command.File))
      return Tree;
  }
  return std::nullopt;
}

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

} // namespace

ExitCode gfp::exitCodeFor(llvm::ArrayRef<Finding> Findings, llvm::ArrayRef<UnitProblem> Problems) {
  if (!Problems.empty())
    return SomeFailed;
  return Findings.empty() ? Clean : FoundSome;
}

llvm::Expected<std::vector<CompileCommand>> gfp::kernelCommands(const Options &Asked) {
  return compileCommandsOf(dryRunOf(Asked));
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

  auto All = allCommands(Asked);
  if (!All)
    return All.takeError();
  auto Commands = select(std::move(*All), Asked);
  if (!Commands)
    return Commands.takeError();
  if (Commands->empty())
    return llvm::createStringError("the compile database has no C source");

  auto Tree = treeOf(*Commands);
  auto Rules =
      rulesForTarget(Asked.Release, Asked.RulesDir, Tree ? Tree->root() : llvm::StringRef(Anchor));
  if (!Rules)
    return Rules.takeError();
  auto Selection = selectChecks(Asked.CheckGlobs, *Asked.Level, Rules->checks());
  if (!Selection)
    return Selection.takeError();
  if (llvm::Error Failed =
          New->locate(Tree ? Tree->root() : llvm::sys::path::parent_path(Commands->front().File)))
    return Failed;
  size_t Before = Commands->size();
  if (New->narrows() && Asked.Paths.empty())
    Commands = New->narrow(std::move(*Commands));
  if (Commands->empty())
    llvm::errs() << "gfp-lint: no source that is compiled has changed\n";

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
  Scan.WholeTree = Tree && Asked.Paths.empty() && !Asked.HasFixedArgs && Commands->size() == Before;
  Scan.Threads = Asked.Threads ? Asked.Threads : std::max(1u, std::thread::hardware_concurrency());
  Scan.Parse.AllBodies = Asked.ParseAllBodies;
  Scan.Parse.Asked = About;
  std::unique_ptr<SourceFilter> Filter;
  // For a handful of files, reading all headers costs more than it saves.
  constexpr size_t WorthFiltering = 50;
  if (!Asked.NoPrefilter && Tree && Commands->size() > WorthFiltering) {
    Filter = std::make_unique<SourceFilter>(Checks.wordList(), Checks.joinedNames(), Checks.rules(),
                                            Done.Findings.Root, Scan.Threads);
    Scan.Filter = Filter.get();
  }
  Progress Line(Commands->size());
  Scan.Progress = [&](size_t Finished, size_t Findings) { Line.update(Finished, Findings); };
  std::string NotMade;
  if (asksKbuild(Asked))
    Scan.MakeMissing = [&](llvm::ArrayRef<CompileCommand> Units) {
      NotMade = llvm::toString(makeObjects(dryRunOf(Asked), Units));
    };
  Program Linked;
  Done.Stats = scan(*Commands, Checks, Scan, Done.Findings, &Linked);
  if (!Asked.SummaryOut.empty())
    if (auto Error = writeSummaries(Linked, SummaryLabel::of(Checks.rules()), Asked.SummaryOut))
      return Error;
  ScanExtent Extent{*Commands, Asked.Paths.empty() && Commands->size() == Before, *Asked.Level};
  if (auto Error = New->apply(Done.Findings, Extent))
    return Error;
  // Where all units are well in the end, what make met on the way is of no interest.
  if (!NotMade.empty() && !Done.Findings.Problems.empty())
    llvm::errs() << "gfp-lint: " << NotMade << "\n";
  return Done;
}

void gfp::printStats(const ScanStats &S) {
  llvm::errs() << fmt::format(
      "{} units: {} analysed, {} with errors, {} failed, {} that no finding "
      "can be in\n",
      S.Units, S.Analysed, S.WithErrors, S.Failed, S.Filtered);
  llvm::errs() << fmt::format("{} functions, {} allocations, {} scopes opened\n", S.Functions,
                              S.Allocations, S.Scopes);
  llvm::errs() << fmt::format("{} functions linked, {} of them partly; {} units analysed again\n",
                              S.Linked, S.PartlyLinked, S.Again);
  if (S.StoppedEarly)
    llvm::errs() << "the link was stopped before nothing changed any more\n";
  for (const std::string &Function : S.Incomplete)
    llvm::errs() << "too large to follow every path: " << Function << "\n";
}
