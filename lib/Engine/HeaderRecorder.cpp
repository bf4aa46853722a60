//===- HeaderRecorder.cpp - What headers hang on ---------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/HeaderRecorder.h"
#include "Findings/Comments.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Lex/MacroInfo.h"

using namespace clang;
using namespace gfp;

class HeaderRecorder::Callbacks : public PPCallbacks {
public:
  explicit Callbacks(HeaderRecorder &To) : To(To) {}

  void InclusionDirective(SourceLocation Hash, const Token &, llvm::StringRef, bool,
                          CharSourceRange, OptionalFileEntryRef File, llvm::StringRef,
                          llvm::StringRef, const Module *, bool,
                          SrcMgr::CharacteristicKind) override {
    if (File)
      To.include(Hash, *File);
  }
  void MacroExpands(const Token &Name, const MacroDefinition &MD, SourceRange,
                    const MacroArgs *) override {
    // A name that is not defined is an error, but in a condition; or else it is only quoted.
    if (To.PP.isParsingIfOrElifDirective())
      test(Name.getLocation(), Name, MD);
    else
      To.expand(Name.getLocation(), Name.getIdentifierInfo(), MD.getMacroInfo());
  }
  void MacroDefined(const Token &Name, const MacroDirective *MD) override {
    const MacroDirective *Before = MD->getPrevious();
    if (const IdentifierInfo *Id = Name.getIdentifierInfo(); Id && Before)
      if (To.fileAt(Before->getLocation()) != To.fileAt(MD->getLocation()))
        To.Contested.insert(Id);
  }
  void Defined(const Token &Name, const MacroDefinition &MD, SourceRange) override {
    test(Name.getLocation(), Name, MD);
  }
  void Ifdef(SourceLocation Loc, const Token &Name, const MacroDefinition &MD) override {
    test(Loc, Name, MD);
  }
  void Ifndef(SourceLocation Loc, const Token &Name, const MacroDefinition &MD) override {
    test(Loc, Name, MD);
  }
  void Elifdef(SourceLocation Loc, const Token &Name, const MacroDefinition &MD) override {
    test(Loc, Name, MD);
  }
  void Elifndef(SourceLocation Loc, const Token &Name, const MacroDefinition &MD) override {
    test(Loc, Name, MD);
  }

private:
  void test(SourceLocation Loc, const Token &Name, const MacroDefinition &MD) {
    To.test(Loc, Name.getIdentifierInfo(), MD.getMacroInfo());
  }

  HeaderRecorder &To;
};

class HeaderRecorder::Consumer : public ASTConsumer {
public:
  explicit Consumer(HeaderRecorder &To) : To(To) {}

  bool HandleTopLevelDecl(DeclGroupRef Group) override {
    for (const Decl *D : Group)
      To.declare(D);
    return true;
  }

private:
  HeaderRecorder &To;
};

std::unique_ptr<PPCallbacks> HeaderRecorder::callbacks() {
  return std::make_unique<Callbacks>(*this);
}

std::unique_ptr<ASTConsumer> HeaderRecorder::consumer() {
  return std::make_unique<Consumer>(*this);
}

unsigned HeaderRecorder::numberOf(FileEntryRef File) {
  auto [Entry, New] = Into.Files.try_emplace(File.getUniqueID(), Into.Includes.size());
  if (New) {
    Into.FileNames.push_back(File.getName().str());
    Into.Includes.emplace_back();
    Into.Needs.emplace_back();
    Into.NeedsAfter.emplace_back();
  }
  return Entry->second;
}

std::optional<unsigned> HeaderRecorder::fileAt(SourceLocation Loc) {
  const SourceManager &SM = PP.getSourceManager();
  FileID Id = SM.getFileID(SM.getExpansionLoc(Loc));
  if (Id.isInvalid())
    return std::nullopt; // Built in.
  auto [Entry, New] = Numbers.try_emplace(Id);
  if (New && Id != SM.getMainFileID())
    if (auto File = SM.getFileEntryRefForID(Id))
      Entry->second = numberOf(*File);
  return Entry->second;
}

void HeaderRecorder::include(SourceLocation From, FileEntryRef File) {
  unsigned Number = numberOf(File);
  if (auto Includer = fileAt(From)) {
    if (!llvm::is_contained(Into.Includes[*Includer], Number))
      Into.Includes[*Includer].push_back(Number);
    return;
  }
  const SourceManager &SM = PP.getSourceManager();
  if (!SM.getFileEntryForID(SM.getFileID(SM.getExpansionLoc(From))))
    Into.Implied.push_back(Number);
}

