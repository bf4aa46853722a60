//===- LateBodies.cpp - Bodies parsed when they are asked for -------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/LateBodies.h"
#include "Engine/PlainBodies.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Sema/EnterExpressionEvaluationContext.h"
#include "clang/Sema/Sema.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace gfp;

/// Of macros that become something else the parser does not hear.
class LateBodies::Watch : public PPCallbacks {
public:
  explicit Watch(LateBodies &To) : To(To) {}
  void MacroExpands(const Token &Name, const MacroDefinition &, SourceRange,
                    const MacroArgs *) override {
    if (To.Macros)
      To.meet(Name.getIdentifierInfo());
  }

private:
  LateBodies &To;
};

LateBodies::LateBodies(CompilerInstance &Compiler, const RuleSet &Rules)
    : Compiler(Compiler), PP(Compiler.getPreprocessor()), Rules(Rules) {
  PP.addPPCallbacks(std::make_unique<Watch>(*this));
  PP.setTokenWatcher([this](const Token &Next) {
    if (!Parsing)
      Met.push_back(Next);
    else if (Macros && !Next.isAnnotation())
      meet(Next.getIdentifierInfo());
  });
}

void LateBodies::skip(const FunctionDecl *Function, bool Wanted) {
  if (!passOverBody(Function, PP) && Wanted)
    Keep = Function;
}

void LateBodies::endDeclaration() {
  if (Met.empty())
    return;
  Token Next = Met.back(); // The parser has it already.
  if (Keep) {
    Met.back().startToken();
    Met.back().setKind(tok::eof);
    Met.back().setLocation(Next.getLocation());
    Kept[Keep] = Met;
    Keep = nullptr;
  }
  Met.assign(1, Next);
}

std::vector<Token> LateBodies::tokensOf(const FunctionDecl *Function) const {
  const SourceManager &SM = PP.getSourceManager();
  auto [File, Begin] = SM.getDecomposedLoc(SM.getExpansionLoc(Function->getOuterLocStart()));
  llvm::StringRef Text = SM.getBufferDataOrNone(File).value_or("");
  Lexer Raw(SM.getLocForStartOfFile(File), PP.getLangOpts(), Text.begin(), Text.begin() + Begin,
            Text.end());
  std::vector<Token> Found;
  for (unsigned Depth = 0;;) {
    Token &Next = Found.emplace_back();
    if (Raw.LexFromRawLexer(Next) || (Next.is(tok::hash) && Next.isAtStartOfLine()))
      return {};
    if (Next.is(tok::raw_identifier))
      PP.LookUpIdentifierInfo(Next);
    else if (Next.is(tok::l_brace))
      ++Depth;
    else if (Next.is(tok::r_brace) && --Depth == 0)
      break;
    else if (Next.is(tok::semi) && Depth == 0)
      return {};
  }
  Token &End = Found.emplace_back();
  End.startToken();
  End.setKind(tok::eof);
  End.setLocation(Found[Found.size() - 2].getLocation());
  return Found;
}

void LateBodies::meet(const IdentifierInfo *Name) { Changed |= !Macros->isAsThen(Name); }

bool LateBodies::define(FunctionDecl *Function, llvm::ArrayRef<Token> Tokens, bool Raw) {
  Sema &Actions = Compiler.getSema();
  const DiagnosticConsumer &Told = *PP.getDiagnostics().getClient();
  unsigned Errors = Told.getNumErrors();
  // What has a body, even a skipped one, cannot be defined again.
  Function->setHasSkippedBody(false);
  llvm::SaveAndRestore<bool> Now(Parsing, true);
  llvm::SaveAndRestore<Scope *> Outermost(Actions.TUScope, Parse->getCurScope());
  EnterExpressionEvaluationContext Evaluated(
      Actions, Sema::ExpressionEvaluationContext::PotentiallyEvaluated);
  PP.EnterTokenStream(Tokens, /*DisableMacroExpansion=*/!Raw, /*IsReinject=*/false);
  Parse->ConsumeAnyToken();
  while (Parse->getCurToken().isNot(tok::eof) && Told.getNumErrors() == Errors)
    Parse->ParseTopLevelDecl();
  return Parse->getCurToken().is(tok::eof) && Told.getNumErrors() == Errors;
}

const FunctionDecl *LateBodies::parse(const FunctionDecl *Skipped) {
  if (!Parse)
    return nullptr;
  auto *Declared = const_cast<FunctionDecl *>(Skipped);
  bool Parsed = false;
  Changed = false;
  if (auto Known = Kept.find(Skipped); Known != Kept.end()) {
    Parsed = define(Declared, Tokens.emplace_back(std::move(Known->second)), /*Raw=*/false);
  } else if (auto &Raw = Tokens.emplace_back(tokensOf(Skipped)); !Raw.empty()) {
    MacrosAt Then(PP, Rules, PP.getSourceManager().getExpansionLoc(Skipped->getLocation()));
    for (const Token &Each : Raw)
      Then.setBack(Each.getIdentifierInfo());
    llvm::SaveAndRestore<MacrosAt *> Now(Macros, &Then);
    Parsed = define(Declared, Raw, /*Raw=*/true);
  }
  const FunctionDecl *Defined = Parsed && !Changed ? Skipped->getDefinition() : nullptr;
  if (Defined && Defined->doesThisDeclarationHaveABody())
    return Defined;
  Declared->setHasSkippedBody(true);
  return nullptr;
}
