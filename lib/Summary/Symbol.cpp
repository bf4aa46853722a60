//===- Symbol.cpp - A string there is once --------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Symbol.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/ADT/StringMap.h"
#include <array>
#include <memory>
#include <mutex>

using namespace gfp;

namespace {

/// One of several tables, so that threads seldom wait for each other.
struct Shard {
  std::mutex Lock;
  llvm::StringMap<std::unique_ptr<const std::string>> Texts;
};

} // namespace

Symbol::Symbol(llvm::StringRef Value) {
  if (Value.empty())
    return;
  static std::array<Shard, 16> Shards;
  Shard &Mine = Shards[llvm::hash_value(Value) % Shards.size()];
  std::lock_guard<std::mutex> Guard(Mine.Lock);
  auto &Entry = Mine.Texts[Value];
  if (!Entry)
    Entry = std::make_unique<const std::string>(Value);
  Text = Entry.get();
}
