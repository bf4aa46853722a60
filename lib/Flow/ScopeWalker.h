//===- ScopeWalker.h - Walks the paths of one function --*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FLOW_SCOPEWALKER_H
#define GFPLINT_FLOW_SCOPEWALKER_H

#include "Flow/LiveNames.h"
#include "Flow/PathEvaluator.h"
#include "Flow/ScopeFlow.h"
#include <deque>
#include <memory>
#include <set>
#include <unordered_set>

namespace gfp {

/// Fills a ScopeFlow. A worklist over (block, state); equal states at a block go on once.
class ScopeWalker {
public:
  ScopeWalker(const FunctionFacts &Facts, const UnitFacts &Unit, const ScopeSummaries &Summaries,
              ScopeFlow &Flow);
  void walk();

private:
  // Paths.
  void enter(const clang::CFGBlock *Block, PathState State);
  void leave(const clang::CFGBlock *Block, PathState State);
  void leaveSwitch(const clang::CFGBlock *Block, const clang::SwitchStmt *Switch,
                   const PathState &State);
  /// What a `case` stands for, and how it is written.
  struct CaseLabel {
    int64_t Low, High;
    std::string Text;
  };
  const CaseLabel &labelOf(const clang::CaseStmt *Case);
  /// The ways past all cases of \p Switch.
  std::vector<PathState> noCase(const clang::SwitchStmt *Switch, const PathState &State);
  void finish(const PathState &State);
  void prune(const clang::CFGBlock *Block, PathState &State);
  const Step *step(enum Step::Kind Kind, const PathState &State, clang::SourceLocation Loc,
                   const clang::Stmt *Where, std::string Label = {}, unsigned Save = 0);

  // Elements of a block.
  void visit(const clang::Stmt *S, PathState &State);
  void visitCleanup(const clang::VarDecl *Variable, PathState &State);
  void visitCall(const clang::CallExpr *Call, PathState &State);
  void visitAllocation(const clang::CallExpr *Call, PathState &State);
  void visitUnknown(const clang::CallExpr *Call, PathState &State);
  void visitDeclaration(const clang::DeclStmt *S, PathState &State);
  void visitAssignment(const clang::BinaryOperator *S, PathState &State);
  /// The value that storing \p From in \p To (null: a new variable) stores.
  Value assigned(const clang::Expr *From, const clang::Expr *To, PathState &State);
  /// Cookies that are part of \p S, and not all of it, are no longer this function's alone.
  void letGo(const clang::Stmt *S, PathState &State);
  void bindInitializers(const clang::InitListExpr *List, const Location &Whole, PathState &State);
  void visitAssembly(const clang::GCCAsmStmt *S, PathState &State);
  /// Counts what \p S, and the parts of it that are no elements, counts.
  void visitIncrements(const clang::Stmt *S, PathState &State);
  /// An increment or decrement; not sure if it is in an arm of a choice.
  struct Increment {
    const clang::UnaryOperator *Operator;
    bool Surely;
  };
  using Increments = llvm::SmallVector<Increment, 0>;
  void findIncrements(const clang::Stmt *S, bool Surely, Increments &Found) const;
  void visitReturn(const clang::ReturnStmt *S, PathState &State);

  // Scopes.
  unsigned saveNumber(const clang::CallExpr *Call, const ScopePair *Pair, const ScopeKind *Kind);
  void open(const clang::CallExpr *Call, unsigned Number, PathState &State, bool Escaped);
  void openWrapped(const clang::CallExpr *Call, const ScopeSummary &Summary, PathState &State);
  void restore(const clang::CallExpr *Call, const CallFact &Fact, PathState &State);
  void closeWrapped(const clang::CallExpr *Call, const ScopeSummary &Summary, PathState &State);
  void close(unsigned Save, PathState &State, bool Precisely);
  void closeEscaped(const ScopeKind *Kind, PathState &State);
  void storeTo(const Location &Where, Value V, const clang::Stmt *S, PathState &State);
  std::optional<unsigned> innermost(const ScopeKind *Kind, const PathState &State) const;
  bool isDropped(const clang::CallExpr *Call) const;
  void report(ScopeEvent Event);

  const FunctionFacts &Facts;
  const UnitFacts &Unit;
  const ScopeSummaries &Summaries;
  ScopeFlow &Flow;
  SymbolTable Symbols;
  PathEvaluator Values;
  LiveNames Live;
  llvm::DenseMap<const clang::CallExpr *, unsigned> SaveNumbers;
  llvm::DenseSet<const clang::Stmt *> Elements; ///< Of the CFG.
  std::set<int64_t> Undefined;                  ///< Symbols of variables without a value.
  struct HashState {
    size_t operator()(const PathState &State) const { return hash_value(State); }
  };
  std::vector<std::unordered_set<PathState, HashState>> Seen; ///< By block.
  std::set<std::pair<const clang::Stmt *, llvm::SmallVector<OpenScope, 4>>> Exits;
  std::deque<PathState> AtExit;
  /// States to go on from: of Seen or AtExit.
  std::deque<std::pair<const clang::CFGBlock *, const PathState *>> Work;
  llvm::DenseMap<const clang::Stmt *, Increments> IncrementsIn; ///< By element.
  llvm::DenseMap<const clang::CaseStmt *, std::unique_ptr<CaseLabel>> Labels;
};

} // namespace gfp

#endif // GFPLINT_FLOW_SCOPEWALKER_H
