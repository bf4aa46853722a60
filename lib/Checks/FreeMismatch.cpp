//===- FreeMismatch.cpp - gfp-free-mismatch ---------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// Memory freed by a function that cannot free it: all the allocations a pointer can come from, by
// the definitions of a local or the stores to a field of a record that only this file knows, are of
// another kind.
//
//===----------------------------------------------------------------------===//
#include "Checks/Checks.h"
#include "Checks/Report.h"
#include "Checks/Words.h"
#include "Facts/FieldStores.h"
#include "Facts/ValueSources.h"
#include "Gfp/SourceText.h"
#include <fmt/format.h>

using namespace clang;
using namespace gfp;

namespace {

/// Memory that a pointer can point to, and where it is allocated.
struct Origin {
  const Allocator *Rule;
  const CallExpr *Call;
  const FunctionFacts *Facts;
};

class FreeMismatch : public Check {
public:
  llvm::StringRef name() const override { return "gfp-free-mismatch"; }

  void addWords(const RuleSet &Rules, llvm::StringSet<> &Words) const override {
    addAllocatorWords(Rules, Words, [](const Allocator &A) {
      return A.Back == Backing::Kv || A.Back == Backing::Vmalloc;
    });
  }

  void run(const FunctionView &View, FindingSink Report) const override {
    for (const CFGBlock *Block : View.Facts.graph())
      for (const CFGElement &Element : *Block) {
        auto S = Element.getAs<CFGStmt>();
        const auto *Call = S ? dyn_cast<CallExpr>(S->getStmt()) : nullptr;
        const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
        if (!Callee || !Callee->getIdentifier() || !Call->getNumArgs())
          continue;
        if (const FreeFunction *Free = View.Unit.rules().freeFunction(Callee->getName()))
          if (auto F = check(View, Call, *Free))
            Report(std::move(*F));
      }
  }

private:
  static bool accepts(const FreeFunction &Free, const Allocator &Rule) {
    return llvm::is_contained(Free.Accepts, Rule.Back) || llvm::is_contained(Rule.Frees, Free.Name);
  }

  /// A rule of memory that is freed by its address alone: slab, vmalloc or either.
  static bool isPlainMemory(const Allocator &Rule) {
    return !Rule.Frees.empty() && (Rule.Back == Backing::Slab || Rule.Back == Backing::Kv ||
                                   Rule.Back == Backing::Vmalloc);
  }

  std::optional<Finding> check(const FunctionView &View, const CallExpr *Call,
                               const FreeFunction &Free) const {
    if (asksForKind(View))
      return std::nullopt;
    std::vector<Origin> Origins = originsOf(View, Call->getArg(0));
    if (Origins.empty() || llvm::any_of(Origins, [&](const Origin &O) {
          return !isPlainMemory(*O.Rule) || accepts(Free, *O.Rule);
        }))
      return std::nullopt;

    const Allocator &Rule = *Origins.front().Rule;
    Finding F = makeFinding(View, name(), 0, Call->getBeginLoc(), Call,
                            fmt::format("{}() of memory from {}(): {}() frees it", Free.Name,
                                        Rule.Name, Rule.Frees.front()));
    for (const Origin &O : Origins)
      addNote(View, F, O.Call->getBeginLoc(), "it is allocated here");
    const SourceManager &SM = View.Unit.context().getSourceManager();
    auto Name =
        fileRange(Call->getCallee()->getSourceRange(), SM, View.Unit.context().getLangOpts());
    bool SameFree = llvm::all_of(
        Origins, [&](const Origin &O) { return O.Rule->Frees.front() == Rule.Frees.front(); });
    if (Name && SameFree && Call->getNumArgs() == 1 && textOf(*Name, SM) == Free.Name &&
        View.Unit.declares(Rule.Frees.front()))
      F.Correction = Fix{
          fmt::format("use {}()", Rule.Frees.front()),
          {{fileName(View, Name->File), Name->Begin, Name->End - Name->Begin, Rule.Frees.front()}}};
    return F;
  }

  /// The function looks at what kind of memory it has.
  static bool asksForKind(const FunctionView &View) {
    for (const CFGBlock *Block : View.Facts.graph())
      for (const CFGElement &Element : *Block) {
        auto S = Element.getAs<CFGStmt>();
        const auto *Call = S ? dyn_cast<CallExpr>(S->getStmt()) : nullptr;
        const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
        if (Callee && Callee->getIdentifier() &&
            View.Unit.rules().asksForBacking(Callee->getName()))
          return true;
      }
    return false;
  }

  /// All the allocations \p E can come from; none if it can come from anything else.
  static std::vector<Origin> originsOf(const FunctionView &View, const Expr *E) {
    ValueSources Sources = sourcesOf(E, View.Unit.context(), View.Facts.definitions());
    if (!Sources.Others && Sources.Parameters.empty() && !Sources.Calls.empty())
      return sitesOf(View.Facts, Sources);
    const auto *Member = dyn_cast<MemberExpr>(E->IgnoreParenCasts());
    const auto *Field = Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
    const FieldStores *Stores = Field ? View.Unit.storesTo(Field) : nullptr;
    if (!Stores || !Stores->Complete)
      return {};
    std::vector<Origin> All;
    for (const FieldStore &Store : Stores->Stores) {
      ValueSources Stored = sourcesOf(Store.Value, View.Unit.context(), Store.In->definitions());
      if (Stored.Others || !Stored.Parameters.empty())
        return {};
      std::vector<Origin> Some = sitesOf(*Store.In, Stored);
      if (Some.empty() && !Stored.Calls.empty())
        return {};
      llvm::append_range(All, Some);
    }
    return All;
  }

  static std::vector<Origin> sitesOf(const FunctionFacts &Facts, const ValueSources &Sources) {
    std::vector<Origin> Origins;
    for (const CallExpr *Call : Sources.Calls) {
      const AllocationSite *Site = Facts.siteOf(Call);
      if (!Site || Site->Through)
        return {};
      if (llvm::none_of(Origins, [&](const Origin &O) { return O.Call == Site->Call; }))
        Origins.push_back({Site->Rule, Site->Call, &Facts});
    }
    return Origins;
  }
};

} // namespace

std::unique_ptr<Check> gfp::createFreeMismatchCheck() { return std::make_unique<FreeMismatch>(); }
