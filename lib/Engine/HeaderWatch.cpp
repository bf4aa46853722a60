//===- HeaderWatch.cpp - May a unit use a precompiled header? --------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/HeaderWatch.h"
#include "clang/AST/Attr.h"
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
  void MacroDefined(const Token &Name, const MacroDirective *) override { set(Name); }
  void MacroUndefined(const Token &Name, const MacroDefinition &MD,
                      const MacroDirective *) override {
    const MacroDirective *Was = MD.getLocalDirective();
    bool Own = Was;
    for (; Was; Was = Was->getPrevious())
      Own &= Use.isOfUnit(*Was);
    if (const IdentifierInfo *Id = Name.getIdentifierInfo(); Id && Own)
      Use.unset(Id->getName());
    else
      set(Name);
  }

private:
  void use(const Token &Name, const MacroDefinition &MD) {
    const MacroInfo *Info = MD.getMacroInfo();
    const IdentifierInfo *Id = Name.getIdentifierInfo();
    if (Info && Id)
      Use.use(Id->getName(), Info);
  }
  void set(const Token &Name) {
    if (const IdentifierInfo *Id = Name.getIdentifierInfo())
      Use.set(Id->getName(), Name.getLocation());
  }

  HeaderUse &Use;
};

/// \p Earlier is a definition, knows a size, or has an attribute that \p D has only because of it.
bool saysMore(const Decl *Earlier, const Decl *D) {
  if (const auto *Function = dyn_cast<FunctionDecl>(Earlier);
      Function && Function->doesThisDeclarationHaveABody())
    return true;
  // `extern char __init_begin[]` within an inline function is as good as that of a header.
  if (const auto *Variable = dyn_cast<VarDecl>(Earlier);
      Variable && (Variable->isThisDeclarationADefinition() != VarDecl::DeclarationOnly ||
                   Variable->getType()->isConstantArrayType()))
    return true;
  return llvm::any_of(Earlier->attrs(), [&](const Attr *A) {
    return llvm::none_of(D->attrs(), [&](const Attr *Own) {
      return Own->getKind() == A->getKind() && !Own->isInherited();
    });
  });
}

} // namespace

std::unique_ptr<PPCallbacks> gfp::watchHeaders(HeaderUse &Use) {
  return std::make_unique<Watch>(Use);
}

void HeaderUse::differ(llvm::StringRef Why, llvm::StringRef What) {
  if (Difference.empty())
    Difference = fmt::format("{} {}", Why.str(), What.str());
}

void HeaderUse::include(llvm::sys::fs::UniqueID File) {
  auto Known = Shared.Files.find(File);
  if (Known != Shared.Files.end())
    show(Known->second);
}

void HeaderUse::show(unsigned File) {
  if (Seen[File])
    return;
  Seen[File] = true;
  for (unsigned Other : Shared.NeedsAfter[File])
    if (Left[Other])
      differ(fmt::format("includes before {}", Shared.FileNames[File]), Shared.FileNames[Other]);
  for (unsigned Included : Shared.Includes[File])
    show(Included);
  for (unsigned Other : Shared.Needs[File])
    if (!Seen[Other])
      differ(fmt::format("includes {} without", Shared.FileNames[File]), Shared.FileNames[Other]);
  for (const auto &Macro : Early)
    if (llvm::is_contained(Shared.Mentions.find(Macro.getKey())->second, File))
      differ("sets beforehand", Macro.getKey());
  for (const auto &Macro : Own)
    if (llvm::is_contained(Shared.Sets.find(Macro.getKey())->second, File))
      Stale.insert(Macro.getKey());
  Left[File] = true;
}

void HeaderUse::use(llvm::StringRef Name, const MacroInfo *Macro) {
  if (Stale.contains(Name))
    differ("sets, and a header after it,", Name);
  SourceLocation Loc = Macro->getDefinitionLoc();
  if (!SM.isLoadedSourceLocation(Loc) || Rules.isIdleMacro(Name))
    return;
  if (!visible(Loc))
    differ(fmt::format("uses {} of", Name.str()), SM.getFilename(SM.getSpellingLoc(Loc)));
  else if (Shared.Contested.contains(Name))
    differ("uses, of several headers,", Name);
}

void HeaderUse::set(llvm::StringRef Macro, SourceLocation Loc) {
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
  if (unseen(Shared.Mentions))
    Early.insert(Macro);
  if (unseen(Shared.Sets))
    Own.insert(Macro);
}

void HeaderUse::declare(const Decl *D) {
  if (!isa<FunctionDecl, VarDecl>(D))
    return; // A record or typedef that is declared again is the same, or an error.
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
      if (auto Known = Shared.Files.find(File->getUniqueID()); Known != Shared.Files.end())
        Entry->second = Known->second;
  return Entry->second == OwnFile || Seen[Entry->second];
}

std::vector<std::string> HeaderUse::files() const {
  std::vector<std::string> Names;
  for (size_t I = 0; I < Seen.size(); ++I)
    if (Seen[I])
      Names.push_back(Shared.FileNames[I]);
  return Names;
}
