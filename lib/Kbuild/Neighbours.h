//===- Neighbours.h - Commands for sources that have none -------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// A configuration compiles less than half of a kernel's sources. Most of the others parse with the
// command of a source nearby.
//
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_KBUILD_NEIGHBOURS_H
#define GFPLINT_KBUILD_NEIGHBOURS_H

#include "Kbuild/CompileCommands.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringSet.h"
#include <map>

namespace gfp {

/// The C sources of a kernel tree, and which of them other sources include.
class TreeSources {
public:
  /// Reads the text of all sources below \p Root. Build directories in it and links are left out.
  static TreeSources read(llvm::StringRef Root);

  llvm::StringRef root() const { return Root; }
  /// Absolute, sorted.
  const std::vector<std::string> &files() const { return Files; }
  bool isIncluded(llvm::StringRef File) const { return Included.contains(File); }

private:
  std::string Root;
  std::vector<std::string> Files;
  llvm::StringSet<> Included;
};

/// Commands for sources that no command compiles.
struct BorrowedCommands {
  std::vector<CompileCommand> Commands; ///< Each with its Neighbour; sorted by file.
  /// Why others were left out, and how many for that.
  std::map<std::string, size_t> LeftOut;
};

/// For each source of \p Tree that is \p Wanted and not in \p Compiled the command, adapted, of its
/// nearest neighbour in \p Commands: in its own directory, then below or above it in the same top
/// directory. Left out is what no kernel is made of (programs for user space or the build machine,
/// BPF), other architectures' code, and what other sources include.
BorrowedCommands borrowCommands(const TreeSources &Tree,
                                const std::vector<CompileCommand> &Commands,
                                const llvm::StringSet<> &Compiled,
                                llvm::function_ref<bool(llvm::StringRef)> Wanted);

} // namespace gfp

#endif // GFPLINT_KBUILD_NEIGHBOURS_H
