//===- AtomicFlow.cpp - Where nothing may sleep ---------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Flow/AtomicFlow.h"
#include "Gfp/SourceText.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/PrettyPrinter.h"
#include "clang/Basic/Builtins.h"
#include <deque>
#include <optional>

using namespace clang;
using namespace gfp;

namespace {

/// What a call does to sections.
struct SectionCall {
  const AtomicSection *Rule = nullptr;
  bool Enters = false;
};

SectionCall sectionCall(const CallExpr *Call, const UnitFacts &Unit) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee || !Callee->getIdentifier())
    return {};
  const RuleSet &Rules = Unit.rules();
  if (const AtomicSection *Rule = Rules.entersSection(Callee->getName()))
    return {Rule, true};
  if (const AtomicSection *Rule = Rules.leavesSection(Callee->getName()))
    return {Rule, false};
  // Sections without a lock are macros, over this and that.
  if (!Call->getBeginLoc().isMacroID())
    return {};
  for (const MacroStep &Step : macrosAround(Call->getBeginLoc(), Unit.context().getSourceManager(),
                                            Unit.context().getLangOpts())) {
    const AtomicSection *Enters = Rules.entersSection(Step.Name);
    const AtomicSection *Leaves = Rules.leavesSection(Step.Name);
    if (const AtomicSection *Rule = Enters ? Enters : Leaves; Rule && !Rule->LockArg)
      return {Rule, Rule == Enters};
  }
  return {};
}

llvm::StringRef nameOf(const CallExpr *Call) {
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  return Callee && Callee->getIdentifier() ? Callee->getName() : "";
}

/// The section that \p Variable holds open, and the call that opens it.
OpenSection guardedBy(const VarDecl *Variable, const UnitFacts &Unit) {
  const Expr *Init = Variable->hasAttr<CleanupAttr>() ? Variable->getInit() : nullptr;
  const auto *Call = Init ? dyn_cast<CallExpr>(Init->IgnoreParenImpCasts()) : nullptr;
  return {Call ? Unit.rules().guardsSection(nameOf(Call)) : nullptr, Call};
}

std::string keyOf(const VarDecl *Guard) { return "guard " + std::to_string(Guard->getID()); }

/// The call in \p Condition that opens a section where the condition is \p Truth.
const CallExpr *triedBy(const Expr *Condition, bool &Truth) {
  Truth = true;
  for (;;) {
    Condition = Condition->IgnoreParenCasts();
    if (const auto *Not = dyn_cast<UnaryOperator>(Condition); Not && Not->getOpcode() == UO_LNot) {
      Truth = !Truth;
      Condition = Not->getSubExpr();
      continue;
    }
    const auto *Call = dyn_cast<CallExpr>(Condition);
    if (!Call || Call->getBuiltinCallee() != Builtin::BI__builtin_expect)
      return Call;
    Condition = Call->getArg(0);
  }
}

std::string spelling(const Expr *E, const ASTContext &Context) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  E->printPretty(OS, nullptr, PrintingPolicy(Context.getLangOpts()));
  return Text;
}

/// The lock of a call as the user names it: spin_lock(&x->lock) and what spin_lock_irqsave() makes
/// of it are the same.
std::string keyOf(const CallExpr *Call, const AtomicSection &Rule, const ASTContext &Context) {
  if (!Rule.LockArg || *Rule.LockArg >= Call->getNumArgs())
    return Rule.Kind;
  const Expr *Lock = Call->getArg(*Rule.LockArg)->IgnoreParenCasts();
  while (const auto *Inner = dyn_cast<CallExpr>(Lock)) {
    if (Inner->getNumArgs() != 1)
      break;
    Lock = Inner->getArg(0)->IgnoreParenCasts();
  }
  return Rule.Kind + " " + spelling(Lock, Context);
}

bool touchesSections(const FunctionFacts &Facts, const UnitFacts &Unit) {
  for (const CFGBlock *Block : Facts.graph())
    for (const CFGElement &Element : *Block)
      if (auto S = Element.getAs<CFGStmt>())
        if (const auto *Call = dyn_cast<CallExpr>(S->getStmt());
            Call && (sectionCall(Call, Unit).Rule || Unit.rules().guardsSection(nameOf(Call)) ||
                     Unit.rules().triesSection(nameOf(Call))))
          return true;
  return false;
}

/// \p Callee's name speaks of ending something.
bool soundsLikeLeaving(const FunctionDecl *Callee, const RuleSet &Rules) {
  return !Callee->getIdentifier() || Rules.soundsLikeLeaving(Callee->getName());
}

} // namespace

bool AtomicFlow::keepsSections(const FunctionDecl *Function, const RuleSet &Rules) {
  const bool Own = Function->getStorageClass() == SC_Static && !Function->isInlineSpecified();
  return !Own && Function->getIdentifier() && Rules.keepsSections(Function->getName());
}

