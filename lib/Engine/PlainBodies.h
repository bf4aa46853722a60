//===- PlainBodies.h - Bodies a parser can pass over --------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_PLAINBODIES_H
#define GFPLINT_ENGINE_PLAINBODIES_H

#include "clang/AST/Decl.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/StringRef.h"
#include <optional>

namespace gfp {

/// The parser has come to the brace of the body of \p Function, which can be parsed from its file
/// alone: it is written there, and no macro or directive makes it what it is. Then the parser finds
/// nothing in it: skipping costs next to nothing, but nobody hears of the macros in there. Returns
/// what was passed over; nothing if the body is not like that.
std::optional<llvm::StringRef> passOverBody(const clang::FunctionDecl *Function,
                                            clang::Preprocessor &PP);

/// The parser has come to the brace of a body that a macro makes, and which nobody will ask for.
/// Then it finds nothing in it; what macros there are in there is not expanded, and nobody hears of
/// it.
void passOverMadeBody(clang::Preprocessor &PP);

} // namespace gfp

#endif // GFPLINT_ENGINE_PLAINBODIES_H
