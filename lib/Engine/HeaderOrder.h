//===- HeaderOrder.h - The headers many sources include ----*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_HEADERORDER_H
#define GFPLINT_ENGINE_HEADERORDER_H

#include "llvm/ADT/StringMap.h"
#include <string>
#include <vector>

namespace gfp {

/// Counts the headers that sources include, in an order that goes with that of the sources: a
/// header often needs those before it.
class HeaderOrder {
public:
  /// Takes in what \p Source includes by <…> and, if \p Quoted, by "…".
  void add(const std::string &Source, bool Quoted);
  /// Those that at least \p Sources sources include, with their quotes.
  std::vector<std::string> common(size_t Sources) const;

private:
  llvm::StringMap<size_t> Counts;
  std::vector<std::vector<std::string>> Lists;
};

} // namespace gfp

#endif // GFPLINT_ENGINE_HEADERORDER_H
