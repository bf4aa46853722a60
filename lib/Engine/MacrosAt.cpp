//===- MacrosAt.cpp - Macros as they were somewhere else ------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/MacrosAt.h"
#include "clang/Lex/MacroInfo.h"

using namespace clang;
using namespace gfp;

MacrosAt::~MacrosAt() {
  for (auto [Name, As] : Changed)
    define(Name, As);
}

bool MacrosAt::precedes(SourceLocation Directive) const {
  const SourceManager &SM = PP.getSourceManager();
  SourceLocation Loc = SM.getExpansionLoc(Directive);
  if (!SM.getFileEntryForID(SM.getFileID(Loc)))
    return true; // By an argument, or built in.
  if (SM.isLoadedSourceLocation(Loc) != SM.isLoadedSourceLocation(Place))
    return SM.isLoadedSourceLocation(Loc);
  if (SM.isLoadedSourceLocation(Loc)) {
    // What a precompiled header goes on from was loaded before it, and the later has lower numbers.
    FileID Own = SM.getUniqueLoadedASTFileID(Loc), Other = SM.getUniqueLoadedASTFileID(Place);
    if (Own != Other)
      return Other < Own;
  }
  return SM.isBeforeInTranslationUnit(Loc, Place);
}

MacroInfo *MacrosAt::then(const IdentifierInfo *Name) const {
  MacroDirective *At = PP.getLocalMacroDirectiveHistory(Name);
  while (At && !precedes(At->getLocation()))
    At = At->getPrevious();
  return At && At->isDefined() ? At->getMacroInfo() : nullptr;
}

MacroInfo *MacrosAt::now(const IdentifierInfo *Name) const {
  MacroDirective *Last = PP.getLocalMacroDirectiveHistory(Name);
  return Last && Last->isDefined() ? Last->getMacroInfo() : nullptr;
}

void MacrosAt::define(const IdentifierInfo *Name, MacroInfo *As) {
  auto *Id = const_cast<IdentifierInfo *>(Name);
  // Behind all there is, or the next time it would be taken for something the unit says.
  const SourceManager &SM = PP.getSourceManager();
  SourceLocation End = SM.getLocForEndOfFile(SM.getMainFileID());
  if (As)
    PP.appendDefMacroDirective(Id, As, End);
  else
    PP.appendMacroDirective(Id, new (PP.getPreprocessorAllocator()) UndefMacroDirective(End));
}

void MacrosAt::setBack(const IdentifierInfo *Name) {
  llvm::SmallVector<const IdentifierInfo *, 32> Work = {Name};
  while (!Work.empty()) {
    const IdentifierInfo *Next = Work.pop_back_val();
    if (!Next || !Next->hadMacroDefinition() || Rules.isIdleMacro(Next->getName()) ||
        !Asked.insert(Next).second)
      continue;
    MacroInfo *Then = then(Next), *Now = now(Next);
    if (Then != Now) {
      Changed.push_back({Next, Now});
      define(Next, Then);
    }
    if (Then)
      for (const Token &Each : Then->tokens())
        Work.push_back(Each.getIdentifierInfo());
  }
}

bool MacrosAt::isAsThen(const IdentifierInfo *Name) const {
  return !Name || !Name->hadMacroDefinition() || Asked.contains(Name) ||
         Rules.isIdleMacro(Name->getName()) || then(Name) == now(Name);
}
