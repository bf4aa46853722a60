//===- LateBodies.cpp - Bodies parsed when they are asked for -------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/LateBodies.h"
#include "Findings/Comments.h"
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

LateBodies::LateBodies(CompilerInstance &Compiler, Parser &Parse, const RuleSet &Rules)
    : PP(Compiler.getPreprocessor()), Actions(Compiler.getSema()), Parse(Parse), Rules(Rules) {
  PP.addPPCallbacks(std::make_unique<Watch>(*this));
}

bool LateBodies::canBeLate(const FunctionDecl *Function, const SourceManager &SM) {
  SourceLocation Name = Function->getLocation();
  auto [File, Begin] = SM.getDecomposedLoc(SM.getExpansionLoc(Function->getOuterLocStart()));
  if (Name.isMacroID() || SM.getFileID(Name) != File)
    return false;
  // Kernel style closes a function in the first column.
  llvm::StringRef Text = SM.getBufferDataOrNone(File).value_or("").substr(Begin);
  size_t Close = Text.find("\n}");
  return Close != llvm::StringRef::npos && !Text.take_front(Close).contains("\n#");
}

/// Where the brace before \p Begin is closed; npos if it is not, or lines in between are
/// directives.
static size_t closingBrace(llvm::StringRef Text, size_t Begin) {
  unsigned Depth = 1;
  for (size_t At = Begin; (At = Text.find_first_of("{}\"'/\n", At)) != llvm::StringRef::npos; ++At)
    switch (Text[At]) {
    case '{':
      ++Depth;
      break;
    case '}':
      if (--Depth == 0)
        return At;
      break;
    case '"':
    case '\'':
      At = endOfLiteral(Text, At) - 1;
      break;
    case '/':
      if (size_t End = endOfComment(Text, At); End > At)
        At = End - 1;
      break;
    default:
      if (Text.substr(At + 1).ltrim(" \t").starts_with("#"))
        return llvm::StringRef::npos;
    }
  return llvm::StringRef::npos;
}

void LateBodies::passOver(Preprocessor &PP) {
  auto *Reads = static_cast<Lexer *>(PP.getCurrentLexer());
  if (!Reads)
    return; // In a macro.
  llvm::StringRef Text = PP.getSourceManager().getBufferDataOrNone(Reads->getFileID()).value_or("");
  size_t Begin = Reads->getCurrentBufferOffset();
  if (Begin == 0 || Begin > Text.size() || Text[Begin - 1] != '{')
    return;
  if (size_t Close = closingBrace(Text, Begin); Close != llvm::StringRef::npos)
    Reads->seek(Close, /*IsAtStartOfLine=*/false);
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

const FunctionDecl *LateBodies::parse(const FunctionDecl *Skipped) {
  std::vector<Token> Own = tokensOf(Skipped);
  if (Own.empty())
    return nullptr;
  Tokens.push_back(std::move(Own));
  MacrosAt Then(PP, Rules, PP.getSourceManager().getExpansionLoc(Skipped->getLocation()));
  for (const Token &Each : Tokens.back())
    Then.setBack(Each.getIdentifierInfo());
  llvm::SaveAndRestore<MacrosAt *> Now(Macros, &Then);
  Changed = false;
  unsigned Errors = PP.getDiagnostics().getClient()->getNumErrors();

  // What has a body, even a skipped one, cannot be defined again.
  auto *Declared = const_cast<FunctionDecl *>(Skipped);
  Declared->setHasSkippedBody(false);
  PP.setTokenWatcher([this](const Token &Met) {
    if (!Met.isAnnotation())
      meet(Met.getIdentifierInfo());
  });
  {
    llvm::SaveAndRestore<Scope *> Outermost(Actions.TUScope, Parse.getCurScope());
    EnterExpressionEvaluationContext Evaluated(
        Actions, Sema::ExpressionEvaluationContext::PotentiallyEvaluated);
    PP.EnterTokenStream(Tokens.back(), /*DisableMacroExpansion=*/false, /*IsReinject=*/false);
    Parse.ConsumeAnyToken();
    Parse.ParseTopLevelDecl();
  }
  PP.setTokenWatcher(nullptr);
  const FunctionDecl *Defined = Skipped->getDefinition();
  if (Defined && Defined->doesThisDeclarationHaveABody() && !Changed &&
      Parse.getCurToken().is(tok::eof) && PP.getDiagnostics().getClient()->getNumErrors() == Errors)
    return Defined;
  Declared->setHasSkippedBody(true);
  return nullptr;
}
