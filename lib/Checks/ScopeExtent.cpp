//===- ScopeExtent.cpp - All a scope may hold ---------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/ScopeExtent.h"
#include "Gfp/SourceText.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/SetVector.h"

using namespace clang;
using namespace gfp;

namespace {

const CFGBlock *anyBlock(const CFGBlock::AdjacentBlock &Edge) {
  if (const CFGBlock *Block = Edge.getReachableBlock())
    return Block;
  return Edge.getPossiblyUnreachableBlock();
}

bool closes(const FunctionView &View, unsigned Number, const Stmt *S) {
  const auto *Call = dyn_cast<CallExpr>(S);
  return Call && View.Flow->saves()[Number].Restores.count(Call);
}

/// A scope round more calls than this of functions the rules do not know is not looked into.
constexpr size_t MaxCallees = 4;

/// In the order they were met: no question may hang on where a declaration lies in memory.
using CalleeSet = llvm::SmallSetVector<const FunctionDecl *, 8>;

/// Whether all of \p Callees are known to allocate nothing. Asked only where the answer can matter:
/// it takes reading other files to give it.
bool areQuiet(const FunctionView &View, const CalleeSet &Callees) {
  return Callees.empty() || (View.Known && Callees.size() <= MaxCallees &&
                             llvm::all_of(Callees, [&](const FunctionDecl *Callee) {
                               return View.Known->allocatesNothing(Callee);
                             }));
}

/// Adds elements [From, end) of \p Block; false if a restore ends the extent there.
bool addBlock(const FunctionView &View, unsigned Number, const CFGBlock *Block, unsigned From,
              ScopeExtent &Extent, CalleeSet &Callees) {
  for (unsigned I = From; I < Block->size(); ++I) {
    if ((*Block)[I].getAs<CFGCleanupFunction>()) {
      Extent.Unknown = true;
      continue;
    }
    auto Element = (*Block)[I].getAs<CFGStmt>();
    if (!Element)
      continue;
    if (closes(View, Number, Element->getStmt()))
      return false;
    if (const auto *Asm = dyn_cast<GCCAsmStmt>(Element->getStmt()))
      Extent.Unknown |=
          Asm->generateAsmString(View.Unit.context()).find("call") != std::string::npos;
    const auto *Call = dyn_cast<CallExpr>(Element->getStmt());
    if (!Call)
      continue;
    if (const AllocationSite *Site = View.Facts.siteOf(Call))
      Extent.Sites.insert(Site);
    else if (View.Facts.factOf(Call).Kind == CallFact::Unknown) {
      Extent.Unknown |= !Call->getDirectCallee();
      Callees.insert(Call->getDirectCallee());
    }
  }
  return true;
}

/// Some way from \p From leads to \p To.
bool reaches(const CFGBlock *From, const CFGBlock *To) {
  llvm::BitVector Seen(From->getParent()->getNumBlockIDs());
  llvm::SmallVector<const CFGBlock *, 16> Work{From};
  while (!Work.empty()) {
    const CFGBlock *Block = Work.pop_back_val();
    if (Block == To)
      return true;
    if (Seen.test(Block->getBlockID()))
      continue;
    Seen.set(Block->getBlockID());
    for (const auto &Edge : Block->succs())
      if (const CFGBlock *Next = anyBlock(Edge))
        Work.push_back(Next);
  }
  return false;
}

} // namespace

bool gfp::dependsOnConfiguration(const FunctionView &View, SourceRange Range) {
  const SourceManager &SM = View.Unit.context().getSourceManager();
  auto [File, Begin] = SM.getDecomposedLoc(userLocation(Range.getBegin(), SM));
  auto [EndFile, End] = SM.getDecomposedLoc(userLocation(Range.getEnd(), SM));
  if (File != EndFile)
    return true;
  llvm::StringRef Text = SM.getBufferData(File).slice(std::min(Begin, End), std::max(Begin, End));
  while (!Text.empty()) {
    auto [Line, Rest] = Text.split('\n');
    Text = Rest;
    llvm::StringRef Directive = Line.ltrim(" \t");
    if (Directive.consume_front("#") &&
        (Directive.ltrim(" \t").starts_with("if") || Directive.ltrim(" \t").starts_with("el")))
      return true;
  }
  return false;
}

