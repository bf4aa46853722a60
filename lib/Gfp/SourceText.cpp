//===- SourceText.cpp - Code as the user wrote it -----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Gfp/SourceText.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace gfp;

SourceLocation gfp::userLocation(SourceLocation Loc, const SourceManager &SM) {
  return SM.getExpansionLoc(Loc);
}

/// Code in an argument belongs to whoever wrote the call, one level up.
static SourceLocation outOfArguments(SourceLocation Loc, const SourceManager &SM) {
  while (Loc.isMacroID() && SM.isMacroArgExpansion(Loc))
    Loc = SM.getImmediateSpellingLoc(Loc);
  return Loc;
}

bool gfp::isOfMacro(SourceLocation Loc, const SourceManager &SM) {
  return outOfArguments(Loc, SM).isMacroID();
}

llvm::SmallVector<MacroStep, 4> gfp::macrosAround(SourceLocation Loc, const SourceManager &SM,
                                                  const LangOptions &Lang) {
  llvm::SmallVector<MacroStep, 4> Steps;
  while (Loc.isMacroID()) {
    Loc = outOfArguments(Loc, SM);
    if (!Loc.isMacroID())
      break;
    CharSourceRange Range = SM.getImmediateExpansionRange(Loc);
    Steps.push_back(
        {Lexer::getImmediateMacroName(Loc, SM, Lang), Range.getBegin(), Range.getEnd()});
    Loc = Range.getBegin();
  }
  return Steps;
}

namespace {

/// The file location of a token at the start (or end) of some code: up through arguments, and
/// through macro calls as long as the token is the first (or last) of the expansion.
SourceLocation fileEdge(SourceLocation Loc, bool Begin, const SourceManager &SM,
                        const LangOptions &Lang) {
  while (Loc.isMacroID()) {
    if (SM.isMacroArgExpansion(Loc)) {
      Loc = SM.getImmediateSpellingLoc(Loc);
      continue;
    }
    SourceLocation Outer;
    bool AtEdge = Begin ? Lexer::isAtStartOfMacroExpansion(Loc, SM, Lang)
                        : Lexer::isAtEndOfMacroExpansion(Loc, SM, Lang);
    if (!AtEdge)
      return {};
    auto Expansion = SM.getImmediateExpansionRange(Loc);
    Outer = Begin ? Expansion.getBegin() : Expansion.getEnd();
    Loc = Outer;
  }
  return Loc;
}

} // namespace

std::optional<FileRange> gfp::fileRange(SourceRange Range, const SourceManager &SM,
                                        const LangOptions &Lang) {
  SourceLocation Begin = fileEdge(Range.getBegin(), /*Begin=*/true, SM, Lang);
  SourceLocation End = fileEdge(Range.getEnd(), /*Begin=*/false, SM, Lang);
  if (Begin.isInvalid() || End.isInvalid())
    return std::nullopt;
  auto [File, From] = SM.getDecomposedLoc(Begin);
  auto [EndFile, To] = SM.getDecomposedLoc(End);
  To += Lexer::MeasureTokenLength(End, SM, Lang);
  if (File != EndFile || To <= From)
    return std::nullopt;
  // The range has to be what the code is, not just start and end at its edges.
  llvm::StringRef Text = textOf({File, From, To}, SM);
  if (Text.count('(') != Text.count(')'))
    return std::nullopt;
  return FileRange{File, From, To};
}

std::pair<unsigned, unsigned> gfp::writtenLines(SourceRange Range, const SourceManager &SM) {
  auto written = [&](SourceLocation Loc, bool Begin) {
    while (Loc.isMacroID()) {
      if (SM.isMacroArgExpansion(Loc)) {
        Loc = SM.getImmediateSpellingLoc(Loc);
        continue;
      }
      CharSourceRange Call = SM.getImmediateExpansionRange(Loc);
      Loc = Begin ? Call.getBegin() : Call.getEnd();
    }
    return SM.getDecomposedLoc(Loc);
  };
  FileID User = SM.getFileID(userLocation(Range.getBegin(), SM));
  auto [File, Begin] = written(Range.getBegin(), /*Begin=*/true);
  auto [EndFile, End] = written(Range.getEnd(), /*Begin=*/false);
  if (File != User || EndFile != User)
    return {0, 0};
  // What begins in one argument and ends in another may do so in the other order.
  auto [First, Last] = std::minmax(Begin, End);
  return {SM.getLineNumber(File, First), SM.getLineNumber(File, Last)};
}

llvm::StringRef gfp::textOf(const FileRange &Range, const SourceManager &SM) {
  return SM.getBufferData(Range.File).substr(Range.Begin, Range.End - Range.Begin);
}

const Expr *gfp::userPart(const Expr *E, const SourceManager &SM, const LangOptions &Lang) {
  if (!E)
    return nullptr;
  E = E->IgnoreImplicit();
  if (fileRange(E->getSourceRange(), SM, Lang))
    return E;
  if (const auto *Paren = dyn_cast<ParenExpr>(E))
    return userPart(Paren->getSubExpr(), SM, Lang);
  if (const auto *Cast = dyn_cast<CastExpr>(E))
    return userPart(Cast->getSubExpr(), SM, Lang);
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    if (const Expr *Left = userPart(Binary->getLHS(), SM, Lang))
      return Left;
    return userPart(Binary->getRHS(), SM, Lang);
  }
  return nullptr;
}
