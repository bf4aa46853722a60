//===- BodyFilter.h - Which header bodies matter -----*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FACTS_BODYFILTER_H
#define GFPLINT_FACTS_BODYFILTER_H

#include "Facts/WordOffsets.h"
#include "Rules/WordFilter.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"
#include <optional>
#include <vector>

namespace gfp {

/// Tells from the text alone whether a function's body matters. In the main file all do; in a
/// header only one that mentions a scope or an allocator the checks look into. Of the others the
/// analysis may ask for those that take a mask and are called by one that matters; and if the main
/// file opens scopes itself for any: what a scope holds is known only if all it may call is.
class BodyFilter {
public:
  BodyFilter(WordOffsets &Words, const WordFilter &Scopes) : Words(Words), Scopes(Scopes) {}

  /// The analysis may ask for it, if it does not matter by itself.
  bool mayMatter(const clang::FunctionDecl *Function, const clang::SourceManager &SM) {
    return takesMask(Function) || opensScopes(SM);
  }
  /// It may be a wrapper of a wrapper.
  static bool takesMask(const clang::FunctionDecl *Function);
  /// Matters by what it says itself.
  bool mentions(const clang::FunctionDecl *Function, const clang::SourceManager &SM);
  /// The main file opens scopes: what its functions call matters.
  bool opensScopes(const clang::SourceManager &SM);

private:
  const std::vector<unsigned> &wordsOf(clang::FileID File, const clang::SourceManager &SM);

  WordOffsets &Words;
  const WordFilter &Scopes;
  std::optional<bool> OpensScopes;
  llvm::DenseMap<clang::FileID, const std::vector<unsigned> *> Offsets;
};

} // namespace gfp

#endif // GFPLINT_FACTS_BODYFILTER_H
