//===- OutcomeBytes.cpp - How a unit went, as bytes ------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/OutcomeBytes.h"
#include "Engine/FindingBytes.h"
#include "Engine/PackedBytes.h"

using namespace gfp;
using llvm::StringRef;

namespace {

template <class IO> void fields(IO &Io, std::set<Symbol> &V) {
  std::vector<Symbol> Items(V.begin(), V.end());
  Io.list(Items, [&](Symbol &Each) { Io.text(Each); });
  V = std::set<Symbol>(Items.begin(), Items.end());
}

template <class IO> void fields(IO &Io, UnitOutcome &V) {
  Io.number(V.Status);
  Io.text(V.File);
  Io.text(V.Reason);
  Io.list(V.Needed, [&](std::string &S) { Io.text(S); });
  UnitAnalysis &R = V.Result;
  Io.list(R.Findings, [&](Finding &F) { findingFields(Io, F); });
  Io.list(R.Incomplete, [&](std::string &S) { Io.text(S); });
  Io.number(R.Functions);
  Io.number(R.Allocations);
  Io.number(R.Scopes);
  Io.list(R.Summary, [&](FunctionRecord &F) { recordFields(Io, F); });
  fields(Io, R.Asked);
  fields(Io, R.AskedInSections);
  fields(Io, R.AskedForMemory);
  fields(Io, R.LettingGo);
}

} // namespace

std::string gfp::encodeOutcome(const UnitOutcome &Outcome) {
  return packed([&](Writer &Out) {
    fields(Out, const_cast<UnitOutcome &>(Outcome)); // A writer changes nothing.
  });
}

std::optional<UnitOutcome> gfp::decodeOutcome(StringRef Bytes) {
  UnitOutcome Outcome;
  if (!unpack(Bytes, [&](Reader &In) { fields(In, Outcome); }))
    return std::nullopt;
  return Outcome;
}
