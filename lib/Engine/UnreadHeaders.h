//===- UnreadHeaders.h - Units read for a header alone ------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_UNREADHEADERS_H
#define GFPLINT_ENGINE_UNREADHEADERS_H

#include "Engine/SourceFilter.h"
#include "Kbuild/CompileCommands.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/xxhash.h"
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace gfp {

/// Finds the headers with functions in which there may be a finding and that no unit includes which
/// was read, and for each of them a unit that does. Nobody calls such a function: who does has the
/// unit read anyway.
class UnreadHeaders {
public:
  /// \p Filter may be null: every unit is read.
  UnreadHeaders(const std::vector<CompileCommand> &Commands, SourceFilter *Filter)
      : Commands(Commands), Filter(Filter) {}

  /// A unit was read that includes \p Files, names. By any thread.
  template <class Range> void read(const Range &Files) {
    if (!Filter)
      return;
    std::lock_guard<std::mutex> Guard(Lock);
    for (llvm::StringRef File : Files)
      Read.insert(llvm::xxh3_64bits(File));
  }
  /// Which of \p Left, units that were not read, are to be, ascending; on \p Threads threads.
  std::vector<size_t> unitsToRead(llvm::ArrayRef<size_t> Left, unsigned Threads);

private:
  /// For each of \p Open the best (isBetter()) of \p Files that leads to it and was not tried yet;
  /// empty if none does. Both are sorted.
  std::map<std::string, std::string> choose(llvm::ArrayRef<std::string> Open,
                                            const std::vector<std::string> &Files);

  const std::vector<CompileCommand> &Commands;
  SourceFilter *Filter;
  llvm::DenseSet<uint64_t> Read; ///< Hashes of names.
  /// Of each header, the sources of units that were read for it.
  llvm::StringMap<std::set<std::string>> Tried;
  std::mutex Lock;
};

} // namespace gfp

#endif // GFPLINT_ENGINE_UNREADHEADERS_H
