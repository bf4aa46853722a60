//===- SourceText.h - Code as the user wrote it ------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// From 6.10 on every allocator is a macro over macros. These functions walk from an expression in
// the middle of an expansion back to what stands in the user's file.
//
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_GFP_SOURCETEXT_H
#define GFPLINT_GFP_SOURCETEXT_H

#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <optional>

namespace gfp {

/// A stretch of one file: [Begin, End) as byte offsets.
struct FileRange {
  clang::FileID File;
  unsigned Begin = 0;
  unsigned End = 0;
};

/// One macro that a location was expanded from.
struct MacroStep {
  llvm::StringRef Name;
  clang::SourceLocation Call; ///< Where its name stands; itself maybe in an outer expansion.
  clang::SourceLocation End;  ///< The last token of the call: its ")".
};

/// Where the user wrote the code that ended up at \p Loc: the file location of the outermost
/// expansion.
clang::SourceLocation userLocation(clang::SourceLocation Loc, const clang::SourceManager &SM);

/// A macro's body, and not the user nor what the user gave a macro, is where \p Loc was written.
bool isOfMacro(clang::SourceLocation Loc, const clang::SourceManager &SM);

/// The macros whose expansion (body or arguments) holds \p Loc, innermost first. Steps through a
/// macro *argument* are not listed: that code is the caller's own.
llvm::SmallVector<MacroStep, 4> macrosAround(clang::SourceLocation Loc,
                                             const clang::SourceManager &SM,
                                             const clang::LangOptions &Lang);

/// The file text behind \p Range if it is there word for word: written in the file, or handed whole
/// through macro arguments, or one whole macro call. Nothing for text from inside a macro's body.
std::optional<FileRange> fileRange(clang::SourceRange Range, const clang::SourceManager &SM,
                                   const clang::LangOptions &Lang);

/// The first and last line on which the user wrote \p Range, in the file of its userLocation(): in
/// the arguments of macros the code itself, otherwise the outermost macro call. No lines (0) if it
/// begins and ends in different files.
std::pair<unsigned, unsigned> writtenLines(clang::SourceRange Range,
                                           const clang::SourceManager &SM);

/// The text of \p Range.
llvm::StringRef textOf(const FileRange &Range, const clang::SourceManager &SM);

/// The largest part of \p E that the user wrote and could edit: for kzalloc's `(flags) |
/// __GFP_ZERO` it is what was passed for `flags`. Null if nothing in it is the user's.
const clang::Expr *userPart(const clang::Expr *E, const clang::SourceManager &SM,
                            const clang::LangOptions &Lang);

} // namespace gfp

#endif // GFPLINT_GFP_SOURCETEXT_H
