//===- Symbols.cpp - Values that one path computes ----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Flow/Symbols.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace gfp;

bool Range::restrict(BinaryOperatorKind Op, int64_t C) {
  constexpr int64_t Min = std::numeric_limits<int64_t>::min();
  constexpr int64_t Max = std::numeric_limits<int64_t>::max();
  switch (Op) {
  case BO_EQ:
    if (C < Low || C > High || llvm::is_contained(Not, C))
      return false;
    Low = High = C;
    Not.clear();
    return true;
  case BO_NE:
    if (C >= Low && C <= High && !llvm::is_contained(Not, C))
      Not.insert(llvm::lower_bound(Not, C), C);
    break;
  case BO_LT:
    if (C == Min)
      return false;
    High = std::min(High, C - 1);
    break;
  case BO_LE:
    High = std::min(High, C);
    break;
  case BO_GT:
    if (C == Max)
      return false;
    Low = std::max(Low, C + 1);
    break;
  case BO_GE:
    Low = std::max(Low, C);
    break;
  default:
    return true;
  }
  // Excluded values at the edges move the edges.
  for (bool Moved = true; Moved && Low <= High;) {
    Moved = false;
    if (llvm::is_contained(Not, Low)) {
      if (Low == Max)
        return false;
      ++Low;
      Moved = true;
    }
    if (Low <= High && llvm::is_contained(Not, High)) {
      if (High == Min)
        return false;
      --High;
      Moved = true;
    }
  }
  llvm::erase_if(Not, [&](int64_t N) { return N < Low || N > High; });
  return Low <= High;
}

std::optional<bool> Range::test(BinaryOperatorKind Op, int64_t C) const {
  if (Not.empty() && Low <= High) {
    auto answer = [](bool CanHold, bool CanFail) {
      return CanHold && CanFail ? std::nullopt : std::optional(CanHold);
    };
    bool Inside = Low <= C && C <= High, Only = Low == C && High == C;
    switch (Op) {
    case BO_EQ:
      return answer(Inside, !Only);
    case BO_NE:
      return answer(!Only, Inside);
    case BO_LT:
      return answer(Low < C, High >= C);
    case BO_LE:
      return answer(Low <= C, High > C);
    case BO_GT:
      return answer(High > C, Low <= C);
    case BO_GE:
      return answer(High >= C, Low < C);
    default:
      break;
    }
  }
  Range Yes = *this, No = *this;
  bool CanHold = Yes.restrict(Op, C);
  bool CanFail = No.restrict(BinaryOperator::negateComparisonOp(Op), C);
  if (CanHold && CanFail)
    return std::nullopt;
  return CanHold;
}

unsigned SymbolTable::intern(llvm::StringRef Text, const llvm::BitVector &Names,
                             llvm::ArrayRef<unsigned> Bases) {
  auto [Found, New] = ByText.try_emplace(Text, static_cast<unsigned>(Entries.size()));
  if (New) {
    Entry E{Text.str(), Names, {}, std::nullopt};
    for (unsigned Base : Bases)
      if (!llvm::is_contained(E.Bases, Base))
        E.Bases.push_back(Base);
    Entries.push_back(std::move(E));
  }
  return Found->second;
}

std::optional<unsigned> SymbolTable::find(llvm::StringRef Text) const {
  auto Found = ByText.find(Text);
  return Found == ByText.end() ? std::nullopt : std::optional(Found->second);
}

unsigned SymbolTable::internComparison(const Comparison &C) {
  auto [Known, New] = Comparisons.try_emplace({C.Of, static_cast<unsigned>(C.Op), C.With}, 0);
  if (!New)
    return Known->second;
  std::string Text = "(" + Entries[C.Of].Text + " " + BinaryOperator::getOpcodeStr(C.Op).str() +
                     " " + std::to_string(C.With) + ")";
  llvm::BitVector Names = Entries[C.Of].Names;
  llvm::SmallVector<unsigned, 2> Bases = Entries[C.Of].Bases;
  unsigned Id = intern(Text, Names, Bases);
  Entries[Id].Compared = C;
  Known->second = Id;
  return Id;
}

unsigned SymbolTable::internVolatile(llvm::StringRef Text) {
  unsigned Id = intern(Text, {}, {});
  Entries[Id].Bases.assign(1, Id);
  return Id;
}

bool SymbolTable::dependsOn(unsigned Id, unsigned Base) const {
  return Id == Base || llvm::is_contained(Entries[Id].Bases, Base);
}

unsigned SymbolTable::nameId(llvm::StringRef Name) {
  return NameIds.try_emplace(Name, static_cast<unsigned>(NameIds.size())).first->second;
}
