//===- SectionNames.h - Names that open sections ------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_SECTIONNAMES_H
#define GFPLINT_ENGINE_SECTIONNAMES_H

#include "Engine/BodyText.h"
#include "Engine/SourceParts.h"
#include "Rules/RuleSet.h"
#include "llvm/ADT/StringMap.h"
#include <set>
#include <string>

namespace gfp {

/// What the rules' functions and macros do to the atomic sections of who calls them, and macros
/// that others make of these. What a function leaves open the analysis does not follow, either.
class SectionNames {
public:
  explicit SectionNames(const RuleSet &Rules);
  /// For one file, on top of what \p Headers have.
  static SectionNames above(const SectionNames &Headers) {
    return SectionNames(Headers.Rules, &Headers);
  }

  /// Null if it does nothing.
  const SectionName *find(llvm::StringRef Name) const;
  /// Of \p Macro, called with the name of a class (guard(), CLASS() and their like): what an object
  /// of it holds open; null: nothing.
  const SectionName *ofGuard(llvm::StringRef Macro, llvm::StringRef Class) const;
  /// Adds the macros in \p Parts that lead to a name that is known. True if there are such.
  bool takeMacros(const SourceParts &Parts);
  std::set<std::string> names() const;

  /// As text, and from it.
  std::string bytes() const;
  static SectionNames of(const RuleSet &Rules, llvm::StringRef Bytes);

private:
  SectionNames(const RuleSet &Rules, const SectionNames *Below) : Rules(Rules), Below(Below) {}
  /// \p Mentions is all that one macro mentions.
  bool takeMacro(llvm::StringRef Macro, llvm::ArrayRef<SourceMention> Mentions);

  const RuleSet &Rules;
  const SectionNames *Below = nullptr;
  llvm::StringMap<SectionName> Known;
};

} // namespace gfp

#endif // GFPLINT_ENGINE_SECTIONNAMES_H
