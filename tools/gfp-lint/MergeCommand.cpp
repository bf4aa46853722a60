//===- MergeCommand.cpp - gfp-lint merge --------------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Commands.h"
#include "SummaryOutput.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace gfp;

namespace {

bool isDatabase(const std::string &Path) {
  auto Head = llvm::MemoryBuffer::getFileSlice(Path, 16, 0);
  return Head && (*Head)->getBuffer().starts_with("SQLite format 3");
}

} // namespace

llvm::Expected<ExitCode> gfp::runMerge(const Options &Asked) {
  if (!Asked.Paths.empty() && llvm::all_of(Asked.Paths, isDatabase)) {
    // A scan of everything, most of which is done.
    if (Asked.NoCache)
      return llvm::createStringError("merge works through the cache: leave out --no-cache");
    Options Whole = Asked;
    Whole.Results = std::move(Whole.Paths);
    Whole.Paths.clear();
    return runScan(Whole);
  }
  if (Asked.Paths.empty() || Asked.SummaryOut.empty())
    return llvm::createStringError("merge takes the caches of scans with --shard, or files of "
                                   "summaries and --summaries-out FILE");
  auto Linked = linkSummaryFiles(Asked.Paths);
  if (!Linked)
    return Linked.takeError();
  if (auto Error = writeSummaries(Linked->first, Linked->second, Asked.SummaryOut))
    return Error;
  return Clean;
}
