//===- VerdictCheck.h - Checks made of the rules' verdicts -*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_CHECKS_VERDICTCHECK_H
#define GFPLINT_CHECKS_VERDICTCHECK_H

#include "Checks/Check.h"

namespace gfp {

/// Reports every allocation that a verdict of the check's name holds for: the rules say what is
/// wrong in which release, this says where.
class VerdictCheck : public Check {
public:
  /// \p Wrappers: look at masks that are handed to wrappers, too.
  explicit VerdictCheck(std::string Name, bool Wrappers = true)
      : Name(std::move(Name)), Wrappers(Wrappers) {}
  llvm::StringRef name() const override { return Name; }
  void addWords(const RuleSet &, llvm::StringSet<> &) const override {}
  void addMaskWords(const RuleSet &Rules, llvm::StringSet<> &Words) const override;
  bool needsWholeFile() const override { return false; }
  void run(const FunctionView &View, FindingSink Report) const override;

private:
  /// A verdict that holds for one arm only of a `?:` in the mask.
  std::optional<Finding> inOneArm(const FunctionView &View, const AllocationSite &Site) const;

  std::string Name;
  bool Wrappers;
};

} // namespace gfp

#endif // GFPLINT_CHECKS_VERDICTCHECK_H
