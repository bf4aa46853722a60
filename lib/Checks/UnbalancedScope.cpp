//===- UnbalancedScope.cpp - gfp-unbalanced-scope -------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// A path on which a scope is not closed by the restore of its own cookie, exactly once.
//
//===----------------------------------------------------------------------===//
#include "Checks/Checks.h"
#include "Checks/MaskEdits.h"
#include "Checks/Report.h"
#include "Checks/ScopeEdits.h"
#include "Checks/ScopeExtent.h"
#include "Checks/Words.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Stmt.h"
#include <fmt/format.h>

using namespace clang;
using namespace gfp;

namespace {

class UnbalancedScope : public Check {
public:
  llvm::StringRef name() const override { return "gfp-unbalanced-scope"; }

  bool needsWholeFile() const override { return false; }
  void addWords(const RuleSet &Rules, llvm::StringSet<> &Words) const override {
    addScopeWords(Rules, Words);
  }

  void run(const FunctionView &View, FindingSink Report) const override {
    if (!View.Flow || View.Flow->events().empty())
      return;
    bool OwnsTask = View.Unit.isThread(View.Facts.function());
    std::set<unsigned> Left;
    for (const ScopeEvent &Event : View.Flow->events()) {
      switch (Event.Kind) {
      case ScopeEvent::LeftOpen:
        if (!OwnsTask && !keptForLife(View, Event.Save) && Left.insert(Event.Save).second)
          Report(leftOpen(View, Event));
        break;
      case ScopeEvent::Reopened:
      case ScopeEvent::Overwritten:
        if (!OwnsTask && !keptForLife(View, Event.Save) && !leaves(View, Event.Save))
          Report(overwritten(View, Event));
        break;
      case ScopeEvent::Dropped:
        if (!OwnsTask && !looksLikeThread(View))
          Report(dropped(View, Event));
        break;
      case ScopeEvent::ClosedTwice:
        Report(closedTwice(View, Event));
        break;
      case ScopeEvent::NeverOpened:
        Report(neverOpened(View, Event));
        break;
      case ScopeEvent::WrongKind:
        Report(wrongKind(View, Event));
        break;
      case ScopeEvent::Literal:
        Report(literal(View, Event));
        break;
      }
    }
  }

private:
  static bool leaves(const FunctionView &View, unsigned Save) {
    return llvm::any_of(View.Flow->events(), [&](const ScopeEvent &E) {
      return E.Kind == ScopeEvent::LeftOpen && E.Save == Save;
    });
  }

  /// int f(void *), never called by name here: it may be a thread's, started elsewhere.
  static bool looksLikeThread(const FunctionView &View) {
    const FunctionDecl *F = View.Facts.function();
    return !View.Unit.isCalled(F) && F->getNumParams() == 1 &&
           F->getParamDecl(0)->getType()->isVoidPointerType() &&
           F->getReturnType()->isIntegerType();
  }

  /// What may be a thread never closes the scope: it owns its task.
  static bool keptForLife(const FunctionView &View, unsigned Save) {
    return View.Flow->saves()[Save].Restores.empty() && looksLikeThread(View);
  }

  static std::string opened(const SaveRecord &Save) {
    return Save.Pair
               ? scopeLabel(Save.Scope)
               : fmt::format("{} of {}()", scopeLabel(Save.Scope), calleeName(Save.Call).str());
  }

  /// `if (a) save(); … if (b) restore();`: whether b follows from a is beyond what is followed
  /// here, so a path that skips a guarded restore of a guarded save is worth a look and no more.
  static unsigned levelOfPath(const FunctionView &View, const ScopeEvent &Event) {
    for (const Step *S = Event.Trail; S && !(S->Kind == Step::Save && S->SaveNumber == Event.Save);
         S = S->Before) {
      if (S->Kind != Step::TrueBranch && S->Kind != Step::FalseBranch)
        continue;
      const CFGBlock *Decision = blockOf(View.Facts.graph(), S->Where);
      if (Decision && skipsRestore(View, Event.Save, Decision, S->Kind == Step::TrueBranch) &&
          reachableWithout(View, Event.Save, Decision))
        return 1;
    }
    return 0;
  }

  /// The same for a restore that should not have been reached: it stands alone behind a condition.
  static unsigned levelOfRestore(const FunctionView &View, const ScopeEvent &Event) {
    const CFGBlock *Block = blockOf(View.Facts.graph(), Event.Where);
    if (!Block || Block->pred_size() != 1 || !*Block->pred_begin())
      return 0;
    return (*Block->pred_begin())->succ_size() > 1 ? 1 : 0;
  }

  Finding atSave(const FunctionView &View, const ScopeEvent &Event, unsigned Level,
                 std::string What) const {
    const SaveRecord &Save = View.Flow->saves()[Event.Save];
    return makeFinding(View, name(), Level, Save.Call->getBeginLoc(), Save.Call,
                       opened(Save) + What);
  }

