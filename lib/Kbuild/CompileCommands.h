//===- CompileCommands.h - How each translation unit is compiled -*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_KBUILD_COMPILECOMMANDS_H
#define GFPLINT_KBUILD_COMPILECOMMANDS_H

#include "Rules/Symbol.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace gfp {

/// The compiler call of one translation unit. Never executed: only read.
struct CompileCommand {
  std::string Directory;      ///< Where the compiler runs; absolute.
  std::string File;           ///< The source; absolute, "." and ".." removed.
  std::vector<Symbol> Args;   ///< argv, compiler first. Most units have the same hundred.
  std::string Neighbour = {}; ///< The source it was borrowed from; empty: it is its own.
};

/// The file that readCompileDatabase(\p Path) reads.
std::string compileDatabaseFile(llvm::StringRef Path);

/// Reads a compile_commands.json. \p Path is the file or the directory that holds it. Errors name
/// the file, the entry (counted from 0) and what is wrong with it; entries that are no C
/// compilation (assembler, linker) are left out. Relative files are resolved against their
/// directory, relative directories against the database's. A source comes twice only if it is
/// compiled in different ways.
llvm::Expected<std::vector<CompileCommand>> readCompileDatabase(llvm::StringRef Path);

/// Writes \p Commands as compile_commands.json, whole or not at all.
llvm::Error writeCompileDatabase(llvm::StringRef Path, const std::vector<CompileCommand> &Commands);

/// The compile commands in what `make -n -k V=1` printed for a kernel. \p BuildDir is where make's
/// commands run. Keeps kernel C sources only (-D__KERNEL__), each once for each way it is compiled.
/// They need not exist: some are made by the build.
std::vector<CompileCommand> parseDryRun(llvm::StringRef Output, llvm::StringRef BuildDir);

/// \p Command's arguments as Clang's driver takes them, without the compiler itself: what only GCC
/// knows, what writes files (-o, -M*, -Wp,-MMD), -Werror, LTO and plugins are gone, warnings are
/// off. Says -fsyntax-only, and --target where a cross compiler's name does; ends with the source.
std::vector<std::string> argumentsForClang(const CompileCommand &Command);

/// The language \p Command's -x says the source is in, if that is not C; else empty.
std::string otherLanguage(const CompileCommand &Command);

} // namespace gfp

#endif // GFPLINT_KBUILD_COMPILECOMMANDS_H
