//===- AtomicContext.h - Atomic sections for checks --------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_CHECKS_ATOMICCONTEXT_H
#define GFPLINT_CHECKS_ATOMICCONTEXT_H

#include "Checks/Check.h"
#include "Flow/AtomicFlow.h"
#include <memory>
#include <string>
#include <vector>

namespace gfp {

/// The atomic sections of \p View's function, with what is known of its callees; null if it has
/// none. \p Callees, if not null, gets the functions that are called in sections: who of them lets
/// go decides where these end.
std::unique_ptr<AtomicFlow> atomicFlow(const FunctionView &View,
                                       std::vector<const clang::FunctionDecl *> *Callees = nullptr);

/// "a spinlock".
std::string sectionLabel(const OpenSection &Section);
/// The note that says where \p Section was opened.
void addSection(const FunctionView &View, Finding &F, const OpenSection &Section);

} // namespace gfp

#endif // GFPLINT_CHECKS_ATOMICCONTEXT_H
