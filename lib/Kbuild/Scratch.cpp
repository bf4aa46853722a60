//===- Scratch.cpp - Build directories of our own -------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Kbuild/BuildTree.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"
#include <algorithm>

using namespace llvm;

namespace gfp {
namespace {

/// Written last: a directory without it is a torso.
constexpr StringRef MarkerName = ".gfp-lint-complete";

std::string hashOf(StringRef Text) { return utohexstr(xxh3_64bits(Text), /*LowerCase=*/true, 16); }

bool describesTheBuild(StringRef Name) {
  return Name.starts_with("Makefile") || Name.starts_with("Kbuild") || Name.starts_with("Kconfig");
}

/// Names, sizes and times of the files that decide what is built and how.
Expected<std::string> stampOf(StringRef Root) {
  std::vector<std::string> Lines;
  std::error_code EC;
  for (sys::fs::recursive_directory_iterator I(Root, EC, /*follow_symlinks=*/false), End;
       I != End && !EC; I.increment(EC)) {
    StringRef Name = sys::path::filename(I->path());
    if (Name == ".git") {
      I.no_push();
      continue;
    }
    if (!describesTheBuild(Name) || I->type() == sys::fs::file_type::directory_file)
      continue;
    ErrorOr<sys::fs::basic_file_status> Status = I->status();
    if (Status)
      Lines.push_back(I->path() + " " + std::to_string(Status->getSize()) + " " +
                      std::to_string(Status->getLastModificationTime().time_since_epoch().count()));
  }
  if (EC)
    return createStringError(EC, Root + ": " + EC.message());
  std::sort(Lines.begin(), Lines.end());
  return hashOf(join(Lines, "\n"));
}

Expected<std::string> cacheDirectory() {
  SmallString<256> Dir;
  if (!sys::path::cache_directory(Dir)) // $XDG_CACHE_HOME or ~/.cache
    return createStringError("no cache directory: set XDG_CACHE_HOME or HOME, or name a build "
                             "directory");
  sys::path::append(Dir, "gfp-lint", "build");
  return std::string(Dir);
}

} // namespace

std::string pathIn(StringRef Dir, StringRef File) {
  SmallString<256> Path(Dir);
  sys::path::append(Path, File);
  return std::string(Path);
}

ScratchLock::ScratchLock(StringRef Dir) {
  if (sys::fs::create_directories(sys::path::parent_path(Dir)) ||
      sys::fs::openFileForWrite(Dir + ".lock", FD, sys::fs::CD_OpenAlways)) {
    FD = -1;
    return;
  }
  (void)sys::fs::lockFile(FD);
}

ScratchLock::~ScratchLock() {
  if (FD < 0)
    return;
  (void)sys::fs::unlockFile(FD);
  (void)sys::Process::SafelyCloseFileDescriptor(FD);
}

Expected<Scratch> scratchFor(const KernelTree &Tree, const DryRunOptions &Options) {
  Expected<std::string> Cache = cacheDirectory();
  if (!Cache)
    return Cache.takeError();
  std::string Key = Tree.root().str() + '\0' + Options.Arch + '\0';
  if (!Options.ConfigFile.empty()) {
    ErrorOr<std::unique_ptr<MemoryBuffer>> Config = MemoryBuffer::getFile(Options.ConfigFile);
    if (!Config)
      return createStringError(Config.getError(),
                               Options.ConfigFile + ": " + Config.getError().message());
    Key += (*Config)->getBuffer();
  }
  Expected<std::string> Stamp = stampOf(Tree.root());
  if (!Stamp)
    return Stamp.takeError();
  Scratch Result;
  Result.Dir = pathIn(*Cache, (sys::path::filename(Tree.root()) + "-" + hashOf(Key)).str());
  Result.Stamp = std::move(*Stamp);
  return Result;
}

bool scratchIsComplete(StringRef Dir, StringRef Stamp) {
  ErrorOr<std::unique_ptr<MemoryBuffer>> Marker = MemoryBuffer::getFile(pathIn(Dir, MarkerName));
  return Marker && (*Marker)->getBuffer().trim() == Stamp;
}

void rememberScratch(StringRef Dir, StringRef Stamp) {
  std::error_code EC;
  raw_fd_ostream Out(pathIn(Dir, MarkerName), EC);
  if (EC)
    return; // It will be made again: slower, not wrong.
  Out << Stamp << '\n';
  Out.flush();
  Out.clear_error();
}

void forgetScratch(StringRef Dir) { sys::fs::remove(pathIn(Dir, MarkerName)); }

} // namespace gfp
