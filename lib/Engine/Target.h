//===- Target.h - The kernel release to judge by ------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_TARGET_H
#define GFPLINT_ENGINE_TARGET_H

#include "Engine/Analysis.h"
#include "Rules/RuleBase.h"
#include "Summary/SummaryFile.h"
#include "llvm/Support/Error.h"

namespace gfp {

/// The rules to judge by. \p Release is "6.12", or "auto" (or empty) for the release of the kernel
/// tree that \p Path is in, with what that tree's own sources tell of backports. Outside of a tree,
/// "auto" is the newest release the rules know. \p RulesDir, if not empty, is laid over the
/// built-in rules.
llvm::Expected<RuleSet> rulesForTarget(llvm::StringRef Release, llvm::StringRef RulesDir,
                                       llvm::StringRef Path);

/// The kernel tree that \p Path is in, if any, and the linked summary in the file \p Summary, if
/// that is not empty. Fails if the file is not fit for \p Rules.
class Neighbourhood {
public:
  static llvm::Expected<Neighbourhood> of(llvm::StringRef Path, llvm::StringRef Summary,
                                          const RuleSet &Rules);
  /// Lives as long as this.
  Surroundings surroundings() const { return {Root, Linked.get(), nullptr}; }

private:
  std::string Root;
  std::unique_ptr<SummaryFile> Linked;
};

} // namespace gfp

#endif // GFPLINT_ENGINE_TARGET_H
