//===- ScanCommand.cpp - gfp-lint scan -----------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Commands.h"
#include "Findings/DisplayPath.h"
#include "Findings/Subsystem.h"
#include "Render/TextRenderer.h"
#include "ReportOutput.h"
#include "Session.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/format.h>
#include <map>

using namespace gfp;

namespace {

/// Findings by check and by the top directory of their file.
void printSummary(const Report &R, llvm::raw_ostream &OS) {
  std::map<std::string, size_t> ByCheck, BySubsystem;
  for (const Finding &F : R.Findings) {
    ++ByCheck[F.Check];
    ++BySubsystem[subsystemOf(displayPath(F.At.File, R.Root)).str()];
  }
  OS << fmt::format("{} findings for Linux {}\n", R.Findings.size(), R.Release.str());
  for (const auto &[Title, Counts] :
       {std::pair{"by check", &ByCheck}, std::pair{"by subsystem", &BySubsystem}}) {
    OS << Title << ":\n";
    for (const auto &[Name, Count] : *Counts)
      OS << fmt::format("  {:<28} {:>5}\n", Name, Count);
  }
}

} // namespace

llvm::Expected<ExitCode> gfp::runScan(const Options &Asked) {
  auto Outputs = ReportOutputs::parse(Asked.Format, Asked.Outputs);
  if (!Outputs)
    return Outputs.takeError();
  if (auto Error = Outputs->checkWritable())
    return Error;
  auto Done = runSession(Asked);
  if (!Done)
    return Done.takeError();

  const bool Written = Outputs->write(Done->Findings, !Asked.NoSource);
  // What could not be analysed is said on standard error, whatever the report's format.
  Report Problems;
  Problems.Problems = Done->Findings.Problems;
  Problems.Root = Done->Findings.Root;
  TextRenderer({}).render(Problems, llvm::errs());
  if (Asked.Summary)
    printSummary(Done->Findings, llvm::errs());
  if (Asked.Stats)
    printStats(*Done);
  if (!Written)
    return BadInput;
  return exitCodeFor(Done->Findings.Findings, Problems.Problems);
}