void HeaderRecorder::test(SourceLocation Loc, const IdentifierInfo *Name, const MacroInfo *Macro) {
  auto In = fileAt(Loc);
  if (!In || !Name || Rules.isIdleMacro(Name->getName()))
    return;
  if (!Macro)
    Missed.insert({*In, Name});
  else if (auto Of = fileAt(Macro->getDefinitionLoc()); Of && *Of != *In)
    Tests.insert({*In, *Of});
}

void HeaderRecorder::expand(SourceLocation Loc, const IdentifierInfo *Name,
                            const MacroInfo *Macro) {
  auto In = fileAt(Loc), Of = fileAt(Macro->getDefinitionLoc());
  if (In && Of && *In != *Of && Name && !Rules.isIdleMacro(Name->getName()))
    Expansions.insert({{*In, *Of}, Name});
}

void HeaderRecorder::declare(const Decl *D) {
  const auto *Named = dyn_cast<NamedDecl>(D);
  if (!Named || !Named->getIdentifier())
    return;
  if (const auto *Function = dyn_cast<FunctionDecl>(D)) {
    if (!Function->doesThisDeclarationHaveABody() ||
        !Bodies.mentions(Function, PP.getSourceManager()))
      return;
  } else if (const auto *Variable = dyn_cast<VarDecl>(D); !Variable || !Variable->getInit()) {
    return;
  }
  Into.Names.push_back(Named->getName().str());
}

std::set<unsigned> HeaderRecorder::closureOf(unsigned File) const {
  std::set<unsigned> All = {File};
  std::vector<unsigned> Work = {File};
  while (!Work.empty()) {
    unsigned Next = Work.back();
    Work.pop_back();
    for (unsigned Each : Into.Includes[Next])
      if (All.insert(Each).second)
        Work.push_back(Each);
  }
  return All;
}

void HeaderRecorder::finish() {
  const SourceManager &SM = PP.getSourceManager();
  unsigned Last = ~0u;
  std::set<unsigned> Closure;
  auto outside = [&](unsigned File, unsigned Other) {
    if (File != Last)
      Closure = closureOf(Last = File);
    return !Closure.count(Other);
  };
  for (const auto &[Pair, Name] : Expansions)
    if (Contested.contains(Name))
      Tests.insert(Pair);
  for (auto [File, Of] : Tests)
    if (outside(File, Of))
      Into.Needs[File].push_back(Of);
  for (auto [File, Name] : Missed) {
    const MacroInfo *Macro = PP.getMacroInfo(Name);
    auto Of = Macro ? fileAt(Macro->getDefinitionLoc()) : std::nullopt;
    if (Of && *Of != File && outside(File, *Of))
      Into.NeedsAfter[File].push_back(*Of);
  }

  for (const auto &[Id, Number] : Numbers) {
    auto Text = Number ? SM.getBufferDataOrNone(Id) : std::nullopt;
    if (!Text)
      continue;
    std::vector<CommentRange> Comments = commentsIn(*Text);
    auto Comment = Comments.begin();
    for (const char *P = Text->begin(); P != Text->end();) {
      while (Comment != Comments.end() && Text->begin() + Comment->End <= P)
        ++Comment;
      if (Comment != Comments.end() && Text->begin() + Comment->Begin <= P) {
        P = Text->begin() + Comment->End;
        continue;
      }
      if (*P == '"' || *P == '\'') {
        P = Text->begin() + endOfLiteral(*Text, P - Text->begin());
        continue;
      }
      if (!isAsciiIdentifierStart(*P)) {
        // A number's letters are no names.
        bool Digit = isDigit(*P++);
        while (Digit && P != Text->end() && isAsciiIdentifierContinue(*P))
          ++P;
        continue;
      }
      const char *Start = P;
      while (P != Text->end() && isAsciiIdentifierContinue(*P))
        ++P;
      auto &Files = Into.Mentions[llvm::StringRef(Start, P - Start)];
      if (Files.empty() || Files.back() != *Number)
        if (!llvm::is_contained(Files, *Number))
          Files.push_back(*Number);
    }
  }
}
