//===- NofailContext.cpp - gfp-nofail-context ------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// __GFP_NOFAIL where the allocator cannot do what it takes not to fail.
//
//===----------------------------------------------------------------------===//
#include "Checks/AtomicContext.h"
#include "Checks/Checks.h"
#include "Checks/MaskEdits.h"
#include "Checks/Report.h"
#include <fmt/format.h>

using namespace clang;
using namespace gfp;

namespace {

class NofailContext : public Check {
public:
  llvm::StringRef name() const override { return "gfp-nofail-context"; }

  void addWords(const RuleSet &Rules, llvm::StringSet<> &Words) const override {
    Words.insert(Rules.neverFailsFlag());
  }

  void run(const FunctionView &View, FindingSink Report) const override {
    const FlagTable &Flags = View.Unit.flags();
    uint64_t Nofail = Flags.bits(View.Unit.rules().neverFailsFlag());
    uint64_t Sleeping = Flags.allBits(View.Unit.rules().sleepingFlags());
    std::unique_ptr<AtomicFlow> Sections;
    bool Asked = false;
    for (const AllocationSite &Site : View.Facts.sites()) {
      if (!holds(Site, Nofail | Sleeping))
        continue; // Without direct reclaim, the mask itself is wrong.
      if (const SaveRecord *Save = noReclaim(View, Site.Call)) {
        Report(inScope(View, Site, *Save));
        continue;
      }
      if (!Asked)
        Sections = atomicFlow(View);
      Asked = true;
      if (const OpenSection *Section = Sections ? Sections->at(Site.Call) : nullptr)
        Report(inSection(View, Site, *Section));
    }
  }

private:
  static bool holds(const AllocationSite &Site, uint64_t Wanted) {
    if (!Site.Through)
      return Site.Mask.hasAll(Wanted);
    return llvm::any_of(Site.Through->Flows, [&](const WrappedFlow &Flow) {
      return Flow.Surely && !Flow.Guarded && Flow.apply(Site.Mask).hasAll(Wanted);
    });
  }

  /// A scope without reclaim that is surely open at \p Call, or null.
  static const SaveRecord *noReclaim(const FunctionView &View, const CallExpr *Call) {
    const PointRecord *Point =
        View.Flow && !View.Flow->incomplete() ? View.Flow->at(Call) : nullptr;
    if (!Point)
      return nullptr;
    for (unsigned Save : Point->Always) {
      const SaveRecord &Record = View.Flow->saves()[Save];
      if (Record.Scope && Record.Scope->NoReclaim)
        return &Record;
    }
    return nullptr;
  }

  Finding inScope(const FunctionView &View, const AllocationSite &Site,
                  const SaveRecord &Save) const {
    Finding F =
        makeFinding(View, name(), 0, Site.Loc, Site.Call,
                    fmt::format("{}() with {} in a {}: it may not reclaim and not fail, and loops",
                                Site.Name.str(), maskText(View, Site), scopeLabel(Save.Scope)));
    addNote(View, F, Save.Call->getBeginLoc(), "the scope is opened here");
    return F;
  }

  Finding inSection(const FunctionView &View, const AllocationSite &Site,
                    const OpenSection &Section) const {
    Finding F =
        makeFinding(View, name(), 0, Site.Loc, Site.Call,
                    fmt::format("{}() with {} may sleep without end, and {} is held here",
                                Site.Name.str(), maskText(View, Site), sectionLabel(Section)));
    addSection(View, F, Section);
    return F;
  }
};

} // namespace

std::unique_ptr<Check> gfp::createNofailContextCheck() { return std::make_unique<NofailContext>(); }
