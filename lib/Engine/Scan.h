//===- Scan.h - Analysing many units -----------------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_SCAN_H
#define GFPLINT_ENGINE_SCAN_H

#include "Engine/Analysis.h"
#include "Engine/ResultCache.h"
#include "Engine/SourceFilter.h"
#include "Engine/UnitRunner.h"
#include "Render/Renderer.h"
#include "Summary/Program.h"
#include <functional>
#include <vector>

namespace gfp {

/// How a scan runs. Threads, ParseOptions and Filter change nothing but its speed.
struct ScanOptions {
  unsigned Threads = 1;
  ParseOptions Parse;
  /// Null: every unit is parsed. Grows with the wrappers that are found.
  SourceFilter *Filter = nullptr;
  /// Parse headers once for many units.
  bool ShareHeaders = false;
  /// Null: nothing is known of earlier scans, and nothing is kept.
  ResultCache *Cache = nullptr;
  /// The kernel, and what is known of it already.
  Surroundings Around;
  /// The commands are all there are of the kernel.
  bool WholeTree = false;
  /// Called, one thread at a time, after each unit: how many are done, with how many findings.
  std::function<void(size_t Done, size_t Findings)> Progress;
  /// Called after all units, and after those of each later round, with those that lack a file if
  /// there are any; may make such files. These units are analysed again then.
  std::function<void(llvm::ArrayRef<CompileCommand>)> MakeMissing;
};

/// Counts over a scan, for --stats.
struct ScanStats {
  size_t Units = 0, Analysed = 0, WithErrors = 0, Failed = 0, Filtered = 0;
  /// Units parsed with shared headers, and those that were to be and could not.
  size_t Shared = 0, Unshared = 0;
  size_t Functions = 0, Allocations = 0, Scopes = 0;
  /// Units that were analysed once more because of what others turned out to hold.
  size_t Again = 0;
  /// Analyses that an earlier scan had made already.
  size_t Recalled = 0;
  /// Functions that were linked; those whose summary is not all there is to say of them.
  size_t Linked = 0, PartlyLinked = 0;
  /// Processor time spent on summaries and on linking them, in seconds; recalled results cost none.
  double SummarySeconds = 0;
  /// Some unit's findings could still have changed when the scan ended.
  bool StoppedEarly = false;
  Explanation Explained; ///< Of ParseOptions::Asked, from the first unit that holds it.
  std::vector<std::string> Incomplete; ///< "file: function", too large to finish.
};

/// Analyses \p Commands and fills \p Into's findings and problems. What a unit needs to know of
/// functions of others is linked over all of them, and the units it matters to are analysed again,
/// until nothing changes. The outcome does not depend on the order in which threads finish. \p
/// Linked, if not null, gets the program.
ScanStats scan(const std::vector<CompileCommand> &Commands, const Analysis &Checks,
               const ScanOptions &Options, Report &Into, Program *Linked = nullptr);

} // namespace gfp

#endif // GFPLINT_ENGINE_SCAN_H
