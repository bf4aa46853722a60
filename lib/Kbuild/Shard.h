//===- Shard.h - A part of a scan --------------------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_KBUILD_SHARD_H
#define GFPLINT_KBUILD_SHARD_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace gfp {

/// One of several machines' part of the sources.
struct Shard {
  unsigned Index = 1, Count = 1;

  /// Parses "I/N", 1 <= I <= N. The error tells what is wrong.
  static llvm::Expected<Shard> parse(llvm::StringRef Text);
  /// \p Path, relative to the tree's root, is of this part. Each path is of exactly one, whatever
  /// other paths there are and wherever the tree is.
  bool holds(llvm::StringRef Path) const;
};

} // namespace gfp

#endif // GFPLINT_KBUILD_SHARD_H
