//===- TextMemory.h - Texts that were read before -----------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_TEXTMEMORY_H
#define GFPLINT_ENGINE_TEXTMEMORY_H

#include "Engine/ResultCache.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringRef.h"
#include <mutex>
#include <optional>
#include <string>

namespace gfp {

/// What was made of texts, kept from scan to scan. Used by several threads.
class TextMemory {
public:
  /// \p Key tells who made it: others make something else. Without a \p Cache it remembers nothing.
  TextMemory(ResultCache *Cache, uint64_t Key);

  /// A number for what \p File says; 0 if nothing is remembered.
  uint64_t contentsOf(const std::string &File) const;
  /// Of a text with these contents; nothing if it was not read before.
  std::optional<llvm::StringRef> find(uint64_t Contents);
  void remember(uint64_t Contents, llvm::StringRef Made);
  /// Keeps what was found or remembered since this was made, and nothing else.
  void save();

private:
  /// Under the lock.
  void keep(uint64_t Contents, llvm::StringRef Made);

  ResultCache *Cache;
  uint64_t Key;
  std::string Bytes; ///< From the cache.
  llvm::DenseMap<uint64_t, llvm::StringRef> Known;
  std::mutex Lock;
  std::string Kept; ///< To the cache.
  llvm::DenseSet<uint64_t> InKept;
  bool IsNew = false; ///< Kept holds what the cache does not.
};

} // namespace gfp

#endif // GFPLINT_ENGINE_TEXTMEMORY_H
