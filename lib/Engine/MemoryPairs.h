//===- MemoryPairs.h - Memory of both kinds, of one size ----*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_MEMORYPAIRS_H
#define GFPLINT_ENGINE_MEMORYPAIRS_H

#include "Rules/RuleSet.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <set>
#include <vector>

namespace gfp {

/// Kinds of memory, as bits; what is neither has none.
enum MemoryKind : uint8_t { SlabMemory = 1, MappedMemory = 2 };
uint8_t kindsOf(const Allocator &Rule);

/// Macros that mention an allocator, or a macro that does, with the kinds of all these.
using AllocationMacros = llvm::StringMap<uint8_t>;

/// The allocations of one function, as its text has them: is there slab memory of the size of some
/// mapped memory, perhaps?
class MemoryPairs {
public:
  /// A call of \p Callee whose parentheses begin at the start of \p Behind.
  void add(const Allocator &Callee, llvm::StringRef Behind);
  /// Memory of some of \p Kinds, of any size.
  void add(uint8_t Kinds) { add(Kinds, {}); }

  bool any() const;

private:
  /// What the arguments that make the size mention; nothing if they are not to be seen.
  using Words = std::set<llvm::StringRef>;

  void add(uint8_t Kinds, const Words &Size);

  std::vector<Words> Slab, Mapped;
};

} // namespace gfp

#endif // GFPLINT_ENGINE_MEMORYPAIRS_H
