//===- OnlyNew.h - Reporting only what is new --------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_TOOL_ONLYNEW_H
#define GFPLINT_TOOL_ONLYNEW_H

#include "Findings/Baseline.h"
#include "Findings/Patch.h"
#include "Kbuild/CompileCommands.h"
#include "Options.h"
#include "Render/Renderer.h"
#include <optional>

namespace gfp {

/// What a scan looked at.
struct ScanExtent {
  llvm::ArrayRef<llvm::StringRef> Sources;
  bool WholeTree = false; ///< They are all there are.
  unsigned Level = 0;
};

/// --baseline, --write-baseline, --since and --diff: leaves what is not new out of a report.
class OnlyNew {
public:
  /// Reads the baseline and the patch, before anything that takes time.
  static llvm::Expected<OnlyNew> read(const Options &Asked);

  /// Finds the files that changed; \p Dir is in the tree that is scanned. Does nothing when called
  /// again.
  llvm::Error locate(llvm::StringRef Dir);

  /// The commands that a finding on a changed line can come from: of sources that changed, and all
  /// if something else changed that sources may include. Only to be asked if the user named none.
  bool narrows() const { return Changes.has_value(); }
  std::vector<CompileCommand> narrow(std::vector<CompileCommand> All) const;

  /// Leaves out of \p Scanned what is known or on no changed line; says on standard error how many
  /// are known. Writes the new baseline.
  llvm::Error apply(Report &Scanned, const ScanExtent &Extent) const;

private:
  llvm::Error applyBaseline(Report &Scanned, const ScanExtent &Extent) const;

  std::string WriteTo, Since;
  std::optional<Baseline> Known;
  std::optional<std::vector<PatchedFile>> Patch;
  std::string PatchName;
  std::optional<ChangedLines> Changes;
};

} // namespace gfp

#endif // GFPLINT_TOOL_ONLYNEW_H
