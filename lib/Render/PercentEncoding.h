//===- PercentEncoding.h - Text in a URI ------------------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_RENDER_PERCENTENCODING_H
#define GFPLINT_RENDER_PERCENTENCODING_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace gfp {

/// \p Text as part of a URI: all but letters, digits and the characters of \p Kept as %XX.
std::string percentEncode(llvm::StringRef Text, llvm::StringRef Kept);

} // namespace gfp

#endif // GFPLINT_RENDER_PERCENTENCODING_H
