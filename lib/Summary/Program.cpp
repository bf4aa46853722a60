//===- Program.cpp - Summaries linked over the call graph -----------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Program.h"
#include "Summary/FunctionKey.h"
#include "Summary/Merge.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include <deque>
#include <set>

using namespace gfp;

namespace {

/// More ways of a mask to allocators than this are not told apart.
constexpr size_t MaxFlows = 16;
/// A summary that still changes after so many updates is left as it is.
constexpr unsigned MaxUpdates = 100;

void prefer(std::optional<Evidence> &Known, Evidence Other) {
  if (!Known || Other < *Known)
    Known = std::move(Other);
}

/// Only the unit it is in can call it.
bool isLocal(Symbol Key) {
  auto [Name, File] = Key.str().split('@');
  return !File.empty() && !File.ends_with(".h");
}

} // namespace

namespace gfp {

/// Brings the summaries of a program to their fixed point.
class Linker {
public:
  Linker(Program &Whole, const LinkRules &Rules, const LinkOptions &Options)
      : Whole(Whole), Rules(Rules), Options(Options) {}

  void run() {
    readRecords();
    goUpwards();
    goDownwards();
  }

private:
  static constexpr unsigned None = ~0u;

  unsigned indexOf(Symbol Key) const {
    auto Found = Whole.Index.find(Key.id());
    return Found == Whole.Index.end() ? None : Found->second;
  }

  const FunctionSummary *summaryOf(Symbol Key) const {
    unsigned Index = indexOf(Key);
    if (Index != None)
      return &Whole.Summaries[Index];
    return Options.Others ? Options.Others->find(Key) : nullptr;
  }

  void readRecords() {
    const size_t Count = Whole.Records.size();
    Taken.resize(Count);
    std::vector<std::pair<unsigned, unsigned>> Calls; // Callee, caller.
    Whole.Summaries.reserve(Count);
    for (unsigned I = 0; I < Count; ++I) {
      FunctionRecord Record = Whole.Records[I];
      for (Symbol Each : Record.Takes)
        if (unsigned Target = indexOf(Each); Target != None)
          Taken.set(Target);
      for (const CallEdge &Edge : Record.Calls)
        if (unsigned Callee = indexOf(Edge.Callee); Callee != None)
          Calls.emplace_back(Callee, I);
      Whole.Summaries.push_back(std::move(Record.Own));
    }
    for (unsigned I : Taken.set_bits())
      Whole.Summaries[I].AddressTaken = true;
    llvm::sort(Calls);
    Calls.erase(llvm::unique(Calls), Calls.end());
    FirstCaller.resize(Count + 1);
    for (auto [Callee, Caller] : Calls) {
      Callers.push_back(Caller);
      FirstCaller[Callee + 1] = Callers.size();
    }
    for (unsigned I = 0; I < Count; ++I)
      FirstCaller[I + 1] = std::max(FirstCaller[I + 1], FirstCaller[I]);
  }

  /// The functions that call the \p I-th.
  llvm::ArrayRef<unsigned> callersOf(unsigned I) const {
    return llvm::ArrayRef(Callers).slice(FirstCaller[I], FirstCaller[I + 1] - FirstCaller[I]);
  }

  /// From callees to callers.
  void goUpwards() {
    std::deque<unsigned> Work;
    llvm::BitVector Waiting(Whole.Records.size(), true);
    std::vector<unsigned> Updates(Whole.Records.size());
    for (unsigned I = 0; I < Whole.Records.size(); ++I)
      Work.push_back(I);
    while (!Work.empty()) {
      unsigned I = Work.front();
      Work.pop_front();
      Waiting.reset(I);
      if (++Updates[I] > MaxUpdates) {
        Whole.Summaries[I].Incomplete = true;
        continue;
      }
      FunctionSummary New = summarise(I);
      if (New == Whole.Summaries[I])
        continue;
      Whole.Summaries[I] = std::move(New);
      for (unsigned Caller : callersOf(I))
        if (!Waiting.test(Caller)) {
          Waiting.set(Caller);
          Work.push_back(Caller);
        }
    }
    for (const FunctionSummary &Summary : Whole.Summaries)
      Whole.Incomplete += Summary.Incomplete;
  }

