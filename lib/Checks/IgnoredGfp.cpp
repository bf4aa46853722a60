//===- IgnoredGfp.cpp - gfp-ignored-gfp -------------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// A function that is told by a gfp mask what it may do, and allocates as it likes.
//
//===----------------------------------------------------------------------===//
#include "Checks/Checks.h"
#include "Checks/MaskEdits.h"
#include "Checks/MaskTerms.h"
#include "Checks/Report.h"
#include "Checks/Words.h"
#include <fmt/format.h>

using namespace clang;
using namespace gfp;

namespace {

class IgnoredGfp : public Check {
public:
  llvm::StringRef name() const override { return "gfp-ignored-gfp"; }
  bool asksForCallers() const override { return true; } // A callback is level 2.

  void addWords(const RuleSet &, llvm::StringSet<> &) const override {}
  void addBodyWords(const RuleSet &Rules, llvm::StringSet<> &Words) const override {
    addAllocatorWords(Rules, Words, [](const Allocator &) { return true; });
  }
  void addShapes(SoughtShapes &Shapes) const override { Shapes.Masks = true; }

  void run(const FunctionView &View, FindingSink Report) const override {
    const FunctionSummary *Own = View.Known ? View.Known->own(View.Facts.function()) : nullptr;
    if (!Own)
      return;
    uint64_t Sleeping = View.Unit.flags().allBits(View.Unit.rules().sleepingFlags());
    for (const MaskUse &Use : Own->Masks) {
      if (Use.Passed && !Use.Tested && !Use.Kept) {
        besides(View, Use, Sleeping, Report);
        continue;
      }
      if (!Use.ignored())
        continue;
      // A type that others made may ask for the parameter.
      unsigned Level = Own->AddressTaken ? 2 : 1;
      for (const AllocationSite &Site : View.Facts.sites())
        if (Site.Mask.hasAll(Sleeping) && !Site.Through && !isBootCode(View))
          Report(finding(View, Site, Use.Parameter, Level));
    }
  }

private:
  /// Some of the allocations obey the mask, and others sleep all the same.
  void besides(const FunctionView &View, const MaskUse &Use, uint64_t Sleeping,
               FindingSink Report) const {
    if (isBootCode(View))
      return;
    const ParmVarDecl *Param = View.Facts.function()->getParamDecl(Use.Parameter);
    for (const AllocationSite &Site : View.Facts.sites()) {
      if (Site.Through || !Site.Mask.isConstant() || !Site.Mask.hasAll(Sleeping))
        continue;
      std::string Mask = Site.MaskArg ? " with " + maskText(View, Site) : std::string();
      Finding F =
          makeFinding(View, name(), 2, Site.Loc, Site.Call,
                      fmt::format("{}(){} may sleep, whatever the mask says that {}() is "
                                  "given",
                                  Site.Name.str(), Mask, View.Facts.function()->getNameAsString()));
      addNote(View, F, Param->getLocation(),
              fmt::format("the mask is {}, and goes to others", Param->getNameAsString()));
      Report(std::move(F));
    }
  }

  Finding finding(const FunctionView &View, const AllocationSite &Site, unsigned Index,
                  unsigned Level) const {
    const ParmVarDecl *Param = View.Facts.function()->getParamDecl(Index);
    std::string Name = Param->getNameAsString();
    std::string Mask = Site.MaskArg ? " with " + maskText(View, Site) : std::string();
    Finding F =
        makeFinding(View, name(), Level, Site.Loc, Site.Call,
                    fmt::format("{}(){} may sleep, and {}() never looks at the mask it is "
                                "given",
                                Site.Name.str(), Mask, View.Facts.function()->getNameAsString()));
    addNote(View, F, Param->getLocation(),
            Name.empty() ? "the mask" : fmt::format("the mask is {}", Name));
    bool Only = View.Facts.sites().size() == 1;
    auto Terms = termsOf(View, Site.UserMask);
    // More than a context in the mask would have to be kept.
    const MaskRule *Rule = Terms.size() == 1 ? View.Unit.rules().mask(Terms[0].Text) : nullptr;
    if (Only && Level < 2 && !Name.empty() && Rule && Rule->Context)
      F.Correction = Fix{fmt::format("pass {}", Name),
                         {{fileName(View, Terms[0].Range.File), Terms[0].Range.Begin,
                           Terms[0].Range.End - Terms[0].Range.Begin, Name}}};
    return F;
  }
};

} // namespace

std::unique_ptr<Check> gfp::createIgnoredGfpCheck() { return std::make_unique<IgnoredGfp>(); }
