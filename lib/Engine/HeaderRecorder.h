//===- HeaderRecorder.h - What headers hang on -------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_HEADERRECORDER_H
#define GFPLINT_ENGINE_HEADERRECORDER_H

#include "Engine/HeaderHistory.h"
#include "Engine/HeaderNames.h"
#include "Engine/SharedHeaders.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/DenseSet.h"

namespace gfp {

/// Fills a PrecompiledHeader while its headers are parsed: its files, what each includes, mentions
/// and tests, and what in them counts.
class HeaderRecorder {
public:
  /// For \p Rules see SharedHeaders. With \p Into.Base it begins where that ended.
  HeaderRecorder(PrecompiledHeader &Into, const BodyFilter &Bodies, const RuleSet &Rules,
                 clang::Preprocessor &PP);

  std::unique_ptr<clang::PPCallbacks> callbacks();
  std::unique_ptr<clang::ASTConsumer> consumer();
  /// To be called at the end of the last header; gives what a header that is based on this one
  /// needs to know.
  HeaderHistory finish();

private:
  class Callbacks;
  class Consumer;

  unsigned numberOf(clang::FileEntryRef File);
  unsigned numberOf(const clang::IdentifierInfo *Name);
  /// The macro \p Name is defined now. (The preprocessor would fetch from the base all it knows.)
  bool isDefined(unsigned Name) const {
    return Past.DefinedAt.contains(Name) && !Past.Gone.contains(Name);
  }
  std::optional<unsigned> fileAt(clang::SourceLocation Loc);
  /// \p From includes \p File by <…> if \p Angled, which was found in \p Directory.
  void include(clang::SourceLocation From, clang::FileEntryRef File, bool Angled,
               llvm::StringRef Directory);
  /// The file at \p Loc asks for \p Name, defined as \p Macro or not at all.
  void test(clang::SourceLocation Loc, const clang::IdentifierInfo *Name,
            const clang::MacroInfo *Macro);
  /// What is not defined of the names in the condition at \p Range.
  void readCondition(clang::SourceRange Range);
  /// A file defines \p Name; other files may have found it undefined, or as something else.
  void define(const clang::IdentifierInfo *Name, const clang::MacroDirective &How);
  /// The file \p Own defines \p Name as \p As; the last that was said of it is \p Before.
  void redefine(const clang::IdentifierInfo *Name, unsigned Own, const clang::MacroInfo &As,
                const clang::MacroDirective &Before);
  /// The file \p Own undefines \p Name, which \p Of had defined.
  void undefine(const clang::IdentifierInfo *Name, unsigned Own, unsigned Of);
  /// The order of the undefinition does not matter.
  bool isIdle(unsigned Name, const HeaderHistory::Undefinition &Undone);
  /// What \p Users made of a macro they must make of it before the file \p Own sets it.
  void needBefore(const HeaderHistory::Moments &Users, unsigned Own);
  /// The file at \p Loc says something; see PrecompiledHeader::Silent.
  void speaks(clang::SourceLocation Loc);
  /// The file at \p Loc expands \p Macro.
  void expand(clang::SourceLocation Loc, const clang::IdentifierInfo *Name,
              const clang::MacroInfo *Macro);
  /// As passOverBody(): whatever may be expanded in there counts as expanded. Returns if it could.
  bool passOver(const clang::FunctionDecl *Function);
  /// \p Name, of a macro, is a mention if it stands in no text: one that `##` made.
  void mentionMade(const clang::Token &Name);
  /// What is at \p Loc, in a macro, was made by `##`.
  bool isMade(clang::SourceLocation Loc);
  /// For \p Called see NameInText.
  void mention(llvm::StringRef Name, unsigned File, bool Called);
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
  llvm::DenseMap<clang::FileID, bool> Scratch; ///< It holds what `##` made.
  llvm::DenseMap<clang::FileID, std::vector<TextPart>> Skipped;
  llvm::DenseSet<std::pair<unsigned, const clang::MacroInfo *>> Expanded; ///< In a file.
  HeaderHistory Past;
  llvm::DenseMap<const clang::IdentifierInfo *, unsigned> NameNumbers; ///< Of Past.
  /// What includes() found last, of which file and how many of its includes, and when: the number
  /// of all includes by then.
  std::pair<unsigned, size_t> ReachedFrom = {~0u, 0};
  size_t Edges = 0, EdgesThen = 0;
  std::vector<bool> Reached;
};

} // namespace gfp

#endif // GFPLINT_ENGINE_HEADERRECORDER_H
