//===- EventCalls.cpp - Calls that tell of an event -----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Facts/EventCalls.h"
#include "clang/Basic/CharInfo.h"

using namespace clang;
using namespace gfp;

bool gfp::tellsOfEvent(const FunctionDecl *Function, const SourceManager &SM,
                       const RuleSet &Rules) {
  SourceLocation Loc = Function->getLocation();
  if (!Loc.isMacroID() || !Function->getIdentifier() ||
      !Rules.isCalledForEvents(Function->getName()))
    return false;
  auto [File, Offset] = SM.getDecomposedExpansionLoc(Loc);
  llvm::StringRef Macro = SM.getBufferDataOrNone(File).value_or("").substr(Offset).take_while(
      [](char C) { return isAsciiIdentifierContinue(C); });
  return Rules.holdsEventWord(Macro);
}
