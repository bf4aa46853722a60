//===- SourceMapping.h - Findings back in a SourceManager --*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_SOURCEMAPPING_H
#define GFPLINT_ENGINE_SOURCEMAPPING_H

#include "Findings/Finding.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/SourceManager.h"

namespace gfp {

/// Where \p P is among the files of \p SM; invalid if the unit does not have that file.
clang::SourceLocation locate(clang::SourceManager &SM, const Position &P);

/// \p F's edits as hints for a diagnostic; empty if one of them is in no file of the unit.
std::vector<clang::FixItHint> hintsFor(clang::SourceManager &SM, const Fix &F);

} // namespace gfp

#endif // GFPLINT_ENGINE_SOURCEMAPPING_H