std::unique_ptr<AtomicFlow> AtomicFlow::run(const FunctionFacts &Facts, const UnitFacts &Unit,
                                            MayLeave Leaves) {
  if (!touchesSections(Facts, Unit))
    return nullptr;
  std::unique_ptr<AtomicFlow> Flow(new AtomicFlow);
  Flow->solve(Facts, Unit, Leaves);
  return Flow;
}

void AtomicFlow::visit(const CFGElement &Element, const UnitFacts &Unit, MayLeave Leaves,
                       State &Now) {
  if (auto Cleanup = Element.getAs<CFGCleanupFunction>()) {
    Now.erase(keyOf(Cleanup->getVarDecl()));
    return;
  }
  auto S = Element.getAs<CFGStmt>();
  if (!S)
    return;
  if (const auto *Call = dyn_cast<CallExpr>(S->getStmt())) {
    Open.erase(Call); // Of an earlier visit, when more seemed open.
    visit(Call, Unit, Leaves, Now);
  } else if (const auto *Declare = dyn_cast<DeclStmt>(S->getStmt())) {
    for (const Decl *D : Declare->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D))
        if (OpenSection Guarded = guardedBy(Variable, Unit); Guarded.Rule)
          Now.try_emplace(keyOf(Variable), Guarded);
  }
}

void AtomicFlow::visit(const CallExpr *Call, const UnitFacts &Unit, MayLeave Leaves, State &Now) {
  SectionCall Section = sectionCall(Call, Unit);
  if (Section.Rule) {
    std::string Key = keyOf(Call, *Section.Rule, Unit.context());
    if (Section.Enters) {
      Now.try_emplace(Key, OpenSection{Section.Rule, Call});
    } else if (!Now.erase(Key)) {
      // Another name of a lock that is held, or a lock of the caller's.
      bool Held =
          std::erase_if(Now, [&](const auto &Each) { return Each.second.Rule == Section.Rule; });
      ClosesForeign |= !Held;
    }
    return;
  }
  if (Now.empty())
    return;
  Open[Call] = Now.begin()->second;
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee) {
    Now.clear(); // Whoever it is may let go of the lock.
    return;
  }
  if (Leaves(Callee) || soundsLikeLeaving(Callee, Unit.rules())) {
    Open.erase(Call);
    Now.clear();
    return;
  }
  // It is handed the lock, and may let go of it.
  for (const Expr *Arg : Call->arguments()) {
    std::string Text = spelling(Arg->IgnoreParenCasts(), Unit.context());
    if (std::erase_if(Now, [&](const auto &Each) {
          return llvm::StringRef(Each.first).ends_with(" " + Text);
        }))
      Open.erase(Call);
  }
}

void AtomicFlow::solve(const FunctionFacts &Facts, const UnitFacts &Unit, MayLeave Leaves) {
  const CFG &Graph = Facts.graph();
  // What is open at the start of a block; nothing: it was not reached yet.
  std::vector<std::optional<State>> In(Graph.getNumBlockIDs());
  std::deque<const CFGBlock *> Work{&Graph.getEntry()};
  In[Graph.getEntry().getBlockID()].emplace();
  while (!Work.empty()) {
    const CFGBlock *Block = Work.front();
    Work.pop_front();
    State Now = *In[Block->getBlockID()];
    for (const CFGElement &Element : *Block)
      visit(Element, Unit, Leaves, Now);
    const Expr *Condition = Block->succ_size() == 2 ? Block->getLastCondition() : nullptr;
    bool Truth = true;
    const CallExpr *Tried = Condition ? triedBy(Condition, Truth) : nullptr;
    const AtomicSection *Gained = Tried ? Unit.rules().triesSection(nameOf(Tried)) : nullptr;
    bool IsTrue = true;
    for (const CFGBlock *Next : Block->succs()) {
      bool Enters = Gained && IsTrue == Truth;
      IsTrue = false;
      if (!Next)
        continue;
      State Then = Now;
      if (Enters)
        Then.try_emplace(keyOf(Tried, *Gained, Unit.context()), OpenSection{Gained, Tried});
      auto &Known = In[Next->getBlockID()];
      if (!Known) {
        Known = std::move(Then);
        Work.push_back(Next);
      } else if (std::erase_if(*Known, [&](const auto &Each) { return !Then.count(Each.first); })) {
        Work.push_back(Next);
      }
    }
  }
  const auto &AtExit = In[Graph.getExit().getBlockID()];
  LeavesOpen = AtExit && !AtExit->empty();
}

const OpenSection *AtomicFlow::at(const CallExpr *Call) const {
  auto Found = Open.find(Call);
  return Found == Open.end() ? nullptr : &Found->second;
}
