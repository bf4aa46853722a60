//===- GlobalNames.h - What a unit declares by a name ------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_GFP_GLOBALNAMES_H
#define GFPLINT_GFP_GLOBALNAMES_H

#include "clang/AST/Decl.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <functional>

namespace gfp {

/// Declarations at file scope.
using DeclList = llvm::SmallVector<const clang::NamedDecl *, 2>;

/// Finds them by name. Clang's own table of the unit lacks, in C, what comes from a precompiled
/// header; who parsed with one has to bring another way.
using GlobalNames = std::function<DeclList(llvm::StringRef)>;

/// By the unit's own table.
GlobalNames globalNamesOf(const clang::ASTContext &Context);

} // namespace gfp

#endif // GFPLINT_GFP_GLOBALNAMES_H
