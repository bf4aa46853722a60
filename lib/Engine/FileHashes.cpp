//===- FileHashes.cpp - What files hold, in a number -----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/FileHashes.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/xxhash.h"
#include <sys/stat.h>
#include <time.h>

using namespace gfp;

namespace {

constexpr uint64_t Second = 1'000'000'000;

uint64_t nanoseconds(const timespec &T) {
  return static_cast<uint64_t>(T.tv_sec) * Second + static_cast<uint64_t>(T.tv_nsec);
}

} // namespace

uint64_t FileHashes::of(llvm::StringRef Path) {
  {
    std::lock_guard<std::mutex> Guard(Lock);
    auto Found = Now.find(Path);
    if (Found != Now.end())
      return Found->second.Hash;
  }
  Known Here;
  struct stat Status;
  if (::stat(Path.str().c_str(), &Status) == 0 && S_ISREG(Status.st_mode)) {
    Here = {static_cast<uint64_t>(Status.st_size), nanoseconds(Status.st_mtim),
            nanoseconds(Status.st_ctim), static_cast<uint64_t>(Status.st_ino), 0};
    auto Earlier = Before.find(Path);
    if (Earlier != Before.end())
      Here.Hash = Earlier->second.Hash;
    if (Earlier == Before.end() || Here != Earlier->second) {
      auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/false,
                                                /*RequiresNullTerminator=*/false);
      // 0 is for what cannot be read.
      Here.Hash = Buffer ? llvm::xxh3_64bits((*Buffer)->getBuffer()) | 1 : 0;
    }
  }
  std::lock_guard<std::mutex> Guard(Lock);
  Now[Path] = Here;
  return Here.Hash;
}

std::vector<std::pair<std::string, FileHashes::Known>> FileHashes::learnt() const {
  timespec Clock;
  ::clock_gettime(CLOCK_REALTIME, &Clock);
  uint64_t Settled = nanoseconds(Clock) - 2 * Second;
  std::vector<std::pair<std::string, Known>> New;
  for (const auto &Each : Now) {
    const Known &What = Each.second;
    auto Earlier = Before.find(Each.getKey());
    if (What.Hash && What.Modified < Settled && What.Changed < Settled &&
        (Earlier == Before.end() || What != Earlier->second))
      New.push_back({Each.getKey().str(), What});
  }
  return New;
}
