//===- GfpMask.h - What is known of a gfp value -----*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_GFP_GFPMASK_H
#define GFPLINT_GFP_GFPMASK_H

#include <cstdint>
#include <optional>

namespace gfp {

/// A gfp value as far as it is known: bits surely set, bits surely clear, and a parameter the
/// remaining bits come from, if it is one. The numbers are those of one translation unit.
struct GfpMask {
  uint64_t Set = 0;
  uint64_t Clear = 0;
  /// Index of the function parameter that all unknown bits come from.
  std::optional<unsigned> Parameter;

  static GfpMask constant(uint64_t Bits) { return {Bits, ~Bits, std::nullopt}; }
  static GfpMask unknown() { return {}; }
  static GfpMask parameter(unsigned Index) { return {0, 0, Index}; }

  bool isConstant() const { return (Set | Clear) == ~uint64_t(0); }
  /// Every bit of \p Bits is surely set; false for no bits (a flag that is configured out).
  bool hasAll(uint64_t Bits) const { return Bits && (Set & Bits) == Bits; }
  bool hasAny(uint64_t Bits) const { return (Set & Bits) != 0; }
  /// Every bit of \p Bits is surely clear.
  bool lacksAll(uint64_t Bits) const { return (Clear & Bits) == Bits; }
  bool lacksAny(uint64_t Bits) const { return (Clear & Bits) != 0; }

  GfpMask operator|(const GfpMask &O) const;
  GfpMask operator&(const GfpMask &O) const;
  GfpMask operator~() const { return {Clear, Set, std::nullopt}; }
  /// What holds whichever of the two the value is.
  GfpMask join(const GfpMask &O) const;

  bool operator==(const GfpMask &) const = default;
};

} // namespace gfp

#endif // GFPLINT_GFP_GFPMASK_H
