//===- VerifyRules.cpp - Does a tree agree with the rules? -----------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/VerifyRules.h"
#include <fmt/format.h>

using namespace gfp;
using llvm::StringRef;

namespace {

/// The names an allocator may have in headers: its own, and that of the function behind a macro.
std::vector<std::string> namesOf(const Allocator &A) { return {A.Name, A.Name + "_noprof"}; }

void checkSignature(const Allocator &A, const HeaderIndex &Headers, Disagreement &Found) {
  if (!A.TakesGfp || A.OptionalGfpArg)
    return;
  const std::vector<Prototype> *Known = nullptr;
  for (const std::string &Name : namesOf(A))
    if (!Known)
      Known = Headers.prototypes(Name);
  if (!Known) {
    // A macro that hands its arguments on says nothing of its own.
    if (llvm::none_of(namesOf(A), [&](const std::string &N) { return Headers.isMacro(N); }))
      Found.Different.push_back(
          fmt::format("{}: no declaration with a gfp_t, and the rules say it takes one", A.Name));
    return;
  }
  for (const Prototype &P : *Known)
    for (auto [What, Index] : {std::pair("size", A.SizeArg), std::pair("count", A.CountArg)}) {
      if (!Index || Headers.isMacro(A.Name))
        continue;
      if (*Index >= P.Parameters.size() || StringRef(P.Parameters[*Index]).contains('*') ||
          *Index == P.gfp())
        Found.Different.push_back(
            fmt::format("{}: argument {} is no {} in {}", A.Name, *Index, What, P.Header));
    }
}

void checkFeatures(const RuleBase &Base, const KernelTree &Tree, Disagreement &Found) {
  ProbeTree Probe = Tree.probe();
  for (const Feature &F : Base.features()) {
    auto Answer = F.Probe ? Probe(*F.Probe) : std::nullopt;
    bool ByNumber = F.Since <= Tree.release() && (!F.Until || Tree.release() < *F.Until);
    if (!Answer || *Answer == ByNumber || (!*Answer && !F.Probe->AbsenceTells))
      continue;
    Found.Backports.push_back(fmt::format("{}: {} {}, though {} (since {})", F.Name, F.Probe->File,
                                          *Answer ? "has it" : "does not have it",
                                          Tree.release().str(), F.Since.str()));
  }
}

} // namespace

Disagreement gfp::verifyRules(const RuleBase &Base, const RuleSet &Rules, const KernelTree &Tree,
                              const HeaderIndex &Headers) {
  Disagreement Found;
  for (const Allocator &A : Rules.allocators()) {
    if (A.Private)
      continue; // No header of include/ declares it.
    if (llvm::none_of(namesOf(A), [&](const std::string &N) { return Headers.has(N); }))
      Found.Missing.push_back(fmt::format("{} ({})", A.Name, A.Source));
    else
      checkSignature(A, Headers, Found);
  }
  for (const ScopePair &Pair : Rules.scopePairs())
    for (const std::string &Name : {Pair.Save, Pair.Restore})
      if (!Headers.has(Name))
        Found.Missing.push_back(fmt::format("{} ({})", Name, Pair.Source));
  for (const auto &[Name, Prototypes] : Headers.all()) {
    StringRef Base = RuleSet::baseName(Name);
    if (!Rules.isKnownName(Base) && !Rules.maskFunction(Base) && !Rules.isHarmless(Base) &&
        !Rules.isNotModelled(Base))
      Found.Unknown.push_back(fmt::format("{} ({})", Name, Prototypes.front().Header));
  }
  checkFeatures(Base, Tree, Found);
  return Found;
}
