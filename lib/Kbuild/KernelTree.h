//===- KernelTree.h - A kernel source tree ----------------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_KBUILD_KERNELTREE_H
#define GFPLINT_KBUILD_KERNELTREE_H

#include "Kbuild/CompileCommands.h"
#include "Rules/RuleBase.h"
#include "llvm/ADT/ArrayRef.h"
#include <functional>
#include <optional>

namespace gfp {

/// The root of a kernel's sources.
class KernelTree {
public:
  /// The tree that holds \p Path (a file or directory in it, or the root itself): the nearest
  /// directory upwards with a kernel Makefile (VERSION, PATCHLEVEL) and a Kbuild.
  static std::optional<KernelTree> containing(llvm::StringRef Path);

  /// \p Dir itself, or an error that says why it is no kernel tree.
  static llvm::Expected<KernelTree> open(llvm::StringRef Dir);

  /// Absolute, links resolved: kbuild prints such paths.
  llvm::StringRef root() const { return Root; }
  /// From VERSION and PATCHLEVEL of the Makefile.
  KernelRelease release() const { return Release; }
  /// What make is told to go into every directory, and to link nothing: `make -n vmlinux` would,
  /// and take away the vmlinux that is there (the `+` of its recipe). Makefile: "./" is a directory
  /// like others in 6.1 (build-dir); in 5.10 it is none, and `descend` goes into all (build-dirs).
  std::vector<std::string> descent() const;
  /// Answers rules' probes from this tree's files (a whole-word search, each file read once).
  ProbeTree probe() const;

private:
  std::string Root;
  KernelRelease Release;
};

/// How to get compile commands from a tree without building it.
struct DryRunOptions {
  std::string KernelDir;
  /// The O= directory; empty: the tree itself if it is configured, else a scratch directory
  /// (under the user's cache directory, named after the tree and the configuration).
  std::string BuildDir;
  /// A configuration to start from (plain, .gz or .xz); empty: the architecture's default.
  std::string ConfigFile;
  /// ARCH=; empty: the machine's own.
  std::string Arch;
  /// Reads a compile database that is there already; empty: readCompileDatabase().
  std::function<llvm::Expected<std::vector<CompileCommand>>(const std::string &)> Read;
  /// Called with one short line at each step.
  std::function<void(llvm::StringRef)> Progress;
};

/// Configures (if need be), prepares and dry-runs the build, and has kbuild make the sources that
/// do not exist yet; little is compiled but that and the host tools of `make prepare`. A
/// compile_commands.json in the build directory that is newer than its .config is taken instead,
/// and a scratch directory is used again until the tree's Makefiles or Kconfig files change. A
/// .config that is there is never changed, and is run with the compiler it was made for. Makes the
/// tree's own Makefiles run: only for trees one would build. Errors carry make's command and last
/// lines.
llvm::Expected<std::vector<CompileCommand>> compileCommandsOf(const DryRunOptions &Options);

/// Has kbuild make the objects of \p Units (commands of compileCommandsOf() for the same options),
/// and so every source and header they need that the build generates. An error does not mean that
/// nothing was made: make goes on past objects that do not compile. A configured source tree is
/// left alone unless it is named as the build directory too.
llvm::Error makeObjects(const DryRunOptions &Options, llvm::ArrayRef<CompileCommand> Units);

} // namespace gfp

#endif // GFPLINT_KBUILD_KERNELTREE_H
