//===- WordOffsets.cpp - Where words stand in headers ---------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Facts/WordOffsets.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"

using namespace gfp;

const std::vector<unsigned> &WordOffsets::in(llvm::StringRef Text) {
  auto Hash = llvm::xxh3_128bits(llvm::arrayRefFromStringRef(Text));
  std::pair Key(Hash.high64, Hash.low64);
  {
    std::lock_guard Guard(Lock);
    if (auto Found = Known.find(Key); Found != Known.end())
      return Found->second;
  }
  std::vector<unsigned> Offsets = Words.wordsIn(Text);
  std::lock_guard Guard(Lock);
  return Known.try_emplace(Key, std::move(Offsets)).first->second;
}
