//===- Prefilter.h - Which sources can hold a finding at all ----*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_KBUILD_PREFILTER_H
#define GFPLINT_KBUILD_PREFILTER_H

#include "Rules/RuleSet.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"
#include <mutex>
#include <string>
#include <vector>

namespace gfp {

/// Looks for identifiers in source text without parsing it. A source none of whose words, and none
/// of whose quoted-includes' words, can lead to a finding need not be parsed.
class Prefilter {
public:
  /// \p Words: the identifiers that matter.
  explicit Prefilter(const llvm::StringSet<> &Words);

  /// Byte offsets of every identifier of \p Text that matters, ascending. Comments and strings count
  /// too: a filter may keep too much, never too little.
  std::vector<unsigned> wordsIn(llvm::StringRef Text) const;

  /// Stops at the first.
  bool anyIn(llvm::StringRef Text) const;

private:
  llvm::StringSet<> Words;
  std::vector<bool> FirstPair; ///< A cheap test on an identifier's first two bytes.
  size_t Shortest = 0, Longest = 0;
};

} // namespace gfp

#endif // GFPLINT_KBUILD_PREFILTER_H
