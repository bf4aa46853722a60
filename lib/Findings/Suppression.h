//===- Suppression.h - NOLINT comments --------------------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// The comments clang-tidy understands, read as clang-tidy reads them, so that a finding silenced
// for one frontend is silent in all of them.
//
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FINDINGS_SUPPRESSION_H
#define GFPLINT_FINDINGS_SUPPRESSION_H

#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gfp {

/// The NOLINT, NOLINTNEXTLINE and NOLINTBEGIN ... NOLINTEND comments of one file.
///
/// As in clang-tidy the text is scanned without regard to what is a comment; a list in parentheses
/// holds globs ("gfp-*") separated by commas; no list means every check and an empty list none; a
/// glob with a leading '-' is ignored; an END closes the latest BEGIN and only if their lists are
/// the same; a BEGIN or END without partner does nothing.
class Suppressions {
public:
  explicit Suppressions(llvm::StringRef FileText);

  /// Whether a finding of \p Check at \p Line is silenced. \p Column (in bytes, from 1) matters
  /// only on a line that itself holds a BEGIN or END.
  bool suppresses(llvm::StringRef Check, unsigned Line, unsigned Column = 1) const;

  /// The file has no such comment.
  bool empty() const { return OnLine.empty() && Blocks.empty(); }

private:
  using Place = std::pair<unsigned, unsigned>; ///< Line and column.

  /// The checks of one comment; no value is every check.
  using CheckList = std::optional<std::vector<std::string>>;

  struct LineRule {
    unsigned Line; ///< The line it silences.
    CheckList Checks;
  };

  struct Block {
    Place Begin, End;
    CheckList Checks;
  };

  static bool contains(const CheckList &Checks, llvm::StringRef Check);

  std::vector<LineRule> OnLine; ///< By line.
  std::vector<Block> Blocks;
};

} // namespace gfp

#endif // GFPLINT_FINDINGS_SUPPRESSION_H
