//===- StatementEdits.h - Deleting statements neatly ------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FINDINGS_STATEMENTEDITS_H
#define GFPLINT_FINDINGS_STATEMENTEDITS_H

#include "Findings/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace gfp {

/// Bytes [Begin, End) of a text: a statement or declaration with its semicolon.
struct StatementRange {
  unsigned Begin = 0;
  unsigned End = 0;
  /// The comment directly above speaks of this statement alone and goes with it.
  bool WithComment = false;
};

/// \p End moved behind the semicolon that follows it, white space apart; \p End if none does. For
/// the end of an expression, which an AST gives without its semicolon.
unsigned endOfStatement(llvm::StringRef Text, unsigned End);

/// Deletes \p Ranges, all of one file, as a maintainer would:
///
/// - a range alone on its lines goes with the lines, a comment behind it on its last line included;
/// - where that leaves two blank lines together, one behind a line that ends in '{' or one before a
///   '}', one blank line goes too; no two edits take the same one;
/// - a range that shares its line with other code takes one adjacent blank along;
/// - the last line of a macro stays, emptied: the line above it ends in a backslash.
///
/// The edits are sorted and do not overlap; ranges that overlap or have but blanks between them
/// make one edit. A range at the same place gives the same edit unless another of \p Ranges is next
/// to it.
std::vector<Edit> deleteStatements(llvm::StringRef Text, llvm::ArrayRef<StatementRange> Ranges,
                                   const std::string &File);

} // namespace gfp

#endif // GFPLINT_FINDINGS_STATEMENTEDITS_H