  Finding atRestore(const FunctionView &View, const ScopeEvent &Event, unsigned Level,
                    std::string Message) const {
    const auto *Call = cast<CallExpr>(Event.Where);
    return makeFinding(View, name(), Level, Call->getBeginLoc(), Call, std::move(Message));
  }

  Finding leftOpen(const FunctionView &View, const ScopeEvent &First) const {
    Finding F =
        atSave(View, First, levelOfPath(View, First), " is still open when the function returns");
    addPath(View, F, First.Trail, First.Save);
    std::optional<std::vector<Edit>> Edits = closing(View, First);
    for (const ScopeEvent &Other : View.Flow->events()) {
      if (Other.Kind != ScopeEvent::LeftOpen || Other.Save != First.Save || &Other == &First)
        continue;
      if (Other.Trail && Other.Trail->Where)
        addNote(View, F, Other.Trail->Loc, "it is open as well when the function returns here");
      if (auto More = closing(View, Other); Edits && More) {
        for (Edit &E : *More)
          if (!llvm::is_contained(*Edits, E))
            Edits->push_back(std::move(E));
      } else {
        Edits.reset();
      }
    }
    bool Returns = First.Trail && First.Trail->Kind == Step::Return;
    if (!Returns)
      if (const auto *Body = dyn_cast<CompoundStmt>(View.Facts.function()->getBody()))
        addNote(View, F, Body->getRBracLoc(), "the function ends here");
    if (Edits && !View.Flow->incomplete())
      F.Correction = Fix{"close the scope before leaving", std::move(*Edits)};
    return F;
  }

  /// The edits that close the scope where the path of \p Event leaves for good.
  static std::optional<std::vector<Edit>> closing(const FunctionView &View,
                                                  const ScopeEvent &Event) {
    const Step *Last = Event.Trail;
    if (!Last)
      return std::nullopt;
    if (Last->Kind != Step::Return) {
      if (alwaysOpenAtEnd(View, Event.Save))
        return restoreAtEnd(View, Event.Save);
    } else if (const auto *Return = dyn_cast<ReturnStmt>(Last->Where)) {
      const PointRecord *Point = View.Flow->at(Return);
      if (Point && Point->Always.count(Event.Save)) {
        if (Return->getRetValue() && holdsCall(Return->getRetValue()))
          return std::nullopt; // What it calls would run outside of the scope.
        return restoreBefore(View, Event.Save, Return);
      }
    }
    // Others come to that return with the scope closed: close it where this path left theirs.
    for (const Step *S = Last; S && !(S->Kind == Step::Save && S->SaveNumber == Event.Save);
         S = S->Before) {
      const auto *Goto = S->Kind == Step::Jump ? dyn_cast<GotoStmt>(S->Where) : nullptr;
      if (!Goto)
        continue;
      const PointRecord *Point = View.Flow->at(Goto);
      if (Point && Point->Always.count(Event.Save) && !reachesRestore(View, Goto, Event.Save))
        return restoreBefore(View, Event.Save, Goto);
      return std::nullopt;
    }
    return std::nullopt;
  }

  static bool holdsCall(const Stmt *S) {
    return isa<CallExpr>(S) ||
           llvm::any_of(S->children(), [](const Stmt *Child) { return Child && holdsCall(Child); });
  }

  /// No path comes to the end of the body with the scope closed.
  static bool alwaysOpenAtEnd(const FunctionView &View, unsigned Save) {
    const PointRecord *Point = View.Flow->at(View.Facts.function()->getBody());
    return Point && Point->Always.count(Save);
  }

  /// A restore of \p Save can follow after \p Goto.
  static bool reachesRestore(const FunctionView &View, const GotoStmt *Goto, unsigned Save) {
    const CFG &Graph = View.Facts.graph();
    const CFGBlock *Start = blockOf(Graph, Goto);
    if (!Start)
      return true;
    llvm::BitVector Seen(Graph.getNumBlockIDs());
    llvm::SmallVector<const CFGBlock *, 16> Work;
    auto follow = [&](const CFGBlock *Block) {
      for (const CFGBlock *Next : Block->succs())
        if (Next && !Seen.test(Next->getBlockID())) {
          Seen.set(Next->getBlockID());
          Work.push_back(Next);
        }
    };
    follow(Start);
    while (!Work.empty()) {
      const CFGBlock *Block = Work.pop_back_val();
      for (const CFGElement &Element : *Block)
        if (auto S = Element.getAs<CFGStmt>())
          if (const auto *Call = dyn_cast<CallExpr>(S->getStmt());
              Call && View.Flow->saves()[Save].Restores.count(Call))
            return true;
      follow(Block);
    }
    return false;
  }

