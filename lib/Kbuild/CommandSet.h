//===- CommandSet.h - Compile commands, duplicates left out -----*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// Used inside this library by the readers of compile commands.
//
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_KBUILD_COMMANDSET_H
#define GFPLINT_KBUILD_COMMANDSET_H

#include "Kbuild/CompileCommands.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"

namespace gfp {

/// Collects commands in the order they come. A source compiled again the same way for another
/// object, or for another module, is the same program text and is left out.
class CommandSet {
public:
  void add(CompileCommand Command);
  std::vector<CompileCommand> take() { return std::move(Commands); }

private:
  std::vector<CompileCommand> Commands;
  llvm::StringMap<llvm::SmallVector<unsigned, 1>> ByFile;
};

/// \p Path, against \p Base if relative, "." and ".." removed.
std::string absolutePath(llvm::StringRef Base, llvm::StringRef Path);

} // namespace gfp

#endif // GFPLINT_KBUILD_COMMANDSET_H
