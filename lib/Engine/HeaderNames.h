//===- HeaderNames.h - The names in a header's text --------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_HEADERNAMES_H
#define GFPLINT_ENGINE_HEADERNAMES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <utility>
#include <vector>

namespace gfp {

/// Of a text: from, to.
using TextPart = std::pair<size_t, size_t>;

struct NameInText {
  llvm::StringRef Name;
  bool Sets; ///< The first that is said of it: it is defined as a macro, or undefined.
  /// Somewhere it would be affected if it became a macro with parameters: a `(` follows, it stands
  /// in a directive, or it is handed to a macro, which may call it.
  bool Called;
};

/// Every identifier of \p Text once, in the order they first stand there, but for those in
/// comments, literals and \p Skipped, and in what macros stand for: that is read where they are
/// expanded.
std::vector<NameInText> namesIn(llvm::StringRef Text, llvm::ArrayRef<TextPart> Skipped,
                                llvm::function_ref<bool(llvm::StringRef)> IsMacro);

} // namespace gfp

#endif // GFPLINT_ENGINE_HEADERNAMES_H
