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

/// Where the brace before \p Begin is closed; npos if it is not, or lines in between are
/// directives.
static size_t closingBrace(StringRef Text, size_t Begin) {
  unsigned Depth = 1;
  for (size_t At = Begin; At < Text.size(); ++At)
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
    case '\n':
      if (behindBlanks(Text.substr(At + 1)).starts_with("#"))
        return StringRef::npos;
      break;
    default:
      break;
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
  Text = Text.substr(0, Close);
  return Close != StringRef::npos && !Text.contains("\n#") && !Text.contains("\n #") &&
         !Text.contains("\n\t#");
}

std::optional<StringRef> gfp::passOverBody(Preprocessor &PP) {
  auto *Reads = static_cast<Lexer *>(PP.getCurrentLexer());
  if (!Reads)
    return std::nullopt; // In a macro.
  StringRef Text = PP.getSourceManager().getBufferDataOrNone(Reads->getFileID()).value_or("");
  size_t Begin = Reads->getCurrentBufferOffset();
  if (Begin == 0 || Begin > Text.size() || Text[Begin - 1] != '{')
    return std::nullopt;
  size_t Close = closingBrace(Text, Begin);
  if (Close == StringRef::npos)
    return std::nullopt;
  Reads->seek(Close, /*IsAtStartOfLine=*/false);
  return Text.slice(Begin, Close);
}
