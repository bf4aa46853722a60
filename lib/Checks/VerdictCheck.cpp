//===- VerdictCheck.cpp - Checks made of the rules' verdicts -------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/VerdictCheck.h"
#include "Checks/MaskEdits.h"
#include "Checks/Report.h"
#include "Checks/ScopeEdits.h"
#include "Checks/VerdictMatch.h"
#include "Checks/Words.h"
#include "Gfp/MaskEvaluator.h"
#include "clang/AST/Decl.h"
#include <fmt/format.h>

using namespace clang;
using namespace gfp;

namespace {

/// The weakest kind of scope whose restriction is all that \p Site's mask restricts: nofs for
/// GFP_NOFS, noio for GFP_NOIO. Null if the mask is restricted otherwise.
const ScopeKind *kindThatSays(const FunctionView &View, const AllocationSite &Site) {
  const FlagTable &Flags = View.Unit.flags();
  uint64_t Clearable = 0;
  for (const ScopeKind &Kind : View.Unit.rules().scopeKinds())
    if (Kind.MaskCanCarry)
      Clearable |= Flags.allBits(Kind.Clears);
  uint64_t Cleared = Site.Mask.Clear & Clearable;
  for (const ScopeKind &Kind : View.Unit.rules().scopeKinds())
    if (Kind.MaskCanCarry && Flags.allBits(Kind.Clears) == Cleared)
      return &Kind;
  return nullptr;
}

/// GFP_KERNEL in place of the restricted mask, under the scope that is open or in one of its own.
std::optional<Fix> scopeFix(const FunctionView &View, const AllocationSite &Site) {
  const ScopeKind *Kind = kindThatSays(View, Site);
  if (!Kind)
    return std::nullopt;
  std::string Spelled;
  auto Mask = changeMask(View, Site, View.Unit.flags().allBits(Kind->Clears), 0, Spelled);
  if (!Mask)
    return std::nullopt;
  if (View.Flow && View.Flow->surelyUnder(Site, Kind->Clears))
    return Fix{fmt::format("use {}: the scope that is open restricts it", Spelled),
               std::move(*Mask)};
  auto Wrapped = wrapInScope(View, Site.Call, *Kind);
  if (!Wrapped)
    return std::nullopt;
  llvm::append_range(*Mask, std::move(*Wrapped));
  return Fix{fmt::format("use {} in a {} scope", Spelled, Kind->Kind), std::move(*Mask)};
}

std::optional<Fix> removalFix(const FunctionView &View, const AllocationSite &Site,
                              const Verdict &V) {
  const FlagTable &Flags = View.Unit.flags();
  uint64_t Offending = Flags.allBits(V.Has) | (Flags.allBits(V.HasAny) & Site.Mask.Set);
  if (!V.Supported.empty())
    for (const std::string &Name : Flags.names(Site.Mask.Set & ~Flags.allBits(V.Supported)))
      Offending |= Flags.bits(Name);
  std::string Spelled;
  auto Edits = changeMask(View, Site, 0, Offending, Spelled);
  if (!Edits)
    return std::nullopt;
  return Fix{fmt::format("use {}", Spelled), std::move(*Edits)};
}

/// Shows the calls by which the mask of a wrapper gets to the allocator.
void addWay(const FunctionView &View, Finding &F, const AllocationSite &Site,
            const WrappedFlow &Flow) {
  const FunctionSummary *Known =
      View.Known ? View.Known->of(Site.Call->getDirectCallee()) : nullptr;
  if (!Known)
    return;
  for (const MaskFlow &Each : Known->Flows)
    if (Each.Allocator.str() == Flow.Into->Name && Each.Parameter == Site.Through->Parameter)
      return addChain(View, F, *Known, Each.Why);
}

} // namespace

void VerdictCheck::addMaskWords(const RuleSet &Rules, llvm::StringSet<> &Words) const {
  addVerdictWords(Rules, Name, Words);
}

void VerdictCheck::run(const FunctionView &View, FindingSink Report) const {
  for (const AllocationSite &Site : View.Facts.sites()) {
    if (Site.Through && !Wrappers)
      continue;
    VerdictMatch Match = matchVerdict(View, Name, Site, Site.Mask);
    if (!Match) {
      if (auto F = inOneArm(View, Site))
        Report(std::move(*F));
      continue;
    }
    const Verdict &V = *Match.Rule;
    // While the kernel boots, what a mask says of sleeping and reclaim hardly matters yet.
    unsigned Level = isBootCode(View) ? std::max(V.Level, 1u) : V.Level;
    std::string Way =
        Match.Flow ? fmt::format(" passes it to {}()", Match.Flow->Into->Name) : std::string();
    Finding F = makeFinding(
        View, Name, Level, Site.Loc, Site.Call,
        fmt::format("{}() with {}{}: {}", Site.Name.str(), maskText(View, Site), Way, V.Says));
    if (Match.Flow)
      addWay(View, F, Site, *Match.Flow);
    else if (V.Fix == FixKind::Scope)
      F.Correction = scopeFix(View, Site);
    else if (V.Fix == FixKind::RemoveFlags)
      F.Correction = removalFix(View, Site, V);
    Report(std::move(F));
  }
}

std::optional<Finding> VerdictCheck::inOneArm(const FunctionView &View,
                                              const AllocationSite &Site) const {
  const ConditionalOperator *Choice = Site.UserMask ? choiceIn(Site.UserMask) : nullptr;
  bool Decided;
  if (!Choice || Choice->getCond()->EvaluateAsBooleanCondition(Decided, View.Unit.context()))
    return std::nullopt;
  for (const Expr *Arm : {Choice->getTrueExpr(), Choice->getFalseExpr()}) {
    VerdictMatch Match = matchVerdict(View, Name, Site, View.Facts.evaluateWith(Site, Choice, Arm));
    if (!Match)
      continue;
    std::string Way =
        Match.Flow ? fmt::format(" passes it to {}()", Match.Flow->Into->Name) : std::string();
    // Whether the arm is ever taken, the condition knows.
    Finding F = makeFinding(View, Name, std::max(Match.Rule->Level, 1u), Site.Loc, Site.Call,
                            fmt::format("{}() with one of the masks {}{}: {}", Site.Name.str(),
                                        maskText(View, Site), Way, Match.Rule->Says));
    addNote(View, F, View.Unit.context().getSourceManager().getFileLoc(Arm->getBeginLoc()),
            "if it is this one");
    return F;
  }
  return std::nullopt;
}
