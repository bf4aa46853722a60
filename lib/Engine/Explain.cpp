//===- Explain.cpp - What is known at a line --------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/Explain.h"
#include "Checks/MaskEdits.h"
#include "Checks/Report.h"
#include "Checks/VerdictMatch.h"
#include "Summary/Describe.h"
#include <fmt/format.h>

using namespace clang;
using namespace gfp;

namespace {

bool holds(const FunctionView &View, const Question &Asked) {
  const Stmt *Body = View.Facts.function()->getBody();
  Position Begin = positionOf(View, View.Facts.function()->getBeginLoc());
  Position End = positionOf(View, Body->getEndLoc());
  return Begin.File == Asked.File && Begin.Line <= Asked.Line && Asked.Line <= End.Line;
}

std::string flagList(const FunctionView &View, uint64_t Bits) {
  std::string Text = View.Unit.flags().spell(Bits);
  return Text.empty() ? fmt::format("{:#x}", Bits) : Text;
}

std::string maskInWords(const FunctionView &View, const GfpMask &Mask) {
  const FlagTable &Flags = View.Unit.flags();
  if (Mask.isConstant())
    return Mask.Set ? flagList(View, Mask.Set) : "0";
  std::string Text = Mask.Parameter ? fmt::format("parameter {}", *Mask.Parameter) : "not known";
  if (std::string Set = Flags.spell(Mask.Set); Mask.Set && !Set.empty())
    Text += ", surely with " + Set;
  uint64_t All = 0;
  for (const FlagRule &Flag : View.Unit.rules().flags())
    All |= Flags.bits(Flag.Name);
  if (uint64_t Clear = Mask.Clear & All)
    Text += ", surely without " + flagList(View, Clear);
  return Text;
}

/// The scopes that are open where \p Call stands.
void addScopes(const FunctionView &View, const CallExpr *Call, std::vector<std::string> &Lines) {
  const PointRecord *Point = View.Flow ? View.Flow->at(Call) : nullptr;
  if (!Point)
    return;
  for (unsigned Save : Point->Sometimes) {
    const SaveRecord &Record = View.Flow->saves()[Save];
    Lines.push_back(fmt::format("{} of line {} is open on {}", scopeLabel(Record.Scope),
                                positionOf(View, Record.Call->getBeginLoc()).Line,
                                Point->Always.count(Save) ? "every path" : "some paths"));
  }
  if (Point->Sometimes.empty())
    Lines.push_back("no scope of this function is open");
}

void addAllocation(const FunctionView &View, const AllocationSite &Site,
                   std::vector<std::string> &Lines) {
  if (Site.Through)
    Lines.push_back("hands its mask on:");
  else
    Lines.push_back(
        fmt::format("allocates {} memory ({})", Site.Rule->Back.name().str(), Site.Rule->Source));
  Lines.push_back("mask: " + maskInWords(View, Site.Mask));
  if (View.Flow) {
    uint64_t Cleared = 0;
    for (const std::string &Flag : View.Flow->clearedAt(Site.Call))
      Cleared |= View.Unit.flags().bits(Flag);
    if (Cleared & ~Site.Mask.Clear)
      Lines.push_back("effective mask: " +
                      maskInWords(View, Site.Mask & ~GfpMask::constant(Cleared)));
  }
  if (Site.Size)
    Lines.push_back(fmt::format("size: {} bytes", *Site.Size));
  if (VerdictMatch Match = matchVerdict(View, "", Site, Site.Mask))
    Lines.push_back(fmt::format("rule {} ({}, level {}): {} ({})", Match.Rule->Name,
                                Match.Rule->Check, Match.Rule->Level, Match.Rule->Says,
                                Match.Rule->Source));
  else
    Lines.push_back(fmt::format("no rule of Linux {} has anything against it",
                                View.Unit.rules().Release.str()));
}

std::optional<ExplanationPart> call(const FunctionView &View, const CallExpr *Call) {
  const CallFact &Fact = View.Facts.factOf(Call);
  const AllocationSite *Site = View.Facts.siteOf(Call);
  if (Site && Site->Call != Call)
    return std::nullopt; // A copy.
  const FunctionDecl *Callee = Call->getDirectCallee();
  ExplanationPart Part;
  Part.Heading = Site     ? Site->Name.str() + "()"
                 : Callee ? calleeName(Call).str() + "()"
                          : std::string("call through a function pointer");
  switch (Fact.Kind) {
  case CallFact::Harmless:
    Part.Lines.push_back("neither allocates nor reclaims, say the rules");
    return Part;
  case CallFact::Save:
    Part.Lines.push_back(fmt::format("opens a {} ({})", scopeLabel(Fact.Scope), Fact.Pair->Source));
    break;
  case CallFact::Restore:
    Part.Lines.push_back(
        fmt::format("closes a {} ({})", scopeLabel(Fact.Scope), Fact.Pair->Source));
    break;
  case CallFact::Allocation:
  case CallFact::Wrapped:
    addAllocation(View, *Site, Part.Lines);
    break;
  case CallFact::Unknown:
    break;
  }
  if (Fact.Kind == CallFact::Wrapped || Fact.Kind == CallFact::Unknown) {
    const FunctionSummary *Known = View.Known ? View.Known->of(Callee) : nullptr;
    if (Known)
      llvm::append_range(Part.Lines, describe(*Known, View.Unit.rules()));
    else
      Part.Lines.push_back("nothing is known of it: not in this unit, nor in a summary given");
  }
  addScopes(View, Call, Part.Lines);
  return Part;
}

} // namespace

Explanation gfp::explain(const FunctionView &View, const Question &Asked) {
  if (!holds(View, Asked))
    return {};
  Explanation Parts;
  std::string Name = View.Facts.function()->getNameAsString();
  Parts.push_back({fmt::format("in {}()", Name), {}});
  if (const FunctionSummary *Known = View.Known ? View.Known->of(View.Facts.function()) : nullptr)
    Parts.back().Lines = describe(*Known, View.Unit.rules());
  if (View.Flow && View.Flow->incomplete())
    Parts.back().Lines.push_back("too large to follow every path");
  std::vector<const CallExpr *> Calls;
  for (const CFGBlock *Block : View.Facts.graph())
    for (const CFGElement &Element : *Block)
      if (auto S = Element.getAs<CFGStmt>())
        if (const auto *Call = dyn_cast<CallExpr>(S->getStmt());
            Call && positionOf(View, Call->getBeginLoc()).Line <= Asked.Line &&
            Asked.Line <= positionOf(View, Call->getEndLoc()).Line)
          Calls.push_back(Call);
  llvm::sort(Calls, [&](const CallExpr *A, const CallExpr *B) {
    return View.Unit.context().getSourceManager().isBeforeInTranslationUnit(A->getBeginLoc(),
                                                                            B->getBeginLoc());
  });
  for (const CallExpr *Call : Calls)
    if (auto Part = call(View, Call); Part && !llvm::is_contained(Parts, *Part))
      Parts.push_back(std::move(*Part));
  return Parts;
}