const CFGBlock *gfp::blockOf(const CFG &Graph, const Stmt *S) {
  for (const CFGBlock *Block : Graph) {
    if (Block->getTerminatorStmt() == S)
      return Block;
    for (const CFGElement &Element : *Block)
      if (auto Each = Element.getAs<CFGStmt>(); Each && Each->getStmt() == S)
        return Block;
  }
  return nullptr;
}

ScopeExtent gfp::extentOf(const FunctionView &View, unsigned Number) {
  ScopeExtent Extent;
  const CFG &Graph = View.Facts.graph();
  const CallExpr *Save = View.Flow->saves()[Number].Call;
  const CFGBlock *Start = blockOf(Graph, Save);
  bool Conditional = llvm::any_of(View.Flow->saves()[Number].Restores, [&](const CallExpr *R) {
    return dependsOnConfiguration(View, SourceRange(Save->getBeginLoc(), R->getBeginLoc()));
  });
  if (!Start || Conditional) {
    Extent.Unknown = true;
    return Extent;
  }
  unsigned After = 0;
  while ((*Start)[After].getAs<CFGStmt>() == std::nullopt ||
         (*Start)[After].castAs<CFGStmt>().getStmt() != Save)
    ++After;

  llvm::BitVector Seen(Graph.getNumBlockIDs());
  llvm::SmallVector<const CFGBlock *, 16> Work;
  auto follow = [&](const CFGBlock *Block) {
    for (const auto &Edge : Block->succs())
      if (const CFGBlock *Next = anyBlock(Edge); Next && !Seen.test(Next->getBlockID())) {
        Seen.set(Next->getBlockID());
        Work.push_back(Next);
      }
  };
  CalleeSet Callees;
  if (addBlock(View, Number, Start, After + 1, Extent, Callees))
    follow(Start);
  while (!Work.empty()) {
    const CFGBlock *Block = Work.pop_back_val();
    if (addBlock(View, Number, Block, 0, Extent, Callees))
      follow(Block);
  }
  Extent.Unknown |= Extent.Sites.size() > 1 ? !Callees.empty() : !areQuiet(View, Callees);
  // Whether a wrapper does more than its mask says.
  if (!Extent.Unknown && Extent.Sites.size() == 1 && View.Known)
    for (const AllocationSite *Site : Extent.Sites)
      if (Site->Through)
        (void)View.Known->of(Site->Call->getDirectCallee());
  return Extent;
}

bool gfp::skipsRestore(const FunctionView &View, unsigned Number, const CFGBlock *Decision,
                       bool Taken) {
  if (Decision->succ_size() != 2)
    return false;
  const CFGBlock *Arm = anyBlock(*(Decision->succ_begin() + (Taken ? 1 : 0)));
  const CFGBlock *Around = anyBlock(*(Decision->succ_begin() + (Taken ? 0 : 1)));
  const Stmt *Question = Decision->getTerminatorStmt();
  while (Arm) {
    for (const CFGElement &Element : *Arm)
      if (auto S = Element.getAs<CFGStmt>(); S && closes(View, Number, S->getStmt()))
        return Around && reaches(Arm, Around); // An early return does not come back.
    // `if (a && b) restore();` asks in several blocks.
    if (!isa_and_nonnull<BinaryOperator>(Question) || Arm->succ_size() != 2)
      return false;
    Question = Arm->getTerminatorStmt();
    Arm = anyBlock(*Arm->succ_begin());
  }
  return false;
}

bool gfp::reachableWithout(const FunctionView &View, unsigned Number, const CFGBlock *To) {
  const CFG &Graph = View.Facts.graph();
  const CFGBlock *Save = blockOf(Graph, View.Flow->saves()[Number].Call);
  llvm::BitVector Seen(Graph.getNumBlockIDs());
  llvm::SmallVector<const CFGBlock *, 16> Work{&Graph.getEntry()};
  while (!Work.empty()) {
    const CFGBlock *Block = Work.pop_back_val();
    if (Block == Save || Seen.test(Block->getBlockID()))
      continue;
    if (Block == To)
      return true;
    Seen.set(Block->getBlockID());
    for (const auto &Edge : Block->succs())
      if (const CFGBlock *Next = anyBlock(Edge))
        Work.push_back(Next);
  }
  return false;
}
