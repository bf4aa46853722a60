//===- TextMemory.cpp - Texts that were read before ------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/TextMemory.h"
#include "Bytes/ByteInput.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/raw_ostream.h"

using namespace gfp;
using llvm::StringRef;

namespace {

/// Hashes are as long as they can be.
void writeHash(uint64_t Hash, llvm::raw_ostream &OS) {
  char Bytes[sizeof(Hash)];
  llvm::support::endian::write64le(Bytes, Hash);
  OS.write(Bytes, sizeof(Bytes));
}

uint64_t readHash(ByteInput &In) {
  StringRef Bytes = In.bytes(sizeof(uint64_t));
  return In.bad() ? 0 : llvm::support::endian::read64le(Bytes.data());
}

enum : uint8_t { Static = 1, Macro = 2, AtBoot = 4, Both = 8, Ignores = 16 };

} // namespace

std::string gfp::bytesOf(const std::vector<TextFunction> &Functions) {
  std::string Bytes;
  llvm::raw_string_ostream OS(Bytes);
  for (const TextFunction &Each : Functions) {
    writeHash(Each.Name, OS);
    llvm::encodeULEB128(Each.Offset, OS);
    OS << static_cast<char>((Each.IsStatic ? Static : 0) | (Each.IsMacro ? Macro : 0) |
                            (Each.RunsAtBoot ? AtBoot : 0) | (Each.AllocatesBoth ? Both : 0) |
                            (Each.IgnoresMask ? Ignores : 0));
    llvm::encodeULEB128(Each.Calls.size(), OS);
    for (const TextFunction::Call &Call : Each.Calls) {
      writeHash(Call.Callee, OS);
      OS << static_cast<char>(Call.Flags);
    }
  }
  return Bytes;
}

std::optional<std::vector<TextFunction>> gfp::textFunctions(StringRef Bytes) {
  std::vector<TextFunction> Functions;
  ByteInput In(Bytes);
  auto byte = [&] {
    StringRef Byte = In.bytes(1);
    return static_cast<uint8_t>(Byte.empty() ? 0 : Byte.front());
  };
  while (!In.finished() && !In.bad()) {
    TextFunction &Each = Functions.emplace_back();
    Each.Name = readHash(In);
    Each.Offset = In.number();
    const uint8_t Is = byte();
    Each.IsStatic = Is & Static;
    Each.IsMacro = Is & Macro;
    Each.RunsAtBoot = Is & AtBoot;
    Each.AllocatesBoth = Is & Both;
    Each.IgnoresMask = Is & Ignores;
    Each.Calls.resize(In.count());
    for (TextFunction::Call &Call : Each.Calls) {
      Call.Callee = readHash(In);
      Call.Flags = byte();
    }
  }
  if (In.bad())
    return std::nullopt;
  return Functions;
}

TextMemory::TextMemory(ResultCache *Cache, uint64_t Key) : Cache(Cache), Key(Key) {
  if (!Cache)
    return;
  Bytes = Cache->recall(Key).value_or("");
  ByteInput In(Bytes);
  while (!In.finished() && !In.bad()) {
    uint64_t Contents = readHash(In);
    StringRef Functions = In.bytes(In.number());
    if (!In.bad())
      Known[Contents] = Functions;
  }
}

uint64_t TextMemory::contentsOf(const std::string &File) const {
  return Cache ? Cache->files().of(File) : 0;
}

std::optional<std::vector<TextFunction>> TextMemory::find(uint64_t Contents) {
  auto Found = Contents ? Known.find(Contents) : Known.end();
  auto Functions = Found == Known.end() ? std::nullopt : textFunctions(Found->second);
  if (Functions) {
    std::lock_guard<std::mutex> Guard(Lock);
    keep(Contents, Found->second);
  }
  return Functions;
}

void TextMemory::remember(uint64_t Contents, const std::vector<TextFunction> &Functions) {
  if (!Contents)
    return;
  std::string Fields = bytesOf(Functions);
  std::lock_guard<std::mutex> Guard(Lock);
  IsNew = true;
  keep(Contents, Fields);
}

void TextMemory::keep(uint64_t Contents, StringRef Functions) {
  if (!InKept.insert(Contents).second)
    return;
  llvm::raw_string_ostream OS(Kept);
  writeHash(Contents, OS);
  llvm::encodeULEB128(Functions.size(), OS);
  OS << Functions;
}

void TextMemory::save() {
  if (Cache && IsNew)
    Cache->note(Key, Kept);
}
