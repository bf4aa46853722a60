//===- LineDiff.h - Which lines differ --------------------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FIXES_LINEDIFF_H
#define GFPLINT_FIXES_LINEDIFF_H

#include "Findings/LineIndex.h"
#include <vector>

namespace gfp {

/// Lines [OldBegin, OldEnd) of one text became [NewBegin, NewEnd) of the other. Lines count from 0.
struct ChangedLines {
  unsigned OldBegin, OldEnd;
  unsigned NewBegin, NewEnd;
};

/// The changes that make \p New of \p Old, in order, with an unchanged line between any two.
std::vector<ChangedLines> diffLines(const LineIndex &Old, const LineIndex &New);

} // namespace gfp

#endif // GFPLINT_FIXES_LINEDIFF_H
