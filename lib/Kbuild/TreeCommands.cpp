//===- TreeCommands.cpp - Compile commands without a build ----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// Runs make on a kernel: olddefconfig and prepare where nobody has yet, then `make -n`. A build
// directory the user made is configured by the user: its .config is never changed.
//
// Some sources and headers are made by the build. kbuild has no target for them alone that works
// from the top directory, but making an object makes what it needs.
//
//===----------------------------------------------------------------------===//
#include "Kbuild/BuildTree.h"
#include "Kbuild/CommandSet.h"
#include "Kbuild/KernelTree.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <algorithm>
#include <thread>

using namespace llvm;

namespace gfp {
namespace {

/// If more units than this lack a file, generated ones are not what is missing.
constexpr size_t MostObjects = 1000;

/// Whether \p File is there and newer than \p Than (or \p Than is missing).
bool isNewer(const Twine &File, const Twine &Than) {
  sys::fs::file_status A, B;
  if (sys::fs::status(File, A))
    return false;
  return sys::fs::status(Than, B) || A.getLastModificationTime() > B.getLastModificationTime();
}

class Session {
public:
  Session(const DryRunOptions &Options, KernelTree Tree)
      : Options(Options), Tree(std::move(Tree)) {}

  Expected<std::vector<CompileCommand>> run() {
    if (Error E = chooseBuildDir())
      return E;
    std::optional<ScratchLock> Lock;
    if (Ours) // Shards of one run start at once: one configures, the others wait and take it.
      Lock.emplace(Build);
    if (std::optional<std::vector<CompileCommand>> Known = knownCommands())
      return std::move(*Known);
    if (Error E = configure())
      return E;
    if (Error E = prepare())
      return E;
    return dryRun();
  }

  Error makeObjectsOf(ArrayRef<CompileCommand> Units) {
    if (Error E = chooseBuildDir())
      return E;
    std::optional<ScratchLock> Lock;
    if (Ours)
      Lock.emplace(Build);
    say("making what " + Twine(Units.size()) + " units include and the build generates");
    return makeObjects(Units);
  }

private:
  void say(const Twine &What) const {
    if (Options.Progress)
      Options.Progress(What.str());
  }
  std::string in(StringRef File) const { return pathIn(Build, File); }
  /// By the user.
  bool isConfigured() const { return !Ours && sys::fs::exists(in(".config")); }
  /// A source tree that nobody gave us to build in.
  bool isLeftAlone() const { return InTree && Options.BuildDir.empty(); }

  Error chooseBuildDir();
  std::optional<std::vector<CompileCommand>> knownCommands();
  Error chooseVariables();
  Error configure();
  Error prepare();
  Expected<std::vector<CompileCommand>> dryRun();
  void makeSources(ArrayRef<CompileCommand> Commands);
  Error makeObjects(ArrayRef<CompileCommand> Units);
  Error make(ArrayRef<std::string> Targets, StringRef OutputFile);