  FunctionSummary summarise(unsigned I) const {
    FunctionRecord Record = Whole.Records[I];
    FunctionSummary Summary = std::move(Record.Own);
    Summary.AddressTaken |= Taken.test(I);
    for (const CallEdge &Edge : Record.Calls)
      if (const FunctionSummary *Callee = summaryOf(Edge.Callee))
        addCallee(Summary, Edge, *Callee);
      else {
        addUnknown(Summary, Edge);
        Summary.ReturnsOnlyThese &= !Edge.ReturnsIt;
      }
    if (Summary.AllocatesOtherwise != Truth::No)
      Summary.FilesAway = 0;
    tidy(Summary.Flows);
    tidy(Summary.Frees);
    tidy(Summary.Returns);
    if (Summary.Flows.size() > MaxFlows) {
      Summary.Flows.resize(MaxFlows);
      noteOtherAllocation(Summary, Truth::Yes, std::nullopt);
      Summary.Incomplete = true;
    }
    return Summary;
  }

  static void addUnknown(FunctionSummary &Caller, const CallEdge &Edge) {
    Evidence Why{0, Caller.File, Edge.Line, {}, nameOfKey(Edge.Callee), Edge.Guess};
    noteOtherAllocation(Caller, Truth::Unknown, Why);
  }

  static void addDistance(FunctionSummary &Caller, const CallEdge &Edge, unsigned FilesAway) {
    if (FilesAway > MaxFilesAway)
      addUnknown(Caller, Edge);
    else
      Caller.FilesAway = std::max(Caller.FilesAway, FilesAway);
  }

  static Evidence through(const FunctionSummary &Caller, const CallEdge &Edge,
                          const Evidence &Why) {
    return {Why.Depth + 1, Caller.File, Edge.Line, Edge.Callee, Why.What, Why.Guess || Edge.Guess};
  }

  void addCallee(FunctionSummary &Caller, const CallEdge &Edge,
                 const FunctionSummary &Callee) const {
    for (const MaskFlow &Flow : Callee.Flows)
      addFlow(Caller, Edge, Flow, Callee.AtomicDelta < 0);
    std::optional<Evidence> Other;
    if (Callee.OtherAllocation)
      Other = through(Caller, Edge, *Callee.OtherAllocation);
    noteOtherAllocation(Caller, Callee.AllocatesOtherwise, Other);
    if (Callee.AllocatesOtherwise == Truth::No)
      addDistance(Caller, Edge, Callee.FilesAway + isElsewhere(Callee, Caller));
    if (Callee.MaySleep)
      prefer(Caller.MaySleep, through(Caller, Edge, *Callee.MaySleep));
    // Who lets go of his caller's lock may do so before he sleeps.
    if (Callee.AtomicDelta < 0)
      addLettingGo(Caller, Callee);
    else if (Callee.Sleeps && Edge.isSure())
      prefer(Caller.Sleeps, through(Caller, Edge, *Callee.Sleeps));
    for (auto [Inner, Outer] : Edge.Handed)
      for (const FreedParameter &Freed : Callee.Frees)
        if (Freed.Parameter == Inner)
          Caller.Frees.push_back(
              {Outer, Freed.Free, Freed.Surely && Edge.isSure(), through(Caller, Edge, Freed.Why)});
    if (!Edge.ReturnsIt)
      return;
    for (const ReturnedMemory &Returned : Callee.Returns)
      Caller.Returns.push_back({Returned.Allocator, through(Caller, Edge, Returned.Why)});
    Caller.ReturnsOnlyThese &= Callee.ReturnsOnlyThese && !Edge.Guess;
  }

  /// Who lets go farther away is not followed: no scan is to read half a kernel for that.
  static void addLettingGo(FunctionSummary &Caller, const FunctionSummary &Callee) {
    unsigned Away = Callee.LetsGoAway + isElsewhere(Callee, Caller);
    if (Away > MaxFilesAway || Caller.KeepsSections)
      return;
    Caller.LetsGoAway = Caller.AtomicDelta < 0 ? std::min(Caller.LetsGoAway, Away) : Away;
    Caller.AtomicDelta = -1;
  }

  /// A mask that \p Edge gives its callee, and that gets to an allocator from there.
  void addFlow(FunctionSummary &Caller, const CallEdge &Edge, const MaskFlow &Flow,
               bool LetsGo) const {
    auto Mask = llvm::find_if(
        Edge.Masks, [&](const ArgumentMask &M) { return M.CalleeParameter == Flow.Parameter; });
    Evidence Why = through(Caller, Edge, Flow.Why);
    bool Surely = Flow.Surely && Edge.isSure() && !LetsGo;
    ArgumentMask Got;
    if (Mask != Edge.Masks.end())
      Got = Mask->behind({.Set = Flow.Added, .Clear = Flow.Removed});
    if (Got.FromParameter) {
      // A size that is known has been decided on.
      bool Decided = Flow.BySize && Edge.Small;
      Caller.Flows.push_back({*Got.FromParameter, Flow.Allocator, Got.Set, Got.Clear,
                              Flow.Guarded || Edge.Guarded || Decided, Flow.BySize || Edge.BySize,
                              Flow.Small || Edge.Small, Surely, Why});
      return;
    }
    noteOtherAllocation(Caller, Truth::Yes, Why);
    if (Mask == Edge.Masks.end())
      return;
    if (!Rules.Blocking || (Got.Set & Rules.Blocking) != Rules.Blocking)
      return;
    prefer(Caller.MaySleep, Why);
    if (Surely && !Flow.Guarded)
      prefer(Caller.Sleeps, Why);
  }

