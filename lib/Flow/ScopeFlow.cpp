//===- ScopeFlow.cpp - Which scopes are open where ----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Flow/ScopeFlow.h"
#include "Flow/ScopeWalker.h"

using namespace clang;
using namespace gfp;

void PointRecord::visit(const PathState &State) {
  for (const OpenScope &S : State.Open)
    Sometimes.insert(S.Save);
  if (!Reached)
    Always = Sometimes;
  else
    std::erase_if(Always, [&](unsigned Save) { return !State.isOpen(Save); });
  Reached = true;
}

std::unique_ptr<ScopeFlow> ScopeFlow::run(const FunctionFacts &Facts, const UnitFacts &Unit,
                                          const ScopeSummaries &Summaries) {
  auto Flow = std::make_unique<ScopeFlow>();
  ScopeWalker(Facts, Unit, Summaries, *Flow).walk();
  return Flow;
}

const PointRecord *ScopeFlow::at(const Stmt *Point) const {
  auto Found = Points.find(Point);
  return Found == Points.end() || !Found->second.Reached ? nullptr : &Found->second;
}

std::set<std::string> ScopeFlow::clearedAt(const Stmt *Where) const {
  std::set<std::string> Cleared;
  const PointRecord *Point = at(Where);
  if (!Point || Incomplete)
    return Cleared;
  for (unsigned Save : Point->Always)
    if (Saves[Save].Scope)
      Cleared.insert(Saves[Save].Scope->Clears.begin(), Saves[Save].Scope->Clears.end());
  return Cleared;
}

bool ScopeFlow::surelyUnder(const AllocationSite &Site,
                            llvm::ArrayRef<std::string> ClearedFlags) const {
  std::set<std::string> Cleared = clearedAt(Site.Call);
  return llvm::all_of(ClearedFlags, [&](const std::string &F) { return Cleared.count(F); });
}
