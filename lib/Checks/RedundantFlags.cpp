//===- RedundantFlags.cpp - gfp-redundant-flags ----------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// Parts of a mask that change nothing: the rest of the mask has their flags, the allocator adds
// them by itself, or a verdict of the rules says so.
//
//===----------------------------------------------------------------------===//
#include "Checks/Checks.h"
#include "Checks/MaskTerms.h"
#include "Checks/Report.h"
#include "Checks/VerdictCheck.h"
#include "llvm/ADT/STLExtras.h"
#include <fmt/format.h>
#include <set>

using namespace clang;
using namespace gfp;

namespace {

class RedundantFlags : public VerdictCheck {
public:
  RedundantFlags() : VerdictCheck("gfp-redundant-flags", /*Wrappers=*/false) {}

  void addWords(const RuleSet &Rules, llvm::StringSet<> &Words) const override {
    for (const FlagRule &Flag : Rules.flags())
      Words.insert(Flag.Name);
    // A mask that holds what a verdict is about, without its being spelled.
    for (const Verdict &V : Rules.verdicts())
      for (const MaskRule &Mask : Rules.masks())
        if (V.Check == name() && llvm::any_of(Mask.Flags, [&](const std::string &Flag) {
              return llvm::is_contained(V.Has, Flag) || llvm::is_contained(V.HasAny, Flag);
            }))
          Words.insert(Mask.Name);
  }
  bool looksAtMasks() const override { return true; }
  void addMaskWords(const RuleSet &, llvm::StringSet<> &) const override {}
  void addJoined(const RuleSet &Rules, JoinedNames &Names) const override {
    // A part that is too much is a flag or mask by name, and never the only one.
    for (const MaskRule &Mask : Rules.masks())
      Names.ToAnything.insert(Mask.Name);
  }
  /// It is about masks as they are spelled.
  bool followsFunctions() const override { return false; }

  void run(const FunctionView &View, FindingSink Report) const override {
    VerdictCheck::run(View, Report);
    std::set<std::pair<unsigned, unsigned>> Seen;
    auto isNew = [&](llvm::ArrayRef<MaskTerm> Terms) {
      return Terms.size() > 1 &&
             Seen.insert({Terms[0].Range.File.getHashValue(), Terms[0].Range.Begin}).second;
    };
    for (const AllocationSite &Site : View.Facts.sites())
      if (auto Terms = termsOf(View, Site.UserMask); !Site.Through && isNew(Terms))
        check(View, {Terms, Site.Call, Site.Loc, &Site}, Report);
    // Masks that are kept, or handed to others.
    for (const Expr *Mask : masksOf(View))
      if (auto Terms = termsOf(View, Mask); isNew(Terms))
        check(View, {Terms, Mask, startOf(View, Terms[0]), nullptr}, Report);
  }

private:
  /// A mask, and the allocator it is given to, if it is one.
  struct Spelled {
    std::vector<MaskTerm> Terms;
    const Expr *E;
    SourceLocation Loc;
    const AllocationSite *Site;
  };

  static SourceLocation startOf(const FunctionView &View, const MaskTerm &Term) {
    return View.Unit.context()
        .getSourceManager()
        .getLocForStartOfFile(Term.Range.File)
        .getLocWithOffset(static_cast<int>(Term.Range.Begin));
  }

  void check(const FunctionView &View, const Spelled &Mask, FindingSink Report) const {
    const std::vector<MaskTerm> &Terms = Mask.Terms;
    uint64_t Added = Mask.Site ? View.Unit.flags().allBits(Mask.Site->Rule->AddedFlags) : 0;
    std::vector<bool> Gone(Terms.size());
    // Single flags go before masks, and the later of two equals.
    for (bool Masks : {false, true})
      for (size_t I = Terms.size(); I-- > 0;) {
        const MaskTerm &Term = Terms[I];
        bool IsMask = View.Unit.rules().mask(Term.Text);
        if (IsMask != Masks || (!IsMask && !View.Unit.rules().flag(Term.Text)) || !Term.Bits ||
            !*Term.Bits)
          continue;
        uint64_t Others = 0;
        for (size_t J = 0; J < Terms.size(); ++J)
          if (J != I && !Gone[J])
            Others |= Terms[J].Bits.value_or(0);
        if (*Term.Bits & ~(Others | Added))
          continue;
        if (IsMask && contradicts(View, Terms, I))
          continue; // gfp-conflicting-flags speaks of that.
        Gone[I] = true;
        Report(finding(View, Mask, I, (*Term.Bits & ~Others) != 0));
      }
  }

  /// Another term is a mask for another context: which of them is meant is not clear.
  static bool contradicts(const FunctionView &View, llvm::ArrayRef<MaskTerm> Terms, size_t Index) {
    const MaskRule *Own = View.Unit.rules().mask(Terms[Index].Text);
    for (size_t I = 0; I < Terms.size(); ++I) {
      const MaskRule *Rule = View.Unit.rules().mask(Terms[I].Text);
      if (I == Index || !Rule || !Rule->Context || !Own->Context)
        continue;
      for (const std::string &Flag : View.Unit.rules().sleepingFlags())
        if (llvm::is_contained(Own->Flags, Flag) != llvm::is_contained(Rule->Flags, Flag))
          return true;
      for (const ScopeKind &Kind : View.Unit.rules().scopeKinds())
        for (const std::string &Flag : Kind.Clears)
          if (Kind.MaskCanCarry &&
              llvm::is_contained(Own->Flags, Flag) != llvm::is_contained(Rule->Flags, Flag))
            return true;
    }
    return false;
  }

  Finding finding(const FunctionView &View, const Spelled &Mask, size_t Index,
                  bool ByAllocator) const {
    const std::vector<MaskTerm> &Terms = Mask.Terms;
    std::string Why = ByAllocator ? fmt::format("{}() adds it", Mask.Site->Name.str())
                                  : "the rest of the mask has it";
    Finding F = makeFinding(View, name(), 1, Mask.Loc, Mask.E,
                            fmt::format("{} is redundant: {}", Terms[Index].Text, Why));
    if (auto Dropped = dropTerm(View, Terms, Index))
      F.Correction = Fix{fmt::format("drop {}", Terms[Index].Text), {std::move(*Dropped)}};
    return F;
  }
};

} // namespace

std::unique_ptr<Check> gfp::createRedundantFlagsCheck() {
  return std::make_unique<RedundantFlags>();
}
