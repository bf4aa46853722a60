//===- FieldMasks.cpp - Masks that a file keeps in fields -----------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Facts/FieldMasks.h"
#include "Facts/FieldStores.h"
#include "Facts/UnitFacts.h"
#include "clang/AST/Decl.h"

using namespace clang;
using namespace gfp;

GfpMask FieldMasks::of(const FieldDecl *Field) const {
  if (!CallClassifier::isGfpType(Field->getType()))
    return GfpMask::unknown();
  auto [Entry, New] = Known.try_emplace(Field, GfpMask::unknown());
  if (!New)
    return Entry->second;
  const FieldStores *Stores = Unit.storesTo(Field);
  if (Stores && !Stores->Complete)
    return GfpMask::unknown();
  const SourceManager &SM = Unit.context().getSourceManager();
  if (SM.isInMainFile(SM.getExpansionLoc(Field->getParent()->getLocation())))
    Unit.needWhole();
  if (!Stores)
    return GfpMask::unknown();
  std::optional<GfpMask> Joined;
  for (const FieldStore &Store : Stores->Stores) {
    GfpMask Mask = Store.In->evaluate(Store.Value);
    Mask.Parameter.reset(); // It is another function's.
    Joined = Joined ? Joined->join(Mask) : Mask;
  }
  return Known[Field] = Joined.value_or(GfpMask::unknown());
}
