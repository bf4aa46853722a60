//===- MacroValue.h - Integer values of object-like macros -*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// Flags are macros, so their bits are not in the AST. This evaluates a macro of the finished
// translation unit: a hex literal behind casts (up to 6.8) and BIT(enumerator) (from 6.9) alike.
//
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_GFP_MACROVALUE_H
#define GFPLINT_GFP_MACROVALUE_H

#include "Gfp/GlobalNames.h"
#include "clang/AST/ASTContext.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gfp {

/// Evaluates object-like macros to integers, as the unit defines them at its end.
class MacroValue {
public:
  /// \p Names finds enumerators.
  MacroValue(const clang::Preprocessor &PP, GlobalNames Names);

  /// The value of macro \p Name; nothing if it is undefined or no integer constant.
  std::optional<uint64_t> of(llvm::StringRef Name) const;

private:
  using Tokens = std::vector<std::string>;

  bool expand(const Tokens &In, Tokens &Out, unsigned Depth) const;
  std::optional<Tokens> bodyOf(const clang::MacroInfo &Info) const;
  std::optional<uint64_t> enumerator(llvm::StringRef Name) const;

  const clang::Preprocessor &PP;
  GlobalNames Names;
};

} // namespace gfp

#endif // GFPLINT_GFP_MACROVALUE_H
