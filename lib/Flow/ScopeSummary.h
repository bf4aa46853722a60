//===- ScopeSummary.h - Functions that open or close a scope -*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FLOW_SCOPESUMMARY_H
#define GFPLINT_FLOW_SCOPESUMMARY_H

#include "Facts/UnitFacts.h"
#include "llvm/ADT/DenseMap.h"
#include <memory>
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

/// Tells of functions whose body is not in the unit.
class OtherScopeSummaries {
public:
  virtual ~OtherScopeSummaries() = default;
  virtual std::optional<ScopeSummary> of(const clang::FunctionDecl *Function) const = 0;
};

/// Summaries of the functions of one unit that do one half of a pair, by themselves or through
/// another such function; and of the functions of other units that \p Others knows.
class ScopeSummaries {
public:
  /// \p Others may be null.
  explicit ScopeSummaries(const UnitFacts &Unit, const OtherScopeSummaries *Others = nullptr);

  const ScopeSummary *of(const clang::FunctionDecl *Function) const;
  /// \p Facts' function opens or closes a scope, itself or through a wrapper.
  bool concern(const FunctionFacts &Facts) const;

private:
  std::optional<ScopeSummary> summarise(const FunctionFacts &Facts) const;

  const OtherScopeSummaries *Others;
  llvm::DenseMap<const clang::FunctionDecl *, ScopeSummary> Summaries;
  /// What Others said, also of functions it does not know.
  mutable llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<ScopeSummary>> Asked;
};

} // namespace gfp

#endif // GFPLINT_FLOW_SCOPESUMMARY_H
