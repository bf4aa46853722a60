//===- SealedBytes.h - Bytes that tell if they are whole ----*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_BYTES_SEALEDBYTES_H
#define GFPLINT_BYTES_SEALEDBYTES_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/xxhash.h"
#include <cstring>
#include <optional>
#include <string>

namespace gfp {

/// \p Bytes behind a hash of them.
inline std::string sealed(llvm::StringRef Bytes) {
  uint64_t Hash = llvm::xxh3_64bits(Bytes);
  std::string Whole(reinterpret_cast<const char *>(&Hash), sizeof Hash);
  Whole += Bytes;
  return Whole;
}

/// What was sealed; nothing if \p Whole is something else.
inline std::optional<llvm::StringRef> unsealed(llvm::StringRef Whole) {
  uint64_t Hash = 0;
  if (Whole.size() < sizeof Hash)
    return std::nullopt;
  memcpy(&Hash, Whole.data(), sizeof Hash);
  llvm::StringRef Bytes = Whole.drop_front(sizeof Hash);
  return llvm::xxh3_64bits(Bytes) == Hash ? std::optional(Bytes) : std::nullopt;
}

} // namespace gfp

#endif // GFPLINT_BYTES_SEALEDBYTES_H