  const DryRunOptions &Options;
  KernelTree Tree;
  std::string Build;
  bool InTree = false; ///< The build directory is the source tree.
  bool Ours = false;   ///< A scratch directory.
  std::string Stamp;   ///< What a scratch directory was made from.
  MakeVariables Variables;
};

Error Session::chooseBuildDir() {
  bool TreeConfigured = sys::fs::exists(pathIn(Tree.root(), ".config"));
  if (!Options.BuildDir.empty()) {
    SmallString<256> Dir(Options.BuildDir);
    if (std::error_code EC = sys::fs::make_absolute(Dir))
      return createStringError(EC, Dir + ": " + EC.message());
    sys::path::remove_dots(Dir, /*remove_dot_dot=*/true);
    Build = std::string(Dir);
    InTree = sys::fs::equivalent(Build, Tree.root());
  } else if (TreeConfigured) {
    Build = Tree.root().str();
    InTree = true;
  } else {
    Expected<Scratch> Place = scratchFor(Tree, Options);
    if (!Place)
      return Place.takeError();
    Build = Place->Dir;
    Stamp = Place->Stamp;
    Ours = true;
  }
  if (TreeConfigured && !InTree)
    return createStringError(Tree.root() +
                             " is configured itself (.config), so kbuild refuses the build "
                             "directory " +
                             Build + ": leave the build directory out, or run `make mrproper`");
  if (!Ours && !Options.ConfigFile.empty() && sys::fs::exists(in(".config")))
    return createStringError(Build + " has a .config already; it will not be replaced by " +
                             Options.ConfigFile);
  return Error::success();
}

std::optional<std::vector<CompileCommand>> Session::knownCommands() {
  std::string Database = in("compile_commands.json");
  if (Ours ? !scratchIsComplete(Build, Stamp) : !isNewer(Database, in(".config")))
    return std::nullopt;
  Expected<std::vector<CompileCommand>> Commands =
      Options.Read ? Options.Read(Database) : readCompileDatabase(Database);
  if (!Commands) { // A broken one is no obstacle: make another.
    consumeError(Commands.takeError());
    return std::nullopt;
  }
  if (Commands->empty())
    return std::nullopt;
  say("using " + Database);
  return std::move(*Commands);
}

Error Session::chooseVariables() {
  Expected<MakeVariables> Found =
      isConfigured() ? variablesOf(in(".config"), Options.Arch) : ownVariables(Tree, Options.Arch);
  if (!Found)
    return Found.takeError();
  Variables = std::move(*Found);
  return requireTools(Variables);
}

Error Session::configure() {
  if (Error E = chooseVariables())
    return E;
  if (isConfigured())
    return Error::success();

  if (InTree)
    return createStringError(Tree.root() + " is not configured: leave the build directory out "
                                           "to have it configured elsewhere");
  if (std::error_code EC = sys::fs::create_directories(Build))
    return createStringError(EC, Build + ": " + EC.message());
  if (Ours)
    forgetScratch(Build);
  if (Options.ConfigFile.empty()) {
    say("configuring " + Build + " (defconfig)");
    return make({"defconfig"}, "");
  }
  if (Error E = unpackConfig(Options.ConfigFile, in(".config")))
    return E;
  say("configuring " + Build + " from " + Options.ConfigFile);
  return make({"olddefconfig"}, "");
}

Error Session::prepare() {
  if (!Ours && sys::fs::exists(in("include/generated/autoconf.h")) &&
      sys::fs::exists(in("include/generated/bounds.h")))
    return Error::success();
  if (isLeftAlone())
    return createStringError(Tree.root() +
                             " is configured but not prepared: run `make prepare` there, or give "
                             "it as the build directory too to have that done");
  say("preparing " + Build);
  return make({"prepare"}, "");
}

Expected<std::vector<CompileCommand>> Session::dryRun() {
  say("listing compile commands");
  SmallString<256> Output; // 270 MB: rather not in a /tmp that is memory.
  if (std::error_code EC = Ours ? sys::fs::createUniqueFile(in("dry-run-%%%%%%.txt"), Output)
                                : sys::fs::createTemporaryFile("gfp-lint-dry-run", "txt", Output))
    return createStringError(EC, "no temporary file: " + EC.message());
  FileRemover Remove(Output);
  // Where nothing is built some target may fail for want of another: -k goes on.
  std::vector<std::string> Targets = {"-n", "-k", "V=1"};
  append_range(Targets, Tree.descent());
  std::string Failure = toString(make(Targets, Output));
  if (StringRef(Failure).contains("write error"))
    return createStringError(Failure);
  std::vector<CompileCommand> Commands, Built = commandsOfBuiltObjects(Build);
  if (ErrorOr<std::unique_ptr<MemoryBuffer>> Text =
          MemoryBuffer::getFile(Output, /*IsText=*/false, /*RequiresNullTerminator=*/false))
    Commands = parseDryRun((*Text)->getBuffer(), Build);
  CommandSet All;
  for (std::vector<CompileCommand> *Part : {&Commands, &Built})
    for (CompileCommand &Command : *Part)
      All.add(std::move(Command));
  Commands = All.take();
  if (Commands.empty())
    return createStringError("no compile command in make's output for " + Tree.root() +
                             (Failure.empty() ? "" : ": " + Failure));
  // Part of every kernel: without it, this is not the list of one.
  if (sys::fs::exists(pathIn(Tree.root(), "init/main.c")) &&
      none_of(Commands,
              [](const CompileCommand &C) { return StringRef(C.File).ends_with("/init/main.c"); }))
    return createStringError("make went into no directory of " + Tree.root() + ": " +
                             Twine(Commands.size()) + " compile commands, none of init/main.c" +
                             (Failure.empty() ? "" : ": " + Failure));
  if (!Failure.empty())
    say("make -n did not go through to the end; the list may lack files: " + Failure);
  makeSources(Commands);
  if (Ours) {
    if (Error E = writeCompileDatabase(in("compile_commands.json"), Commands))
      return E;
    if (Failure.empty())
      rememberScratch(Build, Stamp);
  }
  say(Twine(Commands.size()) + " compile commands");
  return Commands;
}

/// Has the sources made that \p Commands compile and that do not exist; says what does not.
void Session::makeSources(ArrayRef<CompileCommand> Commands) {
  std::vector<CompileCommand> Missing;
  copy_if(Commands, std::back_inserter(Missing),
          [](const CompileCommand &Command) { return !sys::fs::exists(Command.File); });
  if (Missing.empty())
    return;
  say("making " + Twine(Missing.size()) + " generated sources");
  std::string Failure = toString(makeObjects(Missing));
  erase_if(Missing, [](const CompileCommand &Command) { return sys::fs::exists(Command.File); });
  if (!Missing.empty())
    say(Twine(Missing.size()) + " sources could not be made, " + Missing.front().File +
        " for one: " + Failure);
}

Error Session::makeObjects(ArrayRef<CompileCommand> Units) {
  if (isLeftAlone())
    return createStringError(Tree.root() + " lacks files that a build makes: build it, or give it "
                                           "as the build directory too to have them made");
  if (Error E = chooseVariables())
    return E;
  std::vector<std::string> Targets = objectsOf(Units, Build);
  if (Targets.empty())
    return Error::success();
  if (Targets.size() > MostObjects)
    return createStringError(Build + ": " + Twine(Targets.size()) +
                             " units lack a file; build the kernel first");
  Targets.insert(Targets.begin(),
                 {"-k", "-j" + std::to_string(std::max(1u, std::thread::hardware_concurrency()))});
  return make(Targets, "");
}

Error Session::make(ArrayRef<std::string> Targets, StringRef OutputFile) {
  std::vector<std::string> Args = {"make", "-C", Tree.root().str()};
  if (!InTree)
    Args.push_back("O=" + Build);
  Args.insert(Args.end(), Variables.Settings.begin(), Variables.Settings.end());
  Args.insert(Args.end(), Targets.begin(), Targets.end());
  return runMake(Args, OutputFile, /*MayChangeConfig=*/Ours || !sys::fs::exists(in(".config")) ||
                                       Targets.front().find("config") != std::string::npos);
}

} // namespace

Expected<std::vector<CompileCommand>> compileCommandsOf(const DryRunOptions &Options) {
  Expected<KernelTree> Tree = KernelTree::open(Options.KernelDir);
  if (!Tree)
    return Tree.takeError();
  return Session(Options, std::move(*Tree)).run();
}

Error makeObjects(const DryRunOptions &Options, ArrayRef<CompileCommand> Units) {
  Expected<KernelTree> Tree = KernelTree::open(Options.KernelDir);
  if (!Tree)
    return Tree.takeError();
  return Session(Options, std::move(*Tree)).makeObjectsOf(Units);
}

} // namespace gfp
