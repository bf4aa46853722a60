//===- InPlace.cpp - Writing a file so that it is old or new --------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Fixes/FixSet.h"
#include "Rules/CopiedFile.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/raw_ostream.h"
#include <cerrno>
#include <fmt/format.h>
#include <unistd.h>

using namespace gfp;
using llvm::Error;
using llvm::SmallString;
using llvm::StringRef;
namespace fs = llvm::sys::fs;

static Error failure(StringRef File, StringRef Action, std::error_code EC) {
  return llvm::createStringError(
      EC, fmt::format("cannot {} {}: {}", Action.str(), File.str(), EC.message()));
}

/// Writes \p Text to \p FD through to the disk and gives it the owner and mode of \p Old.
static std::error_code fill(int FD, StringRef Text, const fs::file_status &Old) {
  llvm::raw_fd_ostream OS(FD, /*shouldClose=*/false);
  OS << Text;
  OS.flush();
  if (std::error_code EC = OS.error()) {
    OS.clear_error();
    return EC;
  }
  // Only root can give a file away; for others the owner changes as with any editor.
  if (Old.getUser() != ::geteuid() || Old.getGroup() != ::getegid())
    if (::fchown(FD, Old.getUser(), Old.getGroup()) != 0)
      errno = 0;
  if (std::error_code EC = fs::setPermissions(FD, Old.permissions()))
    return EC;
  if (::fsync(FD) != 0)
    return std::error_code(errno, std::generic_category());
  return {};
}

Error gfp::writeInPlace(const FileChange &Change) {
  const std::string &File = Change.File;
  SmallString<256> Target;
  if (std::error_code EC = fs::real_path(File, Target))
    return failure(File, "find", EC);
  fs::file_status Status;
  if (std::error_code EC = fs::status(Target, Status))
    return failure(File, "find", EC);
  if (std::error_code EC = fs::access(Target, fs::AccessMode::Write))
    return failure(File, "write", EC);
  auto Buffer = readCopy(Target);
  if (!Buffer)
    return failure(File, "read", Buffer.getError());
  if ((*Buffer)->getBuffer() != Change.Before)
    return llvm::createStringError(
        std::make_error_code(std::errc::operation_canceled),
        fmt::format("{} has changed since it was read; it was not written", File));

  SmallString<256> Model = llvm::sys::path::parent_path(Target);
  llvm::sys::path::append(Model, ".gfp-lint-%%%%%%%%%%.tmp");
  SmallString<256> Temporary;
  int FD;
  if (std::error_code EC =
          fs::createUniqueFile(Model, FD, Temporary, fs::OF_None, fs::owner_read | fs::owner_write))
    return failure(File, "write a new file beside", EC);
  // Both for a signal and for an error below: nothing is left behind.
  llvm::sys::RemoveFileOnSignal(Temporary);
  llvm::scope_exit CleanUp([&] {
    fs::remove(Temporary);
    llvm::sys::DontRemoveFileOnSignal(Temporary);
  });

  std::error_code Filled = fill(FD, Change.After, Status);
  std::error_code Closed = fs::closeFile(FD);
  if (Filled || Closed)
    return failure(File, "write the new text of", Filled ? Filled : Closed);
  if (std::error_code EC = fs::rename(Temporary, Target))
    return failure(File, "replace", EC);
  CleanUp.release();
  llvm::sys::DontRemoveFileOnSignal(Temporary);
  return Error::success();
}
