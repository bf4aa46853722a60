//===- MemoryPairs.cpp - Memory of both kinds, of one size -----------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/MemoryPairs.h"
#include "Engine/BodyTokens.h"
#include "Engine/MaskText.h"
#include "Facts/SizeBound.h"
#include "llvm/ADT/STLExtras.h"

using namespace gfp;
using llvm::StringRef;

uint8_t gfp::kindsOf(const Allocator &Rule) {
  return (Rule.Back.isSlab() ? SlabMemory : 0) | (Rule.Back.isMapped() ? MappedMemory : 0);
}

void MemoryPairs::add(const Allocator &Callee, StringRef Behind) {
  const uint8_t Kinds = kindsOf(Callee);
  if (!Kinds)
    return;
  auto Arguments = argumentsOf(Behind);
  Words Size;
  for (const auto &Index : {Callee.SizeArg, Callee.CountArg})
    if (Index && *Index < Arguments.size())
      for (const BodyToken &Each : bodyTokens(Arguments[*Index]))
        if (Each.Kind == BodyToken::Identifier || Each.Kind == BodyToken::Constant)
          Size.insert(Each.Text);
  add(Kinds, Size);
}

void MemoryPairs::add(uint8_t Kinds, const Words &Size) {
  if (Kinds & SlabMemory)
    Slab.push_back(Size);
  if (Kinds & MappedMemory)
    Mapped.push_back(Size);
}

bool MemoryPairs::any() const {
  // A product may be spelled in several ways.
  auto isAmong = [](const Words &Small, const Words &Large) {
    return Small.empty() || Large.empty() || llvm::all_of(Small, [&](StringRef Word) {
             return isProduct(Word) || Large.count(Word);
           });
  };
  return llvm::any_of(Slab, [&](const Words &Size) {
    return llvm::any_of(Mapped, [&](const Words &Other) { return isAmong(Size, Other); });
  });
}
