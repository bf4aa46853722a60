//===- BuildVariants.cpp - The configurations to scan ---------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "BuildVariants.h"
#include "Kbuild/CommandBytes.h"
#include "PathSelection.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"
#include <fmt/format.h>

using namespace gfp;

namespace {

/// \p Given without doubles; one empty name if there is none.
std::vector<std::string> eachOnce(const std::vector<std::string> &Given) {
  std::vector<std::string> Names;
  for (const std::string &Name : Given)
    if (!llvm::is_contained(Names, Name))
      Names.push_back(Name);
  if (Names.empty())
    Names.push_back("");
  return Names;
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
    Command.Args.assign(Asked.Compiler.begin(), Asked.Compiler.end());
    Command.Args.insert(Command.Args.end(), Asked.FixedArgs.begin(), Asked.FixedArgs.end());
    Command.Args.push_back(Command.File);
    if (!llvm::sys::fs::exists(Command.File))
      return llvm::createStringError(fmt::format("{}: no such file", Path));
    Commands.push_back(std::move(Command));
  }
  return Commands;
}

/// The commands in \p Database, which may be known already.
llvm::Expected<std::vector<CompileCommand>> databaseCommands(const std::string &Database,
                                                             ResultCache *Cache) {
  const std::string Path = absolute(Database);
  const uint64_t Contents = Cache ? Cache->hashOf(Path) : 0;
  if (!Contents) // A pipe is read once.
    return readCompileDatabase(Database);
  const uint64_t Key =
      llvm::xxh3_64bits(fmt::format("commands|{}|{}|{:x}", GFPLINT_VERSION, Path, Contents));
  if (auto Known = Cache->recall(Key))
    if (auto Commands = decodeCommands(*Known))
      return std::move(*Commands);
  auto Commands = readCompileDatabase(Database);
  // It may have been replaced meanwhile.
  if (Commands && FileHashes().of(Path) == Contents)
    Cache->note(Key, encodeCommands(*Commands));
  return Commands;
}

} // namespace

llvm::Expected<std::string> gfp::databaseOf(const Options &Asked, const BuildVariant &Variant) {
  if (!Variant.Database.empty())
    return compileDatabaseFile(Variant.Database);
  std::string Start = absolute(Asked.Paths.empty() ? "." : Asked.Paths.front());
  for (llvm::StringRef Dir = Start; !Dir.empty(); Dir = llvm::sys::path::parent_path(Dir)) {
    llvm::SmallString<256> Candidate(Dir);
    llvm::sys::path::append(Candidate, "compile_commands.json");
    if (llvm::sys::fs::exists(Candidate))
      return compileDatabaseFile(Candidate);
  }
  return llvm::createStringError(fmt::format(
      "no compile_commands.json in or above {}: name one with -p, or a kernel tree with --kernel",
      Start));
}

bool gfp::asksKbuild(const Options &Asked) {
  return !Asked.HasFixedArgs && Asked.Databases.empty() && !Asked.KernelDir.empty();
}

llvm::Expected<std::vector<BuildVariant>> gfp::variantsOf(const Options &Asked) {
  std::vector<BuildVariant> Variants;
  if (!asksKbuild(Asked)) {
    for (const std::string &Database : eachOnce(Asked.Databases))
      Variants.push_back({Database, "", "", Database});
  } else {
    std::vector<std::string> Configs = eachOnce(Asked.ConfigFiles), Arches = eachOnce(Asked.Arches);
    for (const std::string &Arch : Arches)
      for (const std::string &Config : Configs) {
        std::string Name = Configs.size() == 1  ? Arch
                           : Arches.size() == 1 ? Config
                                                : Arch + ":" + Config;
        Variants.push_back({Name, Config, Arch, ""});
      }
  }
  if (Variants.size() == 1) {
    Variants.front().Name.clear();
    return Variants;
  }
  if (!Asked.BuildDir.empty() && asksKbuild(Asked))
    return llvm::createStringError("--build names the directory of one configuration: leave it "
                                   "out, or name one --kconfig and --arch at most");
  if (!Asked.SummaryOut.empty())
    return llvm::createStringError("--summaries-out takes one configuration: functions differ "
                                   "between them");
  return Variants;
}

DryRunOptions gfp::dryRunOf(const Options &Asked, const BuildVariant &Variant) {
  DryRunOptions Run;
  Run.KernelDir = Asked.KernelDir;
  Run.BuildDir = Asked.BuildDir;
  Run.ConfigFile = Variant.ConfigFile;
  Run.Arch = Variant.Arch;
  Run.Progress = [Name = Variant.Name](llvm::StringRef Step) {
    if (llvm::sys::Process::StandardErrIsDisplayed())
      llvm::errs() << "\r\033[K"; // A line of Progress may stand there.
    llvm::errs() << "gfp-lint: " << Name << (Name.empty() ? "" : ": ") << Step << "\n";
  };
  return Run;
}

llvm::Expected<std::vector<CompileCommand>>
gfp::commandsOf(const Options &Asked, const BuildVariant &Variant, ResultCache *Cache) {
  if (Asked.HasFixedArgs)
    return fixedCommands(Asked);
  if (asksKbuild(Asked)) {
    DryRunOptions Run = dryRunOf(Asked, Variant);
    Run.Read = [&](const std::string &Database) { return databaseCommands(Database, Cache); };
    return compileCommandsOf(Run);
  }
  auto Database = databaseOf(Asked, Variant);
  if (!Database)
    return Database.takeError();
  return databaseCommands(*Database, Cache);
}
