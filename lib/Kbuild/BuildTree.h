//===- BuildTree.h - Running make on a kernel -------------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// Used inside this library by compileCommandsOf() and makeObjects().
//
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_KBUILD_BUILDTREE_H
#define GFPLINT_KBUILD_BUILDTREE_H

#include "Kbuild/KernelTree.h"

namespace gfp {

std::string pathIn(llvm::StringRef Dir, llvm::StringRef File);

/// What make is told on its command line: architecture and compiler.
struct MakeVariables {
  std::vector<std::string> Settings; ///< "ARCH=arm64", "LLVM=-22".
  std::vector<std::string> Programs; ///< What must be in PATH.
};

/// For a configuration of our own: this program's own LLVM.
llvm::Expected<MakeVariables> ownVariables(const KernelTree &Tree, llvm::StringRef Arch);

/// For a configuration that is there: the architecture and the compiler it was made with, since
/// kbuild would configure anew for another.
llvm::Expected<MakeVariables> variablesOf(llvm::StringRef ConfigFile, llvm::StringRef Arch);

/// An error that says what to install if a program is missing.
llvm::Error requireTools(const MakeVariables &Variables);

/// Runs make with its output in \p OutputFile (empty: thrown away but for errors). With
/// \p MayChangeConfig off, kbuild fails instead of changing the .config.
llvm::Error runMake(const std::vector<std::string> &Args, llvm::StringRef OutputFile,
                    bool MayChangeConfig);

/// What make calls the objects of \p Units, each once; what is no object of the build is left out.
std::vector<std::string> objectsOf(llvm::ArrayRef<CompileCommand> Units, llvm::StringRef BuildDir);

/// The shell command in the text of a .cmd file, where kbuild notes how it made a target.
std::string recordedCommand(llvm::StringRef CmdFile);

/// The commands of objects that are in \p BuildDir: `make -n` does not list what is up to date.
std::vector<CompileCommand> commandsOfBuiltObjects(llvm::StringRef BuildDir);

/// Copies the configuration \p From, unpacked if it is packed.
llvm::Error unpackConfig(llvm::StringRef From, llvm::StringRef To);

/// A build directory of our own.
struct Scratch {
  std::string Dir;
  std::string Stamp; ///< Changes with the tree's Makefiles and Kconfig files.
};

/// Keeps other processes out of a scratch directory while it lives; waits for them first. Where the
/// file system cannot lock, it goes on without.
class ScratchLock {
public:
  explicit ScratchLock(llvm::StringRef Dir);
  ~ScratchLock();
  ScratchLock(const ScratchLock &) = delete;
  ScratchLock &operator=(const ScratchLock &) = delete;

private:
  int FD = -1;
};

llvm::Expected<Scratch> scratchFor(const KernelTree &Tree, const DryRunOptions &Options);
/// \p Dir was made from what \p Stamp says, to the end.
bool scratchIsComplete(llvm::StringRef Dir, llvm::StringRef Stamp);
void rememberScratch(llvm::StringRef Dir, llvm::StringRef Stamp);
void forgetScratch(llvm::StringRef Dir);

} // namespace gfp

#endif // GFPLINT_KBUILD_BUILDTREE_H
