//===- ScopeCalls.cpp - Calls that open and close scopes ------------- ===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Flow/ScopeWalker.h"
#include "clang/AST/Decl.h"

using namespace clang;
using namespace gfp;

unsigned ScopeWalker::saveNumber(const CallExpr *Call, const ScopePair *Pair,
                                 const ScopeKind *Kind) {
  auto [Found, New] = SaveNumbers.try_emplace(Call, static_cast<unsigned>(Flow.Saves.size()));
  if (New) {
    SaveRecord Record;
    Record.Call = Call;
    Record.Pair = Pair;
    Record.Scope = Kind;
    Flow.Saves.push_back(std::move(Record));
  }
  return Found->second;
}

void ScopeWalker::open(const CallExpr *Call, unsigned Number, PathState &State, bool Escaped) {
  SaveRecord &Save = Flow.Saves[Number];
  if (State.isOpen(Number)) {
    bool Known = llvm::any_of(State.Open,
                              [&](const OpenScope &S) { return S.Save == Number && !S.Escaped; });
    if (Known) {
      Save.Leaks = true;
      report({ScopeEvent::Reopened, Number, Call, std::nullopt, State.Trail});
    }
    llvm::erase_if(State.Open, [&](const OpenScope &S) { return S.Save == Number; });
  }
  std::set<unsigned> Enclosing;
  for (const OpenScope &S : State.Open)
    Enclosing.insert(S.Save);
  if (!Save.Enclosing)
    Save.Enclosing = std::move(Enclosing);
  else
    std::erase_if(*Save.Enclosing, [&](unsigned S) { return !Enclosing.count(S); });

  // A caller's scope that was left for a while is its caller's again.
  if (Save.Scope && llvm::is_contained(State.ForeignClosed, Save.Scope->Kind))
    Escaped = true;
  State.Open.push_back({Number, Escaped});
  llvm::erase_if(State.Closed, [&](unsigned S) { return S == Number; });
  // A new extent: nothing has been met in it.
  llvm::erase_if(State.Met, [&](const auto &Met) { return Met.first == Number; });
  State.Results[Call] = Value::cookie(Number);
  State.Trail = step(Step::Save, State, Call->getBeginLoc(), Call, {}, Number);
}

void ScopeWalker::openWrapped(const CallExpr *Call, const ScopeSummary &Summary, PathState &State) {
  unsigned Number = saveNumber(Call, nullptr, Summary.Scope);
  bool ToResult = Summary.Holder.Kind == CookieHolder::Result;
  std::optional<Location> Kept;
  if (Summary.Holder.Kind == CookieHolder::Pointee && Summary.Holder.Index < Call->getNumArgs())
    Kept = Values.locatePointee(State, Call->getArg(Summary.Holder.Index), Summary.Holder.Path);
  // In which of several fields of a result it is, the summary does not say.
  const auto *Record = Call->getType()->getAsRecordDecl();
  bool Found = !Record || llvm::hasSingleElement(Record->fields());
  bool Ours = (ToResult && Found) || (Kept && Kept->Local && Kept->Precise);
  open(Call, Number, State, /*Escaped=*/!Ours);
  if (!ToResult)
    State.Results.erase(Call);
  if (Kept)
    Values.store(State, *Kept, Value::cookie(Number));
}

void ScopeWalker::close(unsigned Save, PathState &State, bool Precisely) {
  if (!Precisely)
    Flow.Saves[Save].Complex = true;
  if (!State.isOpen(Save))
    return;
  for (const OpenScope &Inner : llvm::reverse(State.Open)) {
    if (Inner.Save == Save)
      break;
    Flow.Saves[Inner.Save].OutlivesOuter = true;
  }
  llvm::erase_if(State.Open, [&](const OpenScope &S) { return S.Save == Save; });
  if (Precisely)
    State.Closed.push_back(Save);
}

void ScopeWalker::closeEscaped(const ScopeKind *Kind, PathState &State) {
  for (const OpenScope &S : llvm::reverse(State.Open))
    if (S.Escaped && (!Kind || !Flow.Saves[S.Save].Scope || Flow.Saves[S.Save].Scope == Kind))
      return close(S.Save, State, /*Precisely=*/false);
}

