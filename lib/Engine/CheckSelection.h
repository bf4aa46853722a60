//===- CheckSelection.h - Which checks run -------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_CHECKSELECTION_H
#define GFPLINT_ENGINE_CHECKSELECTION_H

#include "Rules/RuleSet.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Error.h"
#include <vector>

namespace gfp {

/// The checks to run and the highest level to report.
struct CheckSelection {
  llvm::StringSet<> Names;
  unsigned Level = 0;

  bool runs(llvm::StringRef Check) const { return Names.contains(Check); }
};

/// Reads `--checks`: a comma-separated list of globs, each adding to the selection or, after a `-`,
/// taking from it; empty: all. A glob that no check matches is an error that names it. Naming a
/// check exactly does not raise the level: --level does.
llvm::Expected<CheckSelection> selectChecks(llvm::StringRef Globs, unsigned Level,
                                            llvm::ArrayRef<CheckInfo> Known);

} // namespace gfp

#endif // GFPLINT_ENGINE_CHECKSELECTION_H
