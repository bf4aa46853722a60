//===- UnitNeeds.cpp - What a unit's findings hang on ----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/UnitNeeds.h"
#include "Summary/FunctionKey.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"

using namespace gfp;

MaskJudge::MaskJudge(const Analysis &Checks) : Rules(Checks.rules()) {
  auto set = [&](llvm::ArrayRef<std::string> Names) { return Rules.flagSet(Names); };
  NeverFails = set(Rules.neverFailsFlag().str());
  Blocking = set(Rules.sleepingFlags());
  FlagSet Asking = NeverFails;
  for (const Verdict &V : Rules.verdicts()) {
    bool OfAnyCallee =
        Checks.mayReport(V) && llvm::any_of(Rules.allocators(), [&](const Allocator &A) {
          return V.isAbout(A) && !Checks.words().lookup(A.Name).isSought();
        });
    Conditions.push_back({&V, set(V.Has), set(V.HasAny), set(V.Lacks), set(V.LacksAny),
                          set(V.Supported), OfAnyCallee});
    if (OfAnyCallee)
      Asking |= Conditions.back().Has | Conditions.back().HasAny;
  }
  std::vector<std::string> Sought;
  for (const FlagRule &Flag : Rules.flags())
    if (Checks.words().lookup(Flag.Name).isSought())
      Sought.push_back(Flag.Name);
  Words = Asking & set(Sought);
}

bool MaskJudge::Condition::holds(FlagSet Set, FlagSet Clear) const {
  return (Set & Has) == Has && (Clear & Lacks) == Lacks && (!HasAny || (Set & HasAny)) &&
         (!LacksAny || (Clear & LacksAny)) && (Rule->Supported.empty() || (Set & ~Supported));
}

bool MaskJudge::concerns(const ArgumentMask &Given, const MaskFlow &Flow) const {
  const Allocator *Into = Rules.allocator(Flow.Allocator);
  if (!Into)
    return false;
  ArgumentMask Got = Given.behind({.Set = Flow.Added, .Clear = Flow.Removed});
  return (Got.Set & NeverFails) || llvm::any_of(Conditions, [&](const Condition &C) {
           return C.Rule->isAbout(*Into) && C.holds(Got.Set, Got.Clear);
         });
}

bool MaskJudge::sleeps(const ArgumentMask &Given, const MaskFlow &Flow) const {
  ArgumentMask Got = Given.behind({.Set = Flow.Added, .Clear = Flow.Removed});
  return Flow.Surely && !Flow.Guarded && (Got.Set & Blocking) == Blocking;
}

bool MaskJudge::asksWhere(const ArgumentMask &Given) const {
  return (Given.Set & Words) || llvm::any_of(Conditions, [&](const Condition &C) {
           return C.OfAnyCallee && C.holds(Given.Set, Given.Clear);
         });
}

bool MaskJudge::givesOtherThanSlab(const FunctionSummary &Function) const {
  return Function.ReturnsOnlyThese &&
         llvm::any_of(Function.Returns, [&](const ReturnedMemory &Returned) {
           const Allocator *From = Rules.allocator(Returned.Allocator);
           return From && (From->Back.isMapped() || From->Back.isEither());
         });
}

UnitNeeds::UnitNeeds(const UnitAnalysis &Unit, CallersAsked Callers)
    : Questions(Unit.Asked.begin(), Unit.Asked.end()),
      LettingGo(Unit.LettingGo.begin(), Unit.LettingGo.end()) {
  llvm::DenseMap<uint32_t, const FunctionRecord *> Records;
  for (const FunctionRecord &Record : Unit.Summary) {
    Records[Record.Own.Key.id()] = &Record;
    if (Callers == CallersAsked::Scopes)
      Own.push_back(Record.Own.Key);
    if (Callers != CallersAsked::Nothing && Record.Own.MaySleep &&
        llvm::any_of(Record.Own.Masks, [](const MaskUse &Use) { return Use.ignored(); }))
      Ignoring.push_back(Record.Own.Key);
  }
  std::set<Symbol> Callees;
  std::vector<GivenMask> Masks;
  for (const FunctionRecord &Record : Unit.Summary)
    for (const CallEdge &Edge : Record.Calls) {
      if (!Records.contains(Edge.Callee.id()))
        Callees.insert(Edge.Callee);
      for (const auto *Each : {&Edge.Masks, &Edge.Arms})
        for (const ArgumentMask &Mask : *Each)
          Masks.push_back({Edge.Callee, Mask});
    }
  Called.assign(Callees.begin(), Callees.end());
  // Those that the unit's own functions get, and hand on, too.
  Given = masksBehind(std::move(Masks), [&](Symbol Key) { return Records.lookup(Key.id()); });

  // What is asked of a function of the unit hangs on all it calls.
  auto othersBehind = [&](const std::set<Symbol> &From,
                          llvm::function_ref<bool(const CallEdge &)> Counts) {
    std::set<Symbol> Seen, Others;
    std::vector<Symbol> Work(From.begin(), From.end());
    while (!Work.empty()) {
      Symbol Key = Work.back();
      Work.pop_back();
      if (!Seen.insert(Key).second)
        continue;
      auto Record = Records.find(Key.id());
      if (Record == Records.end())
        Others.insert(Key);
      else
        for (const CallEdge &Edge : Record->second->Calls)
          if (Counts(Edge))
            Work.push_back(Edge.Callee);
    }
    return std::vector<Symbol>(Others.begin(), Others.end());
  };
  auto any = [](const CallEdge &) { return true; };
  auto surely = [](const CallEdge &Edge) { return Edge.isSure(); };
  auto returned = [](const CallEdge &Edge) { return Edge.ReturnsIt; };
  Asked = othersBehind(Unit.Asked, any);
  AskedInSections = othersBehind(Unit.AskedInSections, any);
  SurelyInSections = othersBehind(Unit.AskedInSections, surely);
  AskedForMemory = othersBehind(Unit.AskedForMemory, returned);
  for (const FunctionRecord &Record : Unit.Summary)
    if (Symbol Key = Record.Own.Key;
        !Key.str().contains('@') && llvm::any_of(Record.Calls, returned))
      for (Symbol Other : othersBehind({Key}, returned))
        HandedOn.emplace_back(Key, Other);
}

