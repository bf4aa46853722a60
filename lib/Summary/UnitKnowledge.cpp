//===- UnitKnowledge.cpp - What one unit can know --------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/UnitKnowledge.h"

using namespace gfp;

namespace {

/// The reason \p Summary has for the same thing, one call nearer to it.
const Evidence *nearer(const FunctionSummary &Summary, const Evidence &Why) {
  auto matches = [&](const Evidence &E) { return E.Depth + 1 == Why.Depth && E.What == Why.What; };
  for (const auto *Each : {&Summary.Sleeps, &Summary.MaySleep, &Summary.OtherAllocation})
    if (*Each && matches(**Each))
      return &**Each;
  for (const MaskFlow &Flow : Summary.Flows)
    if (matches(Flow.Why))
      return &Flow.Why;
  for (const ReturnedMemory &Returned : Summary.Returns)
    if (matches(Returned.Why))
      return &Returned.Why;
  for (const FreedParameter &Freed : Summary.Frees)
    if (matches(Freed.Why))
      return &Freed.Why;
  return nullptr;
}

} // namespace

const FunctionSummary *UnitKnowledge::find(Symbol Key) const {
  const FunctionSummary *Own = Unit.find(Key);
  if (!Own)
    return Tree ? Tree->find(Key) : nullptr;
  const FunctionSummary *Wide = Tree ? Tree->find(Key) : nullptr;
  if (!Wide || (Wide->CallersClear == Own->CallersClear && Wide->AddressTaken == Own->AddressTaken))
    return Own;
  auto &Entry = Completed[Key.id()];
  if (!Entry) {
    Entry = std::make_unique<FunctionSummary>(*Own);
    Entry->CallersClear |= Wide->CallersClear;
    Entry->AddressTaken |= Wide->AddressTaken;
  }
  return Entry.get();
}

const FunctionSummary *UnitKnowledge::peek(const clang::FunctionDecl *Function) const {
  if (!Function)
    return nullptr;
  const std::string &Key = Keys.of(Function);
  return Key.empty() ? nullptr : find(Key);
}

const FunctionSummary *UnitKnowledge::of(const clang::FunctionDecl *Function) const {
  if (Function && Function->getIdentifier())
    Asked.insert(Keys.of(Function));
  return peek(Function);
}

const FunctionSummary *UnitKnowledge::inSection(const clang::FunctionDecl *Callee) const {
  if (Callee && Callee->getIdentifier())
    AskedInSections.insert(Keys.of(Callee));
  return peek(Callee);
}

void UnitKnowledge::needLettingGo(const clang::FunctionDecl *Callee) const {
  if (Callee && Callee->getIdentifier())
    LettingGo.insert(Keys.of(Callee));
}

const FunctionSummary *UnitKnowledge::returning(const clang::FunctionDecl *Callee) const {
  if (Callee && Callee->getIdentifier())
    AskedForMemory.insert(Keys.of(Callee));
  return peek(Callee);
}

bool UnitKnowledge::allocatesNothing(const clang::FunctionDecl *Function) const {
  const FunctionSummary *Known = of(Function);
  return Known && Known->AllocatesOtherwise == Truth::No && Known->Flows.empty() &&
         !Known->Incomplete;
}

std::vector<ChainStep> UnitKnowledge::chain(const FunctionSummary &Function,
                                            const Evidence &Why) const {
  std::vector<ChainStep> Steps;
  const FunctionSummary *At = &Function;
  for (const Evidence *Next = &Why; Next; Next = nearer(*At, *Next)) {
    Steps.push_back({nameOfKey(At->Key).str(), Keys.absolute(Next->File), Next->Line});
    if (Next->Through.empty())
      break;
    At = find(Next->Through);
    if (!At)
      break;
  }
  return Steps;
}
