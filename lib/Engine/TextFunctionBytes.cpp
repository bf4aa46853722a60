//===- TextFunctionBytes.cpp - Functions of texts, as bytes ---------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/TextFunctionBytes.h"
#include "Bytes/HashBytes.h"
#include "llvm/Support/LEB128.h"

using namespace gfp;
using llvm::StringRef;

namespace {
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
