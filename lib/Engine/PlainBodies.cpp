//===- PlainBodies.cpp - Bodies a parser can pass over --------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/PlainBodies.h"
#include "Findings/Comments.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace gfp;
using llvm::StringRef;

/// Where the brace before \p Begin is closed; npos if it is not, or lines in between are
/// directives.
static size_t closingBrace(StringRef Text, size_t Begin) {
  unsigned Depth = 1;
  for (size_t At = Begin; (At = Text.find_first_of("{}\"'/\n", At)) != StringRef::npos; ++At)
    switch (Text[At]) {
    case '{':
      ++Depth;
      break;
    case '}':
      if (--Depth == 0)
        return At;
      break;
    case '"':
    case '\'':
      At = endOfLiteral(Text, At) - 1;
      break;
    case '/':
      if (size_t End = endOfComment(Text, At); End > At)
        At = End - 1;
      break;
    default:
      if (Text.substr(At + 1).ltrim(" \t").starts_with("#"))
        return StringRef::npos;
    }
  return StringRef::npos;
}

bool gfp::isPlainBody(const FunctionDecl *Function, const SourceManager &SM) {
  SourceLocation Name = Function->getLocation();
  auto [File, Begin] = SM.getDecomposedLoc(SM.getExpansionLoc(Function->getOuterLocStart()));
  if (Name.isMacroID() || SM.getFileID(Name) != File)
    return false;
  // Kernel style closes a function in the first column.
  StringRef Text = SM.getBufferDataOrNone(File).value_or("").substr(Begin);
  size_t Close = Text.find("\n}");
  return Close != StringRef::npos && !Text.take_front(Close).contains("\n#");
}

StringRef gfp::passOverBody(Preprocessor &PP) {
  auto *Reads = static_cast<Lexer *>(PP.getCurrentLexer());
  if (!Reads)
    return {}; // In a macro.
  StringRef Text = PP.getSourceManager().getBufferDataOrNone(Reads->getFileID()).value_or("");
  size_t Begin = Reads->getCurrentBufferOffset();
  if (Begin == 0 || Begin > Text.size() || Text[Begin - 1] != '{')
    return {};
  size_t Close = closingBrace(Text, Begin);
  if (Close == StringRef::npos)
    return {};
  Reads->seek(Close, /*IsAtStartOfLine=*/false);
  return Text.slice(Begin, Close);
}
