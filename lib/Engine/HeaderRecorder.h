//===- HeaderRecorder.h - What headers hang on -------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_HEADERRECORDER_H
#define GFPLINT_ENGINE_HEADERRECORDER_H

#include "Engine/HeaderNames.h"
#include "Engine/SharedHeaders.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/DenseSet.h"
#include <map>
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
  /// \p From includes \p File by <…> if \p Angled, which was found in \p Directory.
  void include(clang::SourceLocation From, clang::FileEntryRef File, bool Angled,
               llvm::StringRef Directory);
  /// The file at \p Loc asks for \p Name, defined as \p Macro or not at all.
  void test(clang::SourceLocation Loc, const clang::IdentifierInfo *Name,
            const clang::MacroInfo *Macro);
  /// What is not defined of the names in the condition at \p Range.
  void readCondition(clang::SourceRange Range);
  /// The file \p Own defines \p Name as \p Macro; other files may have found it undefined.
  void define(const clang::IdentifierInfo *Name, unsigned Own, const clang::MacroInfo *Macro);
  /// The file \p Own undefines \p Name, which \p Of had defined.
  void undefine(const clang::IdentifierInfo *Name, unsigned Own, unsigned Of);
  /// The file at \p Loc expands \p Macro.
  void expand(clang::SourceLocation Loc, const clang::IdentifierInfo *Name,
              const clang::MacroInfo *Macro);
  /// As passOverBody(): whatever may be expanded in there counts as expanded. Returns if it could.
  bool passOver(const clang::FunctionDecl *Function);
  void mention(llvm::StringRef Name, unsigned File);
  void declare(const clang::Decl *D);
  /// What is skipped says nothing as long as the conditions are the same, and these are mentions.
  void skip(clang::SourceRange Range);
  /// \p Other is \p File, or is included by it, directly by one of its first \p Includes.
  bool includes(unsigned File, unsigned Other, size_t Includes = ~size_t(0));
  /// Notes where it matters whether what is declared is a macro, too.
  void compareNames();
  /// \p File asks for something \p Of has defined by now.
  void need(unsigned File, unsigned Of, size_t Includes);
  void need(unsigned File, HeaderNeed Need);

  PrecompiledHeader &Into;
  BodyFilter Bodies;
  const RuleSet &Rules;
  clang::Preprocessor &PP;
  llvm::DenseMap<clang::FileID, std::optional<unsigned>> Numbers;
  llvm::DenseMap<clang::FileID, std::vector<TextPart>> Skipped;
  llvm::DenseSet<std::pair<unsigned, const clang::MacroInfo *>> Expanded; ///< In a file.
  /// Of a file, when it last did so: how many files it had included.
  using Moments = std::map<unsigned, size_t>;
  /// Where each macro was found undefined.
  llvm::DenseMap<const clang::IdentifierInfo *, Moments> Missed;
  /// Of each macro that a file undefines: that file, and who had defined it.
  llvm::DenseMap<const clang::IdentifierInfo *, std::pair<unsigned, unsigned>> Undone;
  /// Macros that several files define: which of them counts is a matter of order.
  llvm::DenseMap<const clang::IdentifierInfo *, std::set<unsigned>> Contested;
  /// ((file, file of the macro), macro): how many files the first had included by then.
  std::map<std::pair<std::pair<unsigned, unsigned>, const clang::IdentifierInfo *>, size_t>
      Expansions;
  /// How many files had been included when each macro was last defined, and by now.
  llvm::DenseMap<const clang::IdentifierInfo *, size_t> DefinedAt;
  size_t Inclusions = 0;
  /// Macros that other files than the one that defines them have seen defined, or may have.
  llvm::DenseSet<const clang::IdentifierInfo *> Lasting;
  /// What is declared outside functions.
  llvm::DenseSet<const clang::IdentifierInfo *> Declared;
  /// The files that define each macro, with the number of files that were met by then.
  llvm::DenseMap<const clang::IdentifierInfo *, Moments> Defined;
  /// What includes() found last, of which file and how many of its includes, and when: the number
  /// of all includes by then.
  std::pair<unsigned, size_t> ReachedFrom = {~0u, 0};
  size_t Edges = 0, EdgesThen = 0;
  std::vector<bool> Reached;
};

} // namespace gfp

#endif // GFPLINT_ENGINE_HEADERRECORDER_H
