//===- Symbols.h - Values that one path computes -------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// A path through a function is followed with symbolic values: a constant, the cookie of a scope, or
// a symbol that stands for "whatever this was". Symbols never change; a store gives a variable
// another value. So what a branch says of a symbol holds for the rest of the path.
//
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FLOW_SYMBOLS_H
#define GFPLINT_FLOW_SYMBOLS_H

#include "clang/AST/OperationKinds.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace gfp {

/// A value on one path.
struct Value {
  enum Kind : uint8_t { Symbol, Constant, Cookie } Kind = Symbol;
  /// The symbol's or the save's number, or the constant.
  int64_t Number = 0;

  static Value constant(int64_t N) { return {Constant, N}; }
  static Value symbol(unsigned Id) { return {Symbol, Id}; }
  static Value cookie(unsigned Save) { return {Cookie, Save}; }
  bool isCookieOf(unsigned Save) const { return Kind == Cookie && Number == Save; }

  auto operator<=>(const Value &) const = default;
};

/// What branches have said of a symbol.
struct Range {
  int64_t Low = std::numeric_limits<int64_t>::min();
  int64_t High = std::numeric_limits<int64_t>::max();
  llvm::SmallVector<int64_t, 2> Not; ///< Sorted values it surely is not.

  /// Narrows to the values v with `v Op C`. False if none is left.
  bool restrict(clang::BinaryOperatorKind Op, int64_t C);
  /// Whether `v Op C` holds for all (true), none (false) or some (nothing) of the values.
  std::optional<bool> test(clang::BinaryOperatorKind Op, int64_t C) const;

  bool operator==(const Range &O) const { return Low == O.Low && High == O.High && Not == O.Not; }
};

/// A symbol that is the outcome of comparing another one with a constant.
struct Comparison {
  unsigned Of;
  clang::BinaryOperatorKind Op;
  int64_t With;
};

/// The symbols of one function, by their canonical text.
class SymbolTable {
public:
  /// The symbol of \p Text. \p Names are the identifiers it is made of, \p Bases the volatile
  /// symbols (results of calls) below it.
  unsigned intern(llvm::StringRef Text, const llvm::BitVector &Names,
                  llvm::ArrayRef<unsigned> Bases);
  /// The symbol of \p Text if there is one.
  std::optional<unsigned> find(llvm::StringRef Text) const;
  unsigned internComparison(const Comparison &C);
  /// A symbol for what an expression gives each time it is evaluated: new every time.
  unsigned internVolatile(llvm::StringRef Text);

  llvm::StringRef text(unsigned Id) const { return Entries[Id].Text; }
  const llvm::BitVector &names(unsigned Id) const { return Entries[Id].Names; }
  bool dependsOn(unsigned Id, unsigned Base) const;
  llvm::ArrayRef<unsigned> bases(unsigned Id) const { return Entries[Id].Bases; }
  const std::optional<Comparison> &comparison(unsigned Id) const { return Entries[Id].Compared; }

  /// A number for an identifier.
  unsigned nameId(llvm::StringRef Name);
  size_t nameCount() const { return NameIds.size(); }

private:
  struct Entry {
    std::string Text;
    llvm::BitVector Names;
    llvm::SmallVector<unsigned, 2> Bases;
    std::optional<Comparison> Compared;
  };
  std::vector<Entry> Entries;
  llvm::StringMap<unsigned> ByText;
  llvm::DenseMap<std::tuple<unsigned, unsigned, int64_t>, unsigned> Comparisons;
  llvm::StringMap<unsigned> NameIds;
};

} // namespace gfp

#endif // GFPLINT_FLOW_SYMBOLS_H
