//===- RuleSet.h - The kernel's facts for one release -----------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// What rules/*.yaml says, narrowed to the release of one target kernel. Every upper layer asks this
// class what an allocator, a flag or a scope means; none of them names one itself.
//
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_RULES_RULESET_H
#define GFPLINT_RULES_RULESET_H

#include "Rules/Backing.h"
#include "Rules/KernelRelease.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace gfp {

/// One allocation function or macro, as it is in the selected release.
struct Allocator {
  std::string Name;
  std::string Family;
  Backing Back;
  /// Index of the argument that holds the size in bytes (or of one element, see CountArg).
  std::optional<unsigned> SizeArg;
  /// Index of the argument the size is multiplied by, for array forms.
  std::optional<unsigned> CountArg;
  /// The call has a gfp argument, to be found by its type gfp_t.
  bool TakesGfp = true;
  /// Index of the gfp argument as the user writes the call, for macros that may leave it out
  /// (kmalloc_obj); nothing where the type decides.
  std::optional<unsigned> OptionalGfpArg;
  /// Flags the mask has where the caller gives none: vmalloc() is GFP_KERNEL.
  std::vector<std::string> ImplicitFlags;
  /// Flags the allocator ORs into the caller's mask: kvzalloc() adds __GFP_ZERO.
  std::vector<std::string> AddedFlags;
  /// Every allocation this call makes obeys the mask it is given, so a scope restriction can move
  /// into that mask. Off for calls that allocate something else with a mask of their own.
  bool CarriesMask = true;
  /// The sibling that takes a mask after the same arguments (vmalloc -> __vmalloc); may be empty.
  std::string MaskVariant;
  /// No header of include/ declares it: it is of one subsystem or architecture, or of a C file.
  bool Private = false;
  /// It lets go of a lock that its caller holds if it has to sleep (__xa_alloc).
  bool Unlocks = false;
  /// With a mask that may sleep it gives memory, always (mempool_alloc).
  bool NeverFailsBlocking = false;
  /// What frees the memory: kfree, kvfree, ...; the first is the usual one.
  std::vector<std::string> Frees;
  /// Where the fact was read.
  std::string Source;

  /// Plain memory, by a mask that can say that it must not fail.
  bool canBeToldNotToFail() const { return TakesGfp && (Back.isSlabOrMapped() || Back.isPages()); }
};

/// A gfp flag of one bit (__GFP_FS).
struct FlagRule {
  std::string Name;
  /// A mask with it may sleep (__GFP_DIRECT_RECLAIM).
  bool Sleeps = false;
  /// It asks for memory of one zone (__GFP_DMA).
  bool Zone = false;
  /// An allocation with it must not fail (__GFP_NOFAIL).
  bool NeverFails = false;
  std::string Source;
};

/// A named combination of flags (GFP_NOFS), as this release defines it. Here and in all other lists
/// of flags of a RuleSet there are one-bit flags only, and only those that the release has.
struct MaskRule {
  std::string Name;
  std::vector<std::string> Flags;
  /// It says in which context the allocation is made; two of them in one mask are one too many.
  bool Context = false;
  std::string Source;
};

/// A function of a mask whose result has no bit its argument lacks (mapping_gfp_constraint).
struct MaskFunction {
  std::string Name;
  unsigned SubsetOfArg = 0;
  std::string Source;
};

/// A kind of task scope and what it does to every allocation inside.
struct ScopeKind {
  std::string Kind; ///< nofs, noio, noreclaim, pin, ...
  /// The task flag behind it (PF_MEMALLOC_NOFS), which generic APIs take as an argument.
  std::string ProcessFlag;
  /// Flags it takes out of every mask.
  std::vector<std::string> Clears;
  /// Kinds that add nothing inside this one.
  std::vector<std::string> Subsumes;
  /// Allocations inside do not reclaim by themselves.
  bool NoReclaim = false;
  /// A mask can say the same thing for one allocation.
  bool MaskCanCarry = false;
  std::string Source;
};

/// One save/restore pair, in the release that was selected.
struct ScopePair {
  std::string Save;
  std::string Restore;
  /// Kind it opens; empty where FlagsArg decides.
  std::string Kind;
  /// Index of the argument of Save that names the task flags (memalloc_flags_save).
  std::optional<unsigned> FlagsArg;
  /// Index of the cookie among Restore's arguments.
  unsigned CookieArg = 0;
  /// Deleting the pair deletes a scope and nothing else. Off for calls that do more than that
  /// (blk_mq_freeze_queue).
  bool OnlyAScope = true;
  std::string Source;
};

/// A function that frees memory of whatever origin, as long as it has one of these backings.
struct FreeFunction {
  std::string Name;
  std::vector<Backing> Accepts;
  /// Cleanup functions of variables that free by it (what __free(kfree) names).
  std::vector<std::string> Cleanups;
  std::string Source;
};

