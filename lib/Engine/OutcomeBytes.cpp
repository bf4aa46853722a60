//===- OutcomeBytes.cpp - How a unit went, as bytes ------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// First the strings, each as its length and its bytes, then the fields, in which strings are
// numbers.
//
//===----------------------------------------------------------------------===//
#include "Engine/OutcomeBytes.h"
#include "Summary/ByteIO.h"

using namespace gfp;
using llvm::StringRef;

namespace {

template <class IO> void fields(IO &Io, Position &V) {
  Io.text(V.File);
  Io.number(V.Offset);
  Io.number(V.Line);
  Io.number(V.Column);
}

template <class IO> void fields(IO &Io, Finding &V) {
  Io.text(V.Check);
  Io.number(V.Level);
  Io.text(V.Message);
  fields(Io, V.At);
  Io.text(V.Function);
  Io.text(V.Statement);
  Io.number(V.FirstLine);
  Io.number(V.LastLine);
  Io.number(V.OfAbsence);
  Io.number(V.Release.Major);
  Io.number(V.Release.Minor);
  Io.list(V.Notes, [&](Note &N) {
    fields(Io, N.At);
    Io.text(N.Message);
  });
  Io.maybe(V.Correction, [&](Fix &F) {
    Io.text(F.Title);
    Io.list(F.Edits, [&](Edit &E) {
      Io.text(E.File);
      Io.number(E.Offset);
      Io.number(E.Length);
      Io.text(E.Replacement);
    });
  });
}

template <class IO> void fields(IO &Io, std::set<Symbol> &V) {
  std::vector<Symbol> Items(V.begin(), V.end());
  Io.list(Items, [&](Symbol &Each) { Io.text(Each); });
  V = std::set<Symbol>(Items.begin(), Items.end());
}

template <class IO> void fields(IO &Io, UnitOutcome &V) {
  Io.number(V.Status);
  Io.text(V.File);
  Io.text(V.Reason);
  UnitAnalysis &R = V.Result;
  Io.list(R.Findings, [&](Finding &F) { fields(Io, F); });
  Io.list(R.Incomplete, [&](std::string &S) { Io.text(S); });
  Io.number(R.Functions);
  Io.number(R.Allocations);
  Io.number(R.Scopes);
  Io.list(R.Summary, [&](FunctionRecord &F) { recordFields(Io, F); });
  fields(Io, R.Asked);
  fields(Io, R.AskedInSections);
  fields(Io, R.AskedForMemory);
}

} // namespace

std::string gfp::encodeOutcome(const UnitOutcome &Outcome) {
  StringTable Strings;
  std::string Fields;
  llvm::raw_string_ostream OS(Fields);
  Writer Out(OS, Strings);
  fields(Out, const_cast<UnitOutcome &>(Outcome)); // A writer changes nothing.
  std::string Bytes;
  llvm::raw_string_ostream All(Bytes);
  llvm::encodeULEB128(Strings.strings().size(), All);
  for (Symbol Text : Strings.strings()) {
    llvm::encodeULEB128(Text.str().size(), All);
    All << Text.str();
  }
  All << Fields;
  return Bytes;
}

std::optional<UnitOutcome> gfp::decodeOutcome(StringRef Bytes) {
  const uint8_t *At = Bytes.bytes_begin(), *End = Bytes.bytes_end();
  auto next = [&]() -> std::optional<uint64_t> {
    const char *Error = nullptr;
    unsigned Length = 0;
    uint64_t Value = llvm::decodeULEB128(At, &Length, End, &Error);
    if (Error)
      return std::nullopt;
    At += Length;
    return Value;
  };
  auto Count = next();
  if (!Count || *Count > Bytes.size())
    return std::nullopt;
  std::vector<Symbol> Strings;
  Strings.reserve(*Count);
  for (uint64_t I = 0; I < *Count; ++I) {
    auto Size = next();
    if (!Size || *Size > static_cast<uint64_t>(End - At))
      return std::nullopt;
    Strings.push_back(StringRef(reinterpret_cast<const char *>(At), *Size));
    At += *Size;
  }
  auto string = [&](uint64_t Number) {
    return Number < Strings.size() ? std::optional(Strings[Number]) : std::nullopt;
  };
  Reader In(StringRef(reinterpret_cast<const char *>(At), End - At), string);
  UnitOutcome Outcome;
  fields(In, Outcome);
  if (!In.finished())
    return std::nullopt;
  return Outcome;
}
