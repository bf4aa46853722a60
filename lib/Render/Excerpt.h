//===- Excerpt.h - The lines a finding is about -----------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_RENDER_EXCERPT_H
#define GFPLINT_RENDER_EXCERPT_H

#include "Findings/Finding.h"
#include "Render/SourceCache.h"
#include "llvm/ADT/StringRef.h"
#include <vector>

namespace gfp {

/// What is said about a place.
struct Remark {
  unsigned Step = 0; ///< 0 is the finding, its notes count from 1.
  const Position *At = nullptr;
  llvm::StringRef Message;
};

struct ExcerptLine {
  unsigned Number = 0; ///< From 1.
  llvm::StringRef Text;
  std::vector<Remark> Remarks; ///< In the order of the steps.
};

/// Lines of one file, ascending, those far from any remark left out.
struct Excerpt {
  llvm::StringRef File;
  std::vector<ExcerptLine> Lines;
};

/// A finding with the path through it, as its source shows it.
struct FindingSource {
  std::vector<Excerpt> Excerpts; ///< By file, in the order the steps reach them.
  std::vector<Remark> Unplaced;  ///< Steps whose line cannot be read.
};

/// The lines round \p F and each of its notes. Refers to both arguments.
FindingSource excerptsOf(const Finding &F, SourceCache &Sources);

} // namespace gfp

#endif // GFPLINT_RENDER_EXCERPT_H
