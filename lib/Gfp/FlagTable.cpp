//===- FlagTable.cpp - The bits of flags in one unit ------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Gfp/FlagTable.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/bit.h"

using namespace gfp;

FlagTable::FlagTable(const RuleSet &Rules, const MacroValue &Macros) : Rules(Rules) {
  for (const FlagRule &Flag : Rules.flags()) {
    uint64_t Value = Macros.of(Flag.Name).value_or(0);
    InOrder.push_back(Value);
    if (Value)
      Bits[Flag.Name] = Value;
  }
}

uint64_t FlagTable::identities(uint64_t Value) const {
  uint64_t Found = 0;
  for (size_t I = 0; I < InOrder.size(); ++I)
    if (InOrder[I] && (Value & InOrder[I]) == InOrder[I])
      Found |= uint64_t(1) << I;
  return Found;
}

uint64_t FlagTable::bitsOf(uint64_t Identities) const {
  uint64_t Value = 0;
  for (size_t I = 0; I < InOrder.size(); ++I)
    if (Identities >> I & 1)
      Value |= InOrder[I];
  return Value;
}

uint64_t FlagTable::allBits(llvm::ArrayRef<std::string> Flags) const {
  uint64_t All = 0;
  for (const std::string &Flag : Flags)
    All |= bits(Flag);
  return All;
}

std::vector<std::string> FlagTable::names(uint64_t Value) const {
  std::vector<std::string> Names;
  for (const FlagRule &Flag : Rules.flags()) {
    uint64_t B = bits(Flag.Name);
    // Combined flags (__GFP_RECLAIM) are named by their parts.
    if (B && llvm::popcount(B) == 1 && (Value & B))
      Names.push_back(Flag.Name);
  }
  return Names;
}

std::string FlagTable::spell(uint64_t Value) const {
  // The named mask that says most of it, then the single flags that are left. The rules list common
  // masks first, so that GFP_KERNEL wins over an equal newcomer.
  const MaskRule *Best = nullptr;
  uint64_t BestBits = 0;
  for (const MaskRule &Mask : Rules.masks()) {
    uint64_t B = allBits(Mask.Flags);
    if (!B || (B & ~Value))
      continue;
    int More = llvm::popcount(B) - llvm::popcount(BestBits);
    // Of two equal ones, GFP_NOIO is what people write, not __GFP_RECLAIM.
    bool Nicer = Best && llvm::StringRef(Best->Name).starts_with("_") &&
                 !llvm::StringRef(Mask.Name).starts_with("_");
    if (More > 0 || (More == 0 && Nicer)) {
      Best = &Mask;
      BestBits = B;
    }
  }
  std::vector<std::string> Parts;
  if (Best)
    Parts.push_back(Best->Name);
  uint64_t Left = Value & ~BestBits;
  for (const std::string &Name : names(Left)) {
    Parts.push_back(Name);
    Left &= ~bits(Name);
  }
  return Left ? std::string() : llvm::join(Parts, " | ");
}
