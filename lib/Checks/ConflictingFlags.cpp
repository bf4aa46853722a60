//===- ConflictingFlags.cpp - gfp-conflicting-flags ------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// Masks that contradict themselves or their allocator: by their flags, as the rules' verdicts tell,
// or by the way they are spelled.
//
//===----------------------------------------------------------------------===//
#include "Checks/Checks.h"
#include "Checks/MaskTerms.h"
#include "Checks/Report.h"
#include "Checks/VerdictCheck.h"
#include <fmt/format.h>

using namespace clang;
using namespace gfp;

namespace {

class ConflictingFlags : public VerdictCheck {
public:
  ConflictingFlags() : VerdictCheck("gfp-conflicting-flags") {}

  void addWords(const RuleSet &Rules, llvm::StringSet<> &Words) const override {
    // Without one of these flags, or a mask that restricts, there is nothing to contradict.
    for (const Verdict &V : Rules.verdicts())
      if (V.Check == name())
        for (const auto *List : {&V.Has, &V.HasAny})
          Words.insert(List->begin(), List->end());
    for (const MaskRule &Mask : Rules.masks())
      if (Mask.Context && !isWidest(Rules, Mask))
        Words.insert(Mask.Name);
  }

  void run(const FunctionView &View, FindingSink Report) const override {
    VerdictCheck::run(View, Report);
    for (const Expr *Mask : masksOf(View))
      if (auto F = lostRestriction(View, Mask))
        Report(std::move(*F));
  }

private:
  /// The flags that say what an allocation may do: sleep, and what a scope can forbid.
  static std::vector<std::string> permissions(const RuleSet &Rules) {
    std::vector<std::string> Flags = Rules.sleepingFlags();
    for (const ScopeKind &Kind : Rules.scopeKinds())
      if (Kind.MaskCanCarry)
        llvm::append_range(Flags, Kind.Clears);
    return Flags;
  }

  static bool isWidest(const RuleSet &Rules, const MaskRule &Mask) {
    return llvm::all_of(permissions(Rules), [&](const std::string &Flag) {
      return llvm::is_contained(Mask.Flags, Flag);
    });
  }

  /// Two masks for different contexts in one: the wider one takes the restriction of the other.
  std::optional<Finding> lostRestriction(const FunctionView &View, const Expr *Mask) const {
    const RuleSet &Rules = View.Unit.rules();
    uint64_t Permits = View.Unit.flags().allBits(permissions(Rules));
    std::vector<MaskTerm> Terms = termsOf(View, Mask);
    const MaskTerm *Wide = nullptr, *Narrow = nullptr;
    for (const MaskTerm &Term : Terms) {
      const MaskRule *Rule = Rules.mask(Term.Text);
      if (!Rule || !Rule->Context || !Term.Bits)
        continue;
      if (!Wide || (*Term.Bits & Permits & ~*Wide->Bits))
        Wide = &Term;
      if (!Narrow || (*Narrow->Bits & Permits & ~*Term.Bits))
        Narrow = &Term;
    }
    if (!Wide || !((*Wide->Bits & ~*Narrow->Bits) & Permits))
      return std::nullopt;
    return makeFinding(View, name(), 0, Mask->getBeginLoc(), Mask,
                       fmt::format("{} with {} in one mask: what {} forbids, {} allows again",
                                   Terms[0].Text == Wide->Text ? Wide->Text : Narrow->Text,
                                   Terms[0].Text == Wide->Text ? Narrow->Text : Wide->Text,
                                   Narrow->Text, Wide->Text));
  }
};

} // namespace

std::unique_ptr<Check> gfp::createConflictingFlagsCheck() {
  return std::make_unique<ConflictingFlags>();
}
