//===- ScopeElements.cpp - What the elements of a path do ------------ ===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Flow/ScopeWalker.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"

using namespace clang;
using namespace gfp;

namespace {

/// A symbol's text beyond this is a chain that a loop makes longer each time round (p = p->next).
constexpr size_t LongestSymbol = 120;

/// \p E reads \p Variable.
bool reads(const Stmt *E, const ValueDecl *Variable) {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return Ref->getDecl() == Variable;
  return llvm::any_of(E->children(),
                      [&](const Stmt *Child) { return Child && reads(Child, Variable); });
}

} // namespace

void ScopeWalker::visit(const Stmt *S, PathState &State) {
  visitIncrements(S, State);
  if (const auto *Call = dyn_cast<CallExpr>(S))
    return visitCall(Call, State);
  if (const auto *Assign = dyn_cast<BinaryOperator>(S); Assign && Assign->isAssignmentOp())
    return visitAssignment(Assign, State);
  if (const auto *Declare = dyn_cast<DeclStmt>(S))
    return visitDeclaration(Declare, State);
  if (const auto *Return = dyn_cast<ReturnStmt>(S))
    return visitReturn(Return, State);
  if (const auto *Asm = dyn_cast<GCCAsmStmt>(S))
    return visitAssembly(Asm, State);
}

void ScopeWalker::letGo(const Stmt *S, PathState &State) {
  if (State.Open.empty() || !State.holdsCookies())
    return; // Nothing that could go.
  const auto *E = dyn_cast<Expr>(S);
  // Asking whether a cookie is 0 gives it to nobody.
  if (const auto *Binary = dyn_cast<BinaryOperator>(S);
      Binary && (Binary->isComparisonOp() || Binary->isLogicalOp()))
    return;
  if (E && isa<DeclRefExpr, MemberExpr, ArraySubscriptExpr, CallExpr>(E)) {
    Value V = Values.evaluate(State, E);
    std::string Whole;
    if (!isa<CallExpr>(E) && E->getType()->isRecordType())
      Whole = Symbols.text(Values.locate(State, E).Symbol).str() + ".";
    auto goesAlong = [&](unsigned Save) {
      return V.isCookieOf(Save) ||
             (!Whole.empty() && llvm::any_of(State.Bindings, [&](const auto &B) {
               return B.second.isCookieOf(Save) && Symbols.text(B.first).starts_with(Whole);
             }));
    };
    for (OpenScope &Scope : State.Open)
      if (goesAlong(Scope.Save)) {
        Scope.Escaped = true;
        Flow.Saves[Scope.Save].Complex = true;
      }
  }
  for (const Stmt *Child : S->children())
    if (Child)
      letGo(Child, State);
}

void ScopeWalker::bindInitializers(const InitListExpr *List, const Location &Whole,
                                   PathState &State) {
  const auto *Record = List->getType()->getAsRecordDecl();
  unsigned Index = 0;
  llvm::SmallVector<const FieldDecl *, 8> Fields;
  if (Record && Record->isStruct())
    llvm::append_range(Fields, Record->fields());
  for (const Expr *Init : List->inits()) {
    std::string Path = Record ? "" : "[" + std::to_string(Index) + "]";
    if (Index < Fields.size())
      Path = "." + Fields[Index]->getNameAsString();
    ++Index;
    if (isa<ImplicitValueInitExpr>(Init))
      continue;
    Location Part = Values.part(Whole, Path);
    if (Path.empty()) // A union: any of its members may be read.
      letGo(Init, State);
    else if (const auto *Inner = dyn_cast<InitListExpr>(Init))
      bindInitializers(Inner, Part, State);
    else
      storeTo(Part, assigned(Init, nullptr, State), Init, State);
  }
}

void ScopeWalker::visitAssembly(const GCCAsmStmt *S, PathState &State) {
  for (unsigned I = 0; I < S->getNumOutputs(); ++I)
    storeTo(Values.locate(State, S->getOutputExpr(I)), Values.fresh(State, S->getOutputExpr(I)), S,
            State);
}

void ScopeWalker::visitIncrements(const Stmt *S, PathState &State) {
  auto [Found, New] = IncrementsIn.try_emplace(S);
  if (New)
    findIncrements(S, /*Surely=*/true, Found->second);
  for (const Increment &Each : Found->second)
    Values.count(State, Each.Operator, Each.Surely);
}

