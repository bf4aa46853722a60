//===- PathSelection.cpp - The files the user named -----------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "PathSelection.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <fmt/format.h>

using namespace gfp;

namespace {

std::string realPath(const std::string &Path) {
  llvm::SmallString<256> Real;
  return llvm::sys::fs::real_path(Path, Real) ? Path : Real.str().str();
}

} // namespace

std::string gfp::absolute(llvm::StringRef Path) {
  llvm::SmallString<256> Full(Path);
  llvm::sys::fs::make_absolute(Full);
  llvm::sys::path::remove_dots(Full, /*remove_dot_dot=*/true);
  return Full.str().str();
}

llvm::Expected<PathSelection> PathSelection::of(const Options &Asked) {
  PathSelection Selected;
  if (Asked.HasFixedArgs)
    return Selected;
  for (const std::string &Path : Asked.Paths) {
    std::string Under = absolute(Path);
    // Relative to the kernel's root if it is not here.
    if (!llvm::sys::fs::exists(Under) && !Asked.KernelDir.empty())
      Under = absolute(Asked.KernelDir + "/" + Path);
    if (!llvm::sys::fs::exists(Under))
      return llvm::createStringError(fmt::format("{}: no such file or directory", Path));
    Selected.Paths.push_back({Path, realPath(Under)});
  }
  return Selected;
}

bool PathSelection::holds(llvm::StringRef File) const {
  return Paths.empty() || llvm::any_of(Paths, [&](const Named &Path) { return Path.holds(File); });
}

std::vector<std::string> PathSelection::names() const {
  std::vector<std::string> Names;
  for (const Named &Path : Paths)
    Names.push_back(Path.Real);
  return Names;
}

std::vector<CompileCommand> PathSelection::select(std::vector<CompileCommand> Commands) {
  if (Paths.empty())
    return Commands;
  std::vector<CompileCommand> Chosen;
  for (CompileCommand &Command : Commands) {
    bool Any = false;
    for (Named &Path : Paths)
      if (Path.holds(Command.File))
        Any = Path.Matched = true;
    if (Any)
      Chosen.push_back(std::move(Command));
  }
  return Chosen;
}

llvm::Error PathSelection::unmatched() const {
  for (const Named &Path : Paths)
    if (!Path.Matched)
      return llvm::createStringError(
          fmt::format("{}: no compile command for it or anything under it", Path.Given));
  return llvm::Error::success();
}
