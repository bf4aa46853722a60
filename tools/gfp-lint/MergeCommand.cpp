//===- MergeCommand.cpp - gfp-lint merge --------------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Commands.h"
#include "SummaryOutput.h"

using namespace gfp;

llvm::Expected<ExitCode> gfp::runMerge(const Options &Asked) {
  if (Asked.Paths.empty() || Asked.SummaryOut.empty())
    return llvm::createStringError("merge takes files of summaries and --summaries-out FILE");
  auto Linked = linkSummaryFiles(Asked.Paths);
  if (!Linked)
    return Linked.takeError();
  if (auto Error = writeSummaries(Linked->first, Linked->second, Asked.SummaryOut))
    return Error;
  return Clean;
}