void ScopeWalker::findIncrements(const Stmt *S, bool Surely, Increments &Found) const {
  const auto *Binary = dyn_cast<BinaryOperator>(S);
  bool Chooses = isa<AbstractConditionalOperator>(S) || (Binary && Binary->isLogicalOp());
  for (const Stmt *Child : S->children())
    if (Child && !Elements.contains(Child)) // Or it was visited on its own.
      findIncrements(Child, Surely && !Chooses, Found);
  const auto *Unary = dyn_cast<UnaryOperator>(S);
  if (Unary && Unary->isIncrementDecrementOp())
    Found.push_back({Unary, Surely});
}

void ScopeWalker::visitDeclaration(const DeclStmt *S, PathState &State) {
  for (const Decl *D : S->decls()) {
    const auto *Variable = dyn_cast<VarDecl>(D);
    if (!Variable || !Variable->hasLocalStorage())
      continue;
    Location Where = Values.locate(Variable);
    if (const auto *List = dyn_cast_or_null<InitListExpr>(Variable->getInit())) {
      storeTo(Where, Values.fresh(State, S), S, State);
      bindInitializers(List, Where, State);
    } else if (const Expr *Init = Variable->getInit()) {
      storeTo(Where, assigned(Init, nullptr, State), S, State);
    } else {
      Value Nothing = Values.fresh(State, S);
      Undefined.insert(Nothing.Number);
      storeTo(Where, Nothing, S, State);
    }
  }
}

void ScopeWalker::visitAssignment(const BinaryOperator *S, PathState &State) {
  Location Where = Values.locate(State, S->getLHS());
  if (S->getOpcode() != BO_Assign) {
    letGo(S, State);
    storeTo(Where, Values.fresh(State, S), S, State);
    return;
  }
  storeTo(Where, assigned(S->getRHS(), S->getLHS(), State), S, State);
}

Value ScopeWalker::assigned(const Expr *From, const Expr *To, PathState &State) {
  const Expr *Source = Values.strip(From);
  Value V = Values.evaluate(State, From, PathEvaluator::Calls::Fresh);
  if (V.Kind != Value::Symbol)
    return V;
  letGo(From, State);
  const auto *Target = To ? dyn_cast<DeclRefExpr>(To->IgnoreParenCasts()) : nullptr;
  // What a pointer is set to matters little, and a walk along a list would never end.
  if (From->getType()->isPointerType() && !isa<DeclRefExpr>(Source) && !isa<UnaryOperator>(Source))
    return Values.fresh(State, Source);
  bool Predicate = Source->getType()->isBooleanType();
  if ((isa<CallExpr>(Source) && !Predicate) || isa<ConditionalOperator>(Source) ||
      Symbols.text(V.Number).size() > LongestSymbol || (Target && reads(Source, Target->getDecl())))
    return Values.fresh(State, Source);
  return V;
}

void ScopeWalker::storeTo(const Location &Where, Value V, const Stmt *S, PathState &State) {
  const Value *Old = Where.Precise ? State.boundAt(Where.Symbol) : nullptr;
  if (Old && Old->Kind == Value::Cookie && *Old != V) {
    unsigned Save = Old->Number;
    Value Held = *Old;
    Values.store(State, Where, V);
    bool Escaped = llvm::any_of(
        State.Open, [&](const OpenScope &Scope) { return Scope.Save == Save && Scope.Escaped; });
    if (State.isOpen(Save) && !Escaped && !State.holdsCookie(Save)) {
      Flow.Saves[Save].Leaks = true;
      report({ScopeEvent::Overwritten, Save, S, std::nullopt, State.Trail});
      llvm::erase_if(State.Open,
                     [&](const OpenScope &Scope) { return Held.isCookieOf(Scope.Save); });
    }
  } else {
    Values.store(State, Where, V);
  }
  if (V.Kind != Value::Cookie)
    return;
  if (Where.Local && Where.Precise)
    return;
  for (OpenScope &Scope : State.Open)
    if (V.isCookieOf(Scope.Save))
      Scope.Escaped = true;
  if (!Where.Precise)
    Flow.Saves[V.Number].Complex = true;
}

void ScopeWalker::visitReturn(const ReturnStmt *S, PathState &State) {
  Flow.Points[S].visit(State);
  if (const Expr *Result = S->getRetValue()) {
    Value V = Values.evaluate(State, Result);
    if (V.Kind == Value::Cookie) {
      // Its caller has the cookie now.
      llvm::erase_if(State.Open, [&](const OpenScope &Scope) { return V.isCookieOf(Scope.Save); });
      Flow.Saves[V.Number].Complex = true;
    } else if (Result->getType()->isRecordType()) {
      for (OpenScope &Scope : State.Open)
        Scope.Escaped = true;
    } else {
      letGo(Result, State);
    }
  }
  State.Trail = step(Step::Return, State, S->getBeginLoc(), S);
}

