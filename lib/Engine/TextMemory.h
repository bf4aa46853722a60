//===- TextMemory.h - Texts that were read before -----------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_TEXTMEMORY_H
#define GFPLINT_ENGINE_TEXTMEMORY_H

#include "Engine/ResultCache.h"
#include "Engine/TextFunctions.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringRef.h"
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace gfp {

/// What a TextFunctionReader made of texts, kept from scan to scan. Used by several threads.
class TextMemory {
public:
  /// \p Key tells the reader: others read something else. Without a \p Cache it remembers nothing.
  TextMemory(ResultCache *Cache, uint64_t Key);

  /// A number for what \p File says; 0 if nothing is remembered.
  uint64_t contentsOf(const std::string &File) const;
  /// Of a text with these contents; nothing if it was not read before.
  std::optional<std::vector<TextFunction>> find(uint64_t Contents);
  void remember(uint64_t Contents, const std::vector<TextFunction> &Functions);
  /// Keeps what was found or remembered since this was made, and nothing else.
  void save();

private:
  /// Under the lock.
  void keep(uint64_t Contents, llvm::StringRef Functions);

  ResultCache *Cache;
  uint64_t Key;
  std::string Bytes; ///< From the cache.
  llvm::DenseMap<uint64_t, llvm::StringRef> Known;
  std::mutex Lock;
  std::string Kept; ///< To the cache.
  llvm::DenseSet<uint64_t> InKept;
  bool IsNew = false; ///< Kept holds what the cache does not.
};

/// The fields of \p Functions, and back; nothing if \p Bytes are something else.
std::string bytesOf(const std::vector<TextFunction> &Functions);
std::optional<std::vector<TextFunction>> textFunctions(llvm::StringRef Bytes);

} // namespace gfp

#endif // GFPLINT_ENGINE_TEXTMEMORY_H
