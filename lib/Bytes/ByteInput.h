//===- ByteInput.h - Numbers and bytes, read ----------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_BYTES_BYTEINPUT_H
#define GFPLINT_BYTES_BYTEINPUT_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/LEB128.h"
#include <cstdint>

namespace gfp {

/// Reads numbers (ULEB128) and bytes; after the first thing that makes no sense, nothing.
class ByteInput {
public:
  explicit ByteInput(llvm::StringRef Bytes) : Left(Bytes) {}

  uint64_t number() {
    unsigned Length = 0;
    const char *Error = nullptr;
    uint64_t Value = llvm::decodeULEB128(Left.bytes_begin(), &Length, Left.bytes_end(), &Error);
    if (Error)
      fail();
    Left = Left.drop_front(Bad ? 0 : Length);
    return Bad ? 0 : Value;
  }
  /// A number of things that take a byte each at least.
  uint64_t count() {
    uint64_t Value = number();
    if (Value > Left.size())
      fail();
    return Bad ? 0 : Value;
  }
  llvm::StringRef bytes(uint64_t Size) {
    if (Size > Left.size())
      fail();
    llvm::StringRef Head = Bad ? llvm::StringRef() : Left.take_front(Size);
    Left = Left.drop_front(Head.size());
    return Head;
  }
  llvm::StringRef rest() { return bytes(Left.size()); }
  void fail() {
    Bad = true;
    Left = {};
  }
  bool bad() const { return Bad; }
  /// All was read, and made sense.
  bool finished() const { return !Bad && Left.empty(); }

private:
  llvm::StringRef Left;
  bool Bad = false;
};

} // namespace gfp

#endif // GFPLINT_BYTES_BYTEINPUT_H
