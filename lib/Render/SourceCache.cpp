//===- SourceCache.cpp - Source files a report shows ----------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Render/SourceCache.h"

using namespace gfp;
using llvm::StringRef;

const LineIndex *SourceCache::file(StringRef File) {
  auto [I, New] = Files.try_emplace(File);
  Entry &E = I->second;
  if (New) {
    // Volatile: a file that somebody truncates while it is mapped would end the program.
    auto Buffer = llvm::MemoryBuffer::getFile(File, /*IsText=*/false,
                                              /*RequiresNullTerminator=*/true,
                                              /*IsVolatile=*/true);
    if (Buffer) {
      E.Buffer = std::move(*Buffer);
      E.Lines = std::make_unique<LineIndex>(E.Buffer->getBuffer());
    }
  }
  return E.Lines.get();
}

std::optional<StringRef> SourceCache::line(const Position &At) {
  const LineIndex *Lines = file(At.File);
  if (!Lines || At.Line == 0 || At.Line > Lines->size())
    return std::nullopt;
  return Lines->line(At.Line - 1);
}
