//===- TextSignature.cpp - What words a text may hold ----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Rules/TextSignature.h"
#include "Rules/WordFilter.h"

using namespace gfp;

TextSignature::TextSignature(llvm::StringRef Text) {
  if (hasBrokenIdentifier(Text)) {
    Held.fill(~uint64_t(0));
    return;
  }
  // Bytes first: a bit is set in what was read a moment ago.
  std::array<bool, 1u << Bits> Seen{};
  for (size_t At = 0; At + 4 <= Text.size(); ++At)
    Seen[pieceAt(Text.data() + At)] = true;
  // Eight of them, each 0 or 1, become eight bits: each is moved to its place in the last byte.
  for (size_t I = 0; I < Seen.size(); I += 8)
    Held[I / 64] |=
        (llvm::support::endian::read64le(&Seen[I]) * 0x0102040810204080u) >> 56 << (I % 64);
}
