//===- Comments.cpp - The comments of a C text ----------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Findings/Comments.h"
#include <algorithm>

using namespace gfp;
using llvm::StringRef;

size_t gfp::endOfLiteral(StringRef Text, size_t Begin) {
  for (size_t I = Begin + 1; I < Text.size() && Text[I] != '\n'; ++I) {
    if (Text[I] == Text[Begin])
      return I + 1;
    if (Text[I] != '\\')
      continue;
    ++I;
    if (Text.substr(I).starts_with("\r\n"))
      ++I;
  }
  return Begin + 1;
}

/// The newline that ends the line comment at \p Begin: one with a backslash before it does not.
static size_t endOfLineComment(StringRef Text, size_t Begin) {
  for (size_t At = Begin; (At = Text.find('\n', At)) != StringRef::npos; ++At)
    if (!Text.take_front(At).rtrim('\r').ends_with("\\"))
      return Text[At - 1] == '\r' ? At - 1 : At;
  return Text.size();
}

size_t gfp::endOfComment(StringRef Text, size_t Begin) {
  // Asked of every character.
  if (Begin >= Text.size() || Text[Begin] != '/')
    return Begin;
  StringRef Opening = Text.substr(Begin, 2);
  if (Opening == "//")
    return endOfLineComment(Text, Begin);
  if (Opening != "/*")
    return Begin;
  size_t Close = Text.find("*/", Begin + 2);
  return Close == StringRef::npos ? Text.size() : Close + 2;
}

std::vector<CommentRange> gfp::commentsIn(StringRef Text) {
  std::vector<CommentRange> Found;
  size_t At = 0;
  while ((At = Text.find_first_of("/\"'", At)) != StringRef::npos) {
    if (Text[At] != '/') {
      At = endOfLiteral(Text, At);
      continue;
    }
    size_t End = endOfComment(Text, At);
    if (End != At)
      Found.push_back({At, End});
    At = std::max(End, At + 1);
  }
  return Found;
}

size_t gfp::closingBrace(StringRef Text, size_t Begin) {
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
    default:
      break;
    }
  return StringRef::npos;
}
