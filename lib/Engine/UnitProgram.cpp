//===- UnitProgram.cpp - A unit's functions, linked ------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/UnitProgram.h"

using namespace gfp;

UnitProgram::UnitProgram(const UnitFacts &Unit, const Surroundings &Around)
    : Around(Around), Rules(LinkRules::of(Unit.rules())),
      Keys(Unit.context().getSourceManager(), Around.Root), Builder(Unit, Keys),
      Known(Keys, Linked, Around.Tree), Wrappers(Unit, Known) {
  link();
}

void UnitProgram::link() {
  Linked =
      Program::link({PackedRecords(Builder.records())}, Rules, {Around.Tree, /*AllCallers=*/false});
}

void UnitProgram::addScopes(const FunctionFacts &Facts, const ScopeFlow *Flow,
                            const ScopeSummary *Effect) {
  Builder.addScopes(Facts, Flow, Effect);
  HasScopes = true;
}

void UnitProgram::linkAgain() {
  if (HasScopes)
    link();
}
