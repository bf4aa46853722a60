//===- ScopeWalker.cpp - Walks the paths of one function ----------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Flow/ScopeWalker.h"
#include "Gfp/SourceText.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace gfp;

namespace {

/// Block visits after which a function counts as too large to finish.
constexpr unsigned MaxVisits = 20000;

bool isLoop(const Stmt *S) { return isa<WhileStmt, DoStmt, ForStmt>(S); }

/// A symbol's text beyond this is a chain that a loop makes longer each time round (p = p->next).
constexpr size_t LongestSymbol = 120;

/// \p E reads \p Variable.
bool reads(const Stmt *E, const ValueDecl *Variable) {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return Ref->getDecl() == Variable;
  return llvm::any_of(E->children(),
                      [&](const Stmt *Child) { return Child && reads(Child, Variable); });
}

bool holdsCall(const Stmt *S) {
  return isa<CallExpr>(S) ||
         llvm::any_of(S->children(), [](const Stmt *Child) { return Child && holdsCall(Child); });
}

/// The label of \p Block if it is one of \p Switch: a block can carry that of an outer switch.
const SwitchCase *labelOf(const SwitchStmt *Switch, const CFGBlock *Block) {
  const auto *Label = dyn_cast_or_null<SwitchCase>(Block->getLabel());
  for (const SwitchCase *Each = Switch->getSwitchCaseList(); Each; Each = Each->getNextSwitchCase())
    if (Each == Label)
      return Label;
  return nullptr;
}

} // namespace

ScopeWalker::ScopeWalker(const FunctionFacts &Facts, const UnitFacts &Unit,
                         const ScopeSummaries &Summaries, ScopeFlow &Flow)
    : Facts(Facts), Unit(Unit), Summaries(Summaries), Flow(Flow),
      Values(Unit.context(), Facts.function()->getBody(), Symbols,
             Unit.rules().hasFeature("cookie-is-delta")),
      Live(Facts, Summaries, Symbols), Seen(Facts.graph().getNumBlockIDs()) {}

void ScopeWalker::walk() {
  enter(&Facts.graph().getEntry(), {});
  for (unsigned Visits = 0; !Work.empty(); ++Visits) {
    if (Visits == MaxVisits) {
      Flow.Incomplete = true;
      return;
    }
    auto [Block, State] = std::move(Work.front());
    Work.pop_front();
    for (const CFGElement &Element : *Block) {
      if (auto S = Element.getAs<CFGStmt>())
        visit(S->getStmt(), State);
      else if (auto Cleanup = Element.getAs<CFGCleanupFunction>())
        visitCleanup(Cleanup->getVarDecl(), State);
    }
    if (Block == &Facts.graph().getExit())
      finish(State);
    else if (!Block->hasNoReturnElement()) // Nobody comes back from panic().
      leave(Block, std::move(State));
  }
}

void ScopeWalker::enter(const CFGBlock *Block, PathState State) {
  prune(Block, State);
  if (Block == &Facts.graph().getExit()) {
    // Each return is a leak of its own: paths that came by different ones do not merge here.
    if (Exits.insert({State.Trail ? State.Trail->Where : nullptr, State.Open}).second)
      Work.emplace_back(Block, std::move(State));
    return;
  }
  auto [Where, New] = Seen[Block->getBlockID()].insert(State);
  if (New)
    Work.emplace_back(Block, std::move(State));
}

void ScopeWalker::prune(const CFGBlock *Block, PathState &State) {
  if (State.Open.empty() && !Live.scopeAhead(Block)) {
    // Nothing that could still happen depends on how this path came here.
    const Step *Trail = State.Trail;
    State = PathState();
    State.Trail = Trail;
    return;
  }
  auto livesOn = [&](unsigned Symbol) { return Live.any(Block, Symbols.names(Symbol)); };
  std::erase_if(State.Bindings, [&](const auto &Entry) {
    if (Entry.second.Kind == Value::Cookie && State.isOpen(Entry.second.Number))
      return false;
    return !livesOn(Entry.first);
  });
  std::erase_if(State.Known, [&](const auto &Entry) {
    unsigned Id = Entry.first;
    // Asked again in these words: all of them are still to come, and the results of calls in it
    // are still held by somebody.
    auto held = [&](unsigned Base) {
      return llvm::any_of(State.Bindings, [&](const auto &B) {
        return B.second.Kind == Value::Symbol && Symbols.dependsOn(B.second.Number, Base);
      });
    };
    if (Live.all(Block, Symbols.names(Id)) && llvm::all_of(Symbols.bases(Id), held))
      return false;
    // Or asked of a variable that holds it.
    return llvm::none_of(State.Bindings, [&](const auto &B) {
      if (B.second.Kind != Value::Symbol)
        return false;
      unsigned Held = B.second.Number;
      const auto &Compared = Symbols.comparison(Held);
      return Held == Id || Symbols.dependsOn(Held, Id) || (Compared && Compared->Of == Id);
    });
  });
  llvm::erase_if(State.Closed, [&](unsigned Save) { return !State.holdsCookie(Save); });
  std::erase_if(State.Met, [&](const auto &Met) { return !State.isOpen(Met.first); });
  std::erase_if(State.Results, [&](const auto &Entry) {
    return Entry.second.Kind == Value::Cookie && !State.isOpen(Entry.second.Number);
  });
}

