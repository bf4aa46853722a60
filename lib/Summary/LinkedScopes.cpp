//===- LinkedScopes.cpp - Scope helpers of other units ----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/LinkedScopes.h"

using namespace gfp;

std::optional<ScopeSummary> LinkedScopes::of(const clang::FunctionDecl *Function) const {
  if (!Function->getIdentifier())
    return std::nullopt;
  const FunctionSummary *Known = Tree.find(Keys.of(Function));
  if (!Known || Known->Scopes.size() != 1)
    return std::nullopt;
  const ScopeEffect &Effect = Known->Scopes.front();
  ScopeSummary Summary;
  Summary.Opens = Effect.Opens;
  Summary.Sometimes = Effect.Sometimes;
  Summary.Scope = Rules.scopeKind(Effect.Kind);
  Summary.Holder = {static_cast<decltype(CookieHolder::Kind)>(Effect.Holder), Effect.Index,
                    Effect.Path.str().str()};
  return Summary;
}
