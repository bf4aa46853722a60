//===- PathSelection.h - The files the user named ---------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_TOOL_PATHSELECTION_H
#define GFPLINT_TOOL_PATHSELECTION_H

#include "Kbuild/CompileCommands.h"
#include "Options.h"
#include "llvm/Support/Error.h"

namespace gfp {

/// \p Path, absolute, "." and ".." removed.
std::string absolute(llvm::StringRef Path);

/// The files and directories that were named on the command line; all files if none was.
class PathSelection {
public:
  /// Fails if one does not exist.
  static llvm::Expected<PathSelection> of(const Options &Asked);

  bool holds(llvm::StringRef File) const;
  /// Those that were named, links resolved.
  std::vector<std::string> names() const;

  /// Those of \p Commands whose source is selected.
  std::vector<CompileCommand> select(std::vector<CompileCommand> Commands);

  /// An error if some path selected nothing so far.
  llvm::Error unmatched() const;

private:
  struct Named {
    std::string Given, Real;
    bool Matched = false;

    bool holds(llvm::StringRef File) const {
      return File.consume_front(Real) && (File.empty() || File.front() == '/');
    }
  };
  std::vector<Named> Paths;
};

} // namespace gfp

#endif // GFPLINT_TOOL_PATHSELECTION_H
