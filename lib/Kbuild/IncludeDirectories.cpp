//===- IncludeDirectories.cpp - Where headers are looked for -------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Kbuild/IncludeDirectories.h"
#include "Kbuild/CommandSet.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <utility>

using namespace llvm;

namespace gfp {

/// Calls \p Found with each directory of \p Command as it is spelled.
static void visit(const CompileCommand &Command, size_t First, function_ref<void(Symbol)> Found) {
  for (size_t I = First; I < Command.Args.size(); ++I) {
    StringRef Arg = Command.Args[I];
    if (Arg.consume_front("-I"))
      Found(Arg.empty() && I + 1 < Command.Args.size() ? Command.Args[I + 1] : Symbol(Arg));
  }
}

std::vector<std::string> includeDirectories(const CompileCommand &Command, size_t First) {
  std::vector<std::string> Directories;
  visit(Command, First,
        [&](Symbol Spelled) { Directories.push_back(absolutePath(Command.Directory, Spelled)); });
  return Directories;
}

void addIncludeDirectories(ArrayRef<CompileCommand> Commands, StringSet<> &Into) {
  DenseSet<std::pair<uint32_t, uint32_t>> Known; // Most commands name the same few.
  for (const CompileCommand &Command : Commands) {
    const Symbol Directory = Command.Directory;
    visit(Command, 0, [&](Symbol Spelled) {
      if (Known.insert({Directory.id(), Spelled.id()}).second)
        Into.insert(absolutePath(Command.Directory, Spelled));
    });
  }
}

} // namespace gfp
