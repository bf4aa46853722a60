//===- Symbol.h - A string there is once -------------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_RULES_SYMBOL_H
#define GFPLINT_RULES_SYMBOL_H

#include "llvm/ADT/StringRef.h"
#include <compare>
#include <cstdint>
#include <string>

namespace gfp {

/// The name of a function, a file or an allocator, or an argument of a compile command. The
/// summaries and commands of a kernel hold the same few hundred thousand strings millions of times:
/// a symbol is the number of the only copy, which lives as long as the process. Any thread may make
/// one. Ordered by text, so that no order depends on who came first.
class Symbol {
public:
  Symbol() = default;
  Symbol(llvm::StringRef Text);
  Symbol(const std::string &Text) : Symbol(llvm::StringRef(Text)) {}
  Symbol(const char *Text) : Symbol(llvm::StringRef(Text)) {}

  /// The symbol whose id() \p Number is.
  static Symbol withId(uint32_t Number) {
    Symbol Known;
    Known.Number = Number;
    return Known;
  }

  llvm::StringRef str() const;
  operator llvm::StringRef() const { return str(); }
  /// The same, with a null byte behind it.
  const char *c_str() const { return empty() ? "" : str().data(); }
  bool empty() const { return !Number; }
  /// The same for equal symbols, and for no others; another one in another process.
  uint32_t id() const { return Number; }

  bool operator==(const Symbol &O) const { return Number == O.Number; }
  std::strong_ordering operator<=>(const Symbol &O) const {
    return Number == O.Number ? std::strong_ordering::equal : str().compare(O.str()) <=> 0;
  }

private:
  uint32_t Number = 0; ///< 0 for the empty string.
};

} // namespace gfp

#endif // GFPLINT_RULES_SYMBOL_H
