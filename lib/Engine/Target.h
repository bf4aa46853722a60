//===- Target.h - The kernel release to judge by ------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_TARGET_H
#define GFPLINT_ENGINE_TARGET_H

#include "Rules/RuleBase.h"
#include "llvm/Support/Error.h"

namespace gfp {

/// The rules to judge by. \p Release is "6.12", or "auto" (or empty) for the release of the kernel
/// tree that \p Path is in, with what that tree's own sources tell of backports. Outside of a tree,
/// "auto" is the newest release the rules know. \p RulesDir, if not empty, is laid over the built-in
/// rules.
llvm::Expected<RuleSet> rulesForTarget(llvm::StringRef Release, llvm::StringRef RulesDir,
                                       llvm::StringRef Path);

} // namespace gfp

#endif // GFPLINT_ENGINE_TARGET_H
