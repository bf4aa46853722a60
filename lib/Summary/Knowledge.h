//===- Knowledge.h - What is known of a callee -------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_SUMMARY_KNOWLEDGE_H
#define GFPLINT_SUMMARY_KNOWLEDGE_H

#include "Summary/FunctionSummary.h"
#include "clang/AST/Decl.h"
#include <vector>

namespace gfp {

/// One call of a chain: \p Function makes the next one at File:Line.
struct ChainStep {
  std::string Function;
  std::string File; ///< Absolute.
  unsigned Line = 0;
};

/// Answers for the functions of one unit and, with a linked summary, of the whole tree.
class Knowledge {
public:
  virtual ~Knowledge() = default;
  /// Null if nothing is known of \p Function.
  virtual const FunctionSummary *of(const clang::FunctionDecl *Function) const = 0;
  /// The same for a function of this unit that is looked at.
  virtual const FunctionSummary *own(const clang::FunctionDecl *Function) const = 0;
  /// The same for a callee, of which only Sleeps and AtomicDelta are of interest.
  virtual const FunctionSummary *inSection(const clang::FunctionDecl *Callee) const = 0;
  /// A finding hangs on whether \p Callee closes atomic sections of its caller.
  virtual void needLettingGo(const clang::FunctionDecl *Callee) const = 0;
  /// The same for a callee, of which only what it gives back is of interest.
  virtual const FunctionSummary *returning(const clang::FunctionDecl *Callee) const = 0;
  /// \p Function surely allocates nothing, whoever calls it with whatever mask.
  virtual bool allocatesNothing(const clang::FunctionDecl *Function) const = 0;
  /// The calls that lead from \p Function to what \p Why is about, outermost first.
  virtual std::vector<ChainStep> chain(const FunctionSummary &Function,
                                       const Evidence &Why) const = 0;
};

} // namespace gfp

#endif // GFPLINT_SUMMARY_KNOWLEDGE_H
