//===- GitChanges.cpp - What git says has changed -------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Kbuild/GitChanges.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include <fmt/format.h>

using namespace gfp;
using namespace llvm;

static std::string textOf(StringRef File) {
  ErrorOr<std::unique_ptr<MemoryBuffer>> Buffer = MemoryBuffer::getFile(File);
  return Buffer ? (*Buffer)->getBuffer().str() : "";
}

/// What git prints in \p Dir; an error is the first line of what it complains of.
static Expected<std::string> runGit(StringRef Dir, ArrayRef<StringRef> Args) {
  ErrorOr<std::string> Git = sys::findProgramByName("git");
  if (!Git)
    return createStringError("git is not in PATH");
  SmallString<128> Output, Log;
  for (SmallString<128> *File : {&Output, &Log})
    if (std::error_code EC = sys::fs::createTemporaryFile("gfp-lint-git", "txt", *File))
      return createStringError(EC, "no temporary file: " + EC.message());
  FileRemover RemoveOutput(Output), RemoveLog(Log);
  SmallVector<StringRef> Words = {"git", "-C", Dir};
  Words.append(Args.begin(), Args.end());
  std::string Reason;
  int Status =
      sys::ExecuteAndWait(*Git, Words, std::nullopt, {StringRef(""), Output.str(), Log.str()},
                          /*SecondsToWait=*/0, /*MemoryLimit=*/0, &Reason);
  if (Status == 0)
    return textOf(Output);
  std::string Complaint = textOf(Log);
  StringRef First = StringRef(Complaint).split('\n').first.trim();
  First.consume_front("fatal: ");
  return createStringError(!First.empty()   ? First.str()
                           : Reason.empty() ? fmt::format("git ended with {}", Status)
                                            : Reason);
}

Expected<GitChanges> gfp::changesSince(StringRef Revision, StringRef Dir) {
  auto fail = [&](Error Why) {
    return createStringError(
        fmt::format("--since {}: {}", Revision.str(), toString(std::move(Why))));
  };
  // No revision begins like that, and git would take it for an option.
  if (Revision.empty() || Revision.starts_with("-"))
    return createStringError(fmt::format("--since: '{}' is no revision", Revision.str()));

  GitChanges Changes;
  auto Root = runGit(Dir, {"rev-parse", "--show-toplevel"});
  if (!Root)
    return fail(createStringError(fmt::format("{} ({})", toString(Root.takeError()), Dir.str())));
  Changes.Root = StringRef(*Root).rtrim("\r\n").str();
  std::string AsCommit = (Revision + "^{commit}").str();
  auto Commit = runGit(Changes.Root, {"rev-parse", "--verify", "--quiet", AsCommit});
  if (!Commit) {
    consumeError(Commit.takeError());
    return fail(createStringError("the repository " + Changes.Root + " has no such commit"));
  }

  // Nothing a user's configuration says may change what the patch looks like.
  auto Patch =
      runGit(Changes.Root, {"diff", "--no-color", "--no-ext-diff", "--no-textconv",
                            "--find-renames", "--ignore-submodules=all", "--unified=0",
                            "--src-prefix=a/", "--dst-prefix=b/", StringRef(*Commit).trim(), "--"});
  if (!Patch)
    return fail(Patch.takeError());
  Changes.Patch = std::move(*Patch);
  auto Untracked = runGit(Changes.Root, {"ls-files", "--others", "--exclude-standard", "-z"});
  if (!Untracked)
    return fail(Untracked.takeError());
  SmallVector<StringRef, 0> Names;
  StringRef(*Untracked).split(Names, '\0', -1, /*KeepEmpty=*/false);
  for (StringRef Name : Names)
    Changes.Untracked.push_back(Name.str());
  return Changes;
}

std::string gfp::workTreeAround(StringRef Dir) {
  for (; !Dir.empty(); Dir = sys::path::parent_path(Dir)) {
    SmallString<256> Git(Dir);
    sys::path::append(Git, ".git");
    if (sys::fs::exists(Git))
      return Dir.str();
  }
  return "";
}
