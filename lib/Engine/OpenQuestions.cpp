//===- OpenQuestions.cpp - Functions that must be read --------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/OpenQuestions.h"
#include "Summary/FunctionKey.h"
#include "llvm/ADT/STLExtras.h"

using namespace gfp;

llvm::StringSet<> OpenQuestions::missing(Questions Asked, const Interest &In) {
  std::set<Symbol> Found;
  for (Symbol Key : Asked.Allocating) {
    Search Into;
    if (follow(Key, MaxFilesAway, Into))
      Found.insert(Into.Missing.begin(), Into.Missing.end());
  }
  std::map<Symbol, unsigned> Seen;
  for (Symbol Key : Asked.LettingGo)
    followLettingGo(Key, MaxFilesAway, Seen, Found);
  std::set<Symbol> SeenForMemory, SeenInSections;
  for (Symbol Key : Asked.Memory)
    followEdges(
        Key, [](const CallEdge &Edge) { return Edge.ReturnsIt; }, In.MayGive, SeenForMemory, Found);
  for (Symbol Key : Asked.Sleeping)
    followEdges(
        Key, [](const CallEdge &Edge) { return Edge.isSure(); }, In.MaySleep, SeenInSections,
        Found);
  followMasks(std::move(Asked.Masks), Found);
  Sought.insert(Found.begin(), Found.end());
  llvm::StringSet<> Names;
  for (Symbol Key : Found)
    Names.insert(Key);
  return Names;
}

bool OpenQuestions::follow(Symbol Key, unsigned Files, Search &Into) const {
  if (!Into.Seen.insert(Key.id()).second)
    return true;
  Followed.insert(nameOfKey(Key));
  const FunctionSummary *Summary = Known.find(Key);
  if (!Summary) {
    // One with internal linkage was in a unit that was read, if it is anywhere.
    if (Key.str().contains('@') || Sought.count(Key))
      return false;
    Into.Missing.push_back(Key);
    return true;
  }
  if (Summary->AllocatesOtherwise != Truth::Unknown)
    return Summary->AllocatesOtherwise == Truth::No && Summary->FilesAway <= Files;
  std::optional<FunctionRecord> Record = Linked.record(Key);
  return Record && Record->Own.AllocatesOtherwise == Truth::No &&
         llvm::all_of(Record->Calls, [&](const CallEdge &Edge) {
           return followCall(*Summary, Edge.Callee, Files, Into);
         });
}

bool OpenQuestions::followCall(const FunctionSummary &Caller, Symbol Callee, unsigned Files,
                               Search &Into) const {
  const FunctionSummary *Summary = Known.find(Callee);
  unsigned Steps = !Summary || isElsewhere(*Summary, Caller);
  return Steps <= Files && follow(Callee, Files - Steps, Into);
}

void OpenQuestions::followLettingGo(Symbol Key, unsigned Files, std::map<Symbol, unsigned> &Seen,
                                    std::set<Symbol> &Missing) const {
  // With how many files it was looked into, and one.
  unsigned &Before = Seen[Key];
  if (Before > Files)
    return;
  Before = Files + 1;
  Followed.insert(nameOfKey(Key));
  const FunctionSummary *Summary = Known.find(Key);
  if (!Summary && !Key.str().contains('@') && !Sought.count(Key))
    Missing.insert(Key);
  std::optional<FunctionRecord> Record =
      Summary && Summary->AtomicDelta >= 0 ? Linked.record(Key) : std::nullopt;
  if (!Record)
    return;
  for (const CallEdge &Edge : Record->Calls) {
    const FunctionSummary *Callee = Known.find(Edge.Callee);
    unsigned Steps = !Callee || isElsewhere(*Callee, *Summary);
    if (Steps <= Files)
      followLettingGo(Edge.Callee, Files - Steps, Seen, Missing);
  }
}

void OpenQuestions::followEdges(Symbol Key, llvm::function_ref<bool(const CallEdge &)> Counts,
                                llvm::function_ref<bool(llvm::StringRef)> OfInterest,
                                std::set<Symbol> &Seen, std::set<Symbol> &Missing) const {
  if (!Seen.insert(Key).second)
    return;
  // Of those with internal linkage nothing is known by their names.
  const bool IsInternal = Key.str().contains('@');
  if (!IsInternal && !OfInterest(Key))
    return;
  Followed.insert(nameOfKey(Key));
  std::optional<FunctionRecord> Record = Linked.record(Key);
  if (!Record) {
    if (!IsInternal && !Known.find(Key) && !Sought.count(Key))
      Missing.insert(Key);
    return;
  }
  for (const CallEdge &Edge : Record->Calls)
    if (Counts(Edge))
      followEdges(Edge.Callee, Counts, OfInterest, Seen, Missing);
}

void OpenQuestions::followMasks(std::vector<GivenMask> Given, std::set<Symbol> &Missing) const {
  std::map<Symbol, std::optional<FunctionRecord>> Records;
  auto recordOf = [&](Symbol Key) {
    auto [Record, New] = Records.try_emplace(Key);
    if (New) {
      Followed.insert(nameOfKey(Key));
      Record->second = Linked.record(Key);
    }
    return Record->second ? &*Record->second : nullptr;
  };
  for (const auto &[Key, Mask] : masksBehind(std::move(Given), recordOf))
    if (!Key.str().contains('@') && !Known.find(Key) && !Sought.count(Key))
      Missing.insert(Key);
}