  /// From callers to callees: what is cleared at every call of a function.
  void goDownwards() {
    constexpr FlagSet Everything = ~FlagSet(0);
    std::vector<FlagSet> Clear(Whole.Records.size(), 0);
    std::deque<unsigned> Work;
    for (unsigned I = 0; I < Clear.size(); ++I) {
      bool AllKnown = !Whole.Summaries[I].AddressTaken && !callersOf(I).empty() &&
                      (Options.AllCallers || isLocal(Whole.Records.key(I)));
      Clear[I] = AllKnown ? Everything : 0;
      Work.push_back(I);
    }
    while (!Work.empty()) {
      unsigned I = Work.front();
      Work.pop_front();
      const FunctionRecord Record = Whole.Records[I];
      for (const CallEdge &Edge : Record.Calls) {
        unsigned Callee = indexOf(Edge.Callee);
        if (Callee == None)
          continue;
        FlagSet Left = Clear[Callee] & (Edge.ScopesClear | Clear[I]);
        if (Left == Clear[Callee])
          continue;
        Clear[Callee] = Left;
        Work.push_back(Callee);
      }
    }
    // Functions that only call each other have no caller that counts.
    for (unsigned I = 0; I < Clear.size(); ++I)
      Whole.Summaries[I].CallersClear = Clear[I] == Everything ? 0 : Clear[I];
  }

  Program &Whole;
  const LinkRules &Rules;
  const LinkOptions &Options;
  llvm::BitVector Taken; ///< Functions whose address some function takes.
  /// Of each function one after the other; where each's begin.
  std::vector<unsigned> Callers, FirstCaller;
};

} // namespace gfp

bool gfp::isElsewhere(const FunctionSummary &Callee, const FunctionSummary &Caller) {
  return !isOfHeader(Callee.Key) && Callee.File != Caller.File;
}

LinkRules LinkRules::of(const RuleSet &Rules) {
  return {.Blocking = Rules.flagSet(Rules.sleepingFlags())};
}

Program Program::link(std::vector<PackedRecords> Units, const LinkRules &Rules,
                      const LinkOptions &Options) {
  Program Whole;
  Whole.Records = mergeUnits(Units);
  Units.clear();
  for (unsigned I = 0; I < Whole.Records.size(); ++I)
    Whole.Index[Whole.Records.key(I).id()] = I;
  Linker(Whole, Rules, Options).run();
  return Whole;
}

void Program::relink(std::vector<PackedRecords> Changed, const LinkRules &Rules,
                     const LinkOptions &Options) {
  llvm::DenseMap<uint32_t, std::set<Symbol>> Replaced; // With the files that have it now.
  for (const PackedRecords &Unit : Changed)
    for (size_t I = 0; I < Unit.size(); ++I)
      if (!isOfHeader(Unit.key(I))) // Others may see that one differently.
        Replaced[Unit.key(I).id()].insert(Unit[I].Own.File);
  PackedRecords Kept;
  Kept.reserve(Records.size(), Records.sizeInBytes());
  for (size_t I = 0; I < Records.size(); ++I) {
    auto Files = Replaced.find(Records.key(I).id());
    // What another file calls so, or what was forgotten for that reason, stays as it is.
    if (Files == Replaced.end() || !Files->second.count(Records[I].Own.File))
      Kept.add(Records.key(I), Records.bytes(I));
  }
  *this = Program(); // It may be large.
  Changed.push_back(std::move(Kept));
  *this = link(std::move(Changed), Rules, Options);
}

const FunctionSummary *Program::find(Symbol Key) const {
  auto Found = Index.find(Key.id());
  return Found == Index.end() ? nullptr : &Summaries[Found->second];
}

std::optional<FunctionRecord> Program::record(Symbol Key) const {
  auto Found = Index.find(Key.id());
  if (Found == Index.end())
    return std::nullopt;
  return Records[Found->second];
}
