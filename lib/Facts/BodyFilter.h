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
#include "llvm/ADT/StringSet.h"
#include <optional>
#include <vector>

namespace gfp {

/// Tells from the text alone whether a function's body matters. In the main file all do; in a
/// header only one that mentions a scope or an allocator the checks look into, or that takes a mask
/// and is called by one that matters; unless the main file opens scopes itself: what a scope holds
/// is known only if all it may call is. The parser asks
/// before it parses a body, and the analysis asks again, so that skipping bodies cannot change a
/// finding: if it misses one, the unit is parsed once more (UnitFacts::lacksBodies()).
class BodyFilter {
public:
  BodyFilter(WordOffsets &Words, const WordFilter &Scopes) : Words(Words), Scopes(Scopes) {}

  /// To be parsed, in any case or as nothing can parse it once it is asked for.
  bool matters(const clang::FunctionDecl *Function, const clang::SourceManager &SM,
               bool CanBeLate) {
    return mentions(Function, SM) || takesMask(Function) ||
           (!CanBeLate && opensScopes(SM) && mayBeCalled(Function, SM));
  }
  /// It may be a wrapper of a wrapper.
  static bool takesMask(const clang::FunctionDecl *Function);
  /// Matters by what it says itself.
  bool mentions(const clang::FunctionDecl *Function, const clang::SourceManager &SM);
  /// The main file opens scopes: what its functions call matters.
  bool opensScopes(const clang::SourceManager &SM);

private:
  /// Most functions with a pasted name are of trace events, hundreds in a header, and few are
  /// called.
  bool mayBeCalled(const clang::FunctionDecl *Function, const clang::SourceManager &SM);
  const std::vector<unsigned> &wordsOf(clang::FileID File, const clang::SourceManager &SM);

  WordOffsets &Words;
  const WordFilter &Scopes;
  std::optional<bool> OpensScopes;
  std::optional<llvm::StringSet<>> Spelled; ///< Identifiers of the main file.
  llvm::DenseMap<clang::FileID, const std::vector<unsigned> *> Offsets;
};

} // namespace gfp

#endif // GFPLINT_FACTS_BODYFILTER_H
