//===- Reductions.h - What of each unit is parsed ----------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_REDUCTIONS_H
#define GFPLINT_ENGINE_REDUCTIONS_H

#include "Engine/SourceFilter.h"
#include "Engine/UnitNeeds.h"
#include "Engine/UnitRunner.h"
#include "Kbuild/CompileCommands.h"
#include <vector>

namespace gfp {

/// What is left out of each unit of a scan, and whether it must be read after all. Used by several
/// threads, each unit by one at a time.
class Reductions {
public:
  /// \p Filter may be null: nothing is left out.
  Reductions(const std::vector<CompileCommand> &Commands, SourceFilter *Filter)
      : Commands(Commands), Filter(Filter), Units(Commands.size()) {}

  /// Functions whose definitions are asked for by then. changes() is to be asked for each unit
  /// before more are wanted.
  void want(const llvm::StringSet<> &Names);
  /// Tells for \p Unit what is to be read of it from now on.
  void plan(size_t Unit);
  /// A number for what plan() told.
  uint64_t digestOf(size_t Unit) const { return Units[Unit].Planned.Digest; }
  /// An earlier scan's \p Outcome is what run() would give.
  void take(size_t Unit, const UnitOutcome &Outcome);
  /// \p Unit would be read with other functions now.
  bool changes(size_t Unit);

  /// Has \p Runner analyse \p Unit, as often as it asks for what was left out; \p Needs is what it
  /// needs then.
  UnitOutcome run(UnitRunner &Runner, size_t Unit,
                  const std::shared_ptr<const PrecompiledHeader> &Shared,
                  llvm::function_ref<UnitNeeds(UnitOutcome &)> Ask, UnitNeeds &Needs);

private:
  struct Unit {
    SourceFilter::Reduction Planned, Read; ///< A digest of 0: nothing is left out.
    std::vector<std::string> Needed;
    /// What it turned out to need to be parsed.
    bool AllBodies = false, Whole = false;
    std::string Difference; ///< Why it cannot share headers.
  };
  /// \p Which cannot be read in part.
  bool needsAll(size_t Which) const;
  /// Of \p Which, with the functions it is known to need.
  ReducedSource reduce(size_t Which) const;
  SourceFilter::Reduction reduction(size_t Which);
  bool isWanted(size_t Which, llvm::StringRef Name) const;

  const std::vector<CompileCommand> &Commands;
  SourceFilter *Filter;
  std::vector<Unit> Units;
  llvm::StringSet<> Wanted;
  WordFilter NewlyWanted = WordFilter(llvm::StringSet<>()); ///< By the last want().
  uint64_t WantedDigest = 0;
};

} // namespace gfp

#endif // GFPLINT_ENGINE_REDUCTIONS_H
