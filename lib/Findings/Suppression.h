//===- Suppression.h - NOLINT comments --------------------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// The comments clang-tidy understands, read as clang-tidy reads them, so that a finding silenced
// for one frontend is silent in all of them. Two things differ: the words count in comments only,
// and a comment may stand on any line of the statement a finding is about.
//
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FINDINGS_SUPPRESSION_H
#define GFPLINT_FINDINGS_SUPPRESSION_H

#include "Findings/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>
#include <vector>

namespace gfp {

/// A glob in the list of a NOLINT comment.
struct NolintName {
  std::string Glob;
  bool Used = false; ///< It has silenced something.
};

/// One NOLINT, NOLINTNEXTLINE or block of NOLINTBEGIN and NOLINTEND. Lines and columns count
/// from 1.
struct Nolint {
  /// Where one of its words stands, with its list.
  struct Word {
    unsigned Offset = 0, Length = 0;
    unsigned Line = 0, Column = 0;
    /// The comment it is in.
    unsigned CommentBegin = 0, CommentEnd = 0;
  };

  Word At;
  std::optional<Word> End; ///< Of a block.
  /// The line it silences; of a block the first it does in part.
  unsigned Line = 0;
  /// No value: every check.
  std::optional<std::vector<NolintName>> Names;
};

/// The NOLINT comments of one file.
///
/// As in clang-tidy a list in parentheses holds globs ("gfp-*") separated by commas; no list means
/// every check and an empty list none; a glob with a leading '-' is ignored; an END closes the
/// latest BEGIN and only if their lists are the same; a BEGIN or END without partner does nothing.
class Suppressions {
public:
  explicit Suppressions(llvm::StringRef FileText);

  /// Whether a finding of \p Check at \p Line is silenced; if so, by what is noted. \p Column (in
  /// bytes) matters only on a line that itself holds a BEGIN or END.
  bool suppresses(llvm::StringRef Check, unsigned Line, unsigned Column = 1);
  /// Whether \p F is, at its place or on a line of its statement.
  bool suppresses(const Finding &F);

  llvm::ArrayRef<Nolint> all() const { return Found; }

private:
  bool silences(Nolint &Comment, llvm::StringRef Check, unsigned Line, unsigned Column);

  std::vector<Nolint> Found;
};

/// Whether \p Text is \p Glob, in which '*' stands for anything and nothing else is special.
bool matchesGlob(llvm::StringRef Glob, llvm::StringRef Text);

/// The edits that take \p Comment, or only \p Gone of the names in its list, out of \p Text, which
/// is the file \p File. None if that is not certain to leave what the author meant: the comment
/// says something else, too, or is part of a macro.
std::vector<Edit> removeNolint(llvm::StringRef Text, const std::string &File, const Nolint &Comment,
                               llvm::ArrayRef<llvm::StringRef> Gone);

} // namespace gfp

#endif // GFPLINT_FINDINGS_SUPPRESSION_H
