//===- UnitProgram.h - A unit's functions, linked ----------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_UNITPROGRAM_H
#define GFPLINT_ENGINE_UNITPROGRAM_H

#include "Engine/Analysis.h"
#include "Summary/Program.h"
#include "Summary/SummaryBuilder.h"
#include "Summary/UnitKnowledge.h"
#include "Summary/WrapperTable.h"

namespace gfp {

/// The summaries of one unit's functions, linked with each other and with those of the tree.
class UnitProgram {
public:
  UnitProgram(const UnitFacts &Unit, const Surroundings &Around);

  const FunctionKeys &keys() const { return Keys; }
  const UnitKnowledge &knowledge() const { return Known; }
  const WrapperSource &wrappers() const { return Wrappers; }

  /// See SummaryBuilder.
  void addScopes(const FunctionFacts &Facts, const ScopeFlow *Flow, const ScopeSummary *Effect);
  /// To be called when all scopes are added: only then callers' scopes are known.
  void linkAgain();
  /// The records, for the linker of the tree.
  UnitSummary takeRecords() { return Builder.records(); }

private:
  void link();

  const Surroundings &Around;
  LinkRules Rules;
  FunctionKeys Keys;
  SummaryBuilder Builder;
  Program Linked;
  UnitKnowledge Known;
  WrapperTable Wrappers;
  bool HasScopes = false;
};

} // namespace gfp

#endif // GFPLINT_ENGINE_UNITPROGRAM_H
