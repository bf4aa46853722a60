//===- PathEvaluator.h - Expressions and conditions on a path -*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FLOW_PATHEVALUATOR_H
#define GFPLINT_FLOW_PATHEVALUATOR_H

#include "Flow/PathState.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringMap.h"
#include <optional>

namespace gfp {

/// A place a value is kept in.
struct Location {
  unsigned Symbol = 0;
  /// Nobody but this function reaches it.
  bool Local = false;
  /// It is always the same place; an element at a variable index is not.
  bool Precise = false;
};

/// Evaluates the expressions of one function on symbolic states.
class PathEvaluator {
public:
  /// \p CookieIsDelta: a cookie of 0 means that the save changed nothing (from 6.9).
  PathEvaluator(const clang::ASTContext &Context, const clang::Stmt *Body, SymbolTable &Symbols,
                bool CookieIsDelta);

  /// How a call without a known result is seen. Asked twice in conditions, a question has one
  /// answer; a result that was stored is what that one call gave.
  enum class Calls { SameAnswer, Fresh };

  Value evaluate(const PathState &State, const clang::Expr *E, Calls How = Calls::SameAnswer);
  Location locate(const PathState &State, const clang::Expr *LValue);
  Location locate(const clang::VarDecl *Variable);
  /// The place \p Path (".flags", "" for the object itself) of what pointer \p Pointer points to.
  Location locatePointee(const PathState &State, const clang::Expr *Pointer, llvm::StringRef Path);

  /// The place \p Path below \p Whole.
  Location part(const Location &Whole, llvm::StringRef Path);

  /// The states \p State comes to if \p Condition is \p Truth: more than one where a bitwise `|` or
  /// `&` of truth values leaves open which side decides.
  llvm::SmallVector<PathState, 2> assumeEach(const PathState &State, const clang::Expr *Condition,
                                             bool Truth);
  /// Takes the branch on which \p Condition is \p Truth. False: no such path.
  bool assume(PathState &State, const clang::Expr *Condition, bool Truth);
  /// Takes the branch on which `E Op C`.
  bool assumeCompare(PathState &State, const clang::Expr *E, clang::BinaryOperatorKind Op,
                     int64_t C);
  std::optional<bool> truth(const PathState &State, const clang::Expr *Condition);

  /// A new symbol for what \p E gives now; what was known of its earlier values is forgotten.
  Value fresh(PathState &State, const clang::Stmt *E);
  /// Counts up or down what \p E names, or does so on some paths only.
  void count(PathState &State, const clang::UnaryOperator *E, bool Surely);
  /// Puts \p V into \p Where.
  void store(PathState &State, const Location &Where, Value V);

  bool isAddressTaken(const clang::VarDecl *Variable) const {
    return AddressTaken.contains(Variable);
  }
  SymbolTable &symbols() { return Symbols; }

  /// \p E without parentheses, casts, `likely()` and the wrapping of statement expressions.
  /// A cast that loses bits stays: its value is another one.
  const clang::Expr *strip(const clang::Expr *E) const;

private:
  const clang::Expr *computeStrip(const clang::Expr *E) const;
  std::optional<int64_t> computeConstant(const clang::Expr *E) const;
  void addText(const Value &V, llvm::SmallVectorImpl<char> &To) const;
  Value compose(llvm::StringRef Operator, llvm::ArrayRef<Value> Parts,
                llvm::ArrayRef<llvm::StringRef> Names = {});
  Value compare(const PathState &State, Value V, clang::BinaryOperatorKind Op, int64_t C);
  std::optional<bool> test(const PathState &State, Value V, clang::BinaryOperatorKind Op,
                           int64_t C) const;
  bool restrict(PathState &State, Value V, clang::BinaryOperatorKind Op, int64_t C, bool Unsigned);
  std::optional<int64_t> constant(const clang::Expr *E) const;
  Value volatileSymbol(const clang::Stmt *E);
  /// What `i++` gives: the value before.
  Value before(const clang::UnaryOperator *E);
  /// The comparison means what its operands, without their implicit casts, suggest.
  bool comparable(const clang::BinaryOperator *E) const;
  Value evaluateBinary(const PathState &State, const clang::BinaryOperator *E, Calls How);
  Value evaluateCall(const PathState &State, const clang::CallExpr *Call, Calls How);
  Location member(llvm::StringRef Base, llvm::StringRef Path, bool Local,
                  llvm::ArrayRef<Value> Parts);

  const clang::ASTContext &Context;
  SymbolTable &Symbols;
  bool CookieIsDelta;
  llvm::DenseSet<const clang::VarDecl *> AddressTaken;
  // What does not depend on the path, kept: every path asks again.
  mutable llvm::DenseMap<const clang::Expr *, const clang::Expr *> Stripped;
  mutable llvm::DenseMap<const clang::Expr *, std::optional<int64_t>> Constants;
  llvm::DenseMap<const clang::Stmt *, Value> VolatileSymbols, ValuesBefore;
  llvm::DenseMap<const clang::VarDecl *, Location> Variables;
  llvm::StringMap<unsigned> Composed; ///< Symbols by operator and operands.
};

} // namespace gfp

#endif // GFPLINT_FLOW_PATHEVALUATOR_H
