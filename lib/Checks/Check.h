//===- Check.h - A question over facts, flow and rules -*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_CHECKS_CHECK_H
#define GFPLINT_CHECKS_CHECK_H

#include "Facts/UnitFacts.h"
#include "Findings/Finding.h"
#include "Findings/Suppression.h"
#include "Flow/ScopeFlow.h"
#include "Summary/Knowledge.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include <memory>
#include <vector>

namespace gfp {

/// Which side to take where a mask and a scope can say the same.
enum class Policy {
  Flags, ///< One allocation carries a flag; scopes are for contexts set from above.
  Scopes ///< Scopes say it all, and masks are GFP_KERNEL.
};

/// All a check may ask about one function.
struct FunctionView {
  const UnitFacts &Unit;
  const FunctionFacts &Facts;
  /// Null for a function that has nothing to do with scopes.
  const ScopeFlow *Flow;
  /// Of other functions; null where nobody asked for it.
  const Knowledge *Known = nullptr;
  Policy Side = Policy::Flags;
};

class Check;

/// All a check may ask about a unit once every check has run over its functions.
struct UnitView {
  const UnitFacts &Unit;
  llvm::ArrayRef<FunctionView> Functions;
  const Knowledge &Known;
  /// The comments of the main file, and what they silenced.
  const Suppressions &Comments;
  /// The checks that ran.
  llvm::ArrayRef<std::unique_ptr<Check>> Ran;
};

/// Takes a check's findings.
using FindingSink = llvm::function_ref<void(Finding)>;

/// Allocators, and functions that cannot free what they give.
struct MemoryWords {
  llvm::StringMap<FreeSet> Everywhere;
  llvm::StringMap<FreeSet> InItsSource; ///< It is followed in the sources only that call these.
};

/// Names that matter where they are joined by `|`, whether or not they are words.
struct JoinedNames {
  llvm::StringSet<> ToEachOther; ///< Two different ones.
  llvm::StringSet<> ToAnything;
};

/// What a check looks for that no word tells, but the shape of a function's text.
struct SoughtShapes {
  bool Sections = false; ///< Calls in atomic sections that lead to an allocation that may sleep.
  bool Masks = false;    ///< A mask for a parameter that nobody mentions, and an allocation.
  bool Retries = false;  ///< An allocation in a loop.
  bool Pairs = false;    ///< Slab and mapped memory, both allocated by one function.

  bool any() const { return Sections || Masks || Retries || Pairs; }
};

/// One check. Stateless: asked for one function after another and then for the unit, from several
/// threads.
class Check {
public:
  virtual ~Check() = default;
  /// As in rules/checks.yaml: "gfp-redundant-scope".
  virtual llvm::StringRef name() const = 0;
  /// Adds names: a source that holds none of them, nor any function or macro of a header that does,
  /// is not looked at for this check.
  virtual void addWords(const RuleSet &Rules, llvm::StringSet<> &Words) const = 0;
  /// Adds allocators of whose calls the check asks nothing but what the rules' verdicts say of the
  /// mask.
  virtual void addMaskWords(const RuleSet &, llvm::StringSet<> &) const {}
  /// Adds allocators of which the check asks nothing but whether one of the functions frees their
  /// memory that must not.
  virtual void addMemoryWords(const RuleSet &, MemoryWords &) const {}
  virtual void addJoined(const RuleSet &, JoinedNames &) const {}
  /// A source is looked at for the check if it has one of these.
  virtual void addShapes(SoughtShapes &) const {}
  /// Adds names: the body of a header's function that holds one of them is looked at, in a source
  /// that is.
  virtual void addBodyWords(const RuleSet &, llvm::StringSet<> &) const {}
  /// A call of a function of a header that holds one of its words is as good as the word.
  virtual bool followsFunctions() const { return true; }
  /// What it finds hangs on who calls a function, and where: only a whole program can tell.
  virtual bool dependsOnCallers() const { return false; }
  /// Something about a finding, if only its level, hangs on who calls a function or takes its
  /// address.
  virtual bool asksForCallers() const { return dependsOnCallers(); }
  /// What it finds may hang on functions of the file that hold none of its words, lead to none that
  /// does, and that it asks Knowledge nothing about.
  virtual bool needsWholeFile() const { return true; }
  /// It asks for its words, flags and masks, for the sake of masks that they are parts of: such as
  /// have parts that are too much, or that a verdict of its is about.
  virtual bool looksAtMasks() const { return false; }
  virtual void run(const FunctionView &View, FindingSink Report) const = 0;
  virtual void runOnUnit(const UnitView &, FindingSink) const {}
};

/// Every check there is.
std::vector<std::unique_ptr<Check>> allChecks();

} // namespace gfp

#endif // GFPLINT_CHECKS_CHECK_H
