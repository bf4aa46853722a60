//===- HeaderOrder.h - The headers many sources include ----*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_HEADERORDER_H
#define GFPLINT_ENGINE_HEADERORDER_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include <string>
#include <vector>

namespace gfp {

/// Counts the headers that sources include, in an order that goes with that of the sources: a
/// header often needs those before it.
class HeaderOrder {
public:
  /// Takes in what \p Source includes by <…>, and by "…" what there is in \p Directories.
  void add(const std::string &Source, llvm::ArrayRef<std::string> Directories);
  /// Those that one in \p OneIn of the sources includes, and two at least, with their quotes.
  std::vector<std::string> common(size_t OneIn) const;

private:
  bool isIn(llvm::ArrayRef<std::string> Directories, llvm::StringRef Name);

  llvm::StringMap<size_t> Counts;
  llvm::StringMap<bool> Exists;
  std::vector<std::vector<std::string>> Lists;
};

} // namespace gfp

#endif // GFPLINT_ENGINE_HEADERORDER_H
