//===- Scan.h - Analysing many units -----------------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_SCAN_H
#define GFPLINT_ENGINE_SCAN_H

#include "Engine/Analysis.h"
#include "Engine/SourceFilter.h"
#include "Engine/UnitRunner.h"
#include "Render/Renderer.h"
#include <functional>
#include <vector>

namespace gfp {

/// How a scan runs. Nothing here changes its findings.
struct ScanOptions {
  unsigned Threads = 1;
  ParseOptions Parse;
  /// Null: every unit is parsed.
  const SourceFilter *Filter = nullptr;
  /// Called, one thread at a time, after each unit: how many are done, with how many findings.
  std::function<void(size_t Done, size_t Findings)> Progress;
  /// Called once, after all units, with those that lack a file if there are any; may make such
  /// files. These units are analysed again then.
  std::function<void(llvm::ArrayRef<CompileCommand>)> MakeMissing;
};

/// Counts over a scan, for --stats.
struct ScanStats {
  size_t Units = 0, Analysed = 0, WithErrors = 0, Failed = 0, Filtered = 0;
  size_t Functions = 0, Allocations = 0, Scopes = 0;
  std::vector<std::string> Incomplete; ///< "file: function", too large to finish.
};

/// Analyses \p Commands and fills \p Into's findings and problems. The outcome does not depend on
/// the order in which threads finish.
ScanStats scan(const std::vector<CompileCommand> &Commands, const Analysis &Checks,
               const ScanOptions &Options, Report &Into);

} // namespace gfp

#endif // GFPLINT_ENGINE_SCAN_H
