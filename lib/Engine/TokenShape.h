//===- TokenShape.h - Statements and conditions of a text ---*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_TOKENSHAPE_H
#define GFPLINT_ENGINE_TOKENSHAPE_H

#include "Engine/BodyTokens.h"
#include "Engine/Identifiers.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <optional>
#include <utility>

namespace gfp {

/// Tokens [Begin, End).
struct TokenRange {
  size_t Begin, End;
};

/// The shape of the tokens of one function.
class TokenShape {
public:
  explicit TokenShape(llvm::StringRef Body) : Tokens(bodyTokens(Body)) {}

  size_t size() const { return Tokens.size(); }
  const BodyToken &operator[](size_t I) const { return Tokens[I]; }
  bool is(char Kind, size_t I) const { return I < Tokens.size() && Tokens[I].Kind == Kind; }
  bool isWord(llvm::StringRef Word, size_t I) const {
    return I < Tokens.size() && Tokens[I].is(Word);
  }

  /// Behind the group that opens at \p Begin.
  size_t endOfGroup(size_t Begin) const {
    unsigned Level = 0;
    for (size_t I = Begin; I < Tokens.size(); ++I)
      if (Tokens[I].opens())
        ++Level;
      else if (Tokens[I].closes() && --Level == 0)
        return I + 1;
    return Tokens.size();
  }

  /// The first semicolon from \p Begin on that no group holds, or the end of what does hold it.
  size_t endOfExpression(size_t Begin) const {
    unsigned Level = 0;
    for (size_t I = Begin; I < Tokens.size(); ++I) {
      Level += Tokens[I].opens();
      if ((Tokens[I].Kind == ';' || Tokens[I].closes()) && !Level)
        return I;
      Level -= Tokens[I].closes();
    }
    return Tokens.size();
  }

  template <class Fn> bool any(TokenRange In, Fn Wanted) const {
    return std::any_of(Tokens.begin() + In.Begin, Tokens.begin() + std::max(In.Begin, In.End),
                       Wanted);
  }

  /// The compiler may know what it gives.
  bool mayBeConstant(TokenRange Condition) const {
    bool Varies = false;
    bool Shouts = any(Condition, [&](const BodyToken &Each) {
      if (Each.Kind != BodyToken::Identifier)
        return false;
      for (llvm::StringRef Known : {"NULL", "IS_ERR", "IS_ERR_OR_NULL", "WARN_ON", "WARN_ON_ONCE"})
        if (Each.Text == Known)
          return false;
      bool Says = llvm::none_of(Idle, [&](llvm::StringRef Word) { return Each.Text == Word; });
      Varies |= Says;
      return Says && isShouted(Each.Text);
    });
    return Shouts || !Varies;
  }

  /// It is `!x` alone, or `!x ||` something.
  bool testsFailure(TokenRange Condition) const {
    size_t First = Condition.Begin;
    if (isWord("unlikely", First) && is('(', First + 1))
      First += 2;
    return is('!', First) && First < Condition.End &&
           !any({First, Condition.End}, [](const BodyToken &Each) {
             return Each.Kind == BodyToken::And || Each.Kind == '?';
           });
  }

  /// It sets something by `++`, `--`, `+=` or `-=`.
  bool counts(TokenRange In) const {
    for (size_t I = In.Begin; I + 1 < In.End; ++I)
      if ((Tokens[I].Kind == '+' || Tokens[I].Kind == '-') &&
          (Tokens[I + 1].Kind == Tokens[I].Kind || Tokens[I + 1].Kind == '='))
        return true;
    return false;
  }

  /// The second and the third part of a `for`'s parentheses; nothing if it has others.
  std::optional<std::pair<TokenRange, TokenRange>> partsOfFor(TokenRange Inside) const {
    size_t First = endOfExpression(Inside.Begin);
    size_t Second = First < Inside.End ? endOfExpression(First + 1) : Inside.End;
    if (Second >= Inside.End)
      return std::nullopt;
    return std::pair{TokenRange{First + 1, Second}, TokenRange{Second + 1, Inside.End}};
  }

private:
  static constexpr llvm::StringRef Idle[] = {"likely", "unlikely", "sizeof", "true", "false"};
  std::vector<BodyToken> Tokens;
};

} // namespace gfp

#endif // GFPLINT_ENGINE_TOKENSHAPE_H
