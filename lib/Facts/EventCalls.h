//===- EventCalls.h - Calls that tell of an event -----------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FACTS_EVENTCALLS_H
#define GFPLINT_FACTS_EVENTCALLS_H

#include "Rules/RuleSet.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"

namespace gfp {

/// \p Function was made by a macro that declares a trace event, and is called where that happens
/// (trace_…()). Whoever listens is called with preemption off: he neither sleeps nor reclaims.
/// Source: __DO_TRACE() in include/linux/tracepoint.h, 6.1 and 6.12.
bool tellsOfEvent(const clang::FunctionDecl *Function, const clang::ASTContext &Context,
                  const RuleSet &Rules);

} // namespace gfp

#endif // GFPLINT_FACTS_EVENTCALLS_H
