//===- FileHashes.h - What files hold, in a number ---------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_FILEHASHES_H
#define GFPLINT_ENGINE_FILEHASHES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace gfp {

struct DirectoryNames;

/// Tells what files hold without reading those again whose size, times and inode are what they were
/// when they were read last. What a directory holds are the names of the headers and directories in
/// it. Used by several threads.
class FileHashes {
public:
  /// What is remembered of a file between runs.
  struct Known {
    uint64_t Size = 0, Modified = 0, Changed = 0, Inode = 0, Hash = 0;

    bool operator==(const Known &) const = default;
  };
  using File = std::pair<std::string, Known>;

  /// A number for the contents of \p Path; 0 if it cannot be read. Asked for once a run: later
  /// changes of the file go unseen, as they do by those who read it before.
  uint64_t of(llvm::StringRef Path);
  /// Asks for all of \p Paths on \p Threads threads: of() is quick then.
  void ask(llvm::ArrayRef<std::string> Paths, unsigned Threads);

  void remember(llvm::StringRef Path, const Known &What) { Before[Path] = What; }
  /// What was learnt in this run and can be remembered: a file that changed just now could change
  /// again without anybody being able to tell.
  std::vector<File> learnt() const;

  /// Everything that was asked for in this run, sorted, also what cannot be read. Nothing if some
  /// of it has changed since \p Start (in nanoseconds, see now()), or may have: who read it then
  /// need not have seen what was told here. Of what could change again unseen, the times are 0.
  std::optional<std::vector<File>> unchangedSince(uint64_t Start, unsigned Threads) const;

  /// Looks at \p Files on \p Threads threads, keeps what was seen for of(), and brings their times
  /// up to date if they all hold what they held; else returns false.
  bool hold(std::vector<File> &Files, unsigned Threads);

  /// Forgets that files could not be read: they may have been made meanwhile.
  void forgetMissing();

  /// What of() gives for a directory that holds \p Names.
  static uint64_t hashOf(const DirectoryNames &Names);
  /// The clock of time stamps.
  static uint64_t now();

private:
  llvm::StringMap<Known> Before;
  llvm::StringMap<Known> Seen; ///< By hold().
  llvm::StringMap<Known> Now;
  mutable std::mutex Lock;
};

} // namespace gfp

#endif // GFPLINT_ENGINE_FILEHASHES_H
