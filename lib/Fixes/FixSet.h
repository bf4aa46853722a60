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

namespace llvm::vfs {
class FileSystem;
} // namespace llvm::vfs

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
  /// Corrections that touch bytes an earlier one touches: they wait for the next run. One whose own
  /// edits overlap waits for ever.
  std::vector<Finding> Waiting;
  unsigned NotFixable = 0; ///< Findings with no correction.
};

/// Chooses what can be applied together: a finding's edits go all or none, identical edits once
/// (the same header seen from many units), overlaps wait. Reads the files, writes nothing.
/// An edit outside its file, or a file that cannot be read, is an error naming both.
llvm::Expected<FixPlan> planFixes(llvm::ArrayRef<Finding> Findings);
/// The same with the files as \p FS has them.
llvm::Expected<FixPlan> planFixes(llvm::ArrayRef<Finding> Findings, llvm::vfs::FileSystem &FS);

/// \p Change as a unified diff, three lines of context, paths a/ and b/ relative to \p Root; empty
/// if nothing changes. For `patch -p1`, `git apply` and `git am`.
std::string unifiedDiff(const FileChange &Change, llvm::StringRef Root);

/// Replaces the file by its new text: written beside it and renamed over it, mode kept, so that it
/// is old or new whatever interrupts. A symbolic link stays one; what it points to is replaced.
/// Refuses a file that is read-only or whose content is no longer Change.Before. Every error names
/// the file and leaves it as it was.
llvm::Error writeInPlace(const FileChange &Change);

} // namespace gfp

#endif // GFPLINT_FIXES_FIXSET_H
