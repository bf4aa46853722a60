//===- DeclarationContent.h - What a declaration adds ------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_DECLARATIONCONTENT_H
#define GFPLINT_ENGINE_DECLARATIONCONTENT_H

#include "clang/AST/Decl.h"

namespace gfp {

/// \p Decl, of a function or variable, is a definition, knows a size, does not return, has internal
/// linkage or an attribute, and \p Other, one of the same before or after it, says nothing of it.
bool saysMore(const clang::Decl *D, const clang::Decl *Other);

} // namespace gfp

#endif // GFPLINT_ENGINE_DECLARATIONCONTENT_H
