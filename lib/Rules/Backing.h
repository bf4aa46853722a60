//===- Backing.h - What memory an allocator hands out -----------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_RULES_BACKING_H
#define GFPLINT_RULES_BACKING_H

#include "llvm/ADT/StringRef.h"
#include <optional>
#include <vector>

namespace gfp {

/// One word of rules/backings.yaml, with what it says.
struct BackingWord;

/// What memory an allocator hands out: one that the rules have a word for, or other.
class Backing {
public:
  /// Other.
  Backing() = default;
  /// The one of that word; nothing if there is none.
  static std::optional<Backing> named(llvm::StringRef Word);
  /// All words there are.
  static std::vector<llvm::StringRef> words();
  /// The built-in rules file that says them, and nothing else.
  static constexpr llvm::StringLiteral RulesFile = "rules/backings.yaml";

  llvm::StringRef name() const;
  /// Surely what the slab allocators give.
  bool isSlab() const;
  /// Surely mapped page by page.
  bool isMapped() const;
  /// The one or the other, and nobody knows which.
  bool isEither() const;
  /// Any of these three.
  bool isSlabOrMapped() const { return isSlab() || isMapped() || isEither(); }
  /// Whole pages of the page allocator.
  bool isPages() const;
  bool operator==(const Backing &) const = default;

private:
  explicit Backing(const BackingWord &Known) : Known(&Known) {}

  const BackingWord *Known = nullptr; ///< Null: other.
};

} // namespace gfp

#endif // GFPLINT_RULES_BACKING_H
