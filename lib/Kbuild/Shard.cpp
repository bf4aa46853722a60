//===- Shard.cpp - A part of a scan ----------------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Kbuild/Shard.h"
#include "llvm/Support/xxhash.h"

using namespace gfp;

llvm::Expected<Shard> Shard::parse(llvm::StringRef Text) {
  auto [First, Second] = Text.split('/');
  Shard Part;
  if (First.getAsInteger(10, Part.Index) || Second.getAsInteger(10, Part.Count) || !Part.Index ||
      Part.Index > Part.Count)
    return llvm::createStringError("--shard takes I/N with 1 <= I <= N, not \"" + Text + "\"");
  return Part;
}

bool Shard::holds(llvm::StringRef Path) const {
  return llvm::xxh3_64bits(Path) % Count == Index - 1;
}
