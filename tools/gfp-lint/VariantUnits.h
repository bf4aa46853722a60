//===- VariantUnits.h - What to scan in each configuration ------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_TOOL_VARIANTUNITS_H
#define GFPLINT_TOOL_VARIANTUNITS_H

#include "BuildVariants.h"
#include <map>

namespace gfp {

/// The selected units of one configuration.
struct VariantUnits {
  BuildVariant Variant;
  std::vector<CompileCommand> Own;
  /// For --all-files: sources that no configuration compiles, and why others were left out.
  std::vector<CompileCommand> Borrowed;
  std::map<std::string, size_t> LeftOut;
};

/// All that is to be scanned. Fails if that is nothing, or a path that was named selects nothing.
/// \p Cache may be null.
llvm::Expected<std::vector<VariantUnits>> unitsOf(const Options &Asked, ResultCache *Cache);

/// The kernel the units are of; none if they are in none. Fails if they are of several.
llvm::Expected<std::optional<KernelTree>> treeOf(llvm::ArrayRef<VariantUnits> Units);

} // namespace gfp

#endif // GFPLINT_TOOL_VARIANTUNITS_H
