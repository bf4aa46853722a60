//===- BodyFilter.cpp - Which header bodies matter ----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Facts/BodyFilter.h"
#include "Facts/CallFact.h"

using namespace clang;
using namespace gfp;
using llvm::StringRef;

const std::vector<unsigned> &BodyFilter::wordsOf(FileID File, const SourceManager &SM) {
  auto [Entry, New] = Offsets.try_emplace(File);
  if (New)
    Entry->second = &Words.in(SM.getBufferDataOrNone(File).value_or(""));
  return *Entry->second;
}

bool BodyFilter::takesMask(const FunctionDecl *Function) {
  return llvm::any_of(Function->parameters(), [](const ParmVarDecl *Parameter) {
    return CallClassifier::isGfpType(Parameter->getType());
  });
}

bool BodyFilter::opensScopes(const SourceManager &SM) {
  if (!OpensScopes) {
    auto Text = SM.getBufferDataOrNone(SM.getMainFileID());
    OpensScopes = Text && Scopes.anyIn(*Text);
  }
  return *OpensScopes;
}

bool BodyFilter::mentions(const FunctionDecl *Function, const SourceManager &SM) {
  SourceLocation Loc = Function->getLocation();
  // A body out of a macro: the words may stand in the macro or in its arguments.
  llvm::SmallVector<SourceLocation, 2> Places{SM.getExpansionLoc(Loc)};
  if (Loc.isMacroID())
    Places.push_back(SM.getSpellingLoc(Loc));
  for (SourceLocation Each : Places) {
    auto [File, Offset] = SM.getDecomposedLoc(Each);
    if (File == SM.getMainFileID())
      return true;
    const std::vector<unsigned> &Found = wordsOf(File, SM);
    auto Next = llvm::lower_bound(Found, Offset + 1);
    if (Next == Found.end())
      continue;
    // Kernel style closes a function in the first column. If it is not there, keep too much.
    size_t Close = SM.getBufferData(File).find("\n}", Offset);
    if (Close == StringRef::npos || *Next < Close)
      return true;
  }
  return false;
}
