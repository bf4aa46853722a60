//===- PackedRecords.cpp - Records as bytes -------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/PackedRecords.h"
#include "Summary/Encoding.h"

using namespace gfp;

PackedRecords::PackedRecords(const UnitSummary &Records) {
  for (const FunctionRecord &Record : Records)
    add(Record);
  shrink();
}

void PackedRecords::add(const FunctionRecord &Record) {
  add(Record.Own.Key, encode(Record, [](Symbol Text) -> uint64_t { return Text.id(); }));
}

void PackedRecords::add(Symbol Key, llvm::StringRef Packed) {
  Keys.push_back(Key);
  Bytes += Packed;
  Ends.push_back(Bytes.size());
}

llvm::StringRef PackedRecords::bytes(size_t I) const {
  return llvm::StringRef(Bytes).slice(I ? Ends[I - 1] : 0, Ends[I]);
}

FunctionRecord PackedRecords::operator[](size_t I) const {
  return *decodeRecord(bytes(I),
                       [](uint64_t Id) { return Symbol::withId(static_cast<uint32_t>(Id)); });
}

void PackedRecords::reserve(size_t Records, size_t Size) {
  Bytes.reserve(Size);
  Keys.reserve(Records);
  Ends.reserve(Records);
}

void PackedRecords::shrink() {
  Bytes.shrink_to_fit();
  Keys.shrink_to_fit();
  Ends.shrink_to_fit();
}
