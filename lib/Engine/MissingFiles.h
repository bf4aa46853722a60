//===- MissingFiles.h - What a unit includes and lacks ----------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_MISSINGFILES_H
#define GFPLINT_ENGINE_MISSINGFILES_H

#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include <memory>
#include <string>
#include <vector>

namespace gfp {

/// Adds to \p Into, for each file that \p PP is to include or asks for and that is not there, all
/// places where it was looked for.
std::unique_ptr<clang::PPCallbacks> watchMissing(clang::Preprocessor &PP,
                                                 std::vector<std::string> &Into);

} // namespace gfp

#endif // GFPLINT_ENGINE_MISSINGFILES_H
