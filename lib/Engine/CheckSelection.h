//===- CheckSelection.h - Which checks run -------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_CHECKSELECTION_H
#define GFPLINT_ENGINE_CHECKSELECTION_H

#include "Checks/Check.h"
#include "Rules/RuleSet.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Error.h"
#include <optional>

namespace gfp {

/// The checks to run and the highest level to report.
struct CheckSelection {
  llvm::StringSet<> Names;
  unsigned Level = 0;

  bool runs(llvm::StringRef Check) const { return Names.contains(Check); }
};

/// The lowest level that findings of \p Check have.
unsigned lowestLevel(const CheckInfo &Check, Policy Side);

/// Reads `--checks`: a comma-separated list of globs, each adding to the selection or, after a `-`,
/// taking from it; empty: all. Without a \p Level it is 0, or as high as the checks need that are
/// named by their whole names. Errors: a glob that no check matches, and a selection of which no
/// check reports at \p Level.
llvm::Expected<CheckSelection> selectChecks(llvm::StringRef Globs, std::optional<unsigned> Level,
                                            Policy Side, llvm::ArrayRef<CheckInfo> Known);

} // namespace gfp

#endif // GFPLINT_ENGINE_CHECKSELECTION_H
