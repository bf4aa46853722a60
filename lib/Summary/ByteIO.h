//===- ByteIO.h - Values as bytes --------------------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_SUMMARY_BYTEIO_H
#define GFPLINT_SUMMARY_BYTEIO_H

#include "Bytes/ByteInput.h"
#include "Summary/Encoding.h"

namespace gfp {

/// Writes what Reader reads: a list of fields can be one function for both.
class Writer {
public:
  Writer(llvm::raw_ostream &OS, StringNumbering Strings) : OS(OS), Strings(Strings) {}

  template <class T> void number(T &Value) {
    llvm::encodeULEB128(static_cast<uint64_t>(Value), OS);
  }
  void text(Symbol &Value) { llvm::encodeULEB128(Strings(Value), OS); }
  void text(std::string &Value) { llvm::encodeULEB128(Strings(Value), OS); }
  template <class T, class Fn> void list(std::vector<T> &Items, Fn Each) {
    llvm::encodeULEB128(Items.size(), OS);
    for (T &Item : Items)
      Each(Item);
  }
  template <class T, class Fn> void maybe(std::optional<T> &Value, Fn Each) {
    llvm::encodeULEB128(Value.has_value(), OS);
    if (Value)
      Each(*Value);
  }

private:
  llvm::raw_ostream &OS;
  StringNumbering Strings;
};

/// Reads what Writer wrote; after the first thing that makes no sense everything is zero.
class Reader {
public:
  Reader(llvm::StringRef Bytes, StringLookup Strings) : In(Bytes), Strings(Strings) {}

  template <class T> void number(T &Value) { Value = static_cast<T>(In.number()); }
  void text(Symbol &Value) {
    auto Known = Strings(In.number());
    if (!Known)
      In.fail();
    Value = Known.value_or(Symbol());
  }
  void text(std::string &Value) {
    Symbol Known;
    text(Known);
    Value = Known.str().str();
  }
  template <class T, class Fn> void list(std::vector<T> &Items, Fn Each) {
    Items.resize(In.count());
    for (T &Item : Items)
      Each(Item);
  }
  template <class T, class Fn> void maybe(std::optional<T> &Value, Fn Each) {
    if (In.number())
      Each(Value.emplace());
  }
  bool finished() const { return In.finished(); }

private:
  ByteInput In;
  StringLookup Strings;
};

/// The fields of a function's record.
void recordFields(Writer &Io, FunctionRecord &V);
void recordFields(Reader &Io, FunctionRecord &V);

} // namespace gfp

#endif // GFPLINT_SUMMARY_BYTEIO_H