void ScopeWalker::closeWrapped(const CallExpr *Call, const ScopeSummary &Summary,
                               PathState &State) {
  std::optional<Value> Cookie;
  if (Summary.Holder.Index < Call->getNumArgs()) {
    const Expr *Arg = Call->getArg(Summary.Holder.Index);
    if (Summary.Holder.Kind == CookieHolder::Argument) {
      Cookie = Values.evaluate(State, Arg);
    } else if (Summary.Holder.Kind == CookieHolder::Pointee) {
      Location Where = Values.locatePointee(State, Arg, Summary.Holder.Path);
      if (const Value *Bound = State.boundAt(Where.Symbol))
        Cookie = *Bound;
    }
  }
  if (Cookie && Cookie->Kind == Value::Cookie)
    return close(Cookie->Number, State, !Summary.Sometimes);
  closeEscaped(Summary.Scope, State);
}

std::optional<unsigned> ScopeWalker::innermost(const ScopeKind *Kind,
                                               const PathState &State) const {
  for (const OpenScope &S : llvm::reverse(State.Open))
    if (Kind && Flow.Saves[S.Save].Scope == Kind)
      return S.Save;
  return std::nullopt;
}

void ScopeWalker::restore(const CallExpr *Call, const CallFact &Fact, PathState &State) {
  RestoreRecord &Record = Flow.Restores[Call];
  const Expr *Arg = Call->getArg(Fact.Pair->CookieArg)->IgnoreParenCasts();
  Expr::EvalResult Literal;
  if (Arg->EvaluateAsInt(Literal, Unit.context())) {
    Record.ClosesOther = true;
    std::optional<unsigned> Meant = innermost(Fact.Scope, State);
    report({ScopeEvent::Literal, 0, Call, Meant, State.Trail});
    if (Meant)
      close(*Meant, State, /*Precisely=*/false);
    return;
  }
  Value Cookie = Values.evaluate(State, Arg);
  if (Cookie.Kind != Value::Cookie) {
    Record.ClosesOther = true;
    if (Fact.Scope)
      State.closeForeign(Fact.Scope->Kind);
    if (Cookie.Kind == Value::Symbol && Undefined.count(Cookie.Number))
      report({ScopeEvent::NeverOpened, 0, Call, std::nullopt, State.Trail});
    closeEscaped(Fact.Scope, State);
    return;
  }
  unsigned Number = Cookie.Number;
  SaveRecord &Save = Flow.Saves[Number];
  Record.Saves.insert(Number);
  Save.Restores.insert(Call);
  // What a generic save opened is not of one kind.
  bool Typed = Save.Pair && !Save.Pair->FlagsArg;
  if (Typed && Fact.Scope && Save.Scope && Fact.Scope != Save.Scope) {
    std::optional<unsigned> Meant = innermost(Fact.Scope, State);
    report({ScopeEvent::WrongKind, Number, Call, Meant, State.Trail});
    return close(Meant.value_or(Number), State, /*Precisely=*/true);
  }
  if (!State.isOpen(Number)) {
    if (llvm::is_contained(State.Closed, Number))
      report({ScopeEvent::ClosedTwice, Number, Call, std::nullopt, State.Trail});
    return;
  }
  close(Number, State, /*Precisely=*/true);
}

bool ScopeWalker::isDropped(const CallExpr *Call) const {
  const Stmt *S = Call;
  for (;;) {
    const Stmt *Parent = Facts.parents().getParent(S);
    if (!Parent)
      return false;
    if (isa<ParenExpr, CastExpr>(Parent)) {
      S = Parent;
      continue;
    }
    if (const auto *Block = dyn_cast<CompoundStmt>(Parent)) {
      const auto *Outer = dyn_cast_or_null<StmtExpr>(Facts.parents().getParent(Block));
      if (!Outer || Block->body_back() != S)
        return true;
      S = Outer;
      continue;
    }
    return isa<LabelStmt, SwitchCase, IfStmt, WhileStmt, DoStmt, ForStmt>(Parent);
  }
}
