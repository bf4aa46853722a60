//===- HeaderListing.h - The headers of a tree ------------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_HEADERLISTING_H
#define GFPLINT_ENGINE_HEADERLISTING_H

#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace gfp {

class ResultCache;

/// The headers and directories in a directory, by their names, sorted.
struct DirectoryNames {
  std::vector<std::string> Headers, Directories;

  /// Equal for equal names only.
  std::string str() const;
};

/// Of those that cannot be read, nothing. Links are headers, and no directories.
DirectoryNames headersIn(llvm::StringRef Directory);

/// A tree's headers, wherever they are below it, and all its directories; absolute, sorted.
struct HeaderListing {
  std::vector<std::string> Headers, Directories;

  /// \p Cache, if not null, spares listing directories that have not changed since an earlier scan;
  /// it forgets the results of units that may find a new header instead of one they have read.
  static HeaderListing below(const std::string &Root, unsigned Threads, ResultCache *Cache);
};

} // namespace gfp

#endif // GFPLINT_ENGINE_HEADERLISTING_H