llvm::StringSet<> UnitNeeds::asksFor(const ReducedSource &Reduced) const {
  llvm::StringSet<> Found;
  for (llvm::ArrayRef<Symbol> Keys : {Asked, AskedInSections, AskedForMemory})
    for (Symbol Key : Keys)
      if (Reduced.Functions.contains(nameOfKey(Key)))
        Found.insert(nameOfKey(Key));
  return Found;
}

namespace {

/// What of a summary a unit asked for.
enum class Part { Scopes, Flows, Sections, Sleep, Allocations, Memory };

/// The parts of \p Known that answer, without the reasons: a chain that got shorter changes no
/// finding.
void addAnswer(const FunctionSummary &Known, Part Asked, std::set<std::string> &Answers) {
  std::string Text = Known.Key.str().str();
  auto number = [&](uint64_t Value) { Text += " " + llvm::utohexstr(Value); };
  auto flows = [&] {
    for (const MaskFlow &F : Known.Flows) {
      Text += " " + F.Allocator.str().str();
      for (uint64_t Each : {uint64_t(F.Parameter), F.Added, F.Removed, uint64_t(F.Guarded),
                            uint64_t(F.BySize), uint64_t(F.Small), uint64_t(F.Surely)})
        number(Each);
    }
  };
  switch (Asked) {
  case Part::Scopes:
    for (const ScopeEffect &S : Known.Scopes) {
      Text += " scope " + S.Kind.str().str() + S.Path.str().str();
      for (unsigned Each : {unsigned(S.Opens), unsigned(S.Sometimes), S.Holder, S.Index})
        number(Each);
    }
    break;
  case Part::Flows:
    flows();
    break;
  case Part::Sections:
    number(static_cast<uint64_t>(Known.AtomicDelta));
    break;
  case Part::Sleep:
    Text += " sleeps";
    break;
  case Part::Memory:
    for (const ReturnedMemory &Returned : Known.Returns)
      Text += " gives " + Returned.Allocator.str().str();
    break;
  case Part::Allocations:
    flows();
    number(static_cast<uint64_t>(Known.AllocatesOtherwise));
    number(Known.FilesAway);
    break;
  }
  Answers.insert(std::move(Text));
}

} // namespace

uint64_t UnitNeeds::answers(const SummaryStore *Store, const MaskJudge &Judge) const {
  if (!Store)
    return 0;
  std::set<std::string> Answers;
  for (Symbol Key : Called)
    if (const FunctionSummary *Known = Store->find(Key); Known && !Known->Scopes.empty())
      addAnswer(*Known, Part::Scopes, Answers);
  for (const auto &[Key, Mask] : Given)
    if (const FunctionSummary *Known = Store->find(Key))
      for (const MaskFlow &Flow : Known->Flows)
        if (Flow.Parameter == Mask.CalleeParameter &&
            (Judge.concerns(Mask, Flow) ||
             (llvm::binary_search(SurelyInSections, Key) && Judge.sleeps(Mask, Flow))))
          addAnswer(*Known, Part::Flows, Answers);
  for (Symbol Key : Asked)
    if (const FunctionSummary *Known = Store->find(Key);
        Known && (Known->AllocatesOtherwise == Truth::No || !Known->Flows.empty()))
      addAnswer(*Known, Part::Allocations, Answers);
  for (Symbol Key : AskedInSections)
    if (const FunctionSummary *Known = Store->find(Key); Known && Known->AtomicDelta)
      addAnswer(*Known, Part::Sections, Answers);
  for (Symbol Key : SurelyInSections)
    if (const FunctionSummary *Known = Store->find(Key); Known && Known->Sleeps)
      addAnswer(*Known, Part::Sleep, Answers);
  for (Symbol Key : AskedForMemory)
    if (const FunctionSummary *Known = Store->find(Key); Known && Judge.givesOtherThanSlab(*Known))
      addAnswer(*Known, Part::Memory, Answers);
  for (Symbol Key : Own)
    if (const FunctionSummary *Known = Store->find(Key); Known && Known->CallersClear)
      Answers.insert(Key.str().str() + " called under " + llvm::utohexstr(Known->CallersClear));
  for (Symbol Key : Ignoring)
    if (const FunctionSummary *Known = Store->find(Key); Known && Known->AddressTaken)
      Answers.insert(Key.str().str() + " taken");
  return Answers.empty() ? 0 : llvm::xxh3_64bits(llvm::join(Answers, "\n"));
}
