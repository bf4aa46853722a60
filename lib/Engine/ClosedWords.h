//===- ClosedWords.h - Words, closed over headers -----------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_CLOSEDWORDS_H
#define GFPLINT_ENGINE_CLOSEDWORDS_H

#include "Engine/HeaderWords.h"
#include "Engine/MaskText.h"
#include "Engine/SourceWords.h"
#include "Rules/RuleSet.h"
#include "llvm/ADT/StringSet.h"
#include <string>

namespace gfp {

/// Words that matter, with the macros and inline functions of headers that matter because they
/// mention one.
struct ClosedWords {
  SourceWords Words;
  /// Headers with a function in which there may be a finding, whoever calls it.
  llvm::StringSet<> Suspects;

  /// Closes \p Asked over \p Headers. The insides of what \p Rules know are their own affair: such
  /// a name becomes no word because of them.
  static ClosedWords in(const HeaderWords &Headers, const SourceWords &Asked, const RuleSet &Rules,
                        const MaskText &Masks);
  /// As text, and from it.
  std::string bytes() const;
  static ClosedWords of(llvm::StringRef Bytes);
};

/// A line for each of \p Words, in order.
std::string linesOf(const SourceWords &Words);

} // namespace gfp

#endif // GFPLINT_ENGINE_CLOSEDWORDS_H
