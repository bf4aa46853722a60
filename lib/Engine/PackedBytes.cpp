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
  auto numberOf = [&](Symbol Text) { return Strings.numberOf(Text); };
  Writer Out(OS, numberOf);
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
  ByteInput Head(Bytes);
  std::vector<Symbol> Strings(Head.count());
  for (Symbol &Each : Strings)
    Each = Head.bytes(Head.number());
  if (Head.bad())
    return false;
  auto string = [&](uint64_t Number) {
    return Number < Strings.size() ? std::optional(Strings[Number]) : std::nullopt;
  };
  Reader In(Head.rest(), string);
  Fields(In);
  return In.finished();
}
