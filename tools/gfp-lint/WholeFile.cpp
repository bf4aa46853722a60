//===- WholeFile.cpp - A file written whole or not at all -----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "WholeFile.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Signals.h"
#include <fmt/format.h>

using namespace gfp;
using llvm::Error;
using llvm::SmallString;
using llvm::StringRef;
namespace fs = llvm::sys::fs;

static Error failure(StringRef Path, std::error_code EC) {
  return llvm::createStringError(EC, fmt::format("cannot write {}: {}", Path.str(), EC.message()));
}

/// What went wrong with \p OS, which does not forgive one that nobody asked for.
static std::error_code takeError(llvm::raw_fd_ostream &OS) {
  std::error_code EC = OS.error();
  OS.clear_error();
  return EC;
}

namespace {

/// What is at a path.
struct Place {
  SmallString<256> Target; ///< With symbolic links followed.
  fs::file_status Status;
  bool IsNew = true;
};

} // namespace

static llvm::Expected<Place> placeOf(StringRef Path) {
  Place P;
  if (std::error_code EC = fs::status(Path, P.Status); !EC) {
    P.IsNew = false;
    if (fs::is_directory(P.Status))
      return failure(Path, std::make_error_code(std::errc::is_a_directory));
    // Fails for /dev/stdout on a pipe, which has no other name.
    if (fs::real_path(Path, P.Target))
      P.Target = Path;
    return P;
  } else if (EC != std::errc::no_such_file_or_directory) {
    return failure(Path, EC);
  }
  P.Target = Path;
  return P;
}

/// The directory a new file is made in.
static StringRef directoryOf(StringRef Target) {
  StringRef Directory = llvm::sys::path::parent_path(Target);
  return Directory.empty() ? StringRef(".") : Directory;
}

Error gfp::checkWritable(StringRef Path) {
  if (Path == "-")
    return Error::success();
  auto P = placeOf(Path);
  if (!P)
    return P.takeError();
  bool IsReplaced = P->IsNew || fs::is_regular_file(P->Status);
  StringRef Written = IsReplaced ? directoryOf(P->Target) : StringRef(P->Target);
  if (std::error_code EC = fs::access(Written, fs::AccessMode::Write))
    return failure(Path, EC);
  // It could be replaced all the same, but somebody has said that it is not to be.
  if (!P->IsNew && fs::access(P->Target, fs::AccessMode::Write))
    return failure(Path, std::make_error_code(std::errc::permission_denied));
  if (IsReplaced && !fs::is_directory(Written))
    return failure(Path, std::make_error_code(std::errc::not_a_directory));
  return Error::success();
}

static Error writeDirectly(StringRef Path, llvm::function_ref<void(llvm::raw_ostream &)> Write) {
  std::error_code EC;
  llvm::raw_fd_ostream OS(Path, EC, fs::CD_OpenExisting, fs::FA_Write, fs::OF_None);
  if (EC)
    return failure(Path, EC);
  Write(OS);
  OS.close();
  if (std::error_code Failed = takeError(OS))
    return failure(Path, Failed);
  return Error::success();
}

Error gfp::writeWhole(StringRef Path, llvm::function_ref<void(llvm::raw_ostream &)> Write) {
  if (Path == "-") {
    Write(llvm::outs());
    llvm::outs().flush();
    std::error_code EC = takeError(llvm::outs());
    return EC ? failure("standard output", EC) : Error::success();
  }
  auto P = placeOf(Path);
  if (!P)
    return P.takeError();
  if (!P->IsNew && !fs::is_regular_file(P->Status))
    return writeDirectly(Path, Write);

  SmallString<256> Model = directoryOf(P->Target);
  llvm::sys::path::append(Model, ".gfp-lint-%%%%%%%%%%.tmp");
  SmallString<256> Temporary;
  int FD;
  // As for any new file; the process's mask takes what it does not want.
  unsigned Mode = fs::all_read | fs::all_write;
  if (std::error_code EC = fs::createUniqueFile(Model, FD, Temporary, fs::OF_None, Mode))
    return failure(Path, EC);
  llvm::sys::RemoveFileOnSignal(Temporary);
  llvm::scope_exit CleanUp([&] {
    fs::remove(Temporary);
    llvm::sys::DontRemoveFileOnSignal(Temporary);
  });
  {
    llvm::raw_fd_ostream OS(FD, /*shouldClose=*/true);
    Write(OS);
    OS.close();
    if (std::error_code EC = takeError(OS))
      return failure(Path, EC);
  }
  if (!P->IsNew)
    if (std::error_code EC = fs::setPermissions(Temporary, P->Status.permissions()))
      return failure(Path, EC);
  if (std::error_code EC = fs::rename(Temporary, P->Target))
    return failure(Path, EC);
  CleanUp.release();
  llvm::sys::DontRemoveFileOnSignal(Temporary);
  return Error::success();
}
