//===- ExplainCommand.cpp - gfp-lint explain -----------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Commands.h"
#include "Render/TextRenderer.h"
#include "Session.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/format.h>

using namespace gfp;

llvm::Expected<ExitCode> gfp::runExplain(const Options &Asked) {
  auto [File, Number] = llvm::StringRef(Asked.Subject).rsplit(':');
  Question About;
  if (Number.getAsInteger(10, About.Line) || !About.Line || File.empty())
    return llvm::createStringError(
        fmt::format("explain needs FILE:LINE, not \"{}\"", Asked.Subject));
  Options Scan = Asked;
  Scan.Paths = {File.str()};
  Scan.Level = 2;
  Scan.NoPrefilter = true;
  llvm::SmallString<256> Path(File);
  if (!llvm::sys::fs::exists(Path) && !Asked.KernelDir.empty()) {
    Path = Asked.KernelDir;
    llvm::sys::path::append(Path, File);
  }
  llvm::SmallString<256> Real;
  if (std::error_code Error = llvm::sys::fs::real_path(Path, Real))
    return llvm::createStringError(fmt::format("{}: {}", File.str(), Error.message()));
  About.File = Real.str().str();

  auto Done = runSession(Scan, &About);
  if (!Done)
    return Done.takeError();
  if (!Done->Findings.Problems.empty()) {
    Report Problems;
    Problems.Problems = Done->Findings.Problems;
    Problems.Root = Done->Findings.Root;
    TextRenderer({}).render(Problems, llvm::errs());
  }
  const Explanation &Explained = Done->Variants.front().Own.Explained;
  if (Explained.empty()) {
    if (!Done->Findings.Problems.empty())
      return SomeFailed;
    return llvm::createStringError(
        fmt::format("{}: no function that is compiled stands on that line", Asked.Subject));
  }
  llvm::outs() << fmt::format("{}, as Linux {}\n", Asked.Subject, Done->Findings.Release.str());
  for (const ExplanationPart &Part : Explained) {
    llvm::outs() << Part.Heading << "\n";
    for (const std::string &Line : Part.Lines)
      llvm::outs() << "  " << Line << "\n";
  }
  Report Here = Done->Findings;
  Here.Problems.clear();
  llvm::erase_if(Here.Findings, [&](const Finding &F) {
    return F.At.File != About.File || F.At.Line != About.Line;
  });
  if (!Here.Findings.empty())
    TextRenderer({}).render(Here, llvm::outs());
  return Done->Findings.Problems.empty() ? Clean : SomeFailed;
}