const Step *ScopeWalker::step(enum Step::Kind Kind, const PathState &State, SourceLocation Loc,
                              const Stmt *Where, std::string Label, unsigned Save) {
  Flow.Steps.push_back({Kind, State.Trail, Loc, Where, Save, std::move(Label)});
  return &Flow.Steps.back();
}

void ScopeWalker::leave(const CFGBlock *Block, PathState State) {
  const Stmt *Terminator = Block->getTerminatorStmt();
  if (Terminator) {
    if (isa<GotoStmt, BreakStmt, ContinueStmt>(Terminator)) {
      Flow.Points[Terminator].visit(State);
      State.Trail =
          step(Step::Jump, State, Terminator->getBeginLoc(), Terminator);
    }
    if (const auto *Switch = dyn_cast<SwitchStmt>(Terminator))
      return leaveSwitch(Block, Switch, State);
  }
  const Expr *Condition =
      Terminator && Block->succ_size() == 2 ? Block->getLastCondition() : nullptr;
  if (!Condition) {
    for (const auto &Next : Block->succs())
      if (const CFGBlock *To = Next.getReachableBlock())
        enter(To, State);
    return;
  }

  bool True = true;
  for (const auto &Next : Block->succs()) {
    bool Truth = True;
    True = false;
    const CFGBlock *To = Next.getReachableBlock();
    if (!To)
      continue;
    PathState Branch = State;
    if (!Values.assume(Branch, Condition, Truth))
      continue;
    // A loop asks the same question until the answer changes.
    if (isLoop(Terminator) && holdsCall(Condition))
      Branch.Known = State.Known;
    if (const auto *Choice = dyn_cast<ConditionalOperator>(Terminator)) {
      // The value of `?:` is that of the arm taken, known when its user is reached.
      const Expr *Arm = Truth ? Choice->getTrueExpr() : Choice->getFalseExpr();
      Value V = Values.evaluate(Branch, Arm);
      Branch.Results[Choice->getID(Unit.context())] = V;
    }
    if (Terminator->getBeginLoc().isFileID())
      Branch.Trail = step(Truth ? Step::TrueBranch : Step::FalseBranch, State,
                          Condition->getBeginLoc(), Terminator);
    enter(To, std::move(Branch));
  }
}

void ScopeWalker::leaveSwitch(const CFGBlock *Block, const SwitchStmt *Switch,
                              const PathState &State) {
  auto constantOf = [&](const Expr *E) {
    return E->EvaluateKnownConstInt(Unit.context()).extOrTrunc(64).getSExtValue();
  };
  for (const auto &Next : Block->succs()) {
    const CFGBlock *To = Next.getReachableBlock();
    if (!To)
      continue;
    PathState Branch = State;
    bool Possible = true;
    const auto *Label = labelOf(Switch, To);
    std::string Text = "default";
    if (const auto *Case = dyn_cast_or_null<CaseStmt>(Label)) {
      const Expr *Condition = Switch->getCond();
      if (Case->getRHS()) {
        Possible =
            Values.assumeCompare(Branch, Condition, BO_GE, constantOf(Case->getLHS())) &&
            Values.assumeCompare(Branch, Condition, BO_LE, constantOf(Case->getRHS()));
      } else {
        Possible =
            Values.assumeCompare(Branch, Condition, BO_EQ, constantOf(Case->getLHS()));
      }
      const SourceManager &SM = Unit.context().getSourceManager();
      auto Written = fileRange(Case->getLHS()->getSourceRange(), SM, Unit.context().getLangOpts());
      Text = Written ? textOf(*Written, SM).str() : "";
    } else {
      // default, or no case at all.
      for (const SwitchCase *Each = Switch->getSwitchCaseList(); Each && Possible;
           Each = Each->getNextSwitchCase())
        if (const auto *Case = dyn_cast<CaseStmt>(Each); Case && !Case->getRHS())
          Possible = Values.assumeCompare(Branch, Switch->getCond(), BO_NE,
                                          constantOf(Case->getLHS()));
    }
    if (!Possible)
      continue;
    Branch.Trail = step(Step::Case, State, Switch->getBeginLoc(), Switch, Text);
    enter(To, std::move(Branch));
  }
}

void ScopeWalker::finish(PathState &State) {
  if (!State.Trail || State.Trail->Kind != Step::Return)
    Flow.Points[Facts.function()->getBody()].visit(State);
  for (const OpenScope &S : State.Open) {
    if (S.Escaped)
      continue;
    Flow.Saves[S.Save].Leaks = true;
    report({ScopeEvent::LeftOpen, S.Save, nullptr, std::nullopt, State.Trail});
  }
}

