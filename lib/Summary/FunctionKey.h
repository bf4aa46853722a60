//===- FunctionKey.h - The name of a function in the tree ---*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_SUMMARY_FUNCTIONKEY_H
#define GFPLINT_SUMMARY_FUNCTIONKEY_H

#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"
#include <string>

namespace gfp {

/// Names functions so that units agree: the plain name of one with external linkage, "name@file" of
/// another, file below the tree's root. One for each unit.
class FunctionKeys {
public:
  /// \p Root is the kernel's; may be empty.
  FunctionKeys(const clang::SourceManager &SM, llvm::StringRef Root) : SM(SM), Root(Root) {}

  /// Empty for a function without a name.
  const std::string &of(const clang::FunctionDecl *Function) const;
  /// The whole name of \p File, which is one of a key.
  std::string absolute(llvm::StringRef File) const;
  /// The file of \p Loc below the root, as in a key.
  const std::string &fileOf(clang::SourceLocation Loc) const;

private:
  const clang::SourceManager &SM;
  std::string Root;
  mutable llvm::DenseMap<const clang::FunctionDecl *, std::string> Keys;
  mutable llvm::DenseMap<clang::FileID, std::string> Files;
};

/// An inline function that several units may have.
bool isOfHeader(llvm::StringRef Key);
/// The function's own name in \p Key.
llvm::StringRef nameOfKey(llvm::StringRef Key);

} // namespace gfp

#endif // GFPLINT_SUMMARY_FUNCTIONKEY_H
