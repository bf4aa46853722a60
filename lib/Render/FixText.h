//===- FixText.h - Whether and how a fix can be shown -----------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_RENDER_FIXTEXT_H
#define GFPLINT_RENDER_FIXTEXT_H

#include "Findings/Finding.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace gfp {

/// JSON holds no text but UTF-8, and a fix must come out to the byte: true for a fix with edits
/// that all can.
bool fitsJson(const Fix &F);

/// What \p F's correction does to its files as they are now, as unified diffs with paths relative
/// to \p Root. A file that cannot be read, or has changed too much, is an error.
llvm::Expected<std::string> diffOfFix(const Finding &F, llvm::StringRef Root);

} // namespace gfp

#endif // GFPLINT_RENDER_FIXTEXT_H
