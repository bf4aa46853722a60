//===- RuleFile.h - What one or more rules/*.yaml files say -----*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// The rules of all releases as they are written, each entry with its releases and its place.
// Private to the Rules library.
//
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_RULES_RULEFILE_H
#define GFPLINT_RULES_RULEFILE_H

#include "Rules/RuleBase.h"

namespace gfp {

/// The place of an entry.
struct Where {
  std::string File;
  unsigned Line = 0;

  /// "file:line: reason".
  llvm::Error error(const llvm::Twine &Reason) const;
};

/// One end of an entry's life: a release, the name of a feature, or nothing (no end).
struct Bound {
  std::optional<KernelRelease> Release;
  std::string Feature;

  bool isOpen() const { return !Release && Feature.empty(); }
};

/// When an entry holds: from Since on, and no longer when Until has come.
struct Span {
  Bound Since;
  Bound Until;
};

/// A value of the rules with its releases and its place.
template <class T> struct Entry {
  T Value;
  Span When;
  Where At;
};

/// Function names that share a property.
struct FunctionGroup {
  std::vector<std::string> Functions;
  std::string Source;
};

/// Everything a rules file can hold; also the sum of several.
struct RuleFile {
  std::vector<Entry<FlagRule>> Flags;
  std::vector<Entry<MaskRule>> Masks;
  std::vector<Entry<MaskFunction>> MaskFunctions;
  std::vector<Entry<Allocator>> Allocators;
  std::vector<Entry<ScopeKind>> Kinds;
  std::vector<Entry<ScopePair>> Pairs;
  std::vector<Entry<FunctionGroup>> Harmless;
  std::vector<Entry<FunctionGroup>> ThreadStarters;
  std::vector<Entry<FunctionGroup>> Delays;
  std::vector<Entry<FunctionGroup>> BackingTests;
  std::vector<Entry<FunctionGroup>> NotModelled;
  std::vector<Entry<FunctionGroup>> LeavingWords;
  std::vector<Entry<FunctionGroup>> HandingWords;
  std::vector<Entry<FunctionGroup>> IdleMacros;
  std::vector<Entry<FunctionGroup>> RereadGuards;
  std::vector<Entry<FunctionGroup>> ExportingMacros;
  std::vector<Entry<FunctionGroup>> EventWords;
  std::vector<Entry<FunctionGroup>> EventCreators;
  std::vector<Entry<FunctionGroup>> EventCalls;
  std::vector<Entry<FreeFunction>> FreeFunctions;
  std::vector<Entry<AtomicSection>> AtomicSections;
  std::vector<Entry<Feature>> Features;
  std::vector<Entry<Verdict>> Verdicts;
  std::vector<Entry<CheckInfo>> Checks;

  /// Calls \p F with each list of \p A and the same list of \p B.
  template <class A, class B, class Fn> static void forEachList(A &&X, B &&Y, Fn F) {
    F(X.Features, Y.Features); // First: the spans of the others are told by them.
    F(X.Flags, Y.Flags);
    F(X.Masks, Y.Masks);
    F(X.MaskFunctions, Y.MaskFunctions);
    F(X.Allocators, Y.Allocators);
    F(X.Kinds, Y.Kinds);
    F(X.Pairs, Y.Pairs);
    F(X.Harmless, Y.Harmless);
    F(X.ThreadStarters, Y.ThreadStarters);
    F(X.Delays, Y.Delays);
    F(X.BackingTests, Y.BackingTests);
    F(X.NotModelled, Y.NotModelled);
    F(X.LeavingWords, Y.LeavingWords);
    F(X.HandingWords, Y.HandingWords);
    F(X.IdleMacros, Y.IdleMacros);
    F(X.RereadGuards, Y.RereadGuards);
    F(X.ExportingMacros, Y.ExportingMacros);
    F(X.EventWords, Y.EventWords);
    F(X.EventCreators, Y.EventCreators);
    F(X.EventCalls, Y.EventCalls);
    F(X.FreeFunctions, Y.FreeFunctions);
    F(X.AtomicSections, Y.AtomicSections);
    F(X.Checks, Y.Checks);
    F(X.Verdicts, Y.Verdicts);
  }

  /// Adds the entries of \p Other after these.
  void append(RuleFile Other);
  /// As append(), but the entries of \p Other replace those of the same name and overlapping
  /// releases.
  void replaceWith(RuleFile Other);

  const Feature *feature(llvm::StringRef Name) const;
  /// The release of \p B; a feature's is the one that brought it. Nothing if \p B is open.
  std::optional<KernelRelease> release(const Bound &B) const;
  bool overlap(const Span &A, const Span &B) const;
};

/// The name that may be there once in a release. Groups of functions have none.
inline llvm::StringRef keyOf(const FlagRule &V) { return V.Name; }
inline llvm::StringRef keyOf(const MaskRule &V) { return V.Name; }
inline llvm::StringRef keyOf(const MaskFunction &V) { return V.Name; }
inline llvm::StringRef keyOf(const Allocator &V) { return V.Name; }
inline llvm::StringRef keyOf(const ScopeKind &V) { return V.Kind; }
inline llvm::StringRef keyOf(const ScopePair &V) { return V.Save; }
inline llvm::StringRef keyOf(const FunctionGroup &) { return {}; }
inline llvm::StringRef keyOf(const FreeFunction &V) { return V.Name; }
inline llvm::StringRef keyOf(const AtomicSection &V) { return V.Kind; }
inline llvm::StringRef keyOf(const Feature &V) { return V.Name; }
inline llvm::StringRef keyOf(const Verdict &V) { return V.Name; }
inline llvm::StringRef keyOf(const CheckInfo &V) { return V.Name; }

/// Reads one file. Syntax, keys and types are checked here, references by validate().
llvm::Expected<RuleFile> parseRuleFile(llvm::StringRef Name, llvm::StringRef Text);

/// The first thing that is wrong with the rules as a whole.
llvm::Error validate(const RuleFile &Rules);

} // namespace gfp

#endif // GFPLINT_RULES_RULEFILE_H
