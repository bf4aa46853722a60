//===- IncludeDirectories.h - Where headers are looked for --*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_KBUILD_INCLUDEDIRECTORIES_H
#define GFPLINT_KBUILD_INCLUDEDIRECTORIES_H

#include "Kbuild/CompileCommands.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringSet.h"
#include <string>
#include <vector>

namespace gfp {

/// The directories that \p Command's arguments from \p First on name by -I, absolute.
std::vector<std::string> includeDirectories(const CompileCommand &Command, size_t First = 0);

/// Adds to \p Into those of all \p Commands.
void addIncludeDirectories(llvm::ArrayRef<CompileCommand> Commands, llvm::StringSet<> &Into);

} // namespace gfp

#endif // GFPLINT_KBUILD_INCLUDEDIRECTORIES_H
