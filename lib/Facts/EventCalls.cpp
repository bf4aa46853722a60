//===- EventCalls.cpp - Calls that tell of an event -----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Facts/EventCalls.h"
#include "Gfp/SourceText.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace gfp;

bool gfp::tellsOfEvent(const FunctionDecl *Function, const ASTContext &Context,
                       const RuleSet &Rules) {
  return Function->getIdentifier() && Rules.isCalledForEvents(Function->getName()) &&
         llvm::any_of(macrosAround(Function->getLocation(), Context.getSourceManager(),
                                   Context.getLangOpts()),
                      [&](const MacroStep &Step) { return Rules.holdsEventWord(Step.Name); });
}
