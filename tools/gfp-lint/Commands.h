//===- Commands.h - What each command does ----------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_TOOL_COMMANDS_H
#define GFPLINT_TOOL_COMMANDS_H

#include "Options.h"
#include "llvm/Support/Error.h"

namespace gfp {

/// Each returns the exit code; an error is bad input, with what to do about it.
llvm::Expected<ExitCode> runScan(const Options &Asked);
llvm::Expected<ExitCode> runFix(const Options &Asked);
llvm::Expected<ExitCode> runCc(const Options &Asked);
llvm::Expected<ExitCode> runDb(const Options &Asked);
llvm::Expected<ExitCode> runExplain(const Options &Asked);
llvm::Expected<ExitCode> runMerge(const Options &Asked);
llvm::Expected<ExitCode> runRules(const Options &Asked);
llvm::Expected<ExitCode> runChecks(const Options &Asked);

} // namespace gfp

#endif // GFPLINT_TOOL_COMMANDS_H
