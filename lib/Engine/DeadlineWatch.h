//===- DeadlineWatch.h - Parsing no longer than allowed -----*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_DEADLINEWATCH_H
#define GFPLINT_ENGINE_DEADLINEWATCH_H

#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include <memory>

namespace gfp {

/// What a unit exits with that was given up in the midst of a directive, where there is no way to
/// return. See llvm::CrashRecoveryContext::RetCode.
inline constexpr int TimedOutCode = 240;

/// Keeps \p PP from expanding macros once the deadline of its thread has passed: what is left of
/// the unit is soon read then.
std::unique_ptr<clang::PPCallbacks> watchDeadline(clang::Preprocessor &PP);

} // namespace gfp

#endif // GFPLINT_ENGINE_DEADLINEWATCH_H
