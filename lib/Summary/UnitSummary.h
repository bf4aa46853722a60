//===- UnitSummary.h - What one unit tells the linker ------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_SUMMARY_UNITSUMMARY_H
#define GFPLINT_SUMMARY_UNITSUMMARY_H

#include "Summary/FunctionSummary.h"
#include <utility>

namespace gfp {

/// The mask a call gives to a parameter of its callee: surely set and clear flags, the rest from a
/// parameter of the caller or unknown.
struct ArgumentMask {
  unsigned CalleeParameter = 0;
  FlagSet Set = 0, Clear = 0;
  std::optional<unsigned> FromParameter = std::nullopt;

  /// What a function gives that gives \p Inner where it was itself given this.
  ArgumentMask behind(const ArgumentMask &Inner) const {
    return {Inner.CalleeParameter, (Set & ~Inner.Clear) | Inner.Set,
            (Clear & ~Inner.Set) | Inner.Clear, FromParameter};
  }

  auto operator<=>(const ArgumentMask &) const = default;
};

/// A call of a function the rules do not know. Equal calls of one function are one edge.
struct CallEdge {
  Symbol Callee; ///< Its key.
  std::vector<ArgumentMask> Masks;
  /// For who asks what a call may give: the two of each of Masks that is a choice.
  std::vector<ArgumentMask> Arms;
  /// (parameter of the callee, parameter of the caller): a pointer handed on as it came.
  std::vector<std::pair<unsigned, unsigned>> Handed;
  bool ReturnsIt = false; ///< The caller gives back what the callee does.
  bool Surely = false;    ///< On every path, early returns apart.
  bool Guarded = false;   ///< Under a test of a mask.
  bool BySize = false;    ///< Under a test of how large a number is.
  bool Small = false;     ///< The numbers it gives ask for no more than a page.
  bool Guess = false;     ///< Through a function pointer that the unit sets to the callee.
  /// Flags cleared by scopes of the caller that are surely open.
  FlagSet ScopesClear = 0;
  unsigned Line = 0;

  /// The call is made whenever the caller is, and of this callee.
  bool isSure() const { return Surely && !Guess; }
  auto operator<=>(const CallEdge &) const = default;
};

/// A function with what its own body says of it, and what it calls. A unit has one record more,
/// with an empty name, that takes the addresses its tables hold.
struct FunctionRecord {
  FunctionSummary Own;
  std::vector<CallEdge> Calls;
  /// Functions whose address it takes.
  std::vector<Symbol> Takes;

  auto operator<=>(const FunctionRecord &) const = default;
};

/// The records of one unit, or of several.
using UnitSummary = std::vector<FunctionRecord>;

} // namespace gfp

#endif // GFPLINT_SUMMARY_UNITSUMMARY_H
