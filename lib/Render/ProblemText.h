//===- ProblemText.h - What to say of a unit with a problem -----*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_RENDER_PROBLEMTEXT_H
#define GFPLINT_RENDER_PROBLEMTEXT_H

#include "Render/Renderer.h"
#include <string>

namespace gfp {

/// How bad a problem is.
enum class ProblemKind {
  NotAnalysed, ///< Findings may be missing.
  Partly,      ///< Findings of what does not parse may be missing.
  NotCompiled  ///< It is part of no configuration: nothing was promised.
};

ProblemKind kindOf(const UnitProblem &P);

/// One sentence, without the file. Paths are shown relative to \p Root.
std::string problemText(const UnitProblem &P, llvm::StringRef Root);

} // namespace gfp

#endif // GFPLINT_RENDER_PROBLEMTEXT_H
