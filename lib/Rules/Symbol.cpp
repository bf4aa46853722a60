//===- Symbol.cpp - A string there is once --------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Rules/Symbol.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/ErrorHandling.h"
#include <array>
#include <atomic>
#include <memory>
#include <mutex>

using namespace gfp;

namespace {

using Entry = llvm::StringMapEntry<uint32_t>;

/// The texts by their numbers. A number is looked up without a lock: what is there never moves.
class Texts {
public:
  uint32_t add(const Entry &Text) {
    std::lock_guard<std::mutex> Guard(Lock);
    uint32_t Number = ++Last;
    if (Number / ChunkSize >= Chunks.size())
      llvm::report_fatal_error("too many names in the summaries");
    auto &Slot = Chunks[Number / ChunkSize];
    if (!Slot.load(std::memory_order_relaxed))
      Slot.store(new Chunk(), std::memory_order_release);
    (*Slot.load(std::memory_order_relaxed))[Number % ChunkSize] = &Text;
    return Number;
  }
  llvm::StringRef operator[](uint32_t Number) const {
    const Chunk &In = *Chunks[Number / ChunkSize].load(std::memory_order_acquire);
    return In[Number % ChunkSize]->getKey();
  }

private:
  static constexpr uint32_t ChunkSize = 1 << 16;
  using Chunk = std::array<const Entry *, ChunkSize>;

  std::mutex Lock;
  uint32_t Last = 0;
  std::array<std::atomic<Chunk *>, 1 << 12> Chunks = {};
};

/// One of several tables, so that threads seldom wait for each other.
struct Shard {
  std::mutex Lock;
  llvm::StringMap<uint32_t, llvm::BumpPtrAllocator> Numbers;
};

// Symbols live as long as the process: so must these.
Texts &texts() {
  static Texts *All = new Texts();
  return *All;
}

Shard &shardOf(llvm::StringRef Text) {
  static auto *Shards = new std::array<Shard, 16>();
  return (*Shards)[llvm::hash_value(Text) % Shards->size()];
}

} // namespace

Symbol::Symbol(llvm::StringRef Text) {
  if (Text.empty())
    return;
  Shard &Mine = shardOf(Text);
  std::lock_guard<std::mutex> Guard(Mine.Lock);
  auto [Known, New] = Mine.Numbers.try_emplace(Text, 0);
  if (New)
    Known->second = texts().add(*Known);
  Number = Known->second;
}

llvm::StringRef Symbol::str() const { return Number ? texts()[Number] : llvm::StringRef(); }
