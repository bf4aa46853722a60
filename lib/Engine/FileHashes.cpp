//===- FileHashes.cpp - What files hold, in a number -----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/FileHashes.h"
#include "Engine/HeaderListing.h"
#include "Engine/Threads.h"
#include "Rules/CopiedFile.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/xxhash.h"
#include <atomic>
#include <sys/stat.h>
#include <time.h>

using namespace gfp;

namespace {

using File = FileHashes::File;
using Known = FileHashes::Known;

constexpr uint64_t Second = 1'000'000'000;
/// Some file systems count whole seconds, or two.
constexpr uint64_t Coarse = 2 * Second;
/// Others stamp files by a clock that ticks at least a hundred times a second.
constexpr uint64_t Fine = Second / 20;

uint64_t nanoseconds(const timespec &T) {
  return static_cast<uint64_t>(T.tv_sec) * Second + static_cast<uint64_t>(T.tv_nsec);
}

/// What \p Path is now. Read only if it is not as \p Earlier, which may be null, says it was.
Known lookAt(const char *Path, const Known *Earlier) {
  struct stat Status;
  if (::stat(Path, &Status) != 0)
    return {};
  bool Directory = S_ISDIR(Status.st_mode);
  if (!Directory && !S_ISREG(Status.st_mode))
    return {};
  Known Here = {static_cast<uint64_t>(Status.st_size), nanoseconds(Status.st_mtim),
                nanoseconds(Status.st_ctim), static_cast<uint64_t>(Status.st_ino), 0};
  if (Earlier) {
    Here.Hash = Earlier->Hash;
    if (Here.Hash && Here == *Earlier)
      return Here;
  }
  if (Directory) {
    Here.Hash = FileHashes::hashOf(headersIn(Path));
    return Here;
  }
  auto Buffer = readCopy(Path);
  // 0 is for what cannot be read.
  Here.Hash = Buffer ? llvm::xxh3_64bits((*Buffer)->getBuffer()) | 1 : 0;
  return Here;
}

/// Nothing can change it now without getting other times.
bool settled(const Known &What, uint64_t Now) {
  return What.Modified + Coarse < Now && What.Changed + Coarse < Now;
}

/// It was last changed before \p Start.
bool olderThan(const Known &What, uint64_t Start) {
  return llvm::all_of(llvm::ArrayRef{What.Modified, What.Changed}, [&](uint64_t Time) {
    return Time + (Time % Second ? Fine : Coarse) < Start;
  });
}

/// Looking at a file is quick.
constexpr size_t Share = 64;

} // namespace

uint64_t FileHashes::hashOf(const DirectoryNames &Names) {
  return llvm::xxh3_64bits(Names.str()) | 1;
}

void FileHashes::forgetMissing() {
  std::lock_guard<std::mutex> Guard(Lock);
  for (llvm::StringMap<Known> *Map : {&Seen, &Now}) {
    std::vector<std::string> Missing;
    for (const auto &Each : *Map)
      if (Each.second.Hash == 0)
        Missing.push_back(Each.getKey().str());
    for (const std::string &Path : Missing)
      Map->erase(Path);
  }
}

uint64_t FileHashes::now() {
  timespec Clock;
  ::clock_gettime(CLOCK_REALTIME, &Clock);
  return nanoseconds(Clock);
}

uint64_t FileHashes::of(llvm::StringRef Path) {
  {
    std::lock_guard<std::mutex> Guard(Lock);
    auto Found = Now.find(Path);
    if (Found != Now.end())
      return Found->second.Hash;
    if (auto Looked = Seen.find(Path); Looked != Seen.end())
      return Now.try_emplace(Path, Looked->second).first->second.Hash;
  }
  auto Earlier = Before.find(Path);
  Known Here = lookAt(Path.str().c_str(), Earlier == Before.end() ? nullptr : &Earlier->second);
  std::lock_guard<std::mutex> Guard(Lock);
  return Now.try_emplace(Path, Here).first->second.Hash;
}

void FileHashes::ask(llvm::ArrayRef<std::string> Paths, unsigned Threads) {
  forEachBelow(Paths.size(), Threads, Share, [&](size_t I) { of(Paths[I]); });
}

std::vector<File> FileHashes::learnt() const {
  uint64_t Clock = now();
  std::vector<File> New;
  for (const auto &Each : Now) {
    const Known &What = Each.second;
    auto Earlier = Before.find(Each.getKey());
    if (What.Hash && settled(What, Clock) && (Earlier == Before.end() || What != Earlier->second))
      New.push_back({Each.getKey().str(), What});
  }
  return New;
}

std::optional<std::vector<File>> FileHashes::unchangedSince(uint64_t Start,
                                                            unsigned Threads) const {
  std::vector<File> All;
  for (const auto &Each : Now)
    All.push_back({Each.getKey().str(), Each.second});
  llvm::sort(All, llvm::less_first());
  uint64_t Clock = now();
  std::atomic<bool> Changed = false;
  forEachBelow(All.size(), Threads, Share, [&](size_t I) {
    auto &[Path, What] = All[I];
    Known Here = lookAt(Path.c_str(), &What);
    // A report that is written into a directory changes its times and no header.
    bool Same = What.Hash == Here.Hash;
    if (Same && What.Hash && Here != What)
      Same = llvm::sys::fs::is_directory(Path);
    else if (Same && What.Hash && !olderThan(What, Start))
      Same = llvm::sys::fs::is_directory(Path);
    if (!Same)
      Changed = true;
    if (!settled(Here, Clock))
      Here.Modified = Here.Changed = 0;
    What = Here;
  });
  if (Changed)
    return std::nullopt;
  return All;
}

bool FileHashes::hold(std::vector<File> &Files, unsigned Threads) {
  uint64_t Clock = now();
  std::atomic<bool> Differs = false;
  std::vector<Known> Here(Files.size());
  forEachBelow(Files.size(), Threads, Share, [&](size_t I) {
    const auto &[Path, What] = Files[I];
    Here[I] = lookAt(Path.c_str(), &What);
    if (Here[I].Hash != What.Hash)
      Differs = true;
  });
  std::lock_guard<std::mutex> Guard(Lock);
  for (size_t I = 0; I < Files.size(); ++I) {
    if (Differs)
      Seen[Files[I].first] = Here[I];
    else if (settled(Here[I], Clock))
      Files[I].second = Here[I];
  }
  return !Differs;
}
