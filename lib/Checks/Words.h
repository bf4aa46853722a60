//===- Words.h - Names without which a check is silent -*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_CHECKS_WORDS_H
#define GFPLINT_CHECKS_WORDS_H

#include "Rules/RuleSet.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringSet.h"

namespace gfp {

/// The functions that open and close scopes.
void addScopeWords(const RuleSet &Rules, llvm::StringSet<> &Words);

/// The allocators that \p Wanted says yes to, under each of their names.
void addAllocatorWords(const RuleSet &Rules, llvm::StringSet<> &Words,
                       llvm::function_ref<bool(const Allocator &)> Wanted);

/// The allocators that verdicts of \p Check are about, and that take a mask.
void addVerdictWords(const RuleSet &Rules, llvm::StringRef Check, llvm::StringSet<> &Words);

} // namespace gfp

#endif // GFPLINT_CHECKS_WORDS_H
