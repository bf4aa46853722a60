//===- MacrosAt.h - Macros as they were somewhere else ------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_MACROSAT_H
#define GFPLINT_ENGINE_MACROSAT_H

#include "Rules/RuleSet.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"

namespace gfp {

/// As long as this lives, the macros it was asked for are what they were at an earlier place.
class MacrosAt {
public:
  /// \p Place is in a file, and behind it the preprocessor has read on. Idle macros of \p Rules are
  /// left as they are.
  MacrosAt(clang::Preprocessor &PP, const RuleSet &Rules, clang::SourceLocation Place)
      : PP(PP), Rules(Rules), Place(Place) {}
  ~MacrosAt();
  MacrosAt(const MacrosAt &) = delete;
  MacrosAt &operator=(const MacrosAt &) = delete;

  /// Asks for \p Name, and for all its definition names.
  void setBack(const clang::IdentifierInfo *Name);
  /// \p Name is what it was, by setBack() or anyway.
  bool isAsThen(const clang::IdentifierInfo *Name) const;

private:
  /// How \p Name was defined; null if it was not.
  clang::MacroInfo *then(const clang::IdentifierInfo *Name) const;
  clang::MacroInfo *now(const clang::IdentifierInfo *Name) const;
  bool precedes(clang::SourceLocation Directive) const;
  void define(const clang::IdentifierInfo *Name, clang::MacroInfo *As);

  clang::Preprocessor &PP;
  const RuleSet &Rules;
  clang::SourceLocation Place;
  llvm::DenseSet<const clang::IdentifierInfo *> Asked;
  /// What is to be put right in the end.
  llvm::SmallVector<std::pair<const clang::IdentifierInfo *, clang::MacroInfo *>, 8> Changed;
};

} // namespace gfp

#endif // GFPLINT_ENGINE_MACROSAT_H
