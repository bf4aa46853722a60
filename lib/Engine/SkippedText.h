//===- SkippedText.h - Conditional text that is left out -*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_SKIPPEDTEXT_H
#define GFPLINT_ENGINE_SKIPPEDTEXT_H

#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include <memory>
#include <vector>

namespace gfp {

/// The parts of a unit's main file that its conditions leave out.
class SkippedText {
public:
  /// From \p Begin to \p End, offsets behind those of the last one.
  void add(unsigned Begin, unsigned End) { Ranges.push_back({Begin, End}); }
  bool holds(unsigned Offset) const;

private:
  std::vector<std::pair<unsigned, unsigned>> Ranges;
};

/// Adds to \p Into what \p PP skips.
std::unique_ptr<clang::PPCallbacks> watchSkipped(clang::Preprocessor &PP, SkippedText &Into);

} // namespace gfp

#endif // GFPLINT_ENGINE_SKIPPEDTEXT_H
