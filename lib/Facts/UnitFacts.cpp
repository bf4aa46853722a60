//===- UnitFacts.cpp - What a translation unit holds --------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Facts/UnitFacts.h"
#include "Facts/Deadline.h"
#include "clang/AST/Decl.h"

using namespace clang;
using namespace gfp;

namespace {

constexpr uint64_t SmallestPage = 4096;

/// Some of \p S could not be parsed: what is left may say something else.
bool holdsErrors(const Stmt *S) {
  if (const auto *E = dyn_cast<Expr>(S))
    return E->containsErrors();
  return llvm::any_of(S->children(), [](const Stmt *Child) { return Child && holdsErrors(Child); });
}

} // namespace

UnitFacts::UnitFacts(ASTContext &Context, const Preprocessor &PP, const RuleSet &Rules,
                     BodyFilter &Bodies, const PrecompiledPart *Part, bool Reduced, BodySource Late)
    : Context(Context), PP(PP), Rules(Rules), Names(Part ? Part->Find : globalNamesOf(Context)),
      Macros(PP, Names), Flags(Rules, Macros), Calls(Context, Rules, Macros), Late(std::move(Late)),
      PageSize(Macros.of("PAGE_SIZE").value_or(SmallestPage)),
      Errors(Context.getDiagnostics().hasErrorOccurred()), Reduced(Reduced) {
  if (Flags.empty())
    return; // Not a unit that knows of gfp masks at all.
  TranslationUnitDecl *Unit = Context.getTranslationUnitDecl();
  if (Part) {
    for (const std::string &Name : Part->Names)
      for (const NamedDecl *D : Names(Name)) {
        const NamedDecl *Defined = D;
        if (const auto *Function = dyn_cast<FunctionDecl>(D))
          Defined = Function->getDefinition();
        if (Defined && Defined->isFromASTFile() && Part->Visible(Defined->getLocation()))
          add(Defined, Bodies);
      }
    for (const Decl *D : Unit->noload_decls())
      if (!D->isFromASTFile())
        add(D, Bodies);
  } else {
    for (const Decl *D : Unit->decls())
      add(D, Bodies);
  }
  if (Bodies.opensScopes(Context.getSourceManager()))
    addReachable();
  else
    addCalledWrappers();
  MasksInFields = std::make_unique<FieldMasks>(*this);
  for (const auto &Facts : Functions)
    Facts->lookIntoFields();
}

void UnitFacts::add(const Decl *D, BodyFilter &Bodies) {
  if (const auto *Variable = dyn_cast<VarDecl>(D); Variable && Variable->getInit())
    Pointers.addInitializer(Variable->getInit());
  const auto *Function = dyn_cast<FunctionDecl>(D);
  if (Function && Function->doesThisDeclarationHaveABody() &&
      Bodies.mentions(Function, Context.getSourceManager()))
    addFunction(Function);
}

void UnitFacts::addFunction(const FunctionDecl *Function) {
  if (Deadline::passed() || LacksBodies || !Function->getIdentifier() ||
      !Looked.insert(Function->getCanonicalDecl()).second ||
      Rules.isKnownName(RuleSet::baseName(Function->getName())))
    return;
  if (Function->hasSkippedBody())
    Function = Late ? Late(Function) : nullptr;
  if (!Function) {
    LacksBodies = true;
    return;
  }
  if (Errors && (Function->isInvalidDecl() || holdsErrors(Function->getBody())))
    return;
  if (auto Facts = FunctionFacts::build(Function, *this)) {
    noteCalls(*Facts);
    Functions.push_back(std::move(Facts));
  }
}

void UnitFacts::addReachable() {
  // What a scope holds is known only if all that may be called in it is.
  for (size_t I = 0; I < Functions.size(); ++I) {
    std::vector<const Stmt *> Work = {Functions[I]->function()->getBody()};
    while (!Work.empty()) {
      const Stmt *S = Work.back();
      Work.pop_back();
      if (!S)
        continue;
      if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
        if (const auto *Function = dyn_cast<FunctionDecl>(Ref->getDecl()))
          if (const FunctionDecl *Body = Function->getDefinition();
              Body && Function->getIdentifier() && !Calls.isHarmless(Function))
            addFunction(Body);
      Work.insert(Work.end(), S->child_begin(), S->child_end());
    }
  }
}

void UnitFacts::addCalledWrappers() {
  for (size_t I = 0; I < Functions.size(); ++I)
    for (const CFGBlock *Block : Functions[I]->graph())
      for (const CFGElement &Element : *Block) {
        auto S = Element.getAs<CFGStmt>();
        const auto *Call = S ? dyn_cast<CallExpr>(S->getStmt()) : nullptr;
        const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
        const FunctionDecl *Body = Callee ? Callee->getDefinition() : nullptr;
        if (Body && BodyFilter::takesMask(Body) && !Calls.isHarmless(Callee))
          addFunction(Body);
      }
}

void UnitFacts::adopt(const WrapperSource &Wrappers) {
  for (const auto &Facts : Functions)
    Facts->adopt(Wrappers);
}

void UnitFacts::noteCalls(const FunctionFacts &Facts) {
  Pointers.addAssignments(Facts.graph());
  for (const CFGBlock *Block : Facts.graph())
    for (const CFGElement &Element : *Block) {
      auto S = Element.getAs<CFGStmt>();
      const auto *Call = S ? dyn_cast<CallExpr>(S->getStmt()) : nullptr;
      const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
      if (Callee)
        Called.insert(Callee->getCanonicalDecl());
      if (!Callee || !Callee->getIdentifier() || !Rules.startsThread(Callee->getName()))
        continue;
      for (const Expr *Arg : Call->arguments())
        if (const auto *Ref = dyn_cast<DeclRefExpr>(Arg->IgnoreParenCasts()))
          if (const auto *Started = dyn_cast<FunctionDecl>(Ref->getDecl()))
            Threads.insert(Started->getCanonicalDecl());
    }
}

bool UnitFacts::isThread(const FunctionDecl *Function) const {
  bool Known = Threads.contains(Function->getCanonicalDecl());
  if (!Known)
    needWhole();
  return Known;
}

bool UnitFacts::isCalled(const FunctionDecl *Function) const {
  bool Known = Called.contains(Function->getCanonicalDecl());
  if (!Known)
    needWhole();
  return Known;
}

const FieldStores *UnitFacts::storesTo(const FieldDecl *Field) const {
  if (!Stores)
    Stores = std::make_unique<FieldStoreIndex>(Context, Functions);
  return Stores->of(Field);
}

bool UnitFacts::declares(llvm::StringRef FunctionName) const {
  return llvm::any_of(Names(FunctionName), [](const NamedDecl *D) { return isa<FunctionDecl>(D); });
}
