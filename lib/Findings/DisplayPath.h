//===- DisplayPath.h - Paths as users read them -----------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FINDINGS_DISPLAYPATH_H
#define GFPLINT_FINDINGS_DISPLAYPATH_H

#include "llvm/ADT/StringRef.h"

namespace gfp {

/// \p File relative to \p Root if it is below it, otherwise as it is. Both are absolute and without
/// "." and ".."; \p Root may be empty or end in a slash.
llvm::StringRef displayPath(llvm::StringRef File, llvm::StringRef Root);

} // namespace gfp

#endif // GFPLINT_FINDINGS_DISPLAYPATH_H
