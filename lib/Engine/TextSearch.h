//===- TextSearch.h - Sources by what their text says -------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_TEXTSEARCH_H
#define GFPLINT_ENGINE_TEXTSEARCH_H

#include "Engine/HeaderWords.h"
#include "Engine/TextProgram.h"
#include "Rules/RuleSet.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringSet.h"
#include <string>

namespace gfp {

/// Files in which a check that asks for more than words may find something, or that hold functions
/// on which that hangs.
struct TextHits {
  llvm::StringSet<> Sources;
  llvm::StringSet<> Headers; ///< With functions in which there may be a finding.
};

/// Searches the texts of \p Sources and \p Headers, those of \p Words, on \p Threads threads.
TextHits searchTexts(const SoughtShapes &Asked, const RuleSet &Rules, const HeaderWords &Words,
                     llvm::ArrayRef<std::string> Sources, llvm::ArrayRef<std::string> Headers,
                     unsigned Threads);

} // namespace gfp

#endif // GFPLINT_ENGINE_TEXTSEARCH_H
