//===- BuildVariants.h - The configurations to scan -------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_TOOL_BUILDVARIANTS_H
#define GFPLINT_TOOL_BUILDVARIANTS_H

#include "Engine/ResultCache.h"
#include "Kbuild/KernelTree.h"
#include "Options.h"
#include "llvm/Support/Error.h"

namespace gfp {

/// One way to compile the sources.
struct BuildVariant {
  std::string Name; ///< What tells it from the others, as the user gave it; empty for an only one.
  std::string ConfigFile, Arch, Database;
};

/// What \p Asked asks for: each database, or each configuration for each architecture. Never none.
/// Fails where several cannot go together with the rest.
llvm::Expected<std::vector<BuildVariant>> variantsOf(const Options &Asked);

/// The commands come from kbuild, which can make what they lack.
bool asksKbuild(const Options &Asked);

/// How kbuild is asked for \p Variant.
DryRunOptions dryRunOf(const Options &Asked, const BuildVariant &Variant);

/// The compile_commands.json of \p Variant, which does not ask kbuild: the one that was named, or
/// the nearest one upwards of the first path, as clang's tools do.
llvm::Expected<std::string> databaseOf(const Options &Asked, const BuildVariant &Variant);

/// All compile commands of \p Variant. \p Cache, if not null, spares parsing a database again.
llvm::Expected<std::vector<CompileCommand>>
commandsOf(const Options &Asked, const BuildVariant &Variant, ResultCache *Cache = nullptr);

} // namespace gfp

#endif // GFPLINT_TOOL_BUILDVARIANTS_H
