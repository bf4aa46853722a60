//===- CallFact.cpp - What a call does to memory --------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Facts/CallFact.h"
#include "Facts/EventCalls.h"
#include "Gfp/SourceText.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"

using namespace clang;
using namespace gfp;

namespace {

std::optional<unsigned> gfpParameter(const FunctionDecl *Function) {
  for (const ParmVarDecl *Param : Function->parameters())
    if (CallClassifier::isGfpType(Param->getType()))
      return Param->getFunctionScopeIndex();
  return std::nullopt;
}

} // namespace

CallClassifier::CallClassifier(const ASTContext &Context, const RuleSet &Rules,
                               const MacroValue &Macros)
    : Context(Context), Rules(Rules) {
  for (const ScopeKind &Kind : Rules.scopeKinds())
    if (!Kind.ProcessFlag.empty())
      if (auto Value = Macros.of(Kind.ProcessFlag))
        ProcessFlags[Kind.Kind] = *Value;
}

bool CallClassifier::isGfpType(QualType Type) {
  while (const auto *Typedef = Type->getAs<TypedefType>()) {
    if (Typedef->getDecl()->getName() == "gfp_t")
      return true;
    Type = Typedef->desugar();
  }
  return false;
}

const Expr *CallClassifier::gfpArgument(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee)
    return nullptr;
  auto Index = gfpParameter(Callee);
  return Index && *Index < Call->getNumArgs() ? Call->getArg(*Index) : nullptr;
}

bool CallClassifier::takesGfp(const FunctionDecl *Function) {
  return gfpParameter(Function).has_value();
}

const ScopeKind *CallClassifier::kindOf(const ScopePair &Pair, const CallExpr *Call) const {
  if (!Pair.FlagsArg)
    return Rules.scopeKind(Pair.Kind);
  Expr::EvalResult Flags;
  if (*Pair.FlagsArg >= Call->getNumArgs() ||
      !Call->getArg(*Pair.FlagsArg)->EvaluateAsInt(Flags, Context))
    return nullptr;
  uint64_t Value = Flags.Val.getInt().extOrTrunc(64).getZExtValue();
  for (const ScopeKind &Kind : Rules.scopeKinds())
    if (auto Known = ProcessFlags.find(Kind.Kind);
        Known != ProcessFlags.end() && Known->second == Value)
      return &Kind;
  return nullptr;
}

CallFact CallClassifier::classify(const CallExpr *Call) const {
  CallFact Fact;
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee || !Callee->getIdentifier())
    return Fact;
  llvm::StringRef Name = RuleSet::baseName(Callee->getName());

  if (const ScopePair *Pair = Rules.save(Callee->getName())) {
    // Some saves gave nothing back in older releases, and opened no scope then.
    if (!Callee->getReturnType()->isVoidType()) {
      Fact.Kind = CallFact::Save;
      Fact.Pair = Pair;
      Fact.Scope = kindOf(*Pair, Call);
      return Fact;
    }
  }
  if (const ScopePair *Pair = Rules.restore(Callee->getName());
      Pair && Pair->CookieArg < Call->getNumArgs()) {
    Fact.Kind = CallFact::Restore;
    Fact.Pair = Pair;
    Fact.Scope = Pair->FlagsArg ? nullptr : Rules.scopeKind(Pair->Kind);
    return Fact;
  }

  // The outermost known name is what the user meant: kvzalloc is a macro over kvmalloc_node.
  const Allocator *Outermost = nullptr;
  for (const MacroStep &Step :
       macrosAround(Call->getBeginLoc(), Context.getSourceManager(), Context.getLangOpts()))
    if (const Allocator *Known = Rules.allocator(Step.Name)) {
      Outermost = Known;
      Fact.Name = Step.Name;
    }
  const Allocator *Own = Rules.allocator(Name);
  if (Own || (Outermost && takesGfp(Callee))) {
    Fact.Kind = CallFact::Allocation;
    Fact.Allocates = Outermost ? Outermost : Own;
    if (!Outermost)
      Fact.Name = Name;
    return Fact;
  }
  // Anything else an allocator's macro brings along is part of that allocation.
  if (Outermost || isHarmless(Callee))
    Fact.Kind = CallFact::Harmless;
  return Fact;
}

bool CallClassifier::isHarmless(const FunctionDecl *Function) const {
  return Function->getBuiltinID() || Function->hasAttr<ConstAttr>() ||
         Function->hasAttr<PureAttr>() || Function->hasAttr<ErrorAttr>() ||
         Rules.isHarmless(Function->getName()) ||
         Rules.isHarmless(RuleSet::baseName(Function->getName())) ||
         tellsOfEvent(Function, Context, Rules);
}
