//===- PackedRecords.h - Records as bytes ------------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_SUMMARY_PACKEDRECORDS_H
#define GFPLINT_SUMMARY_PACKEDRECORDS_H

#include "Summary/UnitSummary.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace gfp {

/// Records in little memory: a kernel has four hundred thousand. For this process only.
/// Equal records have equal bytes.
class PackedRecords {
public:
  PackedRecords() = default;
  PackedRecords(const UnitSummary &Records);

  void add(const FunctionRecord &Record);
  /// \p Bytes are what bytes() of such an object gave, and \p Key its key.
  void add(Symbol Key, llvm::StringRef Bytes);

  size_t size() const { return Keys.size(); }
  bool empty() const { return Keys.empty(); }
  Symbol key(size_t I) const { return Keys[I]; }
  llvm::StringRef bytes(size_t I) const;
  FunctionRecord operator[](size_t I) const;
  /// Makes room for \p Records that are \p Size bytes.
  void reserve(size_t Records, size_t Size);
  /// Of all records.
  size_t sizeInBytes() const { return Bytes.size(); }
  /// Gives back memory that was taken in advance.
  void shrink();

private:
  std::string Bytes;
  std::vector<Symbol> Keys;
  std::vector<uint64_t> Ends; ///< Of each record's bytes.
};

} // namespace gfp

#endif // GFPLINT_SUMMARY_PACKEDRECORDS_H
