//===- ScanMemory.h - Whole scans, remembered -------------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// A scan of a tree in which nothing has changed says what it said. Its result is kept beside a list
// of everything it hung on: sources, headers, directories, files that were looked for.
//
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_SCANMEMORY_H
#define GFPLINT_ENGINE_SCANMEMORY_H

#include "Engine/ResultCache.h"
#include "Engine/Scan.h"
#include "Render/Renderer.h"
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gfp {

/// What scanning one configuration gave, but for what was linked.
struct ScanResult {
  std::string Name; ///< Of the configuration.
  std::vector<Finding> Findings;
  std::vector<UnitProblem> Problems;
  ScanStats Own;
  /// If sources were linted that no configuration compiles.
  std::optional<ScanStats> Borrowed;
  /// Why others of these were not, and how many.
  std::map<std::string, size_t> LeftOut;
};

/// What a whole scan gave.
struct RememberedScan {
  std::string Root; ///< Of the kernel.
  /// What results of single units are found by, see ResultCache::begin().
  std::string Identity;
  std::vector<std::string> Sources; ///< All that were scanned.
  std::vector<ScanResult> Results;  ///< Of each configuration.
};

/// Keeps what a scan that began at \p Start (FileHashes::now()) gave, as the answer to \p Question,
/// if it is certain to be what such a scan would give again. \p Question tells the program, the
/// options and what is compiled.
void remember(const RememberedScan &Scan, uint64_t Question, uint64_t Start, unsigned Threads,
              ResultCache &Cache);

/// The answer to \p Question, if there is one and all it hung on is as it was.
std::optional<RememberedScan> recall(uint64_t Question, unsigned Threads, ResultCache &Cache);

} // namespace gfp

#endif // GFPLINT_ENGINE_SCANMEMORY_H
