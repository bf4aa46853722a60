//===- CcCommand.cpp - gfp-lint cc ---------------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// kbuild's CHECK: called after each compilation with sparse's flags, the compiler's and the source.
// It runs in the middle of somebody's build, so nothing but a mistake in how it is called fails.
//
//===----------------------------------------------------------------------===//
#include "Commands.h"
#include "Render/TextRenderer.h"
#include "Session.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/format.h>

using namespace gfp;

namespace {

/// Sparse's own macros: with them headers hide code from a compiler.
bool isForSparse(llvm::StringRef Arg) {
  return Arg.starts_with("-D__CHECKER__") || Arg.starts_with("-D__CHECK_ENDIAN__");
}

/// What CHECK is not told: the compiler, whose name may hold the target. Never run.
std::vector<std::string> compilerOfBuild() {
  std::vector<std::string> Words;
  llvm::SmallVector<llvm::StringRef> Parts;
  std::string CC = llvm::sys::Process::GetEnv("CC").value_or("");
  llvm::StringRef(CC).split(Parts, ' ', -1, /*KeepEmpty=*/false);
  for (llvm::StringRef Part : llvm::ArrayRef(Parts).take_front(2)) // A launcher may come first.
    Words.push_back(Part.str());
  if (Words.empty())
    Words.push_back("cc");
  return Words;
}

} // namespace

llvm::Expected<ExitCode> gfp::runCc(const Options &Asked) {
  if (Asked.FixedArgs.empty())
    return llvm::createStringError(
        "cc takes the compiler's arguments after \"--\": make C=1 CHECK=\"gfp-lint cc --\"");
  const std::string &Source = Asked.FixedArgs.back();
  if (llvm::sys::path::extension(Source) != ".c")
    return Clean;

  Options Scan = Asked;
  Scan.Paths = {Source};
  Scan.FixedArgs.pop_back();
  llvm::erase_if(Scan.FixedArgs, isForSparse);
  Scan.Compiler = compilerOfBuild();
  Scan.Threads = 1; // make has its own -j.
  // At once: other processes of a parallel make write there, too.
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  if (!llvm::sys::fs::exists(Source)) {
    llvm::errs() << fmt::format("{}: warning: not analysed by gfp-lint: no such file\n", Source);
    return Asked.WarningsAreErrors ? SomeFailed : Clean;
  }
  auto Done = runSession(Scan);
  if (!Done)
    return Done.takeError();

  Report Shown = Done->Findings;
  Shown.Problems.clear();
  // As compilers name files, so that editors find them: from where the build runs.
  llvm::SmallString<256> Here;
  if (!llvm::sys::fs::current_path(Here))
    Shown.Root = Here.str().str();
  TextRenderer({llvm::sys::Process::StandardErrHasColors(), !Asked.NoSource}).render(Shown, Out);
  for (const UnitProblem &Problem : Done->Findings.Problems)
    Out << fmt::format("{}: warning: {} by gfp-lint: {}\n", Source,
                       Problem.Analysed ? "analysed only as far as it parses" : "not analysed",
                       Problem.Reason);
  llvm::errs() << Text;
  return Asked.WarningsAreErrors ? exitCodeFor(Shown.Findings, Done->Findings.Problems) : Clean;
}
