//===- HeaderWatch.cpp - May a unit use a precompiled header? --------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/HeaderWatch.h"
#include "Engine/DeclarationContent.h"
#include "clang/Lex/MacroInfo.h"
#include <fmt/format.h>

using namespace clang;
using namespace gfp;

namespace {

/// Of a file that is not of the precompiled header.
constexpr unsigned OwnFile = ~0u;

class Watch : public PPCallbacks {
public:
  explicit Watch(HeaderUse &Use) : Use(Use) {}

  void InclusionDirective(SourceLocation, const Token &, llvm::StringRef, bool, CharSourceRange,
                          OptionalFileEntryRef File, llvm::StringRef, llvm::StringRef,
                          const Module *, bool, SrcMgr::CharacteristicKind) override {
    if (File)
      Use.include(File->getUniqueID());
  }
  void FileSkipped(const FileEntryRef &File, const Token &, SrcMgr::CharacteristicKind) override {
    Use.skip(File.getUniqueID());
  }
  void MacroExpands(const Token &Name, const MacroDefinition &MD, SourceRange,
                    const MacroArgs *) override {
    use(Name, MD);
  }
  void Defined(const Token &Name, const MacroDefinition &MD, SourceRange) override {
    use(Name, MD);
  }
  void Ifdef(SourceLocation, const Token &Name, const MacroDefinition &MD) override {
    use(Name, MD);
  }
  void Ifndef(SourceLocation, const Token &Name, const MacroDefinition &MD) override {
    use(Name, MD);
  }
  void Elifdef(SourceLocation, const Token &Name, const MacroDefinition &MD) override {
    use(Name, MD);
  }
  void Elifndef(SourceLocation, const Token &Name, const MacroDefinition &MD) override {
    use(Name, MD);
  }
  void MacroDefined(const Token &Name, const MacroDirective *MD) override {
    set(Name, MD->getMacroInfo()->isFunctionLike() ? HeaderUse::WithParameters : HeaderUse::Plain);
  }
  void MacroUndefined(const Token &Name, const MacroDefinition &MD,
                      const MacroDirective *) override {
    const MacroDirective *Was = MD.getLocalDirective();
    bool Own = Was;
    for (; Was; Was = Was->getPrevious())
      Own &= Use.isOfUnit(*Was);
    if (const IdentifierInfo *Id = Name.getIdentifierInfo();
        Id && (Own || Use.isFleeting(Id->getName())))
      Use.unset(Id->getName());
    else
      set(Name, HeaderUse::Undefined);
  }

private:
  void use(const Token &Name, const MacroDefinition &MD) {
    const MacroInfo *Info = MD.getMacroInfo();
    const IdentifierInfo *Id = Name.getIdentifierInfo();
    if (Info && Id)
      Use.use(Id->getName(), Info);
  }
  void set(const Token &Name, HeaderUse::Setting To) {
    if (const IdentifierInfo *Id = Name.getIdentifierInfo())
      Use.set(Id->getName(), To, Name.getLocation());
  }

  HeaderUse &Use;
};

} // namespace

std::unique_ptr<PPCallbacks> gfp::watchHeaders(HeaderUse &Use) {
  return std::make_unique<Watch>(Use);
}

void HeaderUse::differ(llvm::StringRef Why, llvm::StringRef What) {
  if (Difference.empty())
    Difference = fmt::format("{} {}", Why.str(), What.str());
}

void HeaderUse::include(llvm::sys::fs::UniqueID File) {
  if (auto Known = Shared.included(File))
    show(*Known);
}

void HeaderUse::skip(llvm::sys::fs::UniqueID File) {
  auto Known = Shared.Files.find(File);
  if (Known != Shared.Files.end() && Shared.Silent[Known->second])
    differ("would read anew", Shared.FileNames[Known->second]);
}

void HeaderUse::show(unsigned File) {
  if (Seen[File])
    return;
  Seen[File] = true;
  Order[File] = ++Shown;
  if (Shared.Directed[File] && !SameDirectories)
    differ("has other directories than", Shared.FileNames[File]);
  for (const HeaderNeed &Need : Shared.Needs[File])
    if ((Need.Where == HeaderNeed::Before && !Seen[Need.Other]) ||
        (Need.Where == HeaderNeed::NotBefore && Seen[Need.Other]) ||
        (Need.Where == HeaderNeed::NotLeft && Left[Need.Other]))
      misplaced(File, Need.Other);
  for (unsigned Included : Shared.Includes[File])
    show(Included);
  for (const HeaderNeed &Need : Shared.Needs[File])
    if ((Need.Where == HeaderNeed::Left && !Left[Need.Other]) ||
        (Need.Where == HeaderNeed::NotLeftYet && Left[Need.Other]))
      misplaced(File, Need.Other);
  for (const auto &Macro : Early)
    if (llvm::is_contained(Macro.second->find(Macro.getKey())->second, File))
      differ("sets beforehand", Macro.getKey());
  for (const auto &Macro : Own)
    if (llvm::is_contained(Shared.Sets.find(Macro.getKey())->second, File)) {
      Stale.insert(Macro.getKey());
      if (Gone.contains(Macro.getKey())) // Nothing tells of the uses of what is no macro.
        differ("undefines beforehand", Macro.getKey());
    }
  Left[File] = Shown;
}

