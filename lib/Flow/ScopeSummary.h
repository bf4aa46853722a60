//===- ScopeSummary.h - Functions that open or close a scope -*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FLOW_SCOPESUMMARY_H
#define GFPLINT_FLOW_SCOPESUMMARY_H

#include "Facts/UnitFacts.h"
#include "llvm/ADT/DenseMap.h"
#include <optional>
#include <string>

namespace gfp {

/// Where a wrapper keeps the cookie of the scope it opens or closes, as its caller sees it.
struct CookieHolder {
  enum Kind { Result, Argument, Pointee, Elsewhere } Kind = Elsewhere;
  unsigned Index = 0; ///< Of the argument.
  std::string Path;   ///< Below what the argument points to: ".t_pflags".
};

/// What a lock helper or the like does to its caller's scopes.
struct ScopeSummary {
  bool Opens = false; ///< Else it closes.
  const ScopeKind *Scope = nullptr;
  CookieHolder Holder;
  /// It closes on some of its paths only.
  bool Sometimes = false;
};

/// Summaries of the functions of one unit that do one half of a pair.
class ScopeSummaries {
public:
  explicit ScopeSummaries(const UnitFacts &Unit);

  const ScopeSummary *of(const clang::FunctionDecl *Function) const;
  /// \p Facts' function opens or closes a scope, itself or through a wrapper.
  bool concern(const FunctionFacts &Facts) const;

private:
  llvm::DenseMap<const clang::FunctionDecl *, ScopeSummary> Summaries;
};

} // namespace gfp

#endif // GFPLINT_FLOW_SCOPESUMMARY_H
