//===- VerdictMatch.cpp - Does a release's verdict hold? -----------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/VerdictMatch.h"
#include <limits>

using namespace gfp;

namespace {

bool flagsHold(const Verdict &V, const GfpMask &Mask, const FlagTable &Flags) {
  auto set = [&](const std::string &F) { return Mask.hasAll(Flags.bits(F)); };
  // A flag that is configured out is clear, but says nothing about what the call may do.
  auto clear = [&](const std::string &F) { return Flags.bits(F) && Mask.lacksAll(Flags.bits(F)); };
  if (!llvm::all_of(V.Has, set) || !llvm::all_of(V.Lacks, clear))
    return false;
  if (!V.HasAny.empty() && !llvm::any_of(V.HasAny, set))
    return false;
  if (!V.LacksAny.empty() && !llvm::any_of(V.LacksAny, clear))
    return false;
  if (V.Supported.empty())
    return true;
  uint64_t Supported = Flags.allBits(V.Supported);
  return !Flags.names(Mask.Set & ~Supported).empty();
}

bool sizeHolds(SizeTest Test, const AllocationSite &Site, uint64_t PageSize) {
  switch (Test) {
  case SizeTest::Any:
    return true;
  case SizeTest::AbovePage: // Unknown sizes count: nothing keeps them that small.
    return Site.SizeOverflows || !Site.SizeAtMost || *Site.SizeAtMost > PageSize;
  case SizeTest::AboveIntMax:
    return Site.Size && *Site.Size > static_cast<uint64_t>(std::numeric_limits<int>::max());
  case SizeTest::Overflow:
    return Site.SizeOverflows;
  }
  return false;
}

bool matches(const FunctionView &View, const Verdict &V, const AllocationSite &Site,
             const Allocator &Rule, const GfpMask &Mask) {
  return V.isAbout(Rule) && flagsHold(V, Mask, View.Unit.flags()) &&
         sizeHolds(V.Size, Site, View.Unit.pageSize());
}

} // namespace

VerdictMatch gfp::matchVerdict(const FunctionView &View, llvm::StringRef Check,
                               const AllocationSite &Site, const GfpMask &Mask) {
  for (const Verdict &V : View.Unit.rules().verdicts()) {
    if (!Check.empty() && V.Check != Check)
      continue;
    if (!Site.Through) {
      if (matches(View, V, Site, *Site.Rule, Mask))
        return {&V, nullptr};
      continue;
    }
    // A way that the wrapper takes for some masks or sizes only may not be that of this call.
    bool Little = View.Facts.asksForAtMost(Site.Call, View.Unit.pageSize());
    auto spared = [&](const WrappedFlow &Flow) {
      bool NeedsMore = V.Size == SizeTest::AbovePage && (Flow.Small || Little);
      return Flow.Guarded || (Flow.BySize && Little) || NeedsMore;
    };
    for (const WrappedFlow &Flow : Site.Through->Flows)
      if (!spared(Flow) && matches(View, V, Site, *Flow.Into, Flow.apply(Mask)))
        return {&V, &Flow};
  }
  return {};
}
