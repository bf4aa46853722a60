//===- ClangCall.h - Running the parser in this process ----*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_CLANGCALL_H
#define GFPLINT_ENGINE_CLANGCALL_H

#include "Kbuild/CompileCommands.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/FileManager.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/FrontendAction.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace gfp {

/// Deeply nested expressions of generated code need more stack than a thread gets by default.
inline constexpr unsigned ParserStackBytes = 64u << 20;

/// Runs \p Action on \p Command's source with warnings off, after \p Prepare had its way with the
/// invocation. True if there was no error; \p Errors gets them.
bool runClang(const CompileCommand &Command, clang::FileManager &Files,
              clang::DiagnosticConsumer &Errors, clang::FrontendAction &Action,
              llvm::function_ref<void(clang::CompilerInvocation &)> Prepare);

} // namespace gfp

#endif // GFPLINT_ENGINE_CLANGCALL_H
