//===- RedundantScope.cpp - gfp-redundant-scope ---------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// A scope that does nothing a mask, or the scope round it, does not do as well.
//
//===----------------------------------------------------------------------===//
#include "Checks/Checks.h"
#include "Checks/MaskEdits.h"
#include "Checks/Report.h"
#include "Checks/ScopeEdits.h"
#include "Checks/ScopeExtent.h"
#include "Checks/VerdictMatch.h"
#include "Checks/Words.h"
#include <fmt/format.h>

using namespace clang;
using namespace gfp;

namespace {

class RedundantScope : public Check {
public:
  llvm::StringRef name() const override { return "gfp-redundant-scope"; }

  bool needsWholeFile() const override { return false; }
  void addWords(const RuleSet &Rules, llvm::StringSet<> &Words) const override {
    addScopeWords(Rules, Words);
  }

  void run(const FunctionView &View, FindingSink Report) const override {
    // Paths that were not followed may hold what makes a scope needed.
    if (!View.Flow || View.Flow->incomplete())
      return;
    for (unsigned Number = 0; Number < View.Flow->saves().size(); ++Number) {
      const SaveRecord &Save = View.Flow->saves()[Number];
      if (!Save.Pair || !Save.Pair->OnlyAScope || !Save.Scope || Save.Complex || Save.Leaks ||
          Save.Restores.empty() || !closedAlone(View, Number))
        continue;
      if (auto F = nested(View, Number)) {
        Report(std::move(*F));
        continue;
      }
      ScopeExtent Extent = extentOf(View, Number);
      if (Extent.Unknown)
        continue;
      if (Extent.Sites.empty())
        Report(empty(View, Number));
      else if (auto F = single(View, Number, Extent))
        Report(std::move(*F));
    }
  }

private:
  /// Every restore that closes the scope closes no other.
  static bool closedAlone(const FunctionView &View, unsigned Number) {
    return llvm::all_of(View.Flow->saves()[Number].Restores, [&](const CallExpr *Restore) {
      auto Record = View.Flow->restores().find(Restore);
      return !Record->second.ClosesOther && Record->second.Saves == std::set<unsigned>{Number};
    });
  }

  Finding finding(const FunctionView &View, const SaveRecord &Save, std::string Message) const {
    return makeFinding(View, name(), 0, Save.Call->getBeginLoc(), Save.Call, std::move(Message));
  }

  static void correct(const FunctionView &View, Finding &F, unsigned Number, std::string Title,
                      std::vector<Edit> Others = {}) {
    auto Edits = deleteScope(View, Number);
    if (!Edits)
      return;
    llvm::append_range(*Edits, std::move(Others));
    F.Correction = Fix{std::move(Title), std::move(*Edits)};
  }

  /// Inside a scope of this function that clears the same flags, on every path.
  std::optional<Finding> nested(const FunctionView &View, unsigned Number) const {
    const SaveRecord &Save = View.Flow->saves()[Number];
    if (Save.OutlivesOuter || !Save.Enclosing)
      return std::nullopt;
    for (unsigned Outer : *Save.Enclosing) {
      const SaveRecord &Around = View.Flow->saves()[Outer];
      if (!Around.Pair || !Around.Scope || Around.Complex || Around.Leaks)
        continue;
      if (Around.Scope != Save.Scope &&
          !llvm::is_contained(Around.Scope->Subsumes, Save.Scope->Kind))
        continue;
      Finding F = finding(View, Save,
                          fmt::format("{} adds nothing inside the {} that is open here",
                                      scopeLabel(Save.Scope), scopeLabel(Around.Scope)));
      addNote(View, F, Around.Call->getBeginLoc(),
              fmt::format("the {} is opened here", scopeLabel(Around.Scope)));
      correct(View, F, Number, "delete the inner scope");
      return F;
    }
    return std::nullopt;
  }

  Finding empty(const FunctionView &View, unsigned Number) const {
    const SaveRecord &Save = View.Flow->saves()[Number];
    Finding F = finding(View, Save, fmt::format("{} holds no allocation", scopeLabel(Save.Scope)));
    correct(View, F, Number, "delete the scope");
    return F;
  }

  /// One allocation, that can say it all in its mask.
  std::optional<Finding> single(const FunctionView &View, unsigned Number,
                                const ScopeExtent &Extent) const {
    const SaveRecord &Save = View.Flow->saves()[Number];
    // Who wants scopes wants them round one allocation, too.
    if (View.Side == Policy::Scopes || !Save.Scope->MaskCanCarry || Extent.Sites.size() != 1 ||
        Save.Repeats)
      return std::nullopt;
    const AllocationSite &Site = **Extent.Sites.begin();
    const PointRecord *Point = View.Flow->at(Site.Call);
    if (!Site.Rule->CarriesMask && Site.Rule->MaskVariant.empty())
      return std::nullopt;
    if (!Point || !Point->Always.count(Number))
      return std::nullopt; // The scope is there on some of the paths to it only.

    const FlagTable &Flags = View.Unit.flags();
    GfpMask Restricted = Site.Mask & ~GfpMask::constant(Flags.allBits(Save.Scope->Clears));
    // A release that does not honour the restricted mask needs the scope.
    AllocationSite Mended = Site;
    if (!Site.Rule->TakesGfp)
      if (const Allocator *Variant = View.Unit.rules().allocator(Site.Rule->MaskVariant))
        Mended.Rule = Variant;
    if (matchVerdict(View, "", Mended, Restricted))
      return std::nullopt;
    std::string Spelled;
    auto Mask = restrictMask(View, Site, Save.Scope->Clears, Spelled);
    bool Editable = Mask.has_value();
    if (!Editable) {
      // A macro that holds all of it is right to be told, but is not edited from its uses.
      if (positionOf(View, Site.Loc) != positionOf(View, Save.Call->getBeginLoc()) ||
          !Site.MaskArg || !Site.Mask.isConstant())
        return std::nullopt;
      Spelled = Flags.spell(Restricted.Set);
      Mask.emplace();
    }

    std::string Callee = Site.Name.str();
    Finding F;
    if (Spelled.empty()) {
      F = finding(View, Save,
                  fmt::format("{} holds a single allocation whose mask says it already: {}() with "
                              "{}",
                              scopeLabel(Save.Scope), Callee, maskText(View, Site)));
      addNote(View, F, Site.Loc, "the allocation");
      correct(View, F, Number, "delete the scope");
      return F;
    }
    std::string New = Site.Rule->TakesGfp ? Callee : Site.Rule->MaskVariant;
    F = finding(View, Save,
                fmt::format("{} holds a single allocation: pass {} to {}() instead",
                            scopeLabel(Save.Scope), Spelled, New));
    addNote(View, F, Site.Loc, "the allocation");
    if (Editable)
      correct(View, F, Number, fmt::format("pass {} to {}() and delete the scope", Spelled, New),
              std::move(*Mask));
    return F;
  }
};

} // namespace

std::unique_ptr<Check> gfp::createRedundantScopeCheck() {
  return std::make_unique<RedundantScope>();
}