void ScopeWalker::visitCall(const CallExpr *Call, PathState &State) {
  const CallFact &Fact = Facts.factOf(Call);
  switch (Fact.Kind) {
  case CallFact::Save: {
    unsigned Number = saveNumber(Call, Fact.Pair, Fact.Scope);
    open(Call, Number, State, /*Escaped=*/false);
    if (isDropped(Call)) {
      Flow.Saves[Number].Complex = true;
      report({ScopeEvent::Dropped, Number, Call, std::nullopt, State.Trail});
      llvm::erase_if(State.Open, [&](const OpenScope &S) { return S.Save == Number; });
    }
    return;
  }
  case CallFact::Restore:
    return restore(Call, Fact, State);
  case CallFact::Allocation:
    return visitAllocation(Call, State);
  case CallFact::Harmless:
    return;
  case CallFact::Wrapped:
    visitAllocation(Call, State);
    [[fallthrough]];
  case CallFact::Unknown:
    Flow.Points[Call].visit(State);
    if (const ScopeSummary *Summary = Summaries.of(Call->getDirectCallee())) {
      if (Summary->Opens)
        openWrapped(Call, *Summary, State);
      else
        closeWrapped(Call, *Summary, State);
      return;
    }
    return visitUnknown(Call, State);
  }
}

void ScopeWalker::visitAllocation(const CallExpr *Call, PathState &State) {
  const AllocationSite *Site = Facts.siteOf(Call);
  if (!Site)
    return;
  Flow.Points[Site->Call].visit(State);
  unsigned Index = static_cast<unsigned>(Site - Facts.sites().data());
  for (const OpenScope &Scope : State.Open) {
    SaveRecord &Save = Flow.Saves[Scope.Save];
    if (!State.meet(Scope.Save, Index))
      Save.Repeats = true;
  }
}

void ScopeWalker::visitUnknown(const CallExpr *Call, PathState &State) {
  for (const Expr *Arg : Call->arguments()) {
    Value V = Values.evaluate(State, Arg);
    if (V.Kind == Value::Cookie) {
      close(V.Number, State, /*Precisely=*/false);
      continue;
    }
    letGo(Arg, State);
    if (!Arg->getType()->isPointerType() && !Arg->getType()->isArrayType())
      continue;
    // What the callee can reach through the pointer, it may have changed or closed.
    Location Object = Values.locatePointee(State, Arg, "");
    llvm::StringRef Prefix = Symbols.text(Object.Symbol);
    llvm::SmallVector<unsigned, 4> Reached;
    for (const auto &[Where, Held] : State.Bindings) {
      if (Held.Kind != Value::Cookie)
        continue;
      llvm::StringRef Text = Symbols.text(Where);
      if (Text == Prefix ||
          (Text.starts_with(Prefix) && (Text[Prefix.size()] == '.' || Text[Prefix.size()] == '[')))
        Reached.push_back(Held.Number);
    }
    bool ReadOnly =
        Arg->getType()->isPointerType() && Arg->getType()->getPointeeType().isConstQualified();
    for (unsigned Save : Reached)
      close(Save, State, /*Precisely=*/false);
    // A field is taken to keep its value over a call, written before or not: callees that change
    // what their caller asks twice are rare.
    const Expr *Stripped = Values.strip(Arg);
    if (const auto *Address = dyn_cast<UnaryOperator>(Stripped);
        !ReadOnly && Address && Address->getOpcode() == UO_AddrOf && Object.Local)
      Values.store(State, Object, Values.fresh(State, Address));
  }
}

void ScopeWalker::visitCleanup(const VarDecl *Variable, PathState &State) {
  const auto *Attr = Variable->getAttr<CleanupAttr>();
  Location Whole = Values.locate(Variable);
  std::string Name = Symbols.text(Whole.Symbol).str();
  const ScopeSummary *Summary = Attr ? Summaries.of(Attr->getFunctionDecl()) : nullptr;
  llvm::SmallVector<unsigned, 2> Held;
  for (const auto &[Where, V] : State.Bindings) {
    llvm::StringRef Text = Symbols.text(Where);
    if (V.Kind == Value::Cookie && (Where == Whole.Symbol || Text.starts_with(Name + ".")))
      Held.push_back(V.Number);
  }
  for (unsigned Save : Held)
    close(Save, State, /*Precisely=*/Summary && !Summary->Opens);
}
