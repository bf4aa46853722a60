//===- HashBytes.h - Hashes as bytes -----------------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_BYTES_HASHBYTES_H
#define GFPLINT_BYTES_HASHBYTES_H

#include "Bytes/ByteInput.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/raw_ostream.h"

namespace gfp {

/// Hashes are as long as they can be: of these bytes none is spared.
inline void writeHash(uint64_t Hash, llvm::raw_ostream &OS) {
  char Bytes[sizeof(Hash)];
  llvm::support::endian::write64le(Bytes, Hash);
  OS.write(Bytes, sizeof(Bytes));
}

inline uint64_t readHash(ByteInput &In) {
  llvm::StringRef Bytes = In.bytes(sizeof(uint64_t));
  return In.bad() ? 0 : llvm::support::endian::read64le(Bytes.data());
}

} // namespace gfp

#endif // GFPLINT_BYTES_HASHBYTES_H
