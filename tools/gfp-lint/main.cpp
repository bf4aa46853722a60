//===- main.cpp - The gfp-lint program ------------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Commands.h"
#include "Options.h"
#include "llvm/Support/raw_ostream.h"

using namespace gfp;

namespace {

llvm::Expected<ExitCode> run(const Options &Asked) {
  switch (Asked.Command) {
  case Options::Scan:
    return runScan(Asked);
  case Options::Fix:
    return runFix(Asked);
  case Options::Db:
    return runDb(Asked);
  case Options::Cc:
    return runCc(Asked);
  case Options::Explain:
    return runExplain(Asked);
  case Options::Merge:
    return runMerge(Asked);
  case Options::Rules:
    return runRules(Asked);
  case Options::Checks:
    return runChecks(Asked);
  }
  return BadInput;
}

} // namespace

int main(int Argc, const char **Argv) {
  auto Code = run(parseOptions(Argc, Argv));
  if (Code)
    return *Code;
  llvm::errs() << "gfp-lint: error: " << llvm::toString(Code.takeError()) << "\n";
  return BadInput;
}
