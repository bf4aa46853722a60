//===- PlainBodies.h - Bodies a parser can pass over --------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_PLAINBODIES_H
#define GFPLINT_ENGINE_PLAINBODIES_H

#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/StringRef.h"
#include <optional>

namespace gfp {

/// The body of \p Function, which is a declaration so far, can be parsed from its file alone: it is
/// written there, and no macro or directive makes it what it is.
bool isPlainBody(const clang::FunctionDecl *Function, const clang::SourceManager &SM);

/// The parser, which has come to the brace of a plain body, finds nothing in it: skipping costs
/// next to nothing then, but nobody hears of the macros in there. Returns what was passed over;
/// nothing if it could not be.
std::optional<llvm::StringRef> passOverBody(clang::Preprocessor &PP);

} // namespace gfp

#endif // GFPLINT_ENGINE_PLAINBODIES_H
