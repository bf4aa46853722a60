//===- HeaderRecorder.cpp - What headers hang on ---------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/HeaderRecorder.h"
#include "Engine/DeclarationContent.h"
#include "Engine/Identifiers.h"
#include "Engine/PlainBodies.h"
#include "Facts/EventCalls.h"
#include "Kbuild/CommandSet.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/MacroInfo.h"
#include "llvm/Support/Path.h"

using namespace clang;
using namespace gfp;

/// `#define NAME NAME` only tells that there is one.
static bool standsForItself(const IdentifierInfo *Name, const MacroInfo &Macro) {
  return Macro.isObjectLike() && Macro.getNumTokens() == 1 &&
         Macro.getReplacementToken(0).getIdentifierInfo() == Name;
}

static bool isParameter(const IdentifierInfo *Name, const MacroInfo &Macro) {
  return Macro.isFunctionLike() && Macro.getParameterNum(Name) >= 0;
}

class HeaderRecorder::Callbacks : public PPCallbacks {
public:
  explicit Callbacks(HeaderRecorder &To) : To(To) {}

  void InclusionDirective(SourceLocation Hash, const Token &, llvm::StringRef, bool Angled,
                          CharSourceRange, OptionalFileEntryRef File, llvm::StringRef Directory,
                          llvm::StringRef, const Module *, bool,
                          SrcMgr::CharacteristicKind) override {
    if (File)
      To.include(Hash, *File, Angled, Directory);
  }
  void MacroExpands(const Token &Name, const MacroDefinition &MD, SourceRange,
                    const MacroArgs *) override {
    // A name that is not defined is an error, but in a condition; or else it is only quoted.
    if (To.PP.isParsingIfOrElifDirective())
      test(Name.getLocation(), Name, MD);
    To.mentionMade(Name);
    To.expand(Name.getLocation(), Name.getIdentifierInfo(), MD.getMacroInfo());
  }
  void MacroDefined(const Token &Name, const MacroDirective *MD) override {
    if (const IdentifierInfo *Id = Name.getIdentifierInfo())
      To.define(Id, *MD);
  }
  void MacroUndefined(const Token &Name, const MacroDefinition &MD,
                      const MacroDirective *) override {
    auto Own = To.fileAt(Name.getLocation());
    To.speaks(Name.getLocation());
    auto Of = MD ? To.fileAt(MD.getMacroInfo()->getDefinitionLoc()) : std::nullopt;
    const unsigned Number = To.numberOf(Name.getIdentifierInfo());
    To.Past.Gone.insert(Number);
    if (MD && (!Own || Own != Of || To.Past.DefinedAt.lookup(Number) != To.Past.Inclusions))
      To.Past.Lasting.insert(Number);
    if (Own && Of && *Own != *Of && !To.Rules.isIdleMacro(Name.getIdentifierInfo()->getName()))
      To.undefine(Name.getIdentifierInfo(), *Own, *Of);
  }
  void PragmaDirective(SourceLocation Loc, PragmaIntroducerKind) override { To.speaks(Loc); }
  void If(SourceLocation, SourceRange Condition, ConditionValueKind) override {
    To.readCondition(Condition);
  }
  void Elif(SourceLocation, SourceRange Condition, ConditionValueKind Value,
            SourceLocation) override {
    if (Value != CVK_NotEvaluated)
      To.readCondition(Condition);
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
      if (!D->isFromASTFile())
        To.declare(D);
    return true;
  }
  bool shouldSkipFunctionBody(Decl *D) override {
    const auto *Function = dyn_cast<FunctionDecl>(D);
    if (!Function || To.Bodies.mentions(Function, To.PP.getSourceManager()))
      return false;
    if (!tellsOfEvent(Function, Function->getASTContext(), To.Rules))
      return To.passOver(Function);
    passOverMadeBody(To.PP);
    return true;
  }

private:
  HeaderRecorder &To;
};

HeaderRecorder::HeaderRecorder(PrecompiledHeader &Into, const BodyFilter &Bodies,
                               const RuleSet &Rules, Preprocessor &PP)
    : Into(Into), Bodies(Bodies), Rules(Rules), PP(PP) {
  if (Into.Base)
    Past = *Into.Base->History;
  PP.setTokenWatcher([this](const Token &Next) {
    if (!Next.isAnnotation())
      mentionMade(Next);
  });
}

bool HeaderRecorder::isMade(SourceLocation Loc) {
  const SourceManager &SM = PP.getSourceManager();
  const FileID Id = SM.getFileID(SM.getSpellingLoc(Loc));
  auto [Entry, New] = Scratch.try_emplace(Id);
  if (New) // Not for every token: that counts lines.
    Entry->second = SM.isWrittenInScratchSpace(SM.getLocForStartOfFile(Id));
  return Entry->second;
}

