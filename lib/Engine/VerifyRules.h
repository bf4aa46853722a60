//===- VerifyRules.h - Does a tree agree with the rules? ----*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_VERIFYRULES_H
#define GFPLINT_ENGINE_VERIFYRULES_H

#include "Kbuild/HeaderIndex.h"
#include "Kbuild/KernelTree.h"
#include "Rules/RuleBase.h"
#include <string>
#include <vector>

namespace gfp {

/// What is not as the rules say, a line each.
struct Disagreement {
  std::vector<std::string> Missing;   ///< Allocators and scope functions the tree lacks.
  std::vector<std::string> Unknown;   ///< gfp_t functions the rules do not know.
  std::vector<std::string> Different; ///< Signatures.
  /// Features that the tree has or lacks against its release's number. No fault of the rules: that
  /// is what probes are for.
  std::vector<std::string> Backports;

  bool clean() const { return Missing.empty() && Unknown.empty() && Different.empty(); }
};

/// Compares \p Rules, selected for \p Tree, with \p Headers of it.
Disagreement verifyRules(const RuleBase &Base, const RuleSet &Rules, const KernelTree &Tree,
                         const HeaderIndex &Headers);

} // namespace gfp

#endif // GFPLINT_ENGINE_VERIFYRULES_H
