//===- HtmlOverview.h - The counts of a report in HTML ----------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_RENDER_HTMLOVERVIEW_H
#define GFPLINT_RENDER_HTMLOVERVIEW_H

#include "Render/Renderer.h"
#include <map>

namespace gfp {

/// How many findings there are, by what a reader may ask for.
struct FindingCounts {
  explicit FindingCounts(const Report &R);

  size_t Total;
  std::map<llvm::StringRef, size_t> ByCheck;
  std::map<unsigned, size_t> ByLevel;
  std::map<llvm::StringRef, std::map<llvm::StringRef, size_t>> BySubsystemAndCheck;
};

/// Writes the checks that ran, and the counts by subsystem and check, each a link to findingsOf().
void writeOverview(const Report &R, const FindingCounts &Counts, llvm::raw_ostream &OS);

/// The id of the place where the findings begin that are of \p Check and in \p Subsystem, either of
/// which may be empty; to the script it is the filter that leaves no others.
std::string findingsOf(llvm::StringRef Subsystem, llvm::StringRef Check);

/// The subsystem a finding counts for.
llvm::StringRef subsystemOf(const Finding &F, llvm::StringRef Root);

} // namespace gfp

#endif // GFPLINT_RENDER_HTMLOVERVIEW_H
