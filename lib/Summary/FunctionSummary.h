//===- FunctionSummary.h - What a function does to its caller -*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// Plain data, free of any AST: it outlives the translation unit, crosses threads and files. Flags
// are identities (FlagSet), never a unit's numbers.
//
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_SUMMARY_FUNCTIONSUMMARY_H
#define GFPLINT_SUMMARY_FUNCTIONSUMMARY_H

#include "Rules/Symbol.h"
#include <cstdint>
#include <optional>
#include <vector>

namespace gfp {

/// A set of one-bit flags: bit I is the I-th of RuleSet::flags() of the release.
using FlagSet = uint64_t;

/// Why something is said of a function: the line of its body that shows it, and the callee it holds
/// by, if it does not hold by itself.
struct Evidence {
  unsigned Depth = 0; ///< Calls between the function and what it is about.
  Symbol File;        ///< Below the tree's root.
  unsigned Line = 0;
  Symbol Through; ///< Key of the callee; empty if Depth is 0.
  Symbol What;    ///< The allocator or sleeping function at the end of the chain.
  /// A function pointer is on the way, and what the unit assigns to it was taken for all of it.
  bool Guess = false;

  auto operator<=>(const Evidence &) const = default;
};

/// A mask that a parameter brings to an allocator.
struct MaskFlow {
  unsigned Parameter = 0;
  Symbol Allocator; ///< By its name in the rules.
  FlagSet Added = 0, Removed = 0;
  /// It happens only if some test of the mask says so.
  bool Guarded = false;
  /// It happens only if a number that the caller gives is large, or small.
  bool BySize = false;
  /// It asks for no more than a page.
  bool Small = false;
  /// It happens whenever the function is called, unless it fails before.
  bool Surely = false;
  Evidence Why;

  auto operator<=>(const MaskFlow &) const = default;
};

/// What becomes of a parameter of type gfp_t. Any of these may hold together.
struct MaskUse {
  unsigned Parameter = 0;
  bool Passed = false; ///< Given to an allocator or another function.
  bool Tested = false;
  bool Kept = false; ///< Stored in memory, or returned.

  bool ignored() const { return !Passed && !Tested && !Kept; }
  auto operator<=>(const MaskUse &) const = default;
};

/// A parameter whose memory is freed.
struct FreedParameter {
  unsigned Parameter = 0;
  Symbol Free; ///< By its name in the rules.
  bool Surely = false;
  Evidence Why;

  auto operator<=>(const FreedParameter &) const = default;
};

/// An allocator whose memory a function gives back.
struct ReturnedMemory {
  Symbol Allocator;
  Evidence Why;

  auto operator<=>(const ReturnedMemory &) const = default;
};

/// A scope that is open for the caller after the call, or closed by it.
struct ScopeEffect {
  bool Opens = false;
  bool Sometimes = false;
  Symbol Kind; ///< Empty: not known.
  /// Where the cookie is: as CookieHolder::Kind, index of the parameter, path below it.
  unsigned Holder = 0;
  unsigned Index = 0;
  Symbol Path;

  auto operator<=>(const ScopeEffect &) const = default;
};

/// Three-valued: nothing is claimed where nothing is known.
enum class Truth : uint8_t { No, Unknown, Yes };

/// Everything the analysis knows of one function.
struct FunctionSummary {
  /// The name; for one with internal linkage "name@file".
  Symbol Key;
  Symbol File; ///< Of the definition, below the tree's root.
  unsigned Line = 0;

  std::vector<MaskUse> Masks;
  std::vector<MaskFlow> Flows;
  /// It can make an allocation that no mask parameter decides on.
  Truth AllocatesOtherwise = Truth::Unknown;
  /// Where, or where nothing more is known.
  std::optional<Evidence> OtherAllocation;
  /// Of one that makes none: files beyond its own, one behind the other, whose functions had to be
  /// looked into to know that.
  unsigned FilesAway = 0;
  /// It makes an allocation that may sleep whenever it is called, unless it fails before, whatever
  /// the masks it is given.
  std::optional<Evidence> Sleeps;
  /// It makes such an allocation, or sleeps outright, on some path.
  std::optional<Evidence> MaySleep;
  /// Memory it gives back, on some path; nothing else but NULL where OnlyThese is set.
  std::vector<ReturnedMemory> Returns;
  bool ReturnsOnlyThese = false;
  std::vector<FreedParameter> Frees;
  std::vector<ScopeEffect> Scopes;
  /// What it changes for its caller: spinlocks, preemption and interrupts taken (+) or let go (-).
  int AtomicDelta = 0;
  /// It lets go of nothing its caller holds, whatever those it calls seem to do.
  bool KeepsSections = false;
  /// Of one that lets go: files beyond its own, one behind the other, to the function that does.
  unsigned LetsGoAway = 0;
  bool NeverReturns = false;
  /// Somebody may call it whom no edge of the call graph shows.
  bool AddressTaken = false;
  /// Flags the scopes clear that are open at every call of it there is; 0 if some callers are not
  /// known.
  FlagSet CallersClear = 0;
  /// The analysis gave up on some of it: what is said holds, but more may.
  bool Incomplete = false;

  auto operator<=>(const FunctionSummary &) const = default;
};

/// Notes that \p Function allocates otherwise: \p How surely, and why. The surest is kept, and of
/// equal ones the nearest.
inline void noteOtherAllocation(FunctionSummary &Function, Truth How,
                                const std::optional<Evidence> &Why) {
  if (How == Truth::No || How < Function.AllocatesOtherwise)
    return;
  bool Nearer = Why && (!Function.OtherAllocation || *Why < *Function.OtherAllocation);
  if (How > Function.AllocatesOtherwise || Nearer)
    Function.OtherAllocation = Why;
  Function.AllocatesOtherwise = How;
}

} // namespace gfp

#endif // GFPLINT_SUMMARY_FUNCTIONSUMMARY_H
