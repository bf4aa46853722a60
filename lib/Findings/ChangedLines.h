//===- ChangedLines.h - Findings on changed lines ---------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FINDINGS_CHANGEDLINES_H
#define GFPLINT_FINDINGS_CHANGEDLINES_H

#include "Findings/Finding.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringMap.h"
#include <string>
#include <utility>
#include <vector>

namespace gfp {

/// What changed in one file. Lines count from 1 and are those of the file as it is now.
struct LineChanges {
  bool Whole = false; ///< The file is new.
  /// First and last of each run of lines that are new, ascending.
  std::vector<std::pair<unsigned, unsigned>> Added;
  /// Lines behind which other lines were taken out; 0: from the start of the file. Ascending.
  std::vector<unsigned> Cuts;

  /// \p Line is new.
  bool has(unsigned Line) const;
  /// Lines were taken out between \p First and \p Last.
  bool cutBetween(unsigned First, unsigned Last) const;
};

/// The lines that changed in a tree.
class ChangedLines {
public:
  /// \p File as Real of touches() gives it.
  void add(llvm::StringRef File, LineChanges Changes);

  /// Whether \p F is one that the change can have made:
  ///
  /// - one of its lines is new: its own, one of its statement or one of its notes. A `return` put
  ///   between the ends of a scope makes a finding whose warning stands on the line that opens the
  ///   scope, which did not change; the `return` is in the notes;
  /// - lines were taken out, or replaced, between the first and the last of these: what is not
  /// there
  ///   any more, a restore before a `return`, is on no line.
  ///
  /// \p Real gives the name under which a finding's file was added.
  bool touches(const Finding &F, llvm::function_ref<std::string(const std::string &)> Real) const;

  /// The files that changed.
  const llvm::StringMap<LineChanges> &files() const { return ByFile; }

private:
  llvm::StringMap<LineChanges> ByFile;
};

} // namespace gfp

#endif // GFPLINT_FINDINGS_CHANGEDLINES_H
