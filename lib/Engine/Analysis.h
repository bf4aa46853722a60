//===- Analysis.h - One translation unit, all checks -------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// What every frontend calls with a finished AST: the command line, the clang plugin and the
// clang-tidy module give the same findings because they all come from here.
//
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_ANALYSIS_H
#define GFPLINT_ENGINE_ANALYSIS_H

#include "Checks/Check.h"
#include "Engine/CheckSelection.h"
#include "Engine/Explain.h"
#include "Engine/MaskText.h"
#include "Engine/SourceWords.h"
#include "Engine/SpelledMasks.h"
#include "Facts/BodyFilter.h"
#include "Findings/Finding.h"
#include "Rules/WordFilter.h"
#include "Summary/SummaryStore.h"
#include "Summary/UnitSummary.h"
#include "clang/AST/ASTContext.h"
#include "clang/Lex/Preprocessor.h"
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace gfp {

/// What findings hang on of those who call a function: nothing; whether somebody may who does not
/// show; which scopes they hold open, too.
enum class CallersAsked { Nothing, Addresses, Scopes };

/// What analysing one unit gave.
struct UnitAnalysis {
  std::vector<Finding> Findings; ///< Suppressed ones left out; in report order.
  /// Functions too large to follow every path of.
  std::vector<std::string> Incomplete;
  /// It has to be parsed with all bodies: some that were skipped matter.
  bool LacksBodies = false;
  /// It has to be parsed as a whole: functions that were taken out may matter.
  bool LacksFunctions = false;
  unsigned Functions = 0;
  unsigned Allocations = 0;
  unsigned Scopes = 0;
  /// For the linker.
  UnitSummary Summary;
  /// Functions that checks asked for.
  double SummarySeconds = 0; ///< Of this thread's processor, spent on summaries and their link.
  std::set<Symbol> Asked;
  /// Those it was asked of whether they sleep or close atomic sections, and nothing else.
  std::set<Symbol> AskedInSections;
  std::set<Symbol> AskedForMemory;
  /// Those of which some finding hangs on whether they close sections.
  std::set<Symbol> LettingGo;
  Explanation Explained; ///< If a line was asked about.
};

/// What an analysis knows beyond the unit it looks at.
struct Surroundings {
  /// The kernel's root: functions are named by their files below it. May be empty.
  std::string Root;
  /// Linked summaries of the other units; may be null.
  const SummaryStore *Tree = nullptr;
  /// Of the precompiled header the unit was parsed with; null: it was parsed as it is.
  const PrecompiledPart *Part = nullptr;
  /// Some functions of the main file are but declared: see ReducedSource.
  bool Reduced = false;
  /// Bodies the parser skipped; null: they cannot be had.
  BodySource Bodies = nullptr;
};

/// The rules of a release with the checks to run on them. Immutable; shared by threads.
class Analysis {
public:
  Analysis(RuleSet Rules, CheckSelection Selection, Policy Side = Policy::Flags);

  const RuleSet &rules() const { return Rules; }
  /// The checks that run, for reports.
  std::vector<CheckInfo> checks() const;
  /// The words for whose sake a source is read at all.
  const SourceWords &words() const { return Sought; }
  /// For SourceFilter.
  MaskText maskText() const;
  /// Of masks for all checks; with \p Alone, for those that do not ask where masks go.
  SpelledMasks spelledMasks(bool Alone) const;
  const JoinedNames &joinedNames() const { return Joined; }
  /// A source is read that has one of these, too.
  const SoughtShapes &shapes() const { return Shapes; }
  /// Which bodies of the unit that is parsed matter.
  BodyFilter bodies() const { return {*Offsets, *ScopeWords}; }

  /// \p Of holds for findings that are reported.
  bool mayReport(const Verdict &Of) const;
  /// The most that a check which runs asks of callers.
  CallersAsked callersAsked() const;
  /// Allocators of which it matters what frees their memory in the source that calls them.
  const llvm::StringMap<FreeSet> &memoryOfSources() const { return MemoryOfSources; }
  /// Adds \p Function's name to \p Words if a call of it can be a finding, or part of one: what it
  /// does is done by allocators or scopes the checks are about.
  void addIfConcerned(const FunctionSummary &Function, SourceWords &Words) const;

  /// \p Asked may be null.
  UnitAnalysis run(clang::ASTContext &Context, const clang::Preprocessor &PP,
                   const Surroundings &Around, const Question *Asked = nullptr) const;

private:
  void addWords(const Check &Of);
  /// What the words among the flags that \p Flow adds are looked for: no call of it needs to name
  /// them.
  unsigned usesOfAdded(const MaskFlow &Flow) const;
  /// What the functions that open scopes are looked for.
  unsigned usesOfScopes() const;

  RuleSet Rules;
  CheckSelection Selection;
  Policy Side;
  SourceWords Sought;
  llvm::StringMap<FreeSet> MemoryOfSources;
  JoinedNames Joined;
  SoughtShapes Shapes;
  std::unique_ptr<WordFilter> Words, ScopeWords;
  std::unique_ptr<WordOffsets> Offsets; ///< Of Words.
  std::vector<std::unique_ptr<Check>> Checks;
};

} // namespace gfp

#endif // GFPLINT_ENGINE_ANALYSIS_H
