//===- FieldMasks.h - Masks that a file keeps in fields ----*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FACTS_FIELDMASKS_H
#define GFPLINT_FACTS_FIELDMASKS_H

#include "Gfp/MaskEvaluator.h"
#include "llvm/ADT/DenseMap.h"

namespace gfp {

class UnitFacts;

/// What is known of the masks in fields of a unit's own records, by all that it stores there.
class FieldMasks : public FieldSource {
public:
  explicit FieldMasks(const UnitFacts &Unit) : Unit(Unit) {}

  GfpMask of(const clang::FieldDecl *Field) const override;

private:
  const UnitFacts &Unit;
  /// A field that is asked for while it is evaluated is unknown.
  mutable llvm::DenseMap<const clang::FieldDecl *, GfpMask> Known;
};

} // namespace gfp

#endif // GFPLINT_FACTS_FIELDMASKS_H
