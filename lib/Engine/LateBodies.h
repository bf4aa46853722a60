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
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include <deque>
#include <vector>

namespace gfp {

/// Of thousands of functions in headers a unit needs the bodies of a few, and which is known only
/// when its own functions are analysed. So the parser skips them all, and those that are asked for
/// are parsed here, behind the end of the unit. There the same names stand for the same things as
/// where the function is, but for macros that were set or undefined in between: those are set back.
class LateBodies {
public:
  /// To be made before the unit is parsed. \p Rules tell which macros may be anything.
  LateBodies(clang::CompilerInstance &Compiler, const RuleSet &Rules);

  // While the unit is parsed:
  /// The parser has come to the brace of \p Function's body, in a header, and is to skip it. What
  /// is not \p Wanted nobody will ask for.
  void skip(const clang::FunctionDecl *Function, bool Wanted);
  /// It has come to the end of a declaration, or of nothing.
  void endDeclaration();
  /// It has come to the end of the unit.
  void endUnit(clang::Parser &Parser) { Parse = &Parser; }

  /// The definition of \p Skipped with its body; null if that cannot be had here. The unit is not
  /// to be trusted then: it may be told of errors.
  const clang::FunctionDecl *parse(const clang::FunctionDecl *Skipped);
  /// A body is being parsed.
  bool isParsing() const { return Parsing; }

private:
  class Watch;

  /// Parses \p Tokens, \p Function's definition, which holds macros yet if it is \p Raw.
  bool define(clang::FunctionDecl *Function, llvm::ArrayRef<clang::Token> Tokens, bool Raw);
  /// The tokens of \p Function's definition as they are written; empty if it has no end.
  std::vector<clang::Token> tokensOf(const clang::FunctionDecl *Function) const;
  /// Notes a use of \p Name in the body that is being parsed.
  void meet(const clang::IdentifierInfo *Name);

  clang::CompilerInstance &Compiler;
  clang::Preprocessor &PP;
  const RuleSet &Rules;
  clang::Parser *Parse = nullptr; ///< Null: before the end of the unit.
  /// What the parser got since the last declaration, and for whom that is to be kept.
  std::vector<clang::Token> Met;
  const clang::FunctionDecl *Keep = nullptr;
  /// What it got of functions that are not plain.
  llvm::DenseMap<const clang::FunctionDecl *, std::vector<clang::Token>> Kept;
  std::deque<std::vector<clang::Token>> Tokens; ///< The preprocessor refers to them.
  MacrosAt *Macros = nullptr;                   ///< Of the body that is being parsed, if plain.
  bool Parsing = false;
  bool Changed = false; ///< It used a macro that is not what it was.
};

} // namespace gfp

#endif // GFPLINT_ENGINE_LATEBODIES_H
