//===- CallPlaces.h - Under which conditions calls happen --*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_SUMMARY_CALLPLACES_H
#define GFPLINT_SUMMARY_CALLPLACES_H

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace gfp {

/// Where a call stands in its function.
struct CallPlace {
  /// It is reached whenever the function is called, unless it fails before.
  bool Surely = false;
  /// A test of a gfp mask, or of another number the caller gives, decides whether it is.
  bool Guarded = false;
  /// How large such a number is decides: a size decides on the allocator, not on the caller's wish.
  bool BySize = false;
};

/// The places of all calls of one function, from one walk over its body.
class CallPlaces {
public:
  explicit CallPlaces(const clang::FunctionDecl *Function);

  /// Of a call that does not stand in the body: neither.
  CallPlace of(const clang::CallExpr *Call) const { return Places.lookup(Call); }
  /// The address of \p Function is used in the body other than by calling it.
  const llvm::DenseSet<const clang::FunctionDecl *> &addressesTaken() const { return Addresses; }
  /// A condition asks for \p Param; it is named anywhere; it is set, or its address is taken.
  bool isTested(const clang::ParmVarDecl *Param) const { return Tested.contains(Param); }
  bool isMentioned(const clang::ParmVarDecl *Param) const { return Mentioned.contains(Param); }
  bool isAssigned(const clang::ParmVarDecl *Param) const { return Assigned.contains(Param); }

private:
  struct State {
    bool Conditional = false;
    bool Guarded = false;
    bool BySize = false;
  };
  bool asksTheCaller(const clang::Stmt *S) const;
  bool asksForSize(const clang::Stmt *S) const;
  void noteAnswer(const clang::Decl *Variable, const clang::Expr *Value, State Here);
  void visit(const clang::Stmt *S, State Here);
  void visitChildren(const clang::Stmt *S, State Here);
  void noteTested(const clang::Stmt *Condition);
  /// \p Loc is that of the `if` or the operator that decides.
  void visitIf(clang::SourceLocation Loc, const clang::Stmt *Condition, const clang::Stmt *Then,
               const clang::Stmt *Else, State Here);

  const clang::SourceManager &SM;
  llvm::DenseMap<const clang::CallExpr *, CallPlace> Places;
  llvm::DenseSet<const clang::FunctionDecl *> Addresses;
  llvm::DenseSet<const clang::ParmVarDecl *> Tested, Mentioned, Assigned;
  /// Locals that hold what was asked of the caller (`bool wait = gfp & __GFP_IO`).
  llvm::DenseSet<const clang::Decl *> Answers;
  bool CallerDecided = false; ///< A guarded early return went before.
  bool SizeDecided = false;   ///< One that depends on a size did.
  bool MayBeDone = false;     ///< An early return that is none for an error did.
};

} // namespace gfp

#endif // GFPLINT_SUMMARY_CALLPLACES_H