void HeaderUse::misplaced(unsigned File, unsigned Other) {
  differ(fmt::format("includes {} in another order than", Shared.FileNames[File]),
         Shared.FileNames[Other]);
}

void HeaderUse::finish(const IdentifierTable &Mentioned) {
  for (const HeaderAmendment &Each : Shared.Amendments)
    if (Seen[Each.Of] && !Seen[Each.File] && Mentioned.find(Each.Name) != Mentioned.end())
      differ(fmt::format("uses {} without", Each.Name), Shared.FileNames[Each.File]);
}

void HeaderUse::use(llvm::StringRef Name, const MacroInfo *Macro) {
  if (Stale.contains(Name))
    differ("sets, and a header after it,", Name);
  SourceLocation Loc = Macro->getDefinitionLoc();
  if (!SM.isLoadedSourceLocation(Loc) || Rules.isIdleMacro(Name))
    return;
  if (!visible(Loc))
    differ(fmt::format("uses {} of", Name.str()), SM.getFilename(SM.getSpellingLoc(Loc)));
  else if (auto Found = Shared.Contested.find(Name); Found != Shared.Contested.end())
    if (Past || !isLastOf(Found->second, Loc)) // Looking back, which was the last is not known.
      differ("uses, of several headers,", Name);
}

bool HeaderUse::isLastOf(llvm::ArrayRef<unsigned> Files, SourceLocation Loc) {
  visible(Loc); // Knows its number then.
  unsigned Own = Numbers.lookup(SM.getFileID(SM.getExpansionLoc(Loc)));
  return llvm::all_of(Files, [&](unsigned File) {
    return File == Own || !Seen[File] || (Own != OwnFile && Order[File] < Order[Own]);
  });
}

void HeaderUse::set(llvm::StringRef Macro, Setting To, SourceLocation Loc) {
  // What the arguments define is the same for all who share the header, but for their names.
  if (!Difference.empty() || Rules.isIdleMacro(Macro) ||
      !SM.getFileEntryForID(SM.getFileID(SM.getExpansionLoc(Loc))))
    return;
  auto unseen = [&](const auto &ByName) {
    auto Found = ByName.find(Macro);
    return Found != ByName.end() &&
           llvm::any_of(Found->second, [&](unsigned File) { return !Seen[File]; });
  };
  Stale.erase(Macro);
  Gone.erase(Macro);
  if (To == Undefined)
    Gone.insert(Macro);
  if (const auto &Count = To == WithParameters ? Shared.Calls : Shared.Mentions; unseen(Count))
    Early[Macro] = &Count;
  if (unseen(Shared.Sets))
    Own.insert(Macro);
}

void HeaderUse::declare(const Decl *D) {
  // A record or typedef that is declared again is the same, or an error.
  if (!isa<FunctionDecl, VarDecl>(D))
    return;
  if (const auto *Function = dyn_cast<FunctionDecl>(D))
    for (const Decl *Local : Function->decls())
      if (isa<FunctionDecl>(Local))
        declare(Local);
  for (const Decl *Earlier = D->getPreviousDecl(); Earlier; Earlier = Earlier->getPreviousDecl())
    if (Earlier->isFromASTFile() && !visible(Earlier->getLocation()) && saysMore(Earlier, D))
      differ(fmt::format("declares {} as", cast<NamedDecl>(D)->getNameAsString()),
             SM.getFilename(SM.getSpellingLoc(Earlier->getLocation())));
}

bool HeaderUse::visible(SourceLocation Loc) {
  FileID Id = SM.getFileID(SM.getExpansionLoc(Loc));
  if (Id.isInvalid())
    return true; // Built in.
  auto [Entry, New] = Numbers.try_emplace(Id, OwnFile);
  if (New)
    if (auto File = SM.getFileEntryRefForID(Id))
      Entry->second = Shared.included(File->getUniqueID()).value_or(OwnFile);
  return Entry->second == OwnFile ||
         (Seen[Entry->second] && Order[Entry->second] <= Past.value_or(Shown));
}

void HeaderUse::lookBack(const FunctionDecl *Function) {
  Past.reset();
  if (!Function)
    return;
  if (auto Found = Passed.find(Function); Found != Passed.end()) {
    Past = Found->second;
    return;
  }
  visible(Function->getLocation()); // Knows its number then.
  unsigned Own = Numbers.lookup(SM.getFileID(SM.getExpansionLoc(Function->getLocation())));
  Past = Own == OwnFile ? 0 : Left[Own];
}

std::vector<std::string> HeaderUse::files() const {
  std::vector<std::string> Names;
  for (size_t I = 0; I < Seen.size(); ++I)
    if (Seen[I])
      Names.push_back(Shared.FileNames[I]);
  return Names;
}
