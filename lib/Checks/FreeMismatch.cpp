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
#include "Facts/FieldStores.h"
#include "Facts/ValueSources.h"
#include "Gfp/SourceText.h"
#include "clang/AST/Attr.h"
#include <fmt/format.h>

using namespace clang;
using namespace gfp;

namespace {

/// Memory that a pointer can point to, and where it is allocated.
struct Origin {
  const Allocator *Rule;
  const CallExpr *Call;
  /// What is known of the callee, and why, if the rules do not know it.
  const FunctionSummary *Callee = nullptr;
  const Evidence *Why = nullptr;
  /// At most a page: kvmalloc() takes that from the slab, whatever it is freed by.
  bool Small = false;
};

class FreeMismatch : public Check {
public:
  llvm::StringRef name() const override { return "gfp-free-mismatch"; }

  void addWords(const RuleSet &, llvm::StringSet<> &) const override {}

  void addMemoryWords(const RuleSet &Rules, MemoryWords &Words) const override {
    for (const Allocator &A : Rules.allocators())
      if (FreeSet Functions = cannotFree(Rules, A))
        for (const std::string &Name : {A.Name, A.Name + "_noprof"})
          (A.Back.isSlab() ? Words.InItsSource : Words.Everywhere)[Name] = Functions;
  }

  void run(const FunctionView &View, FindingSink Report) const override {
    for (const CFGBlock *Block : View.Facts.graph())
      for (const CFGElement &Element : *Block) {
        auto S = Element.getAs<CFGStmt>();
        if (!S)
          continue;
        if (const auto *Declare = dyn_cast<DeclStmt>(S->getStmt())) {
          for (const Decl *D : Declare->decls())
            if (auto F = checkCleanup(View, dyn_cast<VarDecl>(D)))
              Report(std::move(*F));
          continue;
        }
        const auto *Call = dyn_cast<CallExpr>(S->getStmt());
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

  static FreeSet cannotFree(const RuleSet &Rules, const Allocator &Rule) {
    FreeSet Found = 0;
    for (size_t I = 0; I < Rules.freeFunctions().size(); ++I)
      if (isPlainMemory(Rule) && !accepts(Rules.freeFunctions()[I], Rule))
        Found |= FreeSet(1) << I;
    return Found;
  }

  /// A rule of memory that is freed by its address alone: slab, vmalloc or either.
  static bool isPlainMemory(const Allocator &Rule) {
    return !Rule.Frees.empty() && Rule.Back.isSlabOrMapped();
  }

  /// All of \p Origins, and there are some, give what \p Free cannot free.
  static bool mismatches(const FreeFunction &Free, llvm::ArrayRef<Origin> Origins) {
    return !Origins.empty() && llvm::none_of(Origins, [&](const Origin &O) {
      return !isPlainMemory(*O.Rule) || accepts(Free, *O.Rule);
    });
  }

  Finding finding(const FunctionView &View, SourceLocation Loc, const Expr *Where,
                  const FreeFunction &Free, llvm::ArrayRef<Origin> Origins) const {
    const Allocator &Rule = *Origins.front().Rule;
    bool Harmless =
        llvm::all_of(Origins, [](const Origin &O) { return O.Small && O.Rule->Back.isEither(); });
    Finding F = makeFinding(View, name(), Harmless ? 1 : 0, Loc, Where,
                            fmt::format("{}() of memory from {}(): {}() frees it", Free.Name,
                                        Rule.Name, Rule.Frees.front()));
    for (const Origin &O : Origins) {
      addNote(View, F, O.Call->getBeginLoc(), "it is allocated here");
      if (O.Callee)
        addChain(View, F, *O.Callee, *O.Why);
    }
    return F;
  }

  /// A variable that is freed when it goes out of scope.
  std::optional<Finding> checkCleanup(const FunctionView &View, const VarDecl *Variable) const {
    const auto *Attr = Variable ? Variable->getAttr<CleanupAttr>() : nullptr;
    const FreeFunction *Free =
        Attr ? View.Unit.rules().freeByCleanup(Attr->getFunctionDecl()->getName()) : nullptr;
    if (!Free || asksForKind(View))
      return std::nullopt;
    std::vector<const Expr *> Values;
    if (Variable->getInit())
      Values.push_back(Variable->getInit());
    for (const CFGBlock *Block : View.Facts.graph())
      for (const CFGElement &Element : *Block) {
        auto S = Element.getAs<CFGStmt>();
        const auto *Assign = S ? dyn_cast<BinaryOperator>(S->getStmt()) : nullptr;
        const auto *To = Assign && Assign->isAssignmentOp()
                             ? dyn_cast<DeclRefExpr>(Assign->getLHS()->IgnoreParenCasts())
                             : nullptr;
        if (To && To->getDecl() == Variable)
          Values.push_back(Assign->getRHS());
      }
    std::vector<Origin> All;
    for (const Expr *Value : Values) {
      if (Value->isNullPointerConstant(View.Unit.context(), Expr::NPC_ValueDependentIsNotNull))
        continue;
      std::vector<Origin> Some = originsOf(View, Value);
      if (Some.empty())
        return std::nullopt;
      llvm::append_range(All, Some);
    }
    if (!mismatches(*Free, All))
      return std::nullopt;
    return finding(View, Variable->getLocation(), All.front().Call, *Free, All);
  }

  std::optional<Finding> check(const FunctionView &View, const CallExpr *Call,
                               const FreeFunction &Free) const {
    if (asksForKind(View))
      return std::nullopt;
    std::vector<Origin> Origins = originsOf(View, Call->getArg(0));
    if (!mismatches(Free, Origins))
      return std::nullopt;

    const Allocator &Rule = *Origins.front().Rule;
    Finding F = finding(View, Call->getBeginLoc(), Call, Free, Origins);
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
      return madeBy(View, View.Facts, Sources);
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
      std::vector<Origin> Some = madeBy(View, *Store.In, Stored);
      if (Some.empty() && !Stored.Calls.empty())
        return {};
      llvm::append_range(All, Some);
    }
    return All;
  }

  static std::vector<Origin> madeBy(const FunctionView &View, const FunctionFacts &Facts,
                                    const ValueSources &Sources) {
    std::vector<Origin> Origins;
    for (const CallExpr *Call : Sources.Calls) {
      const AllocationSite *Site = Facts.siteOf(Call);
      if (!Site || Site->Through) {
        if (!addReturned(View, Call, Origins))
          return {};
      } else if (llvm::none_of(Origins, [&](const Origin &O) { return O.Call == Site->Call; })) {
        Origins.push_back({Site->Rule, Site->Call, nullptr, nullptr,
                           Facts.asksForAtMost(Site->Call, View.Unit.pageSize())});
      }
    }
    return Origins;
  }

  /// What a function of the kernel's own gives back; false if that is not known.
  static bool addReturned(const FunctionView &View, const CallExpr *Call,
                          std::vector<Origin> &Origins) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    const FunctionSummary *Known =
        View.Known && Callee && Callee->getIdentifier() ? View.Known->returning(Callee) : nullptr;
    if (!Known || !Known->ReturnsOnlyThese || Known->Incomplete || Known->Returns.empty())
      return false;
    for (const ReturnedMemory &Returned : Known->Returns) {
      const Allocator *Rule = View.Unit.rules().allocator(Returned.Allocator);
      if (!Rule || Returned.Why.Guess)
        return false;
      Origins.push_back({Rule, Call, Known, &Returned.Why});
    }
    return true;
  }
};

} // namespace

std::unique_ptr<Check> gfp::createFreeMismatchCheck() { return std::make_unique<FreeMismatch>(); }
