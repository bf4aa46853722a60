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

const Value *PathState::boundAt(unsigned Location) const { return Bindings.find(Location); }

bool PathState::holdsCookie(unsigned Save) const {
  return llvm::any_of(Bindings, [&](const auto &B) { return B.second.isCookieOf(Save); });
}

bool PathState::holdsCookies() const {
  auto isCookie = [](const auto &Entry) { return Entry.second.Kind == Value::Cookie; };
  return llvm::any_of(Bindings, isCookie) || llvm::any_of(Results, isCookie);
}

bool PathState::meet(unsigned Save, unsigned Site) {
  std::pair Place(Save, Site);
  auto At = llvm::lower_bound(Met, Place);
  if (At != Met.end() && *At == Place)
    return false;
  Met.insert(At, Place);
  return true;
}

void PathState::closeForeign(llvm::StringRef Kind) {
  auto At = llvm::lower_bound(ForeignClosed, Kind);
  if (At == ForeignClosed.end() || *At != Kind)
    ForeignClosed.insert(At, Kind);
}

bool PathState::operator==(const PathState &O) const {
  return Open == O.Open && Bindings == O.Bindings && Known == O.Known && Results == O.Results &&
         Closed == O.Closed && Met == O.Met && ForeignClosed == O.ForeignClosed;
}

llvm::hash_code gfp::hash_value(const PathState &State) {
  // Of what tells states apart most often; the rest is left to the comparison.
  llvm::hash_code Hash = llvm::hash_combine(State.Open.size(), State.Met.size());
  for (const OpenScope &S : State.Open)
    Hash = llvm::hash_combine(Hash, S.Save, S.Escaped);
  for (const auto &[Where, Held] : State.Bindings)
    Hash = llvm::hash_combine(Hash, Where, static_cast<unsigned>(Held.Kind), Held.Number);
  for (const auto &[Symbol, Said] : State.Known) {
    Hash = llvm::hash_combine(Hash, Symbol, Said.Low, Said.High);
    for (int64_t Not : Said.Not)
      Hash = llvm::hash_combine(Hash, Not);
  }
  for (const auto &[Expression, Result] : State.Results)
    Hash = llvm::hash_combine(Hash, Expression, Result.Number);
  return Hash;
}