void HeaderRecorder::mentionMade(const Token &Name) {
  if (!Name.getIdentifierInfo() || !Name.getLocation().isMacroID() || !isMade(Name.getLocation()))
    return;
  if (auto In = fileAt(Name.getLocation()))
    mention(Name.getIdentifierInfo()->getName(), *In, /*Called=*/true);
}

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
    Into.Directed.push_back(false);
    Into.Silent.push_back(true);
  }
  return Entry->second;
}

unsigned HeaderRecorder::numberOf(const IdentifierInfo *Name) {
  auto [Entry, New] = NameNumbers.try_emplace(Name);
  if (New)
    Entry->second = Past.numberOf(Name->getName());
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

void HeaderRecorder::speaks(SourceLocation Loc) {
  if (auto File = fileAt(Loc))
    Into.Silent[*File] = false;
}

void HeaderRecorder::include(SourceLocation From, FileEntryRef File, bool Angled,
                             llvm::StringRef Directory) {
  ++Past.Inclusions;
  unsigned Number = numberOf(File);
  speaks(From);
  if (auto Includer = fileAt(From)) {
    if (!llvm::is_contained(Into.Includes[*Includer], Number)) {
      Into.Includes[*Includer].push_back(Number);
      ++Edges;
    }
    // One beside it is found by all.
    if (Angled || Directory != llvm::sys::path::parent_path(Into.FileNames[*Includer])) {
      llvm::SmallString<128> Path(Directory);
      PP.getFileManager().makeAbsolutePath(Path);
      if (llvm::is_contained(Into.Directories, absolutePath("/", Path)))
        Into.Directed[*Includer] = true;
    }
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
  const unsigned Number = numberOf(Name);
  const size_t Includes = Into.Includes[*In].size();
  if (!Macro) {
    Past.Missed[Number][*In] = Includes;
    if (auto Undone = Past.Undone.find(Number); Undone != Past.Undone.end())
      if (unsigned By = Undone->second.back().By; By != *In)
        need(*In, By, Includes);
  } else if (auto Of = fileAt(Macro->getDefinitionLoc()); Of && *Of != *In) {
    Past.Met[Number][*In] = Includes;
    need(*In, *Of, Includes);
  }
}

void HeaderRecorder::readCondition(SourceRange Range) {
  auto In = fileAt(Range.getBegin());
  const SourceManager &SM = PP.getSourceManager();
  llvm::StringRef Text =
      Lexer::getSourceText(CharSourceRange::getTokenRange(Range), SM, PP.getLangOpts());
  if (!In)
    return;
  anyIdentifier(Text, [&](llvm::StringRef Name) {
    const IdentifierInfo *Id = PP.getIdentifierInfo(Name);
    if (!PP.isMacroDefined(Id))
      test(Range.getBegin(), Id, nullptr);
    return false;
  });
}

void HeaderRecorder::define(const IdentifierInfo *Name, const MacroDirective &How) {
  const unsigned Number = numberOf(Name);
  const auto Own = fileAt(How.getLocation());
  speaks(How.getLocation());
  if (Own) {
    if (!standsForItself(Name, *How.getMacroInfo()) && !Rules.isIdleMacro(Name->getName()))
      Past.Defined[Number].try_emplace(
          *Own, HeaderHistory::Definition{Into.Includes.size(), Into.Includes[*Own].size()});
    needBefore(Past.Missed.lookup(Number), *Own);
    // What a file undefines to define it anew may have been anything before.
    if (auto Undone = Past.Undone.find(Number); Undone != Past.Undone.end())
      if (HeaderHistory::Undefinition &Last = Undone->second.back();
          Last.By == *Own && Last.Inclusions == Past.Inclusions)
        Last.Redefined = true;
  }
  Past.DefinedAt[Number] = Past.Inclusions;
  Past.Gone.erase(Number);
  const MacroDirective *Before = How.getPrevious();
  if (Before && !isa<UndefMacroDirective>(Before))
    Past.Lasting.insert(Number);
  // What a file undefines before it defines it may have been defined by others.
  while (Before && isa<UndefMacroDirective>(Before) && fileAt(Before->getLocation()) == Own)
    Before = Before->getPrevious();
  if (Own && Before && !isa<UndefMacroDirective>(Before))
    redefine(Name, *Own, *How.getMacroInfo(), *Before);
}

void HeaderRecorder::redefine(const IdentifierInfo *Name, unsigned Own, const MacroInfo &As,
                              const MacroDirective &Before) {
  const MacroInfo *Was = Before.getMacroInfo();
  auto Other = fileAt(Before.getLocation());
  if (!Was || !Other)
    return;
  const unsigned Number = numberOf(Name);
  if (Own != *Other && !Rules.isIdleMacro(Name->getName()))
    needBefore(Past.Met.lookup(Number), Own);
  // One that a file has included by then comes first in any order.
  if (!includes(Own, *Other) && !Was->isIdenticalTo(As, PP, /*Syntactically=*/true))
    Past.Contested[Number].insert({Own, *Other});
}

void HeaderRecorder::needBefore(const HeaderHistory::Moments &Users, unsigned Own) {
  for (auto [File, Includes] : Users)
    if (File != Own)
      need(File, {Own, !includes(Own, File)            ? HeaderNeed::NotBefore
                       : includes(File, Own, Includes) ? HeaderNeed::NotLeftYet
                                                       : HeaderNeed::NotLeft});
}

void HeaderRecorder::undefine(const IdentifierInfo *Name, unsigned Own, unsigned Of) {
  const unsigned Number = numberOf(Name);
  Past.Undone[Number].push_back({Own, Of, Into.Includes[Own].size(), Past.Inclusions});
  needBefore(Past.Met.lookup(Number), Own);
}

bool HeaderRecorder::isIdle(unsigned Name, const HeaderHistory::Undefinition &Undone) {
  // It was to give the macro another value, which in the end is one of both, and nobody's but
  // theirs.
  return Undone.Redefined && !Past.Met.contains(Name) && isDefined(Name) &&
         !includes(Undone.By, Undone.Of) && !includes(Undone.Of, Undone.By);
}

void HeaderRecorder::need(unsigned File, HeaderNeed Need) {
  if (!llvm::is_contained(Into.Needs[File], Need))
    Into.Needs[File].push_back(Need);
}

void HeaderRecorder::need(unsigned File, unsigned Of, size_t Includes) {
  if (!includes(File, Of, Includes))
    need(File, {Of, HeaderNeed::Before});
  else if (includes(Of, File))
    need(File, {Of, HeaderNeed::Left});
}

void HeaderRecorder::expand(SourceLocation Loc, const IdentifierInfo *Name,
                            const MacroInfo *Macro) {
  auto In = fileAt(Loc), Of = fileAt(Macro->getDefinitionLoc());
  if (In && Of && *In != *Of && Name && !Rules.isIdleMacro(Name->getName()) &&
      !standsForItself(Name, *Macro)) {
    const unsigned Number = numberOf(Name);
    Past.Expansions.try_emplace({{*In, *Of}, Number}, Into.Includes[*In].size());
    Past.Met[Number][*In] = Into.Includes[*In].size();
  }
  if (In && Expanded.insert({*In, Macro}).second)
    for (const Token &Each : Macro->tokens())
      if (const IdentifierInfo *Id = Each.getIdentifierInfo(); Id && !isParameter(Id, *Macro)) {
        const MacroInfo *Own = PP.getMacroInfo(Id);
        if (!Own || fileAt(Own->getDefinitionLoc()) != In)
          mention(Id->getName(), *In, /*Called=*/true);
        if (PP.isParsingIfOrElifDirective() && !Own)
          test(Loc, Id, nullptr);
      }
}

bool HeaderRecorder::passOver(const FunctionDecl *Function) {
  auto Body = passOverBody(Function, PP);
  auto In = fileAt(Function->getLocation());
  llvm::SmallVector<const IdentifierInfo *, 64> Work;
  anyIdentifier(Body.value_or(""), [&](llvm::StringRef Name) {
    Work.push_back(PP.getIdentifierInfo(Name));
    return false;
  });
  while (!Work.empty()) {
    const IdentifierInfo *Name = Work.pop_back_val();
    const MacroInfo *Macro = Name ? PP.getMacroInfo(Name) : nullptr;
    if (!Macro || !In || Expanded.contains({*In, Macro}))
      continue;
    expand(Function->getLocation(), Name, Macro);
    for (const Token &Each : Macro->tokens())
      Work.push_back(Each.getIdentifierInfo());
  }
  return Body.has_value();
}

void HeaderRecorder::mention(llvm::StringRef Name, unsigned File, bool Called) {
  auto note = [&](llvm::SmallVectorImpl<unsigned> &Files) {
    if (!llvm::is_contained(Files, File))
      Files.push_back(File);
  };
  note(Into.Mentions[Name]);
  if (Called)
    note(Into.Calls[Name]);
}

void HeaderRecorder::declare(const Decl *D) {
  speaks(D->getLocation());
  const auto *Named = dyn_cast<NamedDecl>(D);
  if (!Named || !Named->getIdentifier())
    return;
  Past.Declared.insert(numberOf(Named->getIdentifier()));
  // A record says the same wherever it is declared.
  for (const Decl *Earlier = isa<FunctionDecl, VarDecl>(D) ? D->getPreviousDecl() : nullptr;
       Earlier; Earlier = Earlier->getPreviousDecl()) {
    auto Own = fileAt(D->getLocation()), Of = fileAt(Earlier->getLocation());
    if (Own && Of && !includes(*Of, *Own) && saysMore(D, Earlier))
      Into.Amendments.push_back({Named->getName().str(), *Of, *Own});
  }
  if (const auto *Function = dyn_cast<FunctionDecl>(D)) {
    if (!Function->doesThisDeclarationHaveABody() ||
        !Bodies.mentions(Function, PP.getSourceManager()))
      return;
  } else if (const auto *Variable = dyn_cast<VarDecl>(D); !Variable || !Variable->getInit()) {
    return;
  }
  Into.Names.push_back(Named->getName().str());
}

bool HeaderRecorder::includes(unsigned File, unsigned Other, size_t Includes) {
  Includes = std::min(Includes, size_t(Into.Includes[File].size()));
  if (ReachedFrom != std::pair(File, Includes) || EdgesThen != Edges) {
    ReachedFrom = {File, Includes};
    EdgesThen = Edges;
    Reached.assign(Into.Includes.size(), false);
    Reached[File] = true;
    llvm::SmallVector<unsigned, 64> Work;
    auto reach = [&](llvm::ArrayRef<unsigned> Files) {
      for (unsigned Each : Files)
        if (!Reached[Each]) {
          Reached[Each] = true;
          Work.push_back(Each);
        }
    };
    reach(llvm::ArrayRef(Into.Includes[File]).take_front(Includes));
    while (!Work.empty())
      reach(Into.Includes[Work.pop_back_val()]);
  }
  return Other < Reached.size() && Reached[Other];
}

HeaderHistory HeaderRecorder::finish() {
  const SourceManager &SM = PP.getSourceManager();
  for (const auto &[Name, All] : Past.Undone)
    for (const HeaderHistory::Undefinition &Each : All)
      if (!isIdle(Name, Each))
        need(Each.By, Each.Of, Each.Includes);
  for (const auto &[Expansion, Includes] : Past.Expansions)
    if (const unsigned Name = Expansion.second;
        Past.Contested.contains(Name) || Past.Undone.contains(Name) || Past.Declared.contains(Name))
      need(Expansion.first.first, Expansion.first.second, Includes);
  for (const auto &[Name, All] : Past.Undone)
    if (!isDefined(Name))
      Into.Amendments.push_back({Past.Names[Name], All.back().Of, All.back().By});

  for (const auto &[Name, Files] : Past.Contested)
    Into.Contested[Past.Names[Name]].assign(Files.begin(), Files.end());
  // The preprocessor would fetch from the base all it knows of a name.
  auto isMacro = [&](llvm::StringRef Name) {
    auto Known = Past.Numbers.find(Name);
    return Known != Past.Numbers.end() && Past.DefinedAt.contains(Known->second);
  };
  for (const auto &[Id, Number] : Numbers)
    if (auto Text = Number && !SM.isLoadedFileID(Id) ? SM.getBufferDataOrNone(Id) : std::nullopt)
      for (const NameInText &Each : namesIn(*Text, Skipped[Id], isMacro)) {
        if (Each.Sets)
          Into.Sets[Each.Name].push_back(*Number);
        else
          mention(Each.Name, *Number, Each.Called);
      }
  Into.Fleeting.clear();
  for (const auto &[Name, Moment] : Past.DefinedAt)
    if (!Past.Lasting.contains(Name) && !isDefined(Name))
      Into.Fleeting.insert(Past.Names[Name]);
  compareNames();
  return std::move(Past);
}

void HeaderRecorder::compareNames() {
  for (unsigned Name : Past.Declared) {
    auto By = Past.Defined.find(Name);
    auto In = Into.Mentions.find(Past.Names[Name]);
    if (By == Past.Defined.end() || In == Into.Mentions.end() ||
        Into.Fleeting.contains(Past.Names[Name]))
      continue;
    for (const auto &[Own, When] : By->second)
      for (unsigned File : In->second)
        if (File < When.Met && !includes(Own, File, When.Includes) && !includes(File, Own))
          need(File, {Own, HeaderNeed::NotBefore});
  }
}

void HeaderRecorder::skip(SourceRange Range) {
  const SourceManager &SM = PP.getSourceManager();
  auto [Id, Begin] = SM.getDecomposedLoc(SM.getExpansionLoc(Range.getBegin()));
  auto [EndId, End] = SM.getDecomposedLoc(SM.getExpansionLoc(Range.getEnd()));
  auto Text = Id == EndId ? SM.getBufferDataOrNone(Id) : std::nullopt;
  if (!Text)
    return;
  // The conditions at both ends are read.
  size_t First = endOfDirective(*Text, Begin);
  size_t Last = Text->take_front(End).rfind('\n');
  if (Last != llvm::StringRef::npos && First < Last)
    Skipped[Id].push_back({First, Last});
}
