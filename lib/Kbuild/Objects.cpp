//===- Objects.cpp - What a build makes of its commands -------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Kbuild/BuildTree.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <algorithm>

using namespace llvm;

namespace gfp {
namespace {

/// The value of -o; empty if there is none.
StringRef outputOf(const CompileCommand &Command) {
  auto Option = llvm::find(Command.Args, Symbol("-o"));
  return Option == Command.Args.end() || ++Option == Command.Args.end() ? StringRef()
                                                                        : Option->str();
}

/// Nothing make would take for an option, a variable or several words.
bool isPlainObject(StringRef Target) {
  return Target.ends_with(".o") && !Target.starts_with("-") && !Target.starts_with("/") &&
         all_of(Target, [](char C) { return isAlnum(C) || StringRef("_-+.,/").contains(C); });
}

} // namespace

std::vector<std::string> objectsOf(ArrayRef<CompileCommand> Units, StringRef BuildDir) {
  std::vector<std::string> Objects;
  StringSet<> Known;
  std::string Prefix = (BuildDir + "/").str();
  for (const CompileCommand &Unit : Units) {
    StringRef Object = outputOf(Unit);
    Object.consume_front(Prefix);
    if (isPlainObject(Object) && Known.insert(Object).second)
      Objects.push_back(Object.str());
  }
  return Objects;
}

std::string recordedCommand(StringRef CmdFile) {
  StringRef Line = CmdFile.split('\n').first;
  if (!Line.starts_with("cmd_") && !Line.starts_with("savedcmd_"))
    return "";
  std::string Command;
  for (StringRef Rest = Line.split(" := ").second; !Rest.empty();) {
    if (Rest.consume_front("$(pound)") || Rest.consume_front("\\#")) {
      Command += '#';
      continue;
    }
    Rest.consume_front("$"); // The first of two.
    Command += Rest.take_front();
    Rest = Rest.drop_front(!Rest.empty());
  }
  return Command;
}

std::vector<CompileCommand> commandsOfBuiltObjects(StringRef BuildDir) {
  std::vector<std::string> Records;
  std::error_code EC;
  for (sys::fs::recursive_directory_iterator I(BuildDir, EC, /*follow_symlinks=*/false), End;
       I != End && !EC; I.increment(EC)) {
    StringRef Name = sys::path::filename(I->path());
    if (Name == ".git")
      I.no_push();
    if (!Name.consume_front(".") || !Name.consume_back(".cmd") || !Name.ends_with(".o"))
      continue;
    // Without the object, make lists the command itself.
    if (sys::fs::exists(pathIn(sys::path::parent_path(I->path()), Name)))
      Records.push_back(I->path());
  }
  std::sort(Records.begin(), Records.end());
  std::string Lines;
  for (const std::string &Record : Records)
    if (auto Buffer = MemoryBuffer::getFile(Record, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false))
      Lines += recordedCommand((*Buffer)->getBuffer()) + "\n";
  std::vector<CompileCommand> Commands = parseDryRun(Lines, BuildDir);
  // An object may have outlived its source.
  erase_if(Commands, [](const CompileCommand &Command) { return !sys::fs::exists(Command.File); });
  return Commands;
}

} // namespace gfp