void ScopeWalker::report(ScopeEvent Event) {
  // One path is proof enough; a later return is told apart by its own step.
  const Stmt *End = Event.Kind == ScopeEvent::LeftOpen && Event.Trail ? Event.Trail->Where : nullptr;
  for (const ScopeEvent &Known : Flow.Events) {
    const Stmt *KnownEnd =
        Known.Kind == ScopeEvent::LeftOpen && Known.Trail ? Known.Trail->Where : nullptr;
    if (Known.Kind == Event.Kind && Known.Save == Event.Save && Known.Where == Event.Where &&
        KnownEnd == End)
      return;
  }
  Flow.Events.push_back(std::move(Event));
}

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

void ScopeWalker::visit(const Stmt *S, PathState &State) {
  if (const auto *Call = dyn_cast<CallExpr>(S))
    return visitCall(Call, State);
  visitIncrements(S, State);
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
  const auto *E = dyn_cast<Expr>(S);
  if (!E)
    return;
  if (const auto *Unary = dyn_cast<UnaryOperator>(E->IgnoreParens());
      Unary && Unary->isIncrementDecrementOp())
    Values.store(State, Values.locate(State, Unary->getSubExpr()), Values.fresh(State, Unary));
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
  if (From->getType()->isPointerType() && !isa<DeclRefExpr>(Source) &&
      !isa<UnaryOperator>(Source))
    return Values.fresh(State, Source);
  bool Predicate = Source->getType()->isBooleanType();
  if ((isa<CallExpr>(Source) && !Predicate) || isa<ConditionalOperator>(Source) || Symbols.text(V.Number).size() > LongestSymbol ||
      (Target && reads(Source, Target->getDecl())))
    return Values.fresh(State, Source);
  return V;
}

void ScopeWalker::storeTo(const Location &Where, Value V, const Stmt *S, PathState &State) {
  const Value *Old = Where.Precise ? State.boundAt(Where.Symbol) : nullptr;
  if (Old && Old->Kind == Value::Cookie && *Old != V) {
    unsigned Save = Old->Number;
    Value Held = *Old;
    Values.store(State, Where, V);
    bool Escaped = llvm::any_of(State.Open, [&](const OpenScope &Scope) {
      return Scope.Save == Save && Scope.Escaped;
    });
    if (State.isOpen(Save) && !Escaped && !State.holdsCookie(Save)) {
      Flow.Saves[Save].Leaks = true;
      report({ScopeEvent::Overwritten, Save, S, std::nullopt, State.Trail});
      llvm::erase_if(State.Open, [&](const OpenScope &Scope) { return Held.isCookieOf(Scope.Save); });
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
    if (!State.Met.insert({Scope.Save, Index}).second)
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
    std::string Prefix = Symbols.text(Object.Symbol).str();
    llvm::SmallVector<std::pair<unsigned, Value>, 4> Reached;
    for (const auto &[Where, Held] : State.Bindings) {
      llvm::StringRef Text = Symbols.text(Where);
      if (Text == Prefix || (Text.starts_with(Prefix) && (Text[Prefix.size()] == '.' ||
                                                          Text[Prefix.size()] == '[')))
        Reached.push_back({Where, Held});
    }
    bool ReadOnly = Arg->getType()->isPointerType() &&
                    Arg->getType()->getPointeeType().isConstQualified();
    for (auto &[Where, Held] : Reached)
      if (Held.Kind == Value::Cookie)
        close(Held.Number, State, /*Precisely=*/false);
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
    if (V.Kind == Value::Cookie &&
        (Where == Whole.Symbol || Text.starts_with(Name + ".")))
      Held.push_back(V.Number);
  }
  for (unsigned Save : Held)
    close(Save, State, /*Precisely=*/Summary && !Summary->Opens);
}

//===----------------------------------------------------------------------===//
// Scopes
//===----------------------------------------------------------------------===//

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
    bool Known = llvm::any_of(State.Open, [&](const OpenScope &S) {
      return S.Save == Number && !S.Escaped;
    });
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
  if (Save.Scope && State.ForeignClosed.count(Save.Scope->Kind))
    Escaped = true;
  State.Open.push_back({Number, Escaped});
  llvm::erase_if(State.Closed, [&](unsigned S) { return S == Number; });
  // A new extent: nothing has been met in it.
  std::erase_if(State.Met, [&](const auto &Met) { return Met.first == Number; });
  State.Results[Call->getID(Unit.context())] = Value::cookie(Number);
  State.Trail = step(Step::Save, State, Call->getBeginLoc(), Call, {}, Number);
}

void ScopeWalker::openWrapped(const CallExpr *Call, const ScopeSummary &Summary,
                              PathState &State) {
  unsigned Number = saveNumber(Call, nullptr, Summary.Scope);
  bool ToResult = Summary.Holder.Kind == CookieHolder::Result;
  open(Call, Number, State, /*Escaped=*/!ToResult);
  if (!ToResult)
    State.Results.erase(Call->getID(Unit.context()));
  if (Summary.Holder.Kind == CookieHolder::Pointee && Summary.Holder.Index < Call->getNumArgs())
    Values.store(State,
                 Values.locatePointee(State, Call->getArg(Summary.Holder.Index),
                                      Summary.Holder.Path),
                 Value::cookie(Number));
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
      State.ForeignClosed.insert(Fact.Scope->Kind);
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
