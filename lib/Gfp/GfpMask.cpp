//===- GfpMask.cpp - What is known of a gfp value --------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Gfp/GfpMask.h"

using namespace gfp;

namespace {

/// The parameter behind the unknown bits of a combination: that of the operand that has unknown
/// bits, if only one has or both name the same.
std::optional<unsigned> origin(const GfpMask &A, const GfpMask &B) {
  if (A.isConstant())
    return B.Parameter;
  if (B.isConstant() || A.Parameter == B.Parameter)
    return A.Parameter;
  return std::nullopt;
}

} // namespace

GfpMask GfpMask::operator|(const GfpMask &O) const {
  return {Set | O.Set, Clear & O.Clear, origin(*this, O)};
}

GfpMask GfpMask::operator&(const GfpMask &O) const {
  return {Set & O.Set, Clear | O.Clear, origin(*this, O)};
}

GfpMask GfpMask::join(const GfpMask &O) const {
  GfpMask Joined{Set & O.Set, Clear & O.Clear, std::nullopt};
  if (Parameter == O.Parameter)
    Joined.Parameter = Parameter;
  return Joined;
}
