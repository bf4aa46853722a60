//===- AtomicContext.cpp - Atomic sections for checks ----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/AtomicContext.h"
#include "Checks/Report.h"

using namespace clang;
using namespace gfp;

std::unique_ptr<AtomicFlow> gfp::atomicFlow(const FunctionView &View,
                                            std::vector<const FunctionDecl *> *Callees) {
  return AtomicFlow::run(View.Facts, View.Unit, [&](const FunctionDecl *Callee) {
    if (AtomicFlow::keepsSections(Callee, View.Unit.rules()))
      return false;
    if (Callees)
      Callees->push_back(Callee);
    const FunctionSummary *Known = View.Known ? View.Known->inSection(Callee) : nullptr;
    return Known && Known->AtomicDelta != 0;
  });
}

std::string gfp::sectionLabel(const OpenSection &Section) {
  return (Section.Rule->LockArg ? "a " : "") + Section.Rule->Kind;
}

void gfp::addSection(const FunctionView &View, Finding &F, const OpenSection &Section) {
  addNote(View, F, Section.Entered->getBeginLoc(), "it is taken here");
}
