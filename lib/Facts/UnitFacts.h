//===- UnitFacts.h - What a translation unit holds ---*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FACTS_UNITFACTS_H
#define GFPLINT_FACTS_UNITFACTS_H

#include "Facts/BodyFilter.h"
#include "Facts/CallFact.h"
#include "Facts/FieldMasks.h"
#include "Facts/FieldStores.h"
#include "Facts/FunctionFacts.h"
#include "Facts/FunctionPointers.h"
#include "Gfp/FlagTable.h"
#include "Gfp/GlobalNames.h"
#include "Gfp/MacroValue.h"
#include "clang/AST/ASTContext.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseSet.h"
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace gfp {

/// What counts of a precompiled header that a unit was parsed with.
struct PrecompiledPart {
  /// Functions with a body that BodyFilter keeps, variables with an initialiser; in source order.
  llvm::ArrayRef<std::string> Names;
  /// A place in it is in a header the unit includes.
  std::function<bool(clang::SourceLocation)> Visible;
  /// Finds what both the header and the unit declare.
  GlobalNames Find;
};

/// The definition of a function whose body the parser skipped, with that; null if it cannot be had.
using BodySource = std::function<const clang::FunctionDecl *(const clang::FunctionDecl *Skipped)>;

/// The facts of one translation unit; lives as long as its AST.
class UnitFacts {
public:
  /// \p Bodies decides which functions of headers count. \p Part may be null: no precompiled
  /// header. \p Reduced: some functions of the main file were declared only to be parsed. \p Late
  /// is asked for bodies that turn out to count; it may be null.
  UnitFacts(clang::ASTContext &Context, const clang::Preprocessor &PP, const RuleSet &Rules,
            BodyFilter &Bodies, const PrecompiledPart *Part = nullptr, bool Reduced = false,
            BodySource Late = nullptr);

  clang::ASTContext &context() const { return Context; }
  const clang::Preprocessor &preprocessor() const { return PP; }
  const RuleSet &rules() const { return Rules; }
  const FlagTable &flags() const { return Flags; }
  const CallClassifier &calls() const { return Calls; }
  /// Bytes of a page in this unit's configuration.
  uint64_t pageSize() const { return PageSize; }
  /// The functions with a body that counts, in source order. Those the rules describe are left out:
  /// their insides are the rules' business, not the user's.
  const std::vector<std::unique_ptr<FunctionFacts>> &functions() const { return Functions; }
  /// See FunctionFacts::adopt().
  void adopt(const WrapperSource &Wrappers);
  /// \p Function is started as a thread somewhere in this unit: it owns its task.
  bool isThread(const clang::FunctionDecl *Function) const;
  /// Something in this unit calls \p Function by its name.
  bool isCalled(const clang::FunctionDecl *Function) const;
  /// What the unit's tables of function pointers hold.
  const FunctionPointers &pointers() const { return Pointers; }
  /// A finding hangs on what a reduced file cannot tell.
  void needWhole() const { LacksFunctions |= Reduced; }
  /// What the unit stores in \p Field; null if nothing. Of a reduced file, what is left of that.
  const FieldStores *storesTo(const clang::FieldDecl *Field) const;
  /// What is known of the masks in fields; null as long as not all functions are known.
  const FieldMasks *fieldMasks() const { return MasksInFields.get(); }
  /// A function that matters has a body which the parser was told to skip.
  bool lacksBodies() const { return LacksBodies; }
  /// Something was asked that a reduced file cannot tell.
  bool lacksFunctions() const { return LacksFunctions; }
  /// A function of that name is declared.
  bool declares(llvm::StringRef FunctionName) const;

private:
  void add(const clang::Decl *D, BodyFilter &Bodies);
  void addFunction(const clang::FunctionDecl *Function);
  void addReachable();
  void addCalledWrappers();
  void noteCalls(const FunctionFacts &Facts);

  clang::ASTContext &Context;
  const clang::Preprocessor &PP;
  const RuleSet &Rules;
  GlobalNames Names;
  MacroValue Macros;
  FlagTable Flags;
  CallClassifier Calls;
  BodySource Late;
  uint64_t PageSize;
  bool Errors, LacksBodies = false, Reduced;
  mutable bool LacksFunctions = false;
  std::vector<std::unique_ptr<FunctionFacts>> Functions;
  llvm::DenseSet<const clang::FunctionDecl *> Looked; ///< At: they are in Functions, or count not.
  FunctionPointers Pointers;
  mutable std::unique_ptr<FieldStoreIndex> Stores; ///< Made when first asked for.
  std::unique_ptr<FieldMasks> MasksInFields;
  llvm::DenseSet<const clang::FunctionDecl *> Threads, Called;
};

} // namespace gfp

#endif // GFPLINT_FACTS_UNITFACTS_H
