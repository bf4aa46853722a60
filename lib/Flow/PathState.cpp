//===- PathState.cpp - What holds at one point of one path --------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Flow/PathState.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

using namespace gfp;

bool PathState::isOpen(unsigned Save) const {
  return llvm::any_of(Open, [&](const OpenScope &S) { return S.Save == Save; });
}

const Value *PathState::boundAt(unsigned Location) const {
  auto Found = Bindings.find(Location);
  return Found == Bindings.end() ? nullptr : &Found->second;
}

bool PathState::holdsCookie(unsigned Save) const {
  return llvm::any_of(Bindings, [&](const auto &B) { return B.second.isCookieOf(Save); });
}

bool PathState::operator<(const PathState &O) const {
  auto compare = [](const auto &A, const auto &B) {
    if (std::lexicographical_compare(A.begin(), A.end(), B.begin(), B.end()))
      return -1;
    return std::lexicographical_compare(B.begin(), B.end(), A.begin(), A.end()) ? 1 : 0;
  };
  if (int C = compare(Open, O.Open))
    return C < 0;
  if (int C = compare(Bindings, O.Bindings))
    return C < 0;
  if (int C = compare(Results, O.Results))
    return C < 0;
  if (int C = compare(Closed, O.Closed))
    return C < 0;
  if (int C = compare(ForeignClosed, O.ForeignClosed))
    return C < 0;
  if (int C = compare(Met, O.Met))
    return C < 0;
  return compare(Known, O.Known) < 0;
}
