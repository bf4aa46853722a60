//===- HeaderRecorder.cpp - What headers hang on ---------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/HeaderRecorder.h"
#include "Engine/Identifiers.h"
#include "Findings/Comments.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Lex/MacroInfo.h"

using namespace clang;
using namespace gfp;

/// \p Word of \p Text follows a `#` that begins a line.
static bool isDirective(llvm::StringRef Text, llvm::StringRef Word) {
  llvm::StringRef Before = Text.take_front(Word.data() - Text.data()).rtrim(" \t");
  return Before.consume_back("#") &&
         (Before.rtrim(" \t").empty() || Before.rtrim(" \t").ends_with("\n"));
}

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
      if (To.fileAt(Before->getLocation()) != To.fileAt(MD->getLocation()) &&
          (!Before->getMacroInfo() ||
           !Before->getMacroInfo()->isIdenticalTo(*MD->getMacroInfo(), To.PP,
                                                  /*Syntactically=*/true)))
        To.Contested.insert(Id);
  }
  void Defined(const Token &Name, const MacroDefinition &MD, SourceRange) override {
    test(Name.getLocation(), Name, MD);
  }
  void SourceRangeSkipped(SourceRange Range, SourceLocation) override { To.skip(Range); }
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

  for (const IdentifierInfo *Name : Contested)
    Into.Contested.insert(Name->getName());
  for (const auto &[Id, Number] : Numbers)
    if (auto Text = Number ? SM.getBufferDataOrNone(Id) : std::nullopt)
      readNames(*Text, Skipped[Id], *Number);
}

void HeaderRecorder::skip(SourceRange Range) {
  const SourceManager &SM = PP.getSourceManager();
  auto [Id, Begin] = SM.getDecomposedLoc(SM.getExpansionLoc(Range.getBegin()));
  auto [EndId, End] = SM.getDecomposedLoc(SM.getExpansionLoc(Range.getEnd()));
  auto Text = Id == EndId ? SM.getBufferDataOrNone(Id) : std::nullopt;
  if (!Text)
    return;
  // The conditions at both ends are read.
  size_t First = Text->find('\n', Begin);
  while (First != llvm::StringRef::npos && Text->take_front(First).rtrim('\r').ends_with("\\"))
    First = Text->find('\n', First + 1);
  size_t Last = Text->take_front(End).rfind('\n');
  if (First != llvm::StringRef::npos && Last != llvm::StringRef::npos && First < Last)
    Skipped[Id].push_back({First, Last});
}

void HeaderRecorder::readNames(llvm::StringRef Text, llvm::ArrayRef<Part> Skipped, unsigned File) {
  std::vector<Part> Idle(Skipped);
  for (const CommentRange &Comment : commentsIn(Text))
    Idle.push_back({Comment.Begin, Comment.End});
  llvm::sort(Idle);
  auto Next = Idle.begin();
  llvm::StringSet<> Seen;
  llvm::StringRef Last; // The name before, on the same line.
  for (size_t At = 0; At < Text.size();) {
    while (Next != Idle.end() && Next->second <= At)
      ++Next;
    char C = Text[At];
    if (Next != Idle.end() && Next->first <= At) {
      At = Next->second;
    } else if (C == '"' || C == '\'') {
      At = endOfLiteral(Text, At);
    } else if (isDigit(C)) {
      // A number's letters are no names.
      while (At < Text.size() && isAsciiIdentifierContinue(Text[At]))
        ++At;
    } else if (!isAsciiIdentifierStart(C)) {
      if (C == '\n')
        Last = {};
      ++At;
    } else {
      llvm::StringRef Name = identifierAt(Text.substr(At));
      At += Name.size();
      if (Seen.insert(Name).second) {
        bool Sets = (Last == "define" || Last == "undef") && isDirective(Text, Last);
        (Sets ? Into.Sets : Into.Mentions)[Name].push_back(File);
      }
      Last = Name;
    }
  }
}
