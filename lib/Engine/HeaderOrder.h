//===- HeaderOrder.h - The headers many sources include ----*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_HEADERORDER_H
#define GFPLINT_ENGINE_HEADERORDER_H

#include "Rules/RuleSet.h"
#include "llvm/ADT/StringMap.h"
#include <string>
#include <vector>

namespace gfp {

/// Counts the headers that sources include, in an order that goes with that of the sources: a
/// header often needs those before it. What does not guard itself is left out: a header that is
/// read whenever it is included cannot be read beforehand. So is what is not there, as the headers
/// of another architecture.
class HeaderOrder {
public:
  /// Headers are looked for in \p Directories; those named by "…" in \p Beside first, or, if that
  /// is empty, not at all.
  HeaderOrder(const RuleSet &Rules, std::string Beside, std::vector<std::string> Directories)
      : Rules(Rules), Beside(std::move(Beside)), Directories(std::move(Directories)) {}

  /// Takes in what \p Source includes.
  void add(const std::string &Source);
  /// Those that one in \p OneIn of the sources includes, or \p Enough of them, and two at least,
  /// with their quotes.
  std::vector<std::string> common(size_t OneIn, size_t Enough);

private:
  enum Kind {
    Absent, ///< A header that the compiler brings along, or none.
    Unguarded,
    Guarded,
    Rereadable ///< Guarded, and read again by those who ask for it.
  };
  /// Of what is named \p Quoted, with its quotes.
  Kind kindOf(llvm::StringRef Quoted);
  Kind kindOfText(llvm::StringRef Text) const;

  const RuleSet &Rules;
  std::string Beside;
  std::vector<std::string> Directories;
  llvm::StringMap<size_t> Counts;
  llvm::StringMap<Kind> Kinds;
  std::vector<std::vector<std::string>> Lists;
};

} // namespace gfp

#endif // GFPLINT_ENGINE_HEADERORDER_H
