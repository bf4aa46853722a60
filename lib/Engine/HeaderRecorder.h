//===- HeaderRecorder.h - What headers hang on -------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_HEADERRECORDER_H
#define GFPLINT_ENGINE_HEADERRECORDER_H

#include "Engine/SharedHeaders.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/DenseSet.h"
#include <set>

namespace gfp {

/// Fills a PrecompiledHeader while its headers are parsed: its files, what each includes, mentions
/// and tests, and what in them counts.
class HeaderRecorder {
public:
  /// For \p Rules see SharedHeaders.
  HeaderRecorder(PrecompiledHeader &Into, const BodyFilter &Bodies, const RuleSet &Rules,
                 clang::Preprocessor &PP)
      : Into(Into), Bodies(Bodies), Rules(Rules), PP(PP) {}

  std::unique_ptr<clang::PPCallbacks> callbacks();
  std::unique_ptr<clang::ASTConsumer> consumer();
  /// To be called at the end of the last header.
  void finish();

private:
  class Callbacks;
  class Consumer;

  unsigned numberOf(clang::FileEntryRef File);
  std::optional<unsigned> fileAt(clang::SourceLocation Loc);
  void include(clang::SourceLocation From, clang::FileEntryRef File);
  /// The file at \p Loc asks for \p Name, defined as \p Macro or not at all.
  void test(clang::SourceLocation Loc, const clang::IdentifierInfo *Name,
            const clang::MacroInfo *Macro);
  /// The file at \p Loc expands \p Macro.
  void expand(clang::SourceLocation Loc, const clang::IdentifierInfo *Name,
              const clang::MacroInfo *Macro);
  void declare(const clang::Decl *D);
  /// Of a text: from, to.
  using Part = std::pair<size_t, size_t>;
  void skip(clang::SourceRange Range);
  /// Notes what the text of \p File mentions outside \p Skipped: what is skipped says nothing as
  /// long as the conditions are the same, and these are mentions.
  void readNames(llvm::StringRef Text, llvm::ArrayRef<Part> Skipped, unsigned File);
  std::set<unsigned> closureOf(unsigned File) const;

  PrecompiledHeader &Into;
  BodyFilter Bodies;
  const RuleSet &Rules;
  clang::Preprocessor &PP;
  llvm::DenseMap<clang::FileID, std::optional<unsigned>> Numbers;
  llvm::DenseMap<clang::FileID, std::vector<Part>> Skipped;
  /// (file, file of the macro) and (file, macro it found undefined).
  std::set<std::pair<unsigned, unsigned>> Tests;
  std::set<std::pair<unsigned, const clang::IdentifierInfo *>> Missed;
  /// Macros that several files define: which of them counts is a matter of order.
  llvm::DenseSet<const clang::IdentifierInfo *> Contested;
  llvm::DenseSet<std::pair<std::pair<unsigned, unsigned>, const clang::IdentifierInfo *>>
      Expansions;
};

} // namespace gfp

#endif // GFPLINT_ENGINE_HEADERRECORDER_H
