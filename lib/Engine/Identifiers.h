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

/// \p Found holds for some identifier of \p Text.
template <class Fn> bool anyIdentifier(llvm::StringRef Text, Fn Found) {
  while (!Text.empty()) {
    Text = Text.drop_while([](char C) { return !clang::isAsciiIdentifierStart(C); });
    llvm::StringRef Name = identifierAt(Text);
    if (!Name.empty() && Found(Name))
      return true;
    Text = Text.drop_front(Name.size());
  }
  return false;
}

} // namespace gfp

#endif // GFPLINT_ENGINE_IDENTIFIERS_H