/// Functions and macros that open and close sections in which nothing may sleep.
struct AtomicSection {
  std::string Kind; ///< "spinlock".
  std::vector<std::string> Enter, Leave;
  /// Those that enter it if they give true.
  std::vector<std::string> TryEnter;
  /// Those that give an object which holds the section open as long as it lives.
  std::vector<std::string> Guards;
  /// Index of the lock among the arguments of Enter and Leave; nothing: there is but one.
  std::optional<unsigned> LockArg;
  std::string Source;
};

/// A size a verdict asks for.
enum class SizeTest { Any, AbovePage, AboveIntMax, Overflow };

/// How a verdict's finding is mended.
enum class FixKind {
  None,
  /// Give GFP_KERNEL under the scope that is open, or open one round the call.
  Scope,
  /// Take the offending flags out of the mask.
  RemoveFlags
};

/// What a release does with some masks at some allocators, and whether that is a finding.
struct Verdict {
  std::string Name;
  std::string Check;
  std::vector<Backing> Backings;
  /// It can hold for a call of \p Of.
  bool isAbout(const Allocator &Of) const {
    return llvm::is_contained(Backings, Of.Back) && !llvm::is_contained(Except, Of.Name) &&
           (Allocators.empty() || llvm::is_contained(Allocators, Of.Name));
  }
  /// If not empty, only these allocators (by rule name).
  std::vector<std::string> Allocators;
  /// If not empty, not these allocators.
  std::vector<std::string> Except;
  /// Flags that must all be surely set.
  std::vector<std::string> Has;
  /// Flags of which one must be surely set.
  std::vector<std::string> HasAny;
  /// Flags that must all be surely clear.
  std::vector<std::string> Lacks;
  /// Flags of which one must be surely clear.
  std::vector<std::string> LacksAny;
  /// If not empty, a known flag outside this list must be surely set.
  std::vector<std::string> Supported;
  SizeTest Size = SizeTest::Any;
  unsigned Level = 0;
  /// What that release does, one sentence part, no full stop: "falls back to nothing: ...".
  std::string Says;
  FixKind Fix = FixKind::None;
  std::string Source;
};

/// A set of functions that free by address alone: bit I is the I-th of RuleSet::freeFunctions().
using FreeSet = uint32_t;

/// A set of verdicts: bit I is the I-th of RuleSet::verdicts(); those behind the last bit share it.
using VerdictSet = uint64_t;

/// A check as rules/checks.yaml describes it.
struct CheckInfo {
  std::string Name;
  unsigned Level = 0;
  std::string Summary;
};

/// The rules for one release. Immutable; made by RuleBase::select. What the accessors give lives as
/// long as the RuleSet, so do not loop over a list of a temporary.
class RuleSet {
public:
  KernelRelease Release;

