//===- Encoding.cpp - Summaries as bytes -----------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/ByteIO.h"

using namespace gfp;

namespace {

template <class IO> void fields(IO &Io, Evidence &V) {
  Io.number(V.Depth);
  Io.text(V.File);
  Io.number(V.Line);
  Io.text(V.Through);
  Io.text(V.What);
  Io.number(V.Guess);
}

template <class IO> void fields(IO &Io, FunctionSummary &V) {
  auto evidence = [&](Evidence &E) { fields(Io, E); };
  Io.text(V.Key);
  Io.text(V.File);
  Io.number(V.Line);
  Io.list(V.Masks, [&](MaskUse &M) {
    Io.number(M.Parameter);
    Io.number(M.Passed);
    Io.number(M.Tested);
    Io.number(M.Kept);
  });
  Io.list(V.Flows, [&](MaskFlow &F) {
    Io.number(F.Parameter);
    Io.text(F.Allocator);
    Io.number(F.Added);
    Io.number(F.Removed);
    Io.number(F.Guarded);
    Io.number(F.BySize);
    Io.number(F.Small);
    Io.number(F.Surely);
    evidence(F.Why);
  });
  Io.number(V.AllocatesOtherwise);
  Io.maybe(V.OtherAllocation, evidence);
  Io.number(V.FilesAway);
  Io.maybe(V.Sleeps, evidence);
  Io.maybe(V.MaySleep, evidence);
  Io.list(V.Returns, [&](ReturnedMemory &R) {
    Io.text(R.Allocator);
    evidence(R.Why);
  });
  Io.number(V.ReturnsOnlyThese);
  Io.list(V.Frees, [&](FreedParameter &F) {
    Io.number(F.Parameter);
    Io.text(F.Free);
    Io.number(F.Surely);
    evidence(F.Why);
  });
  Io.list(V.Scopes, [&](ScopeEffect &S) {
    Io.number(S.Opens);
    Io.number(S.Sometimes);
    Io.text(S.Kind);
    Io.number(S.Holder);
    Io.number(S.Index);
    Io.text(S.Path);
  });
  Io.number(V.AtomicDelta);
  Io.number(V.KeepsSections);
  Io.number(V.LetsGoAway);
  Io.number(V.NeverReturns);
  Io.number(V.AddressTaken);
  Io.number(V.CallersClear);
  Io.number(V.Incomplete);
}

template <class IO> void fields(IO &Io, FunctionRecord &V) {
  fields(Io, V.Own);
  Io.list(V.Calls, [&](CallEdge &C) {
    Io.text(C.Callee);
    for (auto *Each : {&C.Masks, &C.Arms})
      Io.list(*Each, [&](ArgumentMask &M) {
        Io.number(M.CalleeParameter);
        Io.number(M.Set);
        Io.number(M.Clear);
        Io.maybe(M.FromParameter, [&](unsigned &P) { Io.number(P); });
      });
    Io.list(C.Handed, [&](std::pair<unsigned, unsigned> &P) {
      Io.number(P.first);
      Io.number(P.second);
    });
    Io.number(C.ReturnsIt);
    Io.number(C.Surely);
    Io.number(C.Guarded);
    Io.number(C.BySize);
    Io.number(C.Small);
    Io.number(C.Guess);
    Io.number(C.ScopesClear);
    Io.number(C.Line);
  });
  Io.list(V.Takes, [&](Symbol &S) { Io.text(S); });
}

} // namespace

void gfp::recordFields(Writer &Io, FunctionRecord &V) { fields(Io, V); }
void gfp::recordFields(Reader &Io, FunctionRecord &V) { fields(Io, V); }

namespace {

template <class T> std::string encodeAny(const T &Value, StringNumbering Strings) {
  std::string Bytes;
  llvm::raw_string_ostream OS(Bytes);
  Writer Out(OS, Strings);
  fields(Out, const_cast<T &>(Value)); // A writer changes nothing.
  return Bytes;
}

template <class T> std::optional<T> decodeAny(llvm::StringRef Bytes, StringLookup Strings) {
  Reader In(Bytes, Strings);
  T Value;
  fields(In, Value);
  if (!In.finished())
    return std::nullopt;
  return Value;
}

} // namespace

unsigned StringTable::numberOf(Symbol Text) {
  auto [Entry, New] = Numbers.try_emplace(Text.id(), Strings.size());
  if (New)
    Strings.push_back(Text);
  return Entry->second;
}

std::string gfp::encode(const FunctionSummary &Value, StringNumbering Strings) {
  return encodeAny(Value, Strings);
}
std::string gfp::encode(const FunctionRecord &Value, StringNumbering Strings) {
  return encodeAny(Value, Strings);
}
std::optional<FunctionSummary> gfp::decodeSummary(llvm::StringRef Bytes, StringLookup Strings) {
  return decodeAny<FunctionSummary>(Bytes, Strings);
}
std::optional<FunctionRecord> gfp::decodeRecord(llvm::StringRef Bytes, StringLookup Strings) {
  return decodeAny<FunctionRecord>(Bytes, Strings);
}
