//===- ChecksCommand.cpp - gfp-lint checks -------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Commands.h"
#include "Engine/Target.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/format.h>

using namespace gfp;

llvm::Expected<ExitCode> gfp::runChecks(const Options &Asked) {
  auto Rules = rulesForTarget(Asked.Release, Asked.RulesDir, "");
  if (!Rules)
    return Rules.takeError();
  bool Any = false;
  for (const CheckInfo &Check : Rules->checks()) {
    if (!Asked.Subject.empty() && Check.Name != Asked.Subject)
      continue;
    Any = true;
    llvm::outs() << fmt::format("{:<24} level {}  {}\n", Check.Name, Check.Level, Check.Summary);
    if (Asked.Subject.empty())
      continue;
    for (const Verdict &V : Rules->verdicts())
      if (V.Check == Check.Name)
        llvm::outs() << fmt::format("  level {}: {}\n    ({})\n", V.Level, V.Says, V.Source);
    llvm::outs() << fmt::format("  in Linux {}; docs/checks/{}.md has examples and the releases\n",
                                Rules->Release.str(), Check.Name);
  }
  if (!Any)
    return llvm::createStringError(
        fmt::format("unknown check '{}'; `gfp-lint checks` lists those there are", Asked.Subject));
  return Clean;
}
