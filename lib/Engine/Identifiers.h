//===- Identifiers.h - Names in source text ----------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_IDENTIFIERS_H
#define GFPLINT_ENGINE_IDENTIFIERS_H

#include "clang/Basic/CharInfo.h"
#include "llvm/ADT/StringRef.h"

namespace gfp {

/// The characters at the start of \p Text that an identifier can hold.
inline llvm::StringRef identifierAt(llvm::StringRef Text) {
  return Text.take_while([](char C) { return clang::isAsciiIdentifierContinue(C); });
}

} // namespace gfp

#endif // GFPLINT_ENGINE_IDENTIFIERS_H
