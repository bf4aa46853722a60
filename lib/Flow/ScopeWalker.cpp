//===- ScopeWalker.cpp - Walks the paths of one function ----------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Flow/ScopeWalker.h"
#include "Facts/Deadline.h"
#include "Gfp/SourceText.h"
#include "clang/AST/Decl.h"

using namespace clang;
using namespace gfp;

namespace {

/// Block visits after which a function counts as too large to finish. (At level 1, nine functions of
/// 6.12, nine of 6.1 and eighteen of 7.3 do not; of those that do, none takes more than 6900 in the
/// first two, and two take 10300 in the last. With 40000 the findings are the same.)
constexpr unsigned MaxVisits = 12000;

/// More gaps than this between the ranges of a switch's cases are not told apart.
constexpr size_t MaxGaps = 4;

bool isLoop(const Stmt *S) { return isa<WhileStmt, DoStmt, ForStmt>(S); }

bool holdsCall(const Stmt *S) {
  return isa<CallExpr>(S) ||
         llvm::any_of(S->children(), [](const Stmt *Child) { return Child && holdsCall(Child); });
}

/// The label of \p Block if it is one of \p Switch: a block can carry that of an outer switch.
const SwitchCase *caseAt(const SwitchStmt *Switch, const CFGBlock *Block) {
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
      Live(Facts, Summaries, Symbols), Seen(Facts.graph().getNumBlockIDs()) {
  for (const CFGBlock *Block : Facts.graph())
    for (const CFGElement &Element : *Block)
      if (auto S = Element.getAs<CFGStmt>())
        Elements.insert(S->getStmt());
}

void ScopeWalker::walk() {
  enter(&Facts.graph().getEntry(), {});
  for (unsigned Visits = 0; !Work.empty(); ++Visits) {
    if (Visits == MaxVisits || Deadline::passed()) {
      Flow.Incomplete = true;
      return;
    }
    const CFGBlock *Block = Work.front().first;
    PathState State = *Work.front().second;
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
      Work.emplace_back(Block, &AtExit.emplace_back(std::move(State)));
    return;
  }
  auto [Where, New] = Seen[Block->getBlockID()].insert(std::move(State));
  if (New)
    Work.emplace_back(Block, &*Where);
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
  State.Bindings.eraseIf([&](const auto &Entry) {
    if (Entry.second.Kind == Value::Cookie && State.isOpen(Entry.second.Number))
      return false;
    return !livesOn(Entry.first);
  });
  State.Known.eraseIf([&](const auto &Entry) {
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
  llvm::erase_if(State.Met, [&](const auto &Met) { return !State.isOpen(Met.first); });
  State.Results.eraseIf([&](const auto &Entry) {
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
      State.Trail = step(Step::Jump, State, Terminator->getBeginLoc(), Terminator);
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
    for (PathState &Branch : Values.assumeEach(State, Condition, Truth)) {
      // A loop asks the same question until the answer changes.
      if (isLoop(Terminator) && holdsCall(Condition))
        Branch.Known = State.Known;
      if (const auto *Choice = dyn_cast<ConditionalOperator>(Terminator)) {
        // The value of `?:` is that of the arm taken, known when its user is reached.
        const Expr *Arm = Truth ? Choice->getTrueExpr() : Choice->getFalseExpr();
        Value V = Values.evaluate(Branch, Arm);
        Branch.Results[Choice] = V;
      }
      if (Terminator->getBeginLoc().isFileID())
        Branch.Trail = step(Truth ? Step::TrueBranch : Step::FalseBranch, State,
                            Condition->getBeginLoc(), Terminator);
      enter(To, std::move(Branch));
    }
  }
}

void ScopeWalker::leaveSwitch(const CFGBlock *Block, const SwitchStmt *Switch,
                              const PathState &State) {
  const Expr *Condition = Switch->getCond();
  for (const auto &Next : Block->succs()) {
    const CFGBlock *To = Next.getReachableBlock();
    if (!To)
      continue;
    std::vector<PathState> Branches;
    std::string Text = "default";
    if (const auto *Case = dyn_cast_or_null<CaseStmt>(caseAt(Switch, To))) {
      const CaseLabel &Label = labelOf(Case);
      PathState Branch = State;
      if (Values.assumeCompare(Branch, Condition, BO_GE, Label.Low) &&
          Values.assumeCompare(Branch, Condition, BO_LE, Label.High))
        Branches.push_back(std::move(Branch));
      Text = Label.Text;
    } else {
      Branches = noCase(Switch, State); // default, or no case at all.
    }
    for (PathState &Branch : Branches) {
      Branch.Trail = step(Step::Case, State, Switch->getBeginLoc(), Switch, Text);
      enter(To, std::move(Branch));
    }
  }
}

const ScopeWalker::CaseLabel &ScopeWalker::labelOf(const CaseStmt *Case) {
  std::unique_ptr<CaseLabel> &Known = Labels[Case];
  if (Known)
    return *Known;
  auto constantOf = [&](const Expr *E) {
    return E->EvaluateKnownConstInt(Unit.context()).extOrTrunc(64).getSExtValue();
  };
  int64_t Low = constantOf(Case->getLHS());
  int64_t High = Case->getRHS() ? constantOf(Case->getRHS()) : Low;
  const SourceManager &SM = Unit.context().getSourceManager();
  auto Written = fileRange(Case->getLHS()->getSourceRange(), SM, Unit.context().getLangOpts());
  Known = std::make_unique<CaseLabel>(Low, High, Written ? textOf(*Written, SM).str() : "");
  return *Known;
}

std::vector<PathState> ScopeWalker::noCase(const SwitchStmt *Switch, const PathState &State) {
  const Expr *Condition = Switch->getCond();
  std::vector<PathState> Left{State};
  for (const SwitchCase *Each = Switch->getSwitchCaseList(); Each;
       Each = Each->getNextSwitchCase()) {
    const auto *Case = dyn_cast<CaseStmt>(Each);
    if (!Case)
      continue;
    const CaseLabel &Label = labelOf(Case);
    std::vector<PathState> Others;
    auto add = [&](const PathState &From, BinaryOperatorKind Op, int64_t With) {
      PathState Other = From;
      if (Values.assumeCompare(Other, Condition, Op, With))
        Others.push_back(std::move(Other));
    };
    for (const PathState &Each : Left) {
      if (Label.Low == Label.High) {
        add(Each, BO_NE, Label.Low);
      } else if (Left.size() < MaxGaps) {
        add(Each, BO_LT, Label.Low);
        add(Each, BO_GT, Label.High);
      } else {
        Others.push_back(Each);
      }
    }
    Left = std::move(Others);
  }
  return Left;
}

void ScopeWalker::finish(const PathState &State) {
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
  const Stmt *End =
      Event.Kind == ScopeEvent::LeftOpen && Event.Trail ? Event.Trail->Where : nullptr;
  for (const ScopeEvent &Known : Flow.Events) {
    const Stmt *KnownEnd =
        Known.Kind == ScopeEvent::LeftOpen && Known.Trail ? Known.Trail->Where : nullptr;
    if (Known.Kind == Event.Kind && Known.Save == Event.Save && Known.Where == Event.Where &&
        KnownEnd == End)
      return;
  }
  Flow.Events.push_back(std::move(Event));
}
