//===- SourceCache.cpp - Source files a report shows ----------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Render/SourceCache.h"
#include "Rules/CopiedFile.h"

using namespace gfp;
using llvm::StringRef;

const LineIndex *SourceCache::file(StringRef File) {
  auto [I, New] = Files.try_emplace(File);
  Entry &E = I->second;
  if (New) {
    if (auto Buffer = readCopy(File)) {
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