  /// The allocator of that name in this release, or null. `kvmalloc_noprof` is asked for as
  /// `kvmalloc`: see baseName().
  const Allocator *allocator(llvm::StringRef Name) const;
  /// What can hold for a call of allocator(\p Name); all if there is none.
  VerdictSet verdictsAbout(llvm::StringRef Name) const;
  /// Of the \p Index-th verdict.
  static VerdictSet verdictBit(size_t Index) {
    return VerdictSet(1) << std::min<size_t>(Index, 63);
  }
  const ScopePair *save(llvm::StringRef Function) const;
  /// All pairs closed by that function (generic restores close several).
  const ScopePair *restore(llvm::StringRef Function) const;
  const ScopeKind *scopeKind(llvm::StringRef Kind) const;
  const FlagRule *flag(llvm::StringRef Name) const;
  const MaskRule *mask(llvm::StringRef Name) const;
  const MaskFunction *maskFunction(llvm::StringRef Name) const;
  /// A call that surely neither allocates nor enters reclaim (mutex_lock, memcpy, kfree).
  bool isHarmless(llvm::StringRef Function) const;
  /// A function that starts a thread with a function it is given (kthread_create_on_node).
  bool startsThread(llvm::StringRef Function) const;
  /// A call that only passes time, so that a loop of it and an allocation is a loop of the
  /// allocation (cond_resched, msleep, printk).
  bool isDelay(llvm::StringRef Function) const { return Delays.contains(Function); }
  /// A function with a gfp_t parameter that is known to exist and that the rules say nothing of.
  bool isNotModelled(llvm::StringRef Function) const { return NotModelled.contains(Function); }
  /// A function that tells slab memory from vmalloc memory (is_vmalloc_addr).
  bool asksForBacking(llvm::StringRef Function) const { return BackingTests.contains(Function); }
  /// Those that free by address alone.
  llvm::ArrayRef<FreeFunction> freeFunctions() const { return FreeFunctions; }
  /// Null if the function is not one that frees by address alone.
  const FreeFunction *freeFunction(llvm::StringRef Function) const;
  /// The one that a variable's cleanup function frees by, or null.
  const FreeFunction *freeByCleanup(llvm::StringRef Cleanup) const;
  /// The section that nothing may sleep in which a call of \p Function opens or closes, or null.
  const AtomicSection *entersSection(llvm::StringRef Function) const;
  const AtomicSection *leavesSection(llvm::StringRef Function) const;
  /// The section that \p Function opens if it gives true, or that the object it gives holds open.
  const AtomicSection *triesSection(llvm::StringRef Function) const;
  const AtomicSection *guardsSection(llvm::StringRef Function) const;
  llvm::ArrayRef<AtomicSection> atomicSections() const { return AtomicSections; }
  /// By its name \p Function may end its caller's section.
  bool soundsLikeLeaving(llvm::StringRef Function) const;
  /// A macro whose name holds one of these words may give back what it is given, or set it.
  const llvm::StringSet<> &handingWords() const { return HandingWords; }
  /// Changes of the kernel that this release, or the tree it was selected for, has.
  const llvm::StringSet<> &features() const { return Features; }
  /// A macro that decides on nothing a finding hangs on, whatever it is defined as (pr_fmt).
  bool isIdleMacro(llvm::StringRef Macro) const { return IdleMacros.contains(Macro); }
  /// \p Header, a text, lets itself be read again by a macro, if the source wants more of it.
  bool isRereadable(llvm::StringRef Header) const;
  /// A macro that makes the function it is given known to other units, and nothing else of it.
  bool isExportingMacro(llvm::StringRef Macro) const { return ExportingMacros.contains(Macro); }
  /// A header that can be read again declares events by macros whose names hold one of these words,
  /// and events are used by names that do.
  const llvm::StringSet<> &eventWords() const { return EventWords; }
  bool holdsEventWord(llvm::StringRef Text) const;
  /// Where an event happens \p Function, if it was made for events, is called.
  bool isCalledForEvents(llvm::StringRef Function) const;
  /// A source that defines one of these macros makes all that the events it includes consist of.
  const llvm::StringSet<> &eventCreators() const { return EventCreators; }
  /// A named change of behaviour ("cookie-is-delta") has happened in this release.
  bool hasFeature(llvm::StringRef Feature) const;
  /// It allocates or frees memory, and lets go of no lock of its caller's meanwhile.
  bool keepsSections(llvm::StringRef Function) const;
  /// Any name an allocation or scope goes by: the lexical prefilter and the body filter use it.
  bool isKnownName(llvm::StringRef Name) const;

  llvm::ArrayRef<Allocator> allocators() const { return Allocators; }
  llvm::ArrayRef<FlagRule> flags() const { return Flags; }
  /// The flag of allocations that must not fail; empty if the rules name none.
  llvm::StringRef neverFailsFlag() const { return NeverFailing; }
  /// The flags that make a mask sleep; a mask with all of them may.
  const std::vector<std::string> &sleepingFlags() const { return Sleeping; }
  /// Bit I for the I-th of flags(); names of others have no bit.
  uint64_t flagSet(llvm::ArrayRef<std::string> Names) const;
  llvm::ArrayRef<MaskRule> masks() const { return Masks; }
  llvm::ArrayRef<ScopeKind> scopeKinds() const { return Kinds; }
  llvm::ArrayRef<ScopePair> scopePairs() const { return Pairs; }
  llvm::ArrayRef<Verdict> verdicts() const { return Verdicts; }
  llvm::ArrayRef<CheckInfo> checks() const { return Checks; }

  /// \p Name without the suffix that allocation profiling gives to the real function.
  static llvm::StringRef baseName(llvm::StringRef Name);

private:
  friend class RuleBase;
  std::vector<Allocator> Allocators;
  std::vector<FlagRule> Flags;
  std::vector<std::string> Sleeping;
  std::string NeverFailing;
  std::vector<MaskRule> Masks;
  std::vector<MaskFunction> MaskFunctions;
  std::vector<ScopeKind> Kinds;
  std::vector<ScopePair> Pairs;
  std::vector<Verdict> Verdicts;
  std::vector<CheckInfo> Checks;
  llvm::StringSet<> Harmless;
  llvm::StringSet<> ThreadStarters;
  llvm::StringSet<> Delays;
  llvm::StringSet<> BackingTests;
  llvm::StringSet<> NotModelled;
  llvm::StringSet<> LeavingWords;
  llvm::StringSet<> HandingWords;
  llvm::StringSet<> IdleMacros, RereadGuards, ExportingMacros, EventWords, EventCreators,
      EventCalls;
  std::vector<FreeFunction> FreeFunctions;
  llvm::StringSet<> FreeNames; ///< Of these, and what allocators say their memory is freed with.
  std::vector<AtomicSection> AtomicSections;
  llvm::StringSet<> Features;
  llvm::StringMap<unsigned> AllocatorByName, FlagByName, MaskByName, MaskFunctionByName, KindByName,
      SaveByName, RestoreByName, FreeByName, EnterByName, LeaveByName, TryByName, GuardByName;
};

} // namespace gfp

#endif // GFPLINT_RULES_RULESET_H
