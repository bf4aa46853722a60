//===- RulesCommand.cpp - gfp-lint rules ----------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Commands.h"
#include "Engine/Target.h"
#include "Engine/VerifyRules.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/format.h>

using namespace gfp;

namespace {

void print(llvm::StringRef Title, llvm::ArrayRef<std::string> Lines) {
  if (Lines.empty())
    return;
  llvm::outs() << Title << ":\n";
  for (const std::string &Line : Lines)
    llvm::outs() << "  " << Line << "\n";
}

llvm::Expected<ExitCode> verify(const Options &Asked) {
  if (Asked.KernelDir.empty())
    return llvm::createStringError("rules verify needs --kernel DIR");
  auto Tree = KernelTree::open(Asked.KernelDir);
  if (!Tree)
    return Tree.takeError();
  auto Base =
      Asked.RulesDir.empty() ? RuleBase::builtin() : RuleBase::withDirectory(Asked.RulesDir);
  if (!Base)
    return Base.takeError();
  auto Headers = HeaderIndex::read(Tree->root());
  if (!Headers)
    return Headers.takeError();
  RuleSet Rules = Base->select(Tree->release(), Tree->probe());
  Disagreement Found = verifyRules(*Base, Rules, *Tree, *Headers);
  print("in the rules, not in the tree", Found.Missing);
  print("gfp_t functions that the rules do not know", Found.Unknown);
  print("other signatures than the rules say", Found.Different);
  print("backports that the probes see", Found.Backports);
  llvm::outs() << fmt::format("Linux {}: {} allocators, {} scopes, {} gfp_t functions in headers; "
                              "{} missing, {} unknown, {} different\n",
                              Tree->release().str(), Rules.allocators().size(),
                              Rules.scopePairs().size(), Headers->all().size(),
                              Found.Missing.size(), Found.Unknown.size(), Found.Different.size());
  return Found.clean() ? Clean : FoundSome;
}

} // namespace

llvm::Expected<ExitCode> gfp::runRules(const Options &Asked) {
  if (Asked.Subject == "verify")
    return verify(Asked);
  if (!Asked.Subject.empty())
    return llvm::createStringError(
        fmt::format("unknown argument '{}': rules, or rules verify", Asked.Subject));
  auto Rules = rulesForTarget(Asked.Release, Asked.RulesDir, Asked.KernelDir);
  if (!Rules)
    return Rules.takeError();
  llvm::outs() << fmt::format("Linux {}\n", Rules->Release.str());
  llvm::outs() << "allocators:\n";
  for (const Allocator &A : Rules->allocators())
    llvm::outs() << fmt::format("  {:<36} {:<8} {}\n", A.Name, A.Back.name().str(),
                                A.TakesGfp ? "" : llvm::join(A.ImplicitFlags, "|"));
  llvm::outs() << "scopes:\n";
  for (const ScopePair &P : Rules->scopePairs())
    llvm::outs() << fmt::format("  {:<36} {:<8} {}\n", P.Save, P.Kind, P.Restore);
  llvm::outs() << "masks:\n";
  for (const MaskRule &M : Rules->masks())
    llvm::outs() << fmt::format("  {:<36} {}\n", M.Name, llvm::join(M.Flags, "|"));
  llvm::outs() << "what the release does with masks:\n";
  for (const Verdict &V : Rules->verdicts())
    llvm::outs() << fmt::format("  {:<36} {}\n", V.Name, V.Says);
  return Clean;
}
