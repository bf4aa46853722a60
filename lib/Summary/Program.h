//===- Program.h - Summaries linked over the call graph -----*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_SUMMARY_PROGRAM_H
#define GFPLINT_SUMMARY_PROGRAM_H

#include "Rules/RuleSet.h"
#include "Summary/PackedRecords.h"
#include "Summary/SummaryStore.h"
#include "llvm/ADT/DenseMap.h"
#include <vector>

namespace gfp {

/// To know that a function allocates nothing, all it calls must be known. That is followed into so
/// many files beyond the function's own; what would take more stays unknown.
constexpr unsigned MaxFilesAway = 1;
/// Whether a look into \p Callee, seen from \p Caller, is one into another file. Headers are at
/// hand.
bool isElsewhere(const FunctionSummary &Callee, const FunctionSummary &Caller);

/// The kernel facts linking needs.
struct LinkRules {
  FlagSet Blocking = 0; ///< Flags of a mask that may sleep.

  static LinkRules of(const RuleSet &Rules);
};

/// What there is to link, and how.
struct LinkOptions {
  /// For functions that no record is of; may be null. Their summaries are taken as they are.
  const SummaryStore *Others = nullptr;
  /// Every call there is of a function without internal linkage is in the records.
  bool AllCallers = false;
};

/// Records with the summaries that follow from them and from each other: what a callee does is
/// done by its caller, until nothing changes. The outcome depends on the set of records alone, not
/// on their order.
class Program : public SummaryStore {
public:
  /// The records of several units, in any order; those of one function from different units (inline
  /// functions of headers) become one that holds for each of them.
  static Program link(std::vector<PackedRecords> Units, const LinkRules &Rules,
                      const LinkOptions &Options);

  /// Takes the records of units that were analysed again in place of those of the same functions,
  /// and links anew.
  void relink(std::vector<PackedRecords> Changed, const LinkRules &Rules,
              const LinkOptions &Options);

  const FunctionSummary *find(Symbol Key) const override;
  /// The record of the function \p Key, if there is one.
  std::optional<FunctionRecord> record(Symbol Key) const;

  /// Ordered by key.
  const PackedRecords &records() const { return Records; }
  /// In the order of the records.
  const std::vector<FunctionSummary> &summaries() const { return Summaries; }
  /// Functions whose summary stopped short of a bound.
  size_t incomplete() const { return Incomplete; }

private:
  friend class Linker;
  PackedRecords Records;
  std::vector<FunctionSummary> Summaries;
  llvm::DenseMap<uint32_t, unsigned> Index;
  size_t Incomplete = 0;
};

} // namespace gfp

#endif // GFPLINT_SUMMARY_PROGRAM_H
