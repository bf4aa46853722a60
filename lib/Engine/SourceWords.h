//===- SourceWords.h - Where findings can be ----------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_SOURCEWORDS_H
#define GFPLINT_ENGINE_SOURCEWORDS_H

#include "llvm/ADT/StringSet.h"

namespace gfp {

/// Words that tell where findings can be: names of functions and macros.
struct SourceWords {
  llvm::StringSet<> Always; ///< Wherever they stand.
  /// Where they are not called with a mask that is harmless (MaskText) as it is written.
  llvm::StringSet<> ByMask;
};

} // namespace gfp

#endif // GFPLINT_ENGINE_SOURCEWORDS_H
