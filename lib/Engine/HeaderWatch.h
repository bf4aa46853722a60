//===- HeaderWatch.h - May a unit use a precompiled header? -*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_HEADERWATCH_H
#define GFPLINT_ENGINE_HEADERWATCH_H

#include "Engine/SharedHeaders.h"
#include "clang/AST/Decl.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include <optional>
#include <string>
#include <vector>

namespace gfp {

/// What a unit that is parsed with a precompiled header does with it. A file of the header is
/// visible once the unit includes it. The unit would be parsed differently without the header if it
/// uses a macro or redeclares something of a file that is not visible, or if it sets a macro that a
/// file mentions before that file is visible.
struct HeaderUse {
  HeaderUse(const PrecompiledHeader &Shared, const CompileCommand &Command, const RuleSet &Rules,
            clang::SourceManager &SM)
      : Shared(Shared), Rules(Rules), SM(SM),
        SameDirectories(ownDirectories(Command) == Shared.Directories),
        Seen(Shared.Includes.size()), Left(Seen.size()), Order(Seen.size()) {
    for (unsigned File : Shared.Implied)
      show(File);
  }

  void include(llvm::sys::fs::UniqueID File);
  /// \p File, which was to be included, guards itself.
  void skip(llvm::sys::fs::UniqueID File);
  /// The macro is tested or expanded.
  void use(llvm::StringRef Name, const clang::MacroInfo *Macro);
  enum Setting { Undefined, Plain, WithParameters };
  void set(llvm::StringRef Macro, Setting To, clang::SourceLocation Loc);
  /// Neither the header nor the arguments say so.
  bool isOfUnit(const clang::MacroDirective &Directive) const {
    clang::SourceLocation Loc = Directive.getLocation();
    return !SM.isLoadedSourceLocation(Loc) && SM.getFileEntryForID(SM.getFileID(Loc));
  }
  /// \p Macro, which the unit alone defined or nobody for long, is undefined as it was before.
  void unset(llvm::StringRef Macro) { Early.erase(Macro); }
  /// See PrecompiledHeader::Fleeting.
  bool isFleeting(llvm::StringRef Macro) const { return Shared.Fleeting.contains(Macro); }
  void declare(const clang::Decl *D);
  /// The unit ends; \p Mentioned has every name in it. To be called once more if bodies were parsed
  /// since then.
  void finish(const clang::IdentifierTable &Mentioned);
  /// The parser passes over the body of \p Function, in a header of the unit's own.
  void passOver(const clang::FunctionDecl *Function) { Passed[Function] = Shown; }
  /// From now on only what was visible at the body of \p Function counts as visible; null: all.
  void lookBack(const clang::FunctionDecl *Function);
  /// The file \p Loc is in is one of the unit's, or visible.
  bool visible(clang::SourceLocation Loc);

  /// See PrecompiledHeader::Names.
  llvm::ArrayRef<std::string> names() const { return Shared.Names; }

  /// \p File is one of the precompiled header, or that itself.
  bool isShared(clang::FileEntryRef File) const {
    return Shared.included(File.getUniqueID()) || Shared.isItself(File.getName());
  }
  /// The files of the precompiled header that are visible.
  std::vector<std::string> files() const;

  /// What the first difference is; empty if there is none.
  std::string Difference;

private:
  void show(unsigned File);
  /// Of \p Files, that \p Loc is in became visible last.
  bool isLastOf(llvm::ArrayRef<unsigned> Files, clang::SourceLocation Loc);
  void misplaced(unsigned File, unsigned Other);
  void differ(llvm::StringRef Why, llvm::StringRef What);

  const PrecompiledHeader &Shared;
  const RuleSet &Rules;
  clang::SourceManager &SM;
  bool SameDirectories; ///< As the header was made with.
  std::vector<bool> Seen;
  std::vector<unsigned> Left;  ///< With all it includes: how many were visible then; 0: not yet.
  std::vector<unsigned> Order; ///< In which they became visible.
  unsigned Shown = 0;
  std::optional<unsigned> Past; ///< So many were visible there; nothing: not looking back.
  llvm::DenseMap<const clang::FunctionDecl *, unsigned> Passed;
  llvm::DenseMap<clang::FileID, unsigned> Numbers;
  /// Macros set while some file that mentions them was not visible yet, and which mentions count.
  llvm::StringMap<const HeaderFacts::FilesByName *> Early;
  /// Macros set while some file that sets them, too, was not visible yet, and those such a file set
  /// since then: what they are now is not what they would be.
  llvm::StringSet<> Own, Stale;
  llvm::StringSet<> Gone; ///< Macros the unit undefined last.
};

/// Tells \p Use of what the preprocessor meets.
std::unique_ptr<clang::PPCallbacks> watchHeaders(HeaderUse &Use);

} // namespace gfp

#endif // GFPLINT_ENGINE_HEADERWATCH_H
