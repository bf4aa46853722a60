//===- ScanCommand.cpp - gfp-lint scan -----------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Commands.h"
#include "Findings/DisplayPath.h"
#include "Render/TextRenderer.h"
#include "Session.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/Process.h"
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
    llvm::StringRef Path = displayPath(F.At.File, R.Root);
    auto [Top, Rest] = Path.split('/');
    if (Top == "drivers" || Top == "fs" || Top == "net")
      Path = Path.take_front(Top.size() + 1 + Rest.split('/').first.size());
    else
      Path = Top;
    ++BySubsystem[Path.str()];
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
  bool Color = Asked.Output.empty() && llvm::sys::Process::StandardOutHasColors();
  auto Writer = createRenderer(Asked.Format, {Color, !Asked.NoSource});
  if (!Writer)
    return Writer.takeError();
  auto Done = runSession(Asked);
  if (!Done)
    return Done.takeError();

  // What could not be analysed is said on standard error, whatever the report's format.
  Report Problems;
  Problems.Problems = Done->Findings.Problems;
  Problems.Root = Done->Findings.Root;
  if (Asked.Output.empty() || Asked.Output == "-") {
    if (Asked.Format == "text")
      Done->Findings.Problems.clear();
    (*Writer)->render(Done->Findings, llvm::outs());
    llvm::outs().flush();
  } else {
    // Whole or not at all: a reader never sees half a report.
    auto Error = llvm::writeToOutput(Asked.Output, [&](llvm::raw_ostream &OS) -> llvm::Error {
      (*Writer)->render(Done->Findings, OS);
      return llvm::Error::success();
    });
    if (Error)
      return llvm::createStringError(
          fmt::format("cannot write {}: {}", Asked.Output, llvm::toString(std::move(Error))));
  }
  TextRenderer({}).render(Problems, llvm::errs());
  if (Asked.Summary)
    printSummary(Done->Findings, llvm::errs());
  if (Asked.Stats)
    printStats(*Done);
  return exitCodeFor(Done->Findings.Findings, Problems.Problems);
}
