//===- TextSignature.h - What words a text may hold ---------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_RULES_TEXTSIGNATURE_H
#define GFPLINT_RULES_TEXTSIGNATURE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Endian.h"
#include <array>
#include <cstdint>

namespace gfp {

/// Tells of a text, in two kilobytes, which words it cannot hold: those with four bytes in a row
/// that stand nowhere in it. A source is read once to ask for many words, one after the other.
class TextSignature {
public:
  explicit TextSignature(llvm::StringRef Text);

  /// Pieces are numbers.
  bool mayHold(uint16_t Piece) const { return Held[Piece / 64] >> (Piece % 64) & 1; }
  /// The number of the first four bytes of \p Text.
  static uint16_t pieceAt(const char *Text) {
    return (llvm::support::endian::read32le(Text) * 2654435769u) >> (32 - Bits);
  }

private:
  static constexpr unsigned Bits = 14;
  std::array<uint64_t, (1u << Bits) / 64> Held{};
};

} // namespace gfp

#endif // GFPLINT_RULES_TEXTSIGNATURE_H