  Finding overwritten(const FunctionView &View, const ScopeEvent &Event) const {
    Finding F = atSave(View, Event, levelOfPath(View, Event),
                       " is still open when its cookie is overwritten");
    addPath(View, F, Event.Trail, Event.Save);
    addNote(View, F, Event.Where->getBeginLoc(), "its cookie is overwritten here");
    return F;
  }

  Finding dropped(const FunctionView &View, const ScopeEvent &Event) const {
    return atSave(View, Event, 0, " is opened and its cookie is dropped: nothing can close it");
  }

  Finding closedTwice(const FunctionView &View, const ScopeEvent &Event) const {
    bool Delta = View.Unit.rules().hasFeature("cookie-is-delta");
    // From 6.9 a second restore clears what is clear already.
    Finding F = atRestore(
        View, Event, Delta ? 1 : levelOfRestore(View, Event),
        fmt::format("{} is closed twice: {}", scopeLabel(View.Flow->saves()[Event.Save].Scope),
                    Delta ? "the second restore ends what was opened in between, if anything"
                          : "the second restore writes an old state over the scopes round it"));
    addNote(View, F, View.Flow->saves()[Event.Save].Call->getBeginLoc(), "it is opened here");
    addPath(View, F, Event.Trail, Event.Save);
    return F;
  }

  Finding neverOpened(const FunctionView &View, const ScopeEvent &Event) const {
    const auto *Call = cast<CallExpr>(Event.Where);
    Finding F = atRestore(View, Event, levelOfRestore(View, Event),
                          fmt::format("{}() is given a cookie that no save has set on this path",
                                      calleeName(Call).str()));
    addPath(View, F, Event.Trail, Event.Save);
    return F;
  }

  Finding wrongKind(const FunctionView &View, const ScopeEvent &Event) const {
    const auto *Call = cast<CallExpr>(Event.Where);
    const SaveRecord &Save = View.Flow->saves()[Event.Save];
    bool Delta = View.Unit.rules().hasFeature("cookie-is-delta");
    bool Guarded = reachableWithout(View, Event.Save, blockOf(View.Facts.graph(), Event.Where));
    Finding F = atRestore(View, Event, Guarded ? levelOfRestore(View, Event) : 0,
                          fmt::format("{}() is given the cookie of a {}{}", calleeName(Call).str(),
                                      scopeLabel(Save.Scope),
                                      Delta ? ": it ends that scope, not one of its own kind"
                                            : ": that scope stays open"));
    addNote(View, F, Save.Call->getBeginLoc(),
            fmt::format("the {} is opened here", scopeLabel(Save.Scope)));
    if (Event.Meant && *Event.Meant != Event.Save)
      F.Correction = replaceCookie(View, Call, *Event.Meant);
    else if (Save.Pair && !Save.Pair->FlagsArg)
      F.Correction = replaceRestore(View, Call, Save);
    return F;
  }

  Finding literal(const FunctionView &View, const ScopeEvent &Event) const {
    const auto *Call = cast<CallExpr>(Event.Where);
    bool Delta = View.Unit.rules().hasFeature("cookie-is-delta");
    Finding F =
        atRestore(View, Event, 0,
                  fmt::format("{}() is given a literal, not the cookie of a scope: {}",
                              calleeName(Call).str(),
                              Delta ? "it closes what the number says, not what a save opened"
                                    : "it overwrites the state of the scopes round it"));
    if (Event.Meant) {
      addNote(View, F, View.Flow->saves()[*Event.Meant].Call->getBeginLoc(),
              "the scope that is open is opened here");
      F.Correction = replaceCookie(View, Call, *Event.Meant);
    }
    return F;
  }

  static std::optional<Fix> replaceCookie(const FunctionView &View, const CallExpr *Restore,
                                          unsigned Meant) {
    const VarDecl *Cookie = cookieAt(View, Meant, Restore);
    const CallFact &Fact = View.Facts.factOf(Restore);
    if (!Cookie || !Fact.Pair)
      return std::nullopt;
    return replace(View, Restore->getArg(Fact.Pair->CookieArg)->getSourceRange(),
                   Cookie->getNameAsString());
  }

  static std::optional<Fix> replaceRestore(const FunctionView &View, const CallExpr *Restore,
                                           const SaveRecord &Save) {
    return replace(View, Restore->getCallee()->getSourceRange(), Save.Pair->Restore);
  }

  static std::optional<Fix> replace(const FunctionView &View, SourceRange Range, std::string New) {
    const ASTContext &Context = View.Unit.context();
    auto Written = fileRange(Range, Context.getSourceManager(), Context.getLangOpts());
    if (!Written)
      return std::nullopt;
    return Fix{
        "use " + New,
        {{fileName(View, Written->File), Written->Begin, Written->End - Written->Begin, New}}};
  }
};

} // namespace

std::unique_ptr<Check> gfp::createUnbalancedScopeCheck() {
  return std::make_unique<UnbalancedScope>();
}
