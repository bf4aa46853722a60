//===- Describe.cpp - A summary in words -----------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/Describe.h"
#include "Flow/ScopeSummary.h"
#include "Summary/FunctionKey.h"
#include <fmt/format.h>

using namespace gfp;

namespace {

std::string text(Symbol S) { return S.str().str(); }

std::string reason(const Evidence &Why) {
  std::string Where = fmt::format("{}:{}", text(Why.File), Why.Line);
  if (!Why.Through.empty())
    Where += fmt::format(", through {}()", nameOfKey(Why.Through).str());
  return Where + (Why.Guess ? ", if a function pointer holds what its unit sets it to" : "");
}

std::string flow(const MaskFlow &Flow, const RuleSet &Rules) {
  std::string Line =
      fmt::format("parameter {} is the mask of {}()", Flow.Parameter, text(Flow.Allocator));
  if (Flow.Added)
    Line += ", with " + flagNames(Flow.Added, Rules);
  if (Flow.Removed)
    Line += ", without " + flagNames(Flow.Removed, Rules);
  if (Flow.Guarded)
    Line += ", if a test of what the caller gives says so";
  if (Flow.BySize)
    Line += ", depending on a size";
  if (Flow.Small)
    Line += ", of a page at most";
  return Line + " (" + reason(Flow.Why) + ")";
}

std::string scope(const ScopeEffect &Effect) {
  std::string Kind = Effect.Kind.empty() ? "a scope" : fmt::format("a {} scope", text(Effect.Kind));
  std::string Line = Effect.Opens ? "opens " + Kind : "closes " + Kind;
  switch (static_cast<decltype(CookieHolder::Kind)>(Effect.Holder)) {
  case CookieHolder::Result:
    Line += Effect.Opens ? " and returns its cookie" : "";
    break;
  case CookieHolder::Argument:
    Line += fmt::format(", its cookie is parameter {}", Effect.Index);
    break;
  case CookieHolder::Pointee:
    Line += fmt::format(", its cookie is kept in parameter {}{}", Effect.Index,
                        Effect.Path.empty() ? std::string() : " at " + text(Effect.Path));
    break;
  case CookieHolder::Elsewhere:
    Line += ", its cookie is kept elsewhere";
    break;
  }
  return Line + (Effect.Sometimes ? ", on some paths" : "");
}

} // namespace

std::string gfp::flagNames(FlagSet Flags, const RuleSet &Rules) {
  std::string Names;
  for (size_t I = 0; I < Rules.flags().size(); ++I)
    if (Flags >> I & 1)
      Names += (Names.empty() ? "" : ", ") + Rules.flags()[I].Name;
  return Names;
}

std::vector<std::string> gfp::describe(const FunctionSummary &Function, const RuleSet &Rules) {
  std::vector<std::string> Lines;
  for (const MaskFlow &Flow : Function.Flows)
    Lines.push_back(flow(Flow, Rules));
  for (const MaskUse &Use : Function.Masks)
    if (Use.ignored())
      Lines.push_back(
          fmt::format("parameter {} is a mask that nothing is done with", Use.Parameter));
    else if (Use.Tested)
      Lines.push_back(fmt::format("parameter {} is a mask that is tested", Use.Parameter));
  std::string Why = Function.OtherAllocation
                        ? fmt::format("{}(), {}", text(Function.OtherAllocation->What),
                                      reason(*Function.OtherAllocation))
                        : "no more is known";
  switch (Function.AllocatesOtherwise) {
  case Truth::No:
    Lines.push_back(Function.Flows.empty() ? "allocates nothing"
                                           : "allocates nothing else than with that mask");
    break;
  case Truth::Unknown:
    Lines.push_back("may allocate by itself: nothing is known of " + Why);
    break;
  case Truth::Yes:
    Lines.push_back("allocates by itself: " + Why);
    break;
  }
  if (Function.Sleeps)
    Lines.push_back(
        fmt::format("makes an allocation that may sleep whenever it is called: {}(), {}",
                    text(Function.Sleeps->What), reason(*Function.Sleeps)));
  else if (Function.MaySleep)
    Lines.push_back(fmt::format("may sleep: {}(), {}", text(Function.MaySleep->What),
                                reason(*Function.MaySleep)));
  for (const ReturnedMemory &Memory : Function.Returns)
    Lines.push_back(fmt::format("returns memory of {}(){} ({})", text(Memory.Allocator),
                                Function.ReturnsOnlyThese ? "" : ", among other things",
                                reason(Memory.Why)));
  for (const FreedParameter &Freed : Function.Frees)
    Lines.push_back(fmt::format("{} parameter {} with {}() ({})",
                                Freed.Surely ? "frees" : "may free", Freed.Parameter,
                                text(Freed.Free), reason(Freed.Why)));
  for (const ScopeEffect &Effect : Function.Scopes)
    Lines.push_back(scope(Effect));
  if (Function.AtomicDelta)
    Lines.push_back(Function.AtomicDelta > 0 ? "leaves its caller in an atomic section"
                                             : "may end its caller's atomic section");
  if (Function.NeverReturns)
    Lines.push_back("never returns");
  if (Function.CallersClear)
    Lines.push_back("every caller holds a scope that clears " +
                    flagNames(Function.CallersClear, Rules));
  if (Function.Incomplete)
    Lines.push_back("there may be more: the analysis gave up on some of it");
  return Lines;
}
