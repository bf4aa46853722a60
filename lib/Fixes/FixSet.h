//===- FixSet.h - Applying fix-its in one place -----------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FIXES_FIXSET_H
#define GFPLINT_FIXES_FIXSET_H

#include "Findings/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <map>
#include <string>
#include <vector>

namespace gfp {

/// A file before and after.
struct FileChange {
  std::string File;
  std::string Before;
  std::string After;
};

/// What became of a scan's corrections.
struct FixPlan {
  std::vector<FileChange> Changes; ///< By file name; only files that do change.
  std::vector<Finding> Applied;
  /// Corrections that touch bytes an earlier one touches: they wait for the next run.
  std::vector<Finding> Waiting;
  unsigned NotFixable = 0; ///< Findings with no correction.
};

/// Chooses what can be applied together: a finding's edits go all or none, identical edits once
/// (the same header seen from many units), overlaps wait. Reads the files, writes nothing.
/// An edit outside its file, or a file that cannot be read, is an error naming both.
llvm::Expected<FixPlan> planFixes(llvm::ArrayRef<Finding> Findings);

/// \p Change as a unified diff, three lines of context, paths a/ and b/ relative to \p Root.
std::string unifiedDiff(const FileChange &Change, llvm::StringRef Root);

/// Replaces the file by its new text: written beside it and renamed over it, mode kept, so that it
/// is old or new whatever interrupts. Refuses a file whose content is no longer Change.Before.
llvm::Error writeInPlace(const FileChange &Change);

} // namespace gfp

#endif // GFPLINT_FIXES_FIXSET_H
