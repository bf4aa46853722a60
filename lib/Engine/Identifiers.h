//===- Identifiers.h - Names in source text ----------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_IDENTIFIERS_H
#define GFPLINT_ENGINE_IDENTIFIERS_H

#include "Findings/Comments.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Basic/IdentifierTable.h"
#include "clang/Basic/LangOptions.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"
#include <algorithm>

namespace gfp {

/// The characters at the start of \p Text that an identifier can hold.
inline llvm::StringRef identifierAt(llvm::StringRef Text) {
  return Text.take_while([](char C) { return clang::isAsciiIdentifierContinue(C); });
}

/// \p Text from its first character on that is neither a space nor a tab. (StringRef::ltrim() is
/// not for every word of a kernel.)
inline llvm::StringRef behindBlanks(llvm::StringRef Text) {
  constexpr llvm::StringRef Columns = "        "; // Headers of registers hold little else.
  while (Text.starts_with(Columns))
    Text = Text.drop_front(Columns.size());
  return Text.drop_while([](char C) { return C == ' ' || C == '\t'; });
}

/// \p Found holds for some identifier of \p Text.
template <class Fn> bool anyIdentifier(llvm::StringRef Text, Fn Found) {
  while (!Text.empty()) {
    Text = Text.drop_while([](char C) { return !clang::isAsciiIdentifierStart(C); });
    llvm::StringRef Name = identifierAt(Text);
    if (!Name.empty() && Found(Name))
      return true;
    Text = Text.drop_front(Name.size());
  }
  return false;
}

/// The end of the line at \p Offset of \p Text, and of those that continue it.
inline size_t endOfDirective(llvm::StringRef Text, size_t Offset) {
  size_t End = Text.find('\n', Offset);
  while (End != llvm::StringRef::npos && Text.take_front(End).rtrim('\r').ends_with("\\"))
    End = Text.find('\n', End + 1);
  return std::min(End, Text.size());
}

/// The end of the number, string or character literal at the start of \p Text.substr(\p Begin);
/// \p Begin itself if there is none.
inline size_t endOfConstant(llvm::StringRef Text, size_t Begin) {
  if (Text[Begin] == '"' || Text[Begin] == '\'')
    return endOfLiteral(Text, Begin);
  size_t End = Begin;
  if (clang::isDigit(Text[Begin]))
    while (End < Text.size() && clang::isPreprocessingNumberBody(Text[End]))
      ++End;
  return End;
}

/// A macro, by the kernel's manners: what it makes of its arguments is not to be seen.
inline bool isShouted(llvm::StringRef Name) {
  return llvm::none_of(Name, [](char C) { return clang::isLowercase(C); });
}

/// Of GNU C.
inline bool isKeyword(llvm::StringRef Name) {
  static const clang::IdentifierTable Known = [] {
    clang::LangOptions C;
    C.C99 = C.C11 = C.GNUMode = C.GNUKeywords = true;
    return clang::IdentifierTable(C);
  }();
  auto Found = Known.find(Name);
  return Found != Known.end() && Found->second->getTokenID() != clang::tok::identifier;
}

/// It stands before the type of a function.
inline bool isStorage(llvm::StringRef Name) {
  return Name == "static" || Name == "extern" || Name == "inline" || Name == "const";
}

/// A macro that may stand beside a function's name, with arguments.
inline bool isAttribute(llvm::StringRef Name) {
  static const llvm::StringSet<> Known = {
      "__attribute__", "__printf",     "__scanf",        "__aligned",
      "__section",     "__alloc_size", "__realloc_size", "__acquires",
      "__releases",    "__must_hold",  "__cleanup",      "__assume_aligned",
      "__diagnose_as", "__nonnull",    "__error",        "__compiletime_warning"};
  return Known.contains(Name);
}

} // namespace gfp

#endif // GFPLINT_ENGINE_IDENTIFIERS_H
