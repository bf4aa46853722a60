//===- WordFilter.h - Identifiers in unparsed source text ------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_RULES_WORDFILTER_H
#define GFPLINT_RULES_WORDFILTER_H

#include "Rules/TextSignature.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"
#include <vector>

namespace gfp {

/// Looks for identifiers in source text without parsing it. A source none of whose words, and none
/// of whose quoted-includes' words, can lead to a finding need not be parsed.
class WordFilter {
public:
  /// \p Words: the identifiers that matter.
  explicit WordFilter(const llvm::StringSet<> &Words);

  /// Byte offsets of every identifier of \p Text that matters, ascending. Comments and strings
  /// count too, and identifiers broken by a backslash at the line's end: a filter may keep too
  /// much, never too little. (What the preprocessor pastes together with ## is not seen.)
  std::vector<unsigned> wordsIn(llvm::StringRef Text) const;

  /// Stops at the first.
  bool anyIn(llvm::StringRef Text) const;
  /// anyIn() may be true of the text with \p Signature.
  bool mayBeIn(const TextSignature &Signature) const;

private:
  /// Calls \p Found with the offset of each word that matters until it returns false.
  template <typename Callback> void scan(llvm::StringRef Text, Callback Found) const;
  /// The same for text with identifiers broken over lines: slower.
  template <typename Callback> void scanJoining(llvm::StringRef Text, Callback Found) const;
  bool matters(llvm::StringRef Identifier) const;

  llvm::StringSet<> Words;
  size_t Shortest = 0, Longest = 0;
  bool ByFour = false; ///< No word is shorter than four bytes.
  /// A cheap test on where a word begins: on its first two bytes, or on a hash of the first four.
  std::vector<char> Beginnings;
};

/// A line of \p Text is continued right behind an identifier; what follows may be its end.
bool hasBrokenIdentifier(llvm::StringRef Text);

} // namespace gfp

#endif // GFPLINT_RULES_WORDFILTER_H
