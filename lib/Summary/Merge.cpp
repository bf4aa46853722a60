//===- Merge.cpp - One function seen from several units --------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Merge.h"
#include "llvm/ADT/STLExtras.h"
#include <tuple>

using namespace gfp;

namespace {

/// For an AtomicDelta that is not always the same: whatever the caller holds may be let go.
constexpr int LetsGo = -1;

auto keyOf(const MaskFlow &F) {
  return std::tie(F.Parameter, F.Allocator, F.Added, F.Removed, F.Guarded, F.BySize, F.Small);
}
auto keyOf(const FreedParameter &F) { return std::tie(F.Parameter, F.Free); }
auto keyOf(const ReturnedMemory &R) { return std::tie(R.Allocator); }

/// Sorts by what is said, the nearest reason first, and drops the others.
template <class T> void keepNearest(std::vector<T> &Items) {
  llvm::sort(Items, [](const T &A, const T &B) {
    return std::tuple(keyOf(A), A.Why) < std::tuple(keyOf(B), B.Why);
  });
  Items.erase(llvm::unique(Items, [](const T &A, const T &B) { return keyOf(A) == keyOf(B); }),
              Items.end());
}

/// What is sure is so only if both say so.
template <class T> void join(std::vector<T> &Into, const std::vector<T> &Other) {
  auto surely = [](const std::vector<T> &In, const T &Item) {
    return llvm::any_of(In,
                        [&](const T &Each) { return keyOf(Each) == keyOf(Item) && Each.Surely; });
  };
  std::vector<T> Both = Into;
  Both.insert(Both.end(), Other.begin(), Other.end());
  for (T &Item : Both)
    Item.Surely = surely(Into, Item) && surely(Other, Item);
  tidy(Both);
  Into = std::move(Both);
}

void prefer(std::optional<Evidence> &Into, const std::optional<Evidence> &Other) {
  if (Other && (!Into || *Other < *Into))
    Into = Other;
}

void joinMasks(std::vector<MaskUse> &Into, const std::vector<MaskUse> &Other) {
  for (const MaskUse &Use : Other) {
    auto Same = llvm::find_if(Into, [&](const MaskUse &U) { return U.Parameter == Use.Parameter; });
    if (Same == Into.end()) {
      Into.push_back(Use);
      continue;
    }
    Same->Passed |= Use.Passed;
    Same->Tested |= Use.Tested;
    Same->Kept |= Use.Kept;
  }
  llvm::sort(Into);
}

void joinTakes(FunctionRecord &Into, const FunctionRecord &Other) {
  Into.Takes.insert(Into.Takes.end(), Other.Takes.begin(), Other.Takes.end());
  llvm::sort(Into.Takes);
  Into.Takes.erase(llvm::unique(Into.Takes), Into.Takes.end());
}

/// The same function under another configuration.
void join(FunctionRecord &Into, const FunctionRecord &Other) {
  FunctionSummary &A = Into.Own;
  const FunctionSummary &B = Other.Own;
  A.Line = std::min(A.Line, B.Line);
  joinMasks(A.Masks, B.Masks);
  join(A.Flows, B.Flows);
  noteOtherAllocation(A, B.AllocatesOtherwise, B.OtherAllocation);
  if (A.Sleeps && B.Sleeps)
    prefer(A.Sleeps, B.Sleeps);
  else
    A.Sleeps.reset();
  prefer(A.MaySleep, B.MaySleep);
  A.Returns.insert(A.Returns.end(), B.Returns.begin(), B.Returns.end());
  tidy(A.Returns);
  A.ReturnsOnlyThese &= B.ReturnsOnlyThese;
  join(A.Frees, B.Frees);
  if (A.Scopes != B.Scopes)
    A.Scopes.clear();
  A.LetsGoAway = std::min(A.LetsGoAway, B.LetsGoAway);
  A.KeepsSections |= B.KeepsSections;
  if (A.AtomicDelta != B.AtomicDelta)
    A.AtomicDelta = LetsGo;
  A.NeverReturns &= B.NeverReturns;
  A.AddressTaken |= B.AddressTaken;
  A.Incomplete |= B.Incomplete;
  joinTakes(Into, Other);

  auto calledSurely = [](const FunctionRecord &Record, const CallEdge &Edge) {
    return llvm::any_of(Record.Calls, [&](const CallEdge &Each) {
      return Each.Callee == Edge.Callee && Each.Surely;
    });
  };
  std::vector<CallEdge> Calls = Into.Calls;
  Calls.insert(Calls.end(), Other.Calls.begin(), Other.Calls.end());
  for (CallEdge &Edge : Calls)
    Edge.Surely = Edge.Surely && calledSurely(Into, Edge) && calledSurely(Other, Edge);
  llvm::sort(Calls);
  Calls.erase(llvm::unique(Calls), Calls.end());
  Into.Calls = std::move(Calls);
}

/// Of functions that share a name nothing is said, not even where they are.
void forget(FunctionRecord &Record) {
  FunctionSummary Nothing;
  Nothing.Key = Record.Own.Key;
  Nothing.AtomicDelta = LetsGo;
  Nothing.Incomplete = true;
  Nothing.AddressTaken = true;
  Record.Own = std::move(Nothing);
  Record.Calls.clear();
}

bool isForgotten(const FunctionRecord &Record) { return Record.Own.File.empty(); }

/// What holds for all of \p Variants, which have one key.
FunctionRecord mergeVariants(UnitSummary Variants) {
  llvm::sort(Variants); // Bytes have an order of their own in every process.
  FunctionRecord Merged = std::move(Variants.front());
  for (const FunctionRecord &Record : llvm::drop_begin(Variants)) {
    if (Merged.Own.File != Record.Own.File) {
      forget(Merged);
      joinTakes(Merged, Record);
    } else if (isForgotten(Merged)) {
      joinTakes(Merged, Record);
    } else if (!(Merged == Record)) {
      join(Merged, Record);
    }
  }
  return Merged;
}

} // namespace

