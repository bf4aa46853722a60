//===- TextMemory.cpp - Texts that were read before ------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/TextMemory.h"
#include "Bytes/HashBytes.h"
#include "llvm/Support/LEB128.h"

using namespace gfp;
using llvm::StringRef;

TextMemory::TextMemory(ResultCache *Cache, uint64_t Key) : Cache(Cache), Key(Key) {
  if (!Cache)
    return;
  Bytes = Cache->recall(Key).value_or("");
  ByteInput In(Bytes);
  while (!In.finished() && !In.bad()) {
    uint64_t Contents = readHash(In);
    StringRef Made = In.bytes(In.number());
    if (!In.bad())
      Known[Contents] = Made;
  }
}

uint64_t TextMemory::contentsOf(const std::string &File) const {
  return Cache ? Cache->files().of(File) : 0;
}

std::optional<StringRef> TextMemory::find(uint64_t Contents) {
  auto Found = Contents ? Known.find(Contents) : Known.end();
  if (Found == Known.end())
    return std::nullopt;
  std::lock_guard<std::mutex> Guard(Lock);
  keep(Contents, Found->second);
  return Found->second;
}

void TextMemory::remember(uint64_t Contents, StringRef Made) {
  if (!Contents)
    return;
  std::lock_guard<std::mutex> Guard(Lock);
  IsNew = true;
  keep(Contents, Made);
}

void TextMemory::keep(uint64_t Contents, StringRef Made) {
  if (!InKept.insert(Contents).second)
    return;
  llvm::raw_string_ostream OS(Kept);
  writeHash(Contents, OS);
  llvm::encodeULEB128(Made.size(), OS);
  OS << Made;
}

void TextMemory::save() {
  if (Cache && IsNew)
    Cache->note(Key, Kept);
}
