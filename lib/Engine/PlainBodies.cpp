//===- PlainBodies.cpp - Bodies a parser can pass over --------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/PlainBodies.h"
#include "Engine/Identifiers.h"
#include "Findings/Comments.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace gfp;
using llvm::StringRef;

/// Some line of \p Text but the first is a directive.
static bool hasDirective(StringRef Text) {
  for (size_t At = 0; (At = Text.find('\n', At)) != StringRef::npos; ++At)
    if (behindBlanks(Text.substr(At + 1)).starts_with("#"))
      return true;
  return false;
}

std::optional<StringRef> gfp::passOverBody(const FunctionDecl *Function, Preprocessor &PP) {
  auto *Reads = static_cast<Lexer *>(PP.getCurrentLexer());
  if (!Reads || Function->getLocation().isMacroID())
    return std::nullopt; // The brace, or the name, is in a macro.
  const SourceManager &SM = PP.getSourceManager();
  auto [File, Head] = SM.getDecomposedLoc(SM.getExpansionLoc(Function->getOuterLocStart()));
  StringRef Text = SM.getBufferDataOrNone(File).value_or("");
  size_t Begin = Reads->getCurrentBufferOffset();
  if (Reads->getFileID() != File || Begin <= Head || Text[Begin - 1] != '{' ||
      hasDirective(Text.slice(Head, Begin)))
    return std::nullopt;
  size_t Close = closingBrace(Text, Begin);
  if (Close == StringRef::npos || hasDirective(Text.slice(Begin, Close)))
    return std::nullopt;
  Reads->seek(Close, /*IsAtStartOfLine=*/false);
  return Text.slice(Begin, Close);
}

void gfp::passOverMadeBody(Preprocessor &PP) {
  Token Next;
  for (unsigned Depth = 1; Depth > 0;) {
    PP.LexUnexpandedToken(Next);
    if (Next.is(tok::eof))
      break;
    Depth += Next.is(tok::l_brace);
    Depth -= Next.is(tok::r_brace);
  }
  PP.EnterToken(Next, /*IsReinject=*/true);
}
