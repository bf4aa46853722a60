//===- PackedBytes.cpp - Fields with their strings ------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/PackedBytes.h"

using namespace gfp;
using llvm::StringRef;

std::string gfp::packed(llvm::function_ref<void(Writer &)> Fields) {
  StringTable Strings;
  std::string Numbers;
  llvm::raw_string_ostream OS(Numbers);
  Writer Out(OS, Strings);
  Fields(Out);
  std::string Bytes;
  llvm::raw_string_ostream All(Bytes);
  llvm::encodeULEB128(Strings.strings().size(), All);
  for (Symbol Text : Strings.strings()) {
    llvm::encodeULEB128(Text.str().size(), All);
    All << Text.str();
  }
  All << Numbers;
  return Bytes;
}

bool gfp::unpack(StringRef Bytes, llvm::function_ref<void(Reader &)> Fields) {
  const uint8_t *At = Bytes.bytes_begin(), *End = Bytes.bytes_end();
  auto next = [&]() -> std::optional<uint64_t> {
    const char *Error = nullptr;
    unsigned Length = 0;
    uint64_t Value = llvm::decodeULEB128(At, &Length, End, &Error);
    if (Error)
      return std::nullopt;
    At += Length;
    return Value;
  };
  auto Count = next();
  if (!Count || *Count > Bytes.size())
    return false;
  std::vector<Symbol> Strings;
  Strings.reserve(*Count);
  for (uint64_t I = 0; I < *Count; ++I) {
    auto Size = next();
    if (!Size || *Size > static_cast<uint64_t>(End - At))
      return false;
    Strings.push_back(StringRef(reinterpret_cast<const char *>(At), *Size));
    At += *Size;
  }
  auto string = [&](uint64_t Number) {
    return Number < Strings.size() ? std::optional(Strings[Number]) : std::nullopt;
  };
  Reader In(StringRef(reinterpret_cast<const char *>(At), End - At), string);
  Fields(In);
  return In.finished();
}
