//===- FixCommand.cpp - gfp-lint fix -------------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Commands.h"
#include "Fixes/FixSet.h"
#include "Session.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/format.h>

using namespace gfp;

llvm::Expected<ExitCode> gfp::runFix(const Options &Asked) {
  auto Done = runSession(Asked);
  if (!Done)
    return Done.takeError();
  auto Plan = planFixes(Done->Findings.Findings);
  if (!Plan)
    return Plan.takeError();
  for (const FileChange &Change : Plan->Changes) {
    if (!Asked.InPlace)
      llvm::outs() << unifiedDiff(Change, Done->Findings.Root);
    else if (llvm::Error Failed = writeInPlace(Change))
      return Failed;
  }
  llvm::outs().flush();
  for (const UnitProblem &Problem : Done->Findings.Problems)
    llvm::errs() << fmt::format(
        "{}: {}: {}\n", Problem.File,
        Problem.Analysed ? "fixed only as far as it parses" : "not analysed", Problem.Reason);
  llvm::errs() << fmt::format(
      "gfp-lint: {} findings fixed in {} files{}, {} wait for a second run, "
      "{} have no fix\n",
      Plan->Applied.size(), Plan->Changes.size(), Asked.InPlace ? "" : " (dry run)",
      Plan->Waiting.size(), Plan->NotFixable);
  if (Asked.Stats)
    printStats(*Done);
  if (someFailed(Done->Findings.Problems))
    return SomeFailed;
  bool AllGone = Asked.InPlace && Plan->Waiting.empty() && Plan->NotFixable == 0;
  return AllGone || Done->Findings.Findings.empty() ? Clean : FoundSome;
}
