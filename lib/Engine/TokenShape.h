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
    for (size_t I = Condition.Begin; I < Condition.End; ++I) {
      if (Tokens[I].is("sizeof") && is('(', I + 1)) {
        I = endOfGroup(I + 1) - 1;
        continue;
      }
      if (Tokens[I].Kind != BodyToken::Identifier ||
          llvm::is_contained(NoConstants, Tokens[I].Text))
        continue;
      if (isShouted(Tokens[I].Text))
        return true;
      Varies = true;
    }
    return !Varies;
  }

  /// It names nothing but `true`.
  bool isLiteral(TokenRange Condition) const {
    return !any(Condition, [](const BodyToken &Each) {
      return Each.Kind == BodyToken::Identifier && Each.Text != "true";
    });
  }

  /// The `x` of a condition that is `!x` alone, or `!x ||` something; empty if it is none.
  TokenRange testedForFailure(TokenRange Condition) const {
    size_t First = Condition.Begin;
    if (isWord("unlikely", First) && is('(', First + 1))
      First += 2;
    bool Tests = is('!', First) && First < Condition.End &&
                 !any({First, Condition.End}, [](const BodyToken &Each) {
                   return Each.Kind == BodyToken::And || Each.Kind == '?';
                 });
    if (!Tests)
      return {size(), size()};
    size_t End = First + 1;
    while (End < Condition.End && (is(BodyToken::Identifier, End) || is(BodyToken::Member, End)))
      ++End;
    return {First + 1, End};
  }

  /// \p Statement sets \p Operand.
  bool assigns(TokenRange Statement, TokenRange Operand) const {
    const size_t Length = Operand.End - Operand.Begin;
    for (size_t I = Statement.Begin + Length; Length && I < Statement.End; ++I)
      if (is('=', I) && !is('=', I + 1) &&
          std::equal(Tokens.begin() + Operand.Begin, Tokens.begin() + Operand.End,
                     Tokens.begin() + (I - Length),
                     [](const auto &A, const auto &B) { return A.Text == B.Text; }))
        return true;
    return false;
  }

  /// A mask in \p Name is set to another one somewhere, or made one that \p CanSleep.
  template <class Fn> bool changes(llvm::StringRef Name, Fn CanSleep) const {
    for (size_t I = 0; I < Tokens.size(); ++I) {
      if (!Tokens[I].is(Name))
        continue;
      if (I && Tokens[I - 1].Text == "&")
        return true;
      bool Adds = I + 2 < size() && Tokens[I + 1].Text == "|" && is('=', I + 2);
      bool Sets = is('=', I + 1) && !is('=', I + 2);
      TokenRange Value{std::min(I + 2 + Adds, size()), endOfExpression(I + 2 + Adds)};
      if ((Adds || Sets) && any(Value, [&](auto &Each) { return CanSleep(Each.Text); }))
        return true;
      if (Sets && !any(Value, [&](auto &Each) { return Each.is(Name); }))
        return true;
    }
    return false;
  }

  /// \p Condition may be about what \p Loop, which holds it, sets: not if it compares which is
  /// more.
  bool mayTest(TokenRange Condition, TokenRange Loop) const {
    bool Compares = any(Condition, [](auto &Each) { return Each.Kind == '<' || Each.Text == ">"; });
    bool Joins = any(Condition, [](auto &Each) {
      return Each.Kind == BodyToken::And || Each.Kind == BodyToken::Or;
    });
    if (Compares && !Joins)
      return false;
    for (size_t I = Loop.Begin + 1; I < Loop.End; ++I)
      if (is('=', I) && !is('=', I + 1) && is(BodyToken::Identifier, I - 1) &&
          any(Condition, [&](auto &Each) { return Each.is(Tokens[I - 1].Text); }))
        return true;
    return false;
  }

  /// A statement that sets something, counts it, or calls what a pointer points to; none of those
  /// that a macro may make.
  bool hasEffect(TokenRange Statement) const {
    size_t I = Statement.Begin;
    while (is('*', I) || is('+', I) || is('-', I))
      ++I;
    if (!is(BodyToken::Identifier, I) || isShouted(Tokens[I].Text) || Tokens[I].is("current"))
      return false; // `current` is a macro.
    bool OfRecord = false;
    for (++I; I < Statement.End;
         I = is('[', I) ? endOfGroup(I) : I + 1 + is(BodyToken::Member, I)) {
      if (!is('[', I) && !is(BodyToken::Member, I))
        break;
      OfRecord |= is(BodyToken::Member, I);
    }
    const bool Counts =
        is('+', Statement.Begin) || is('-', Statement.Begin) ||
        ((is('+', I) || is('-', I)) && I + 1 < size() && Tokens[I + 1].Kind == Tokens[I].Kind);
    const bool Sets = (is('=', I) && !is('=', I + 1)) ||
                      (I < Statement.End && Tokens[I].Text.size() == 1 &&
                       llvm::StringRef("+-*/%^|&").contains(Tokens[I].Text) && is('=', I + 1));
    return Counts || Sets || (OfRecord && is('(', I));
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
  /// Neither do they vary.
  static constexpr llvm::StringRef NoConstants[] = {"likely",         "unlikely", "true",
                                                    "false",          "NULL",     "IS_ERR",
                                                    "IS_ERR_OR_NULL", "WARN_ON",  "WARN_ON_ONCE"};
  std::vector<BodyToken> Tokens;
};

} // namespace gfp

#endif // GFPLINT_ENGINE_TOKENSHAPE_H
