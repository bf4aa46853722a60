//===- BodyTokens.cpp - The tokens of a function's text --------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/BodyTokens.h"
#include "Engine/Identifiers.h"
#include "Findings/Comments.h"
#include <algorithm>

using namespace gfp;
using llvm::StringRef;

static char kindOfDirective(StringRef Name) {
  if (Name.starts_with("if"))
    return BodyToken::If;
  if (Name.starts_with("el"))
    return BodyToken::Else;
  // What is included in a body may be anything, and no statement begins with it.
  return Name == "endif" || Name == "include" ? BodyToken::EndIf : BodyToken::Other;
}

static BodyToken punctuatorAt(StringRef Text) {
  if (Text.starts_with("&&") || Text.starts_with("||"))
    return {Text.front(), Text.take_front(2)};
  if (Text.starts_with("->"))
    return {BodyToken::Member, Text.take_front(2)};
  if (Text.starts_with("."))
    return {BodyToken::Member, Text.take_front(1)};
  bool Taken = StringRef("&|>").contains(Text.front());
  return {Taken ? static_cast<char>(BodyToken::Other) : Text.front(), Text.take_front(1)};
}

std::vector<BodyToken> gfp::bodyTokens(StringRef Text) {
  std::vector<BodyToken> Tokens;
  bool LineStarts = true;
  for (size_t At = 0; At < Text.size();) {
    char C = Text[At];
    if (clang::isWhitespace(C)) {
      LineStarts |= C == '\n';
      ++At;
      continue;
    }
    if (size_t End = endOfComment(Text, At); End != At) {
      At = End;
      continue;
    }
    if (C == '#' && LineStarts) {
      StringRef Name = identifierAt(behindBlanks(Text.substr(At + 1)));
      if (char Kind = kindOfDirective(Name); Kind != BodyToken::Other)
        Tokens.push_back({Kind, Name});
      At = endOfDirective(Text, At);
      continue;
    }
    LineStarts = false;
    if (clang::isAsciiIdentifierStart(C))
      Tokens.push_back({BodyToken::Identifier, identifierAt(Text.substr(At))});
    else if (size_t End = endOfConstant(Text, At); End != At)
      Tokens.push_back({BodyToken::Constant, Text.slice(At, End)});
    else
      Tokens.push_back(punctuatorAt(Text.substr(At)));
    At += Tokens.back().Text.size();
  }
  return Tokens;
}
