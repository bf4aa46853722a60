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
    // The rarest of the flags a verdict asks for.
    for (const Verdict &V : Rules.verdicts()) {
      if (V.Check != name() || !V.Allocators.empty())
        continue;
      if (!V.Has.empty())
        addFlag(Rules, rarest(Rules, V.Has), Words);
      else
        for (const std::string &Flag : V.HasAny)
          addFlag(Rules, Flag, Words);
    }
  }

  bool looksAtMasks() const override { return true; }
  void addMaskWords(const RuleSet &Rules, llvm::StringSet<> &Words) const override {
    for (const Verdict &V : Rules.verdicts())
      if (V.Check == name())
        Words.insert(V.Allocators.begin(), V.Allocators.end());
  }

  void addJoined(const RuleSet &Rules, JoinedNames &Names) const override {
    for (const MaskRule &Mask : Rules.masks())
      if (Mask.Context)
        Names.ToEachOther.insert(Mask.Name);
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

  /// The masks that hold \p Flag bring it along.
  static void addFlag(const RuleSet &Rules, const std::string &Flag, llvm::StringSet<> &Words) {
    Words.insert(Flag);
    for (const MaskRule &Mask : Rules.masks())
      if (llvm::is_contained(Mask.Flags, Flag))
        Words.insert(Mask.Name);
  }

  /// The one in the fewest masks.
  static const std::string &rarest(const RuleSet &Rules, const std::vector<std::string> &Flags) {
    auto uses = [&](const std::string &Flag) {
      return std::pair(Rules.neverFailsFlag() != Flag,
                       llvm::count_if(Rules.masks(), [&](const MaskRule &Mask) {
                         return llvm::is_contained(Mask.Flags, Flag);
                       }));
    };
    return *std::min_element(
        Flags.begin(), Flags.end(),
        [&](const std::string &A, const std::string &B) { return uses(A) < uses(B); });
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
    const SourceManager &SM = View.Unit.context().getSourceManager();
    SourceLocation Begin =
        SM.getLocForStartOfFile(Terms[0].Range.File).getLocWithOffset(Terms[0].Range.Begin);
    return makeFinding(View, name(), 0, Begin, Mask,
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
