//===- ReportOutput.cpp - Where a report goes, and how --------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "ReportOutput.h"
#include "WholeFile.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Process.h"
#include <fmt/format.h>

using namespace gfp;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;

/// FORMAT and FILE of a `-o`; no FORMAT if what precedes the `=` cannot be the name of one.
static std::pair<StringRef, StringRef> split(StringRef Output) {
  auto [Format, File] = Output.split('=');
  bool IsName = Format.size() < Output.size() && !Format.empty() &&
                llvm::all_of(Format, [](char C) { return llvm::isAlnum(C); });
  return IsName ? std::pair(Format, File) : std::pair(StringRef(), Output);
}

static Expected<const ReportFormat *> formatOfExtension(StringRef File) {
  for (const ReportFormat &F : reportFormats())
    if (!F.Extension.empty() && File.ends_with(F.Extension))
      return &F;
  if (File.ends_with(".json"))
    return llvm::createStringError(fmt::format(
        "-o {0}: two formats are JSON: write -o sarif={0} or -o jsonl={0}", File.str()));
  return &reportFormats().front();
}

/// The format of a FILE whose `-o` names it, or not (\p Named is empty then).
static Expected<const ReportFormat *> formatOf(StringRef Named, StringRef Common, StringRef File) {
  if (!Named.empty()) {
    auto Format = findFormat(Named);
    if (Format)
      return Format;
    return llvm::createStringError(
        fmt::format("-o {0}={1}: {2} (for a file of that name write ./{0}={1})", Named.str(),
                    File.str(), llvm::toString(Format.takeError())));
  }
  return Common.empty() ? formatOfExtension(File) : findFormat(Common);
}

Expected<ReportOutputs> ReportOutputs::parse(StringRef Format,
                                             llvm::ArrayRef<std::string> Outputs) {
  ReportOutputs Result;
  size_t Unnamed = 0;
  std::vector<std::string> StandardOutput{"-"};
  for (StringRef Output : Outputs.empty() ? llvm::ArrayRef(StandardOutput) : Outputs) {
    auto [Named, File] = split(Output);
    if (File.empty())
      return llvm::createStringError(fmt::format("-o {}: names no file", Output.str()));
    Unnamed += Named.empty();
    auto Known = formatOf(Named, Format, File);
    if (!Known)
      return Known.takeError();
    if (llvm::any_of(Result.Targets, [&](const ReportTarget &T) { return T.Path == File; }))
      return llvm::createStringError(fmt::format("-o: {} is named twice", File.str()));
    Result.Targets.push_back({*Known, File.str()});
  }
  if (!Format.empty() && Unnamed != 1)
    return llvm::createStringError(fmt::format(
        "--format {0} goes with one -o FILE: beside others write -o {0}=FILE, or -o {0}=- for "
        "standard output",
        Format.str()));
  return Result;
}

static void tell(Error E) {
  llvm::errs() << "gfp-lint: error: " << llvm::toString(std::move(E)) << '\n';
}

Error ReportOutputs::checkWritable() {
  std::vector<Error> Errors;
  llvm::erase_if(Targets, [&](const ReportTarget &T) {
    Error E = gfp::checkWritable(T.Path);
    bool Bad = bool(E);
    if (Bad)
      Errors.push_back(std::move(E));
    return Bad;
  });
  if (Errors.empty())
    return Error::success();
  AllWritten = false;
  Error Last = Error::success();
  if (Targets.empty()) {
    Last = std::move(Errors.back());
    Errors.pop_back();
  }
  for (Error &E : Errors)
    tell(std::move(E));
  return Last;
}

bool ReportOutputs::write(Report &R, bool ShowSources) {
  for (const ReportTarget &T : Targets) {
    bool Color = T.isStandardOutput() && llvm::sys::Process::StandardOutHasColors();
    // Standard error says what could not be analysed, and often is the same terminal.
    std::vector<UnitProblem> Kept;
    bool LeaveOut = T.isStandardOutput() && T.Format->IsMessages;
    if (LeaveOut)
      Kept.swap(R.Problems);
    auto Render = [&](llvm::raw_ostream &OS) {
      T.Format->Create({Color, ShowSources})->render(R, OS);
    };
    if (Error E = writeWhole(T.Path, Render)) {
      tell(std::move(E));
      AllWritten = false;
    }
    if (LeaveOut)
      Kept.swap(R.Problems);
  }
  return AllWritten;
}
