//===- FileHashes.h - What files hold, in a number ---------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_FILEHASHES_H
#define GFPLINT_ENGINE_FILEHASHES_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

namespace gfp {

/// Tells what files hold without reading those again whose size, times and inode are what they were
/// when they were read last. Used by several threads.
class FileHashes {
public:
  /// What is remembered of a file between runs.
  struct Known {
    uint64_t Size = 0, Modified = 0, Changed = 0, Inode = 0, Hash = 0;

    bool operator==(const Known &) const = default;
  };

  /// A number for the contents of \p Path; 0 if it cannot be read. Asked for once a run: later
  /// changes of the file go unseen, as they do by those who read it before.
  uint64_t of(llvm::StringRef Path);

  void remember(llvm::StringRef Path, const Known &What) { Before[Path] = What; }
  /// What was learnt in this run and can be remembered: a file that changed just now could change
  /// again without anybody being able to tell.
  std::vector<std::pair<std::string, Known>> learnt() const;

private:
  llvm::StringMap<Known> Before;
  llvm::StringMap<Known> Now;
  mutable std::mutex Lock;
};

} // namespace gfp

#endif // GFPLINT_ENGINE_FILEHASHES_H
