//===- SourceCache.h - Source files a report shows --------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_RENDER_SOURCECACHE_H
#define GFPLINT_RENDER_SOURCECACHE_H

#include "Findings/Finding.h"
#include "Findings/LineIndex.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/MemoryBuffer.h"
#include <memory>
#include <optional>

namespace gfp {

/// Reads each file once. A file that cannot be read, or no longer has a line, is no error: a report
/// shows less then.
class SourceCache {
public:
  /// The lines of \p File, or null.
  const LineIndex *file(llvm::StringRef File);
  /// The line \p At is on.
  std::optional<llvm::StringRef> line(const Position &At);

private:
  struct Entry {
    std::unique_ptr<llvm::MemoryBuffer> Buffer;
    std::unique_ptr<LineIndex> Lines;
  };
  llvm::StringMap<Entry> Files;
};

} // namespace gfp

#endif // GFPLINT_RENDER_SOURCECACHE_H
