//===- BuiltinRules.h - The rules built into the program --------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// Implemented by a source that the build makes out of rules/*.yaml (cmake/EmbedFiles.cmake).
//
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_RULES_BUILTINRULES_H
#define GFPLINT_RULES_BUILTINRULES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace gfp {

/// One file of rules/, named as it is in the sources ("rules/flags.yaml").
struct BuiltinRuleFile {
  llvm::StringRef Name;
  llvm::StringRef Text;
};

llvm::ArrayRef<BuiltinRuleFile> builtinRuleFiles();

} // namespace gfp

#endif // GFPLINT_RULES_BUILTINRULES_H
