//===- BodyTokens.h - The tokens of a function's text -------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_BODYTOKENS_H
#define GFPLINT_ENGINE_BODYTOKENS_H

#include "llvm/ADT/StringRef.h"
#include <vector>

namespace gfp {

/// A token of unparsed text, as far as the shape of statements asks for it.
struct BodyToken {
  enum : char {
    Identifier = 'a',
    Constant = 'x', ///< Literals, too.
    Member = '>',   ///< `.` or `->`.
    And = '&',      ///< `&&`.
    Or = '|',       ///< `||`.
    If = 'I',       ///< A directive: `#if`, `#ifdef`, `#ifndef`.
    Else = 'E',     ///< `#else`, `#elif`.
    EndIf = 'F',
    Other = ' ',
  };
  /// One of these, or the character itself, of those that none of these stands for.
  char Kind;
  llvm::StringRef Text; ///< Of a directive, its name.

  bool is(llvm::StringRef Word) const { return Kind == Identifier && Text == Word; }
  bool opens() const { return Kind == '(' || Kind == '[' || Kind == '{'; }
  bool closes() const { return Kind == ')' || Kind == ']' || Kind == '}'; }
};

/// The tokens of \p Text, without comments and other directives than the conditional ones.
std::vector<BodyToken> bodyTokens(llvm::StringRef Text);

} // namespace gfp

#endif // GFPLINT_ENGINE_BODYTOKENS_H
