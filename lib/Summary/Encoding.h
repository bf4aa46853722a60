//===- Encoding.h - Summaries as bytes ---------------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// Numbers are ULEB128, strings are numbers of a table, lists are their length and their items. One
// list of fields for each structure serves both directions.
//
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_SUMMARY_ENCODING_H
#define GFPLINT_SUMMARY_ENCODING_H

#include "Summary/UnitSummary.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <vector>

namespace gfp {

/// The strings of a file, numbered in the order in which they are first met.
class StringTable {
public:
  unsigned numberOf(Symbol Text);
  llvm::ArrayRef<Symbol> strings() const { return Strings; }

private:
  llvm::DenseMap<uint32_t, unsigned> Numbers;
  std::vector<Symbol> Strings;
};

/// Gives the number of a string.
using StringNumbering = llvm::function_ref<uint64_t(Symbol)>;

/// The bytes of \p Value; its strings get their numbers from \p Strings.
std::string encode(const FunctionSummary &Value, StringNumbering Strings);
std::string encode(const FunctionRecord &Value, StringNumbering Strings);

/// Gives the string of a number, or nothing if there is none.
using StringLookup = llvm::function_ref<std::optional<Symbol>(uint64_t)>;

/// What encode() was given; nothing if \p Bytes are not what it gave back.
std::optional<FunctionSummary> decodeSummary(llvm::StringRef Bytes, StringLookup Strings);
std::optional<FunctionRecord> decodeRecord(llvm::StringRef Bytes, StringLookup Strings);

} // namespace gfp

#endif // GFPLINT_SUMMARY_ENCODING_H
