//===- GitChanges.h - What git says has changed -----------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_KBUILD_GITCHANGES_H
#define GFPLINT_KBUILD_GITCHANGES_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace gfp {

/// How a work tree differs from a revision.
struct GitChanges {
  std::string Root; ///< Of the work tree; absolute.
  /// A patch from the revision to the files as they are, committed or not, without context. Its
  /// names are below Root and begin with "a/" and "b/".
  std::string Patch;
  std::vector<std::string>
      Untracked; ///< Files git does not know and is not told to ignore; below Root.
};

/// Asks git about the work tree that holds the directory \p Dir. Errors tell whether git is
/// missing, there is no work tree or it has no such revision.
llvm::Expected<GitChanges> changesSince(llvm::StringRef Revision, llvm::StringRef Dir);

/// The nearest directory upwards from the absolute \p Dir with a .git in it; empty if there is
/// none.
std::string workTreeAround(llvm::StringRef Dir);

} // namespace gfp

#endif // GFPLINT_KBUILD_GITCHANGES_H
