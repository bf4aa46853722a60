//===- Patch.h - Reading unified diffs --------------------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FINDINGS_PATCH_H
#define GFPLINT_FINDINGS_PATCH_H

#include "Findings/ChangedLines.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace gfp {

/// What a patch does to one file.
struct PatchedFile {
  /// The names before and after, unquoted, as the patch has them: with "a/" and "b/" if it is
  /// git's.
  /// "/dev/null" for a file that is new, or gone.
  std::string Before, After;
  /// Of the file as it is after the patch.
  LineChanges Changes;

  bool isGone() const { return After == "/dev/null"; }
  /// The file's name after the patch, without the first component that `patch -p1` would take off.
  llvm::StringRef stripped() const;
  /// The names begin as those of git do: stripped() is surely what is meant.
  bool hasPrefixes() const;
};

/// The files of a unified diff, of git or of diff, with as many context lines as it likes. What
/// stands between the files (a mail, mode changes, binary files) is skipped. A patch that breaks
/// off, or that is none, is an error that begins with \p Name and the line.
llvm::Expected<std::vector<PatchedFile>> parsePatch(llvm::StringRef Text, llvm::StringRef Name);

} // namespace gfp

#endif // GFPLINT_FINDINGS_PATCH_H
