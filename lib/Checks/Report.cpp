//===- Report.cpp - Putting a finding together ---------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/Report.h"
#include "Findings/Fingerprint.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/FileManager.h"
#include "llvm/Support/Path.h"
#include <fmt/format.h>

using namespace clang;
using namespace gfp;

std::string gfp::fileName(const SourceManager &SM, FileID File) {
  auto Entry = SM.getFileEntryRefForID(File);
  if (!Entry)
    return {};
  llvm::SmallString<256> Path(Entry->getName());
  SM.getFileManager().makeAbsolutePath(Path);
  llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return Path.str().str();
}

Position gfp::positionOf(const FunctionView &View, SourceLocation Loc) {
  const SourceManager &SM = View.Unit.context().getSourceManager();
  auto [File, Offset] = SM.getDecomposedLoc(userLocation(Loc, SM));
  return {fileName(View, File), Offset, SM.getLineNumber(File, Offset),
          SM.getColumnNumber(File, Offset)};
}

Finding gfp::makeFinding(const FunctionView &View, llvm::StringRef Check, unsigned Level,
                         SourceLocation Loc, const Expr *About, std::string Message) {
  const ASTContext &Context = View.Unit.context();
  const SourceManager &SM = Context.getSourceManager();
  Finding F;
  F.Check = Check.str();
  F.Level = Level;
  F.Message = std::move(Message);
  F.At = positionOf(View, Loc);
  F.Function = View.Facts.function()->getNameAsString();
  F.Release = View.Unit.rules().Release;
  CharSourceRange Written = SM.getExpansionRange(About->getSourceRange());
  if (auto Range = fileRange(Written.getAsRange(), SM, Context.getLangOpts()))
    F.Statement = foldWhiteSpace(textOf(*Range, SM));
  std::tie(F.FirstLine, F.LastLine) = writtenLines(About->getSourceRange(), SM);
  return F;
}

void gfp::addNote(const FunctionView &View, Finding &F, SourceLocation Loc, std::string Message) {
  F.Notes.push_back({positionOf(View, Loc), std::move(Message)});
}

void gfp::addPath(const FunctionView &View, Finding &F, const Step *Trail, unsigned Save) {
  llvm::SmallVector<const Step *, 16> Steps;
  for (const Step *S = Trail; S; S = S->Before) {
    if (S->Kind == Step::Save && S->SaveNumber == Save)
      break;
    Steps.push_back(S);
  }
  for (const Step *S : llvm::reverse(Steps)) {
    switch (S->Kind) {
    case Step::TrueBranch:
      addNote(View, F, S->Loc, "taking the true branch");
      break;
    case Step::FalseBranch:
      addNote(View, F, S->Loc, "taking the false branch");
      break;
    case Step::Case:
      addNote(View, F, S->Loc,
              S->Label == "default" ? S->Label : fmt::format("taking case {}", S->Label));
      break;
    case Step::Jump:
      if (const auto *Goto = dyn_cast<GotoStmt>(S->Where))
        addNote(View, F, S->Loc, fmt::format("jumping to {}", Goto->getLabel()->getName().str()));
      break;
    case Step::Return:
      addNote(View, F, S->Loc, "returns here");
      break;
    case Step::Save:
      break;
    }
  }
}

namespace {

/// Line \p Line of \p File, at its first word if the unit has the file.
Position lineOf(const FunctionView &View, const std::string &File, unsigned Line) {
  const SourceManager &SM = View.Unit.context().getSourceManager();
  Position At{File, 0, Line, 1};
  auto Entry = SM.getFileManager().getOptionalFileRef(File);
  FileID Known = Entry ? SM.translateFile(*Entry) : FileID();
  if (Known.isInvalid())
    return At;
  SourceLocation Begin = SM.translateLineCol(Known, Line, 1);
  llvm::StringRef Text = SM.getBufferData(Known).substr(SM.getFileOffset(Begin));
  size_t Blank = Text.find_first_not_of(" \t");
  At.Column += Blank == llvm::StringRef::npos ? 0 : Blank;
  At.Offset = SM.getFileOffset(Begin) + At.Column - 1;
  return At;
}

} // namespace

void gfp::addChain(const FunctionView &View, Finding &F, const FunctionSummary &Callee,
                   const Evidence &Why) {
  std::vector<ChainStep> Steps = View.Known->chain(Callee, Why);
  for (size_t I = 0; I < Steps.size(); ++I) {
    std::string Next = I + 1 < Steps.size() ? Steps[I + 1].Function : Why.What.str().str();
    F.Notes.push_back({lineOf(View, Steps[I].File, Steps[I].Line),
                       fmt::format("{}() calls {}() here", Steps[I].Function, Next)});
  }
}

bool gfp::isBootCode(const FunctionView &View) {
  const auto *Section = View.Facts.function()->getAttr<SectionAttr>();
  return Section && Section->getName().starts_with(".init");
}

std::string gfp::scopeLabel(const ScopeKind *Kind) {
  return Kind ? Kind->Kind + " scope" : std::string("scope");
}

llvm::StringRef gfp::calleeName(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  return Callee ? RuleSet::baseName(Callee->getName()) : llvm::StringRef();
}
