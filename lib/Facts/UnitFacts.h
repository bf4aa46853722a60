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
#include "Gfp/MacroValue.h"
#include "clang/AST/ASTContext.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/DenseSet.h"
#include <memory>
#include <vector>

namespace gfp {

/// The facts of one translation unit; lives as long as its AST.
class UnitFacts {
public:
  /// \p Bodies decides which functions of headers count.
  UnitFacts(clang::ASTContext &Context, const clang::Preprocessor &PP, const RuleSet &Rules,
            BodyFilter &Bodies);

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
  /// What the unit stores in \p Field; null if nothing.
  const FieldStores *storesTo(const clang::FieldDecl *Field) const;
  /// What is known of the masks in fields; null as long as not all functions are known.
  const FieldMasks *fieldMasks() const { return MasksInFields.get(); }
  /// A function of that name is declared.
  bool declares(llvm::StringRef FunctionName) const;

private:
  void noteCalls(const FunctionFacts &Facts);

  clang::ASTContext &Context;
  const clang::Preprocessor &PP;
  const RuleSet &Rules;
  MacroValue Macros;
  FlagTable Flags;
  CallClassifier Calls;
  uint64_t PageSize;
  std::vector<std::unique_ptr<FunctionFacts>> Functions;
  FunctionPointers Pointers;
  mutable std::unique_ptr<FieldStoreIndex> Stores; ///< Made when first asked for.
  std::unique_ptr<FieldMasks> MasksInFields;
  llvm::DenseSet<const clang::FunctionDecl *> Threads, Called;
};

} // namespace gfp

#endif // GFPLINT_FACTS_UNITFACTS_H
