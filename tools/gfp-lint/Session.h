//===- Session.h - A scan as the command line asked for it -*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_TOOL_SESSION_H
#define GFPLINT_TOOL_SESSION_H

#include "Options.h"
#include "VariantScan.h"
#include "llvm/Support/Error.h"

namespace gfp {

/// A finished scan.
struct Session {
  Report Findings;
  /// One for each configuration; their findings are in the report.
  std::vector<VariantResult> Variants;
  /// Nothing has changed since an earlier scan: this is what that gave.
  bool Unchanged = false;
};

/// Some file that a configuration compiles was not analysed, or only in part.
bool someFailed(llvm::ArrayRef<UnitProblem> Problems);

/// Clean, FoundSome or SomeFailed.
ExitCode exitCodeFor(llvm::ArrayRef<Finding> Findings, llvm::ArrayRef<UnitProblem> Problems);

/// Finds the compile commands, selects the paths, and scans, with progress on a terminal.
/// \p About may be null: a line to tell of.
llvm::Expected<Session> runSession(const Options &Asked, const Question *About = nullptr);

/// The compile commands of \p Asked's kernel, made without a build.
llvm::Expected<std::vector<CompileCommand>> kernelCommands(const Options &Asked);

/// The counts, on standard error.
void printStats(const Session &Done);

} // namespace gfp

#endif // GFPLINT_TOOL_SESSION_H
