//===- Explain.h - What is known at a line -----------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_EXPLAIN_H
#define GFPLINT_ENGINE_EXPLAIN_H

#include "Checks/Check.h"
#include <string>
#include <vector>

namespace gfp {

/// A line of a file that a user asks about.
struct Question {
  std::string File; ///< Absolute.
  unsigned Line = 0;
};

/// A heading with what belongs under it.
struct ExplanationPart {
  std::string Heading;
  std::vector<std::string> Lines;

  bool operator==(const ExplanationPart &) const = default;
};
using Explanation = std::vector<ExplanationPart>;

/// All that is known of \p View's function and of the calls on the line, if the function holds it;
/// nothing if it does not.
Explanation explain(const FunctionView &View, const Question &Asked);

} // namespace gfp

#endif // GFPLINT_ENGINE_EXPLAIN_H
