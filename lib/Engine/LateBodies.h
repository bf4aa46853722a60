//===- LateBodies.h - Bodies parsed when they are asked for -*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_LATEBODIES_H
#define GFPLINT_ENGINE_LATEBODIES_H

#include "Engine/MacrosAt.h"
#include "Rules/RuleSet.h"
#include "clang/AST/Decl.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/Token.h"
#include "clang/Parse/Parser.h"
#include <deque>
#include <vector>

namespace gfp {

/// Of thousands of functions in headers a unit needs the bodies of a few, and which is known only
/// when its own functions are analysed. So the parser skips them all, and those that are asked for
/// are parsed here, behind the end of the unit. There the same names stand for the same things as
/// where the function is, but for macros that were set or undefined in between: those are watched.
class LateBodies {
public:
  /// \p Rules tell which macros may be anything. \p Parse has come to the end of the unit.
  LateBodies(clang::CompilerInstance &Compiler, clang::Parser &Parse, const RuleSet &Rules);

  /// The definition of \p Skipped with its body; null if that cannot be had here. The unit is not
  /// to be trusted then: it may be told of errors.
  const clang::FunctionDecl *parse(const clang::FunctionDecl *Skipped);
  /// A body is being parsed.
  bool isParsing() const { return Macros; }

  /// The body of \p Function, which is a declaration so far, can be parsed later: it is written in
  /// a file, and no macro or directive makes it what it is.
  static bool canBeLate(const clang::FunctionDecl *Function, const clang::SourceManager &SM);
  /// The parser, which has just come to the brace of such a body, finds nothing in it. So skipping
  /// costs next to nothing, but nobody hears of the macros in there.
  static void passOver(clang::Preprocessor &PP);

private:
  class Watch;

  /// The tokens of \p Function's definition, and one that ends the file; empty if it has no end.
  std::vector<clang::Token> tokensOf(const clang::FunctionDecl *Function) const;
  /// Notes a use of \p Name in the body that is being parsed.
  void meet(const clang::IdentifierInfo *Name);

  clang::Preprocessor &PP;
  clang::Sema &Actions;
  clang::Parser &Parse;
  const RuleSet &Rules;
  std::deque<std::vector<clang::Token>> Tokens; ///< The preprocessor refers to them.
  MacrosAt *Macros = nullptr;                   ///< Of the body that is being parsed.
  bool Changed = false;                         ///< It used a macro that is not what it was.
};

} // namespace gfp

#endif // GFPLINT_ENGINE_LATEBODIES_H
