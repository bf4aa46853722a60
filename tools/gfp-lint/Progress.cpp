//===- Progress.cpp - How far a scan is -----------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Progress.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/format.h>

using namespace gfp;

namespace {
constexpr std::chrono::milliseconds OnTerminal(100);
constexpr std::chrono::seconds InLog(30);
} // namespace

Progress::Progress(size_t Total)
    : Total(Total), Terminal(llvm::sys::Process::StandardErrIsDisplayed()), Start(Clock::now()),
      Last(Start) {}

Progress::~Progress() {
  if (Shown && Terminal)
    llvm::errs() << "\r\033[K";
}

void Progress::update(size_t Done, size_t Findings) {
  auto Now = Clock::now();
  if (Terminal ? Now - Last < OnTerminal : Now - Last < InLog)
    return;
  Last = Now;
  Shown = true;
  double Seconds = std::chrono::duration<double>(Now - Start).count();
  double Rate = Done / std::max(Seconds, 0.001);
  double Left = Rate > 0 ? (Total - Done) / Rate : 0;
  std::string Line = fmt::format("{}/{} files, {} findings, {:.0f} files/s, {:.0f} s left", Done,
                                 Total, Findings, Rate, Left);
  if (Terminal)
    llvm::errs() << "\r\033[K" << Line;
  else
    llvm::errs() << "gfp-lint: " << Line << "\n";
}
