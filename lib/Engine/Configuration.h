//===- Configuration.h - What a project asks of gfp-lint ----*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_CONFIGURATION_H
#define GFPLINT_ENGINE_CONFIGURATION_H

#include "Checks/Check.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>

namespace gfp {

/// A file .gfp-lint.yaml. What the command line or a frontend's arguments say goes before it.
struct Configuration {
  std::optional<Policy> Side; ///< policy: flags, or scopes.
  std::string Checks;         ///< As --checks.
  std::optional<unsigned> Level;
  std::string Release;
  std::string Rules; ///< A directory, absolute.

  /// Errors name file and line.
  static llvm::Expected<Configuration> read(llvm::StringRef File);
  /// That of the nearest .gfp-lint.yaml in or above \p Path (a file or a directory); an empty one
  /// if there is none.
  static llvm::Expected<Configuration> around(llvm::StringRef Path);
};

/// "flags" or "scopes"; an error otherwise.
llvm::Expected<Policy> parsePolicy(llvm::StringRef Word);

} // namespace gfp

#endif // GFPLINT_ENGINE_CONFIGURATION_H