void gfp::tidy(std::vector<MaskFlow> &Flows) { keepNearest(Flows); }
void gfp::tidy(std::vector<FreedParameter> &Frees) { keepNearest(Frees); }
void gfp::tidy(std::vector<ReturnedMemory> &Returns) { keepNearest(Returns); }

PackedRecords gfp::mergeUnits(llvm::ArrayRef<PackedRecords> Units) {
  struct Place {
    const PackedRecords *In;
    size_t Index;

    Symbol key() const { return In->key(Index); }
    llvm::StringRef bytes() const { return In->bytes(Index); }
    bool operator==(const Place &O) const { return key() == O.key() && bytes() == O.bytes(); }
  };
  // Room for all at once: growing would take twice as much.
  size_t Count = 0, Size = 0;
  for (const PackedRecords &Unit : Units) {
    Count += Unit.size();
    Size += Unit.sizeInBytes();
  }
  std::vector<Place> All;
  All.reserve(Count);
  for (const PackedRecords &Unit : Units)
    for (size_t I = 0; I < Unit.size(); ++I)
      All.push_back({&Unit, I});
  llvm::sort(All, [](const Place &A, const Place &B) {
    return A.key() != B.key() ? A.key() < B.key() : A.bytes() < B.bytes();
  });
  All.erase(llvm::unique(All), All.end());

  PackedRecords Merged;
  Merged.reserve(All.size(), Size);
  for (size_t I = 0; I < All.size();) {
    size_t Begin = I;
    while (I < All.size() && All[I].key() == All[Begin].key())
      ++I;
    if (I == Begin + 1) {
      Merged.add(All[Begin].key(), All[Begin].bytes());
      continue;
    }
    UnitSummary Variants;
    for (size_t Each = Begin; Each < I; ++Each)
      Variants.push_back((*All[Each].In)[All[Each].Index]);
    Merged.add(mergeVariants(std::move(Variants)));
  }
  Merged.shrink();
  return Merged;
}
