//===- DbCommand.cpp - gfp-lint db ---------------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Commands.h"
#include "Session.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/format.h>

using namespace gfp;

llvm::Expected<ExitCode> gfp::runDb(const Options &Asked) {
  if (Asked.KernelDir.empty())
    return llvm::createStringError("db needs --kernel DIR");
  auto Commands = kernelCommands(Asked);
  if (!Commands)
    return Commands.takeError();
  std::string Output = Asked.Outputs.empty() ? "compile_commands.json" : Asked.Outputs.front();
  if (llvm::Error Failed = writeCompileDatabase(Output, *Commands))
    return Failed;
  llvm::errs() << fmt::format("gfp-lint: {} compile commands in {}\n", Commands->size(), Output);
  return Clean;
}
