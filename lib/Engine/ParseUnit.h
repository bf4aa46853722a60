//===- ParseUnit.h - Clang's parser over a unit -------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_PARSEUNIT_H
#define GFPLINT_ENGINE_PARSEUNIT_H

#include "clang/Parse/Parser.h"
#include "clang/Sema/Sema.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace gfp {

/// As clang::ParseAST(), for C, but tells of the parser: \p Parsed is called between the unit's
/// last line and the consumer's HandleTranslationUnit(), and the parser lives until that returns.
void parseUnit(clang::Sema &Actions, bool SkipBodies,
               llvm::function_ref<void(clang::Parser &)> Parsed);

} // namespace gfp

#endif // GFPLINT_ENGINE_PARSEUNIT_H
