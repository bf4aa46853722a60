//===- Target.cpp - The kernel release to judge by -------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/Target.h"
#include "Kbuild/KernelTree.h"

using namespace gfp;

llvm::Expected<RuleSet> gfp::rulesForTarget(llvm::StringRef Release, llvm::StringRef RulesDir,
                                            llvm::StringRef Path) {
  auto Rules = RulesDir.empty() ? RuleBase::builtin() : RuleBase::withDirectory(RulesDir);
  if (!Rules)
    return Rules.takeError();
  if (!Release.empty() && Release != "auto") {
    auto Given = KernelRelease::parse(Release);
    if (!Given)
      return Given.takeError();
    return Rules->select(*Given);
  }
  if (!Path.empty())
    if (auto Tree = KernelTree::containing(Path))
      return Rules->select(Tree->release(), Tree->probe());
  return Rules->select(Rules->newest());
}

llvm::Expected<Neighbourhood> Neighbourhood::of(llvm::StringRef Path, llvm::StringRef Summary,
                                                const RuleSet &Rules) {
  Neighbourhood Around;
  if (auto Tree = KernelTree::containing(Path))
    Around.Root = Tree->root().str();
  if (Summary.empty())
    return Around;
  auto Linked = SummaryFile::open(Summary, Rules);
  if (!Linked)
    return Linked.takeError();
  Around.Linked = std::move(*Linked);
  return Around;
}
