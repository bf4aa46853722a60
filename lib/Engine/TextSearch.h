//===- TextSearch.h - Sources by what their text says -------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_TEXTSEARCH_H
#define GFPLINT_ENGINE_TEXTSEARCH_H

#include "Engine/HeaderWords.h"
#include "Engine/ResultCache.h"
#include "Engine/TextProgram.h"
#include "Rules/RuleSet.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringSet.h"
#include <string>

namespace gfp {

/// Files in which a check that asks for more than words may find something.
struct TextHits {
  /// Files with functions, by the offsets of identifiers at the beginnings of their heads.
  using Places = llvm::StringMap<std::vector<unsigned>>;
  Places Sources; ///< Where there may be a finding; all of one if it has no functions here.
  Places Behind;  ///< Functions on which that hangs, if the AST says so, too.
  llvm::DenseSet<uint64_t> Names; ///< Of these: TextFunction::hashOf().
  llvm::StringSet<> Headers;      ///< With functions in which there may be a finding.
};

/// What headers make of the names that texts are searched for.
struct HeaderMacros {
  SectionNames Sections;
  AllocationMacros Allocating;

  static HeaderMacros in(const HeaderWords &Words, const RuleSet &Rules);
  /// As text, and from it.
  std::string bytes() const;
  static HeaderMacros of(llvm::StringRef Bytes, const RuleSet &Rules);
};

/// Searches the texts of \p Sources and \p Headers on \p Threads threads. \p Cache, if not null,
/// spares reading what was read in earlier scans.
TextHits searchTexts(const SoughtShapes &Asked, const RuleSet &Rules, const HeaderMacros &Macros,
                     llvm::ArrayRef<std::string> Sources, llvm::ArrayRef<std::string> Headers,
                     unsigned Threads, ResultCache *Cache);

} // namespace gfp

#endif // GFPLINT_ENGINE_TEXTSEARCH_H
