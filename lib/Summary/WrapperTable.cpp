//===- WrapperTable.cpp - Wrappers as the summaries tell -------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/WrapperTable.h"

using namespace clang;
using namespace gfp;

const Wrapper *WrapperTable::of(const FunctionDecl *Function) const {
  if (!CallClassifier::takesGfp(Function) || !Function->getIdentifier())
    return nullptr;
  auto [Entry, New] = Wrappers.try_emplace(Function->getCanonicalDecl());
  if (New)
    Entry->second = make(Function);
  return Entry->second.get();
}

std::unique_ptr<Wrapper> WrapperTable::make(const FunctionDecl *Function) const {
  const FunctionSummary *Summary = Known.peek(Function);
  if (!Summary || Summary->Flows.empty())
    return nullptr;
  auto Made = std::make_unique<Wrapper>();
  Made->Parameter = Summary->Flows.front().Parameter;
  bool Guarded = false;
  for (const MaskFlow &Flow : Summary->Flows) {
    const Allocator *Into = Unit.rules().allocator(Flow.Allocator);
    if (!Into || Flow.Parameter != Made->Parameter)
      return nullptr;
    Made->Flows.push_back({Into, Unit.flags().bitsOf(Flow.Added), Unit.flags().bitsOf(Flow.Removed),
                           Flow.Guarded, Flow.BySize, Flow.Small, Flow.Surely});
    Guarded |= Flow.Guarded;
  }
  Allocator &Rule = Made->Rule;
  Rule.Name = Function->getName().str();
  Rule.Family = "wrapper";
  Rule.Back = Made->Flows.front().Into->Back;
  for (const WrappedFlow &Flow : Made->Flows)
    if (Flow.Into->Back != Rule.Back)
      Rule.Back = Backing();
  Rule.CarriesMask = Summary->AllocatesOtherwise == Truth::No && !Guarded && !Summary->Incomplete;
  Rule.Source = "summary";
  return Made;
}
