//===- RuleValidation.cpp - Are the rules consistent? -------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Rules/RuleFile.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include <limits>

using namespace gfp;
using llvm::StringRef;
using llvm::Twine;

namespace {

using Names = llvm::ArrayRef<std::string>;

/// Looks at every entry and keeps the first complaint.
class Validator {
public:
  explicit Validator(const RuleFile &Rules) : Rules(Rules) {
    for (const auto &E : Rules.Flags)
      Flags.insert(E.Value.Name);
    for (const auto &E : Rules.Masks)
      MaskFlags.try_emplace(E.Value.Name, E.Value.Flags);
    for (const auto &E : Rules.Allocators)
      Allocators.insert(E.Value.Name);
    for (const auto &E : Rules.Kinds)
      Kinds.insert(E.Value.Kind);
    for (const auto &E : Rules.Checks)
      Checks.insert(E.Value.Name);
  }

  llvm::Error run() {
    RuleFile::forEachList(Rules, Rules, [this](const auto &List, const auto &) { lookAt(List); });
    if (!Failed)
      return llvm::Error::success();
    return Failed->error(Reason);
  }

private:
  const RuleFile &Rules;
  llvm::StringSet<> Flags, Allocators, Kinds, Checks;
  llvm::StringMap<Names> MaskFlags;
  std::optional<Where> Failed;
  std::string Reason;

  void fail(const Where &At, const Twine &Why) {
    if (Failed)
      return;
    Failed = At;
    Reason = Why.str();
  }

  void check(const FreeFunction &V, const Where &At) {
    if (V.Accepts.empty())
      fail(At, "'" + V.Name + "' accepts no backing");
    constexpr size_t Most = std::numeric_limits<FreeSet>::digits;
    if (Rules.FreeFunctions.size() > Most && &V == &Rules.FreeFunctions[Most].Value)
      fail(At, "more than " + Twine(Most) + " functions that free");
  }

  void check(const AtomicSection &V, const Where &At) {
    if (V.Enter.empty() || V.Leave.empty())
      fail(At, "'" + V.Kind + "' needs functions that enter and that leave it");
  }

  template <class T> void lookAt(const std::vector<Entry<T>> &List) {
    llvm::StringMap<std::vector<const Entry<T> *>> Seen;
    for (const Entry<T> &E : List) {
      checkSpan(E.When, E.At);
      check(E.Value, E.At);
      if constexpr (!std::is_same_v<T, FunctionGroup>) {
        StringRef Key = keyOf(E.Value);
        if (Key.empty())
          fail(E.At, "an entry without a name");
        for (const Entry<T> *Other : Seen[Key])
          if (std::is_same_v<T, Feature> || Rules.overlap(Other->When, E.When))
            fail(E.At, "'" + Key + "' is there twice for the same releases: see " + Other->At.File +
                           ":" + Twine(Other->At.Line));
        Seen[Key].push_back(&E);
      }
    }
  }

  void checkSpan(const Span &S, const Where &At) {
    for (const Bound *B : {&S.Since, &S.Until})
      if (!B->Feature.empty() && !Rules.feature(B->Feature))
        fail(At, "unknown feature '" + B->Feature + "'");
    std::optional<KernelRelease> Since = Rules.release(S.Since), Until = Rules.release(S.Until);
    if (Since && Until && *Until <= *Since)
      fail(At, "until " + Until->str() + " is not after since " + Since->str());
  }

  void needSource(const std::string &Source, const Where &At) {
    if (StringRef(Source).trim().empty())
      fail(At, "the source is empty");
  }

  void needFlags(Names List, const Where &At) {
    for (const std::string &Name : List)
      if (!Flags.contains(Name) && !MaskFlags.contains(Name))
        fail(At, "unknown flag '" + Name + "'");
  }

  void needAllocators(Names List, const Where &At) {
    for (const std::string &Name : List)
      if (!Allocators.contains(Name))
        fail(At, "unknown allocator '" + Name + "'");
  }

  void needKind(const std::string &Kind, const Where &At) {
    if (!Kinds.contains(Kind))
      fail(At, "unknown scope kind '" + Kind + "'");
  }

  void needLevel(unsigned Level, const Where &At) {
    if (Level > 2)
      fail(At, "there is no level " + Twine(Level) + ": 0, 1 or 2");
  }

  /// Is \p Mask among the masks that \p List is made of?
  bool leadsTo(Names List, StringRef Mask, llvm::StringSet<> &Seen) {
    for (const std::string &Name : List) {
      if (Name == Mask)
        return true;
      auto It = MaskFlags.find(Name);
      if (It != MaskFlags.end() && Seen.insert(Name).second && leadsTo(It->second, Mask, Seen))
        return true;
    }
    return false;
  }

  void check(const FlagRule &V, const Where &At) { needSource(V.Source, At); }

  void check(const MaskRule &V, const Where &At) {
    needSource(V.Source, At);
    needFlags(V.Flags, At);
    llvm::StringSet<> Seen;
    if (leadsTo(V.Flags, V.Name, Seen))
      fail(At, "mask '" + V.Name + "' is made of itself");
  }

  void check(const MaskFunction &V, const Where &At) { needSource(V.Source, At); }

  void check(const Allocator &V, const Where &At) {
    needSource(V.Source, At);
    needFlags(V.ImplicitFlags, At);
    needFlags(V.AddedFlags, At);
    if (!V.MaskVariant.empty())
      needAllocators(V.MaskVariant, At);
    if (V.CountArg && !V.SizeArg)
      fail(At, "'" + V.Name + "' has a count but no size");
  }

  void check(const ScopeKind &V, const Where &At) {
    needSource(V.Source, At);
    needFlags(V.Clears, At);
    for (const std::string &Kind : V.Subsumes)
      needKind(Kind, At);
  }

  void check(const ScopePair &V, const Where &At) {
    needSource(V.Source, At);
    if (V.Restore.empty())
      fail(At, "'" + V.Save + "' has no restore");
    if (V.Kind.empty() == !V.FlagsArg)
      fail(At, "'" + V.Save + "' needs either a kind or a flags-arg");
    if (!V.Kind.empty())
      needKind(V.Kind, At);
  }

  void check(const FunctionGroup &V, const Where &At) {
    needSource(V.Source, At);
    if (V.Functions.empty() || llvm::is_contained(V.Functions, ""))
      fail(At, "a group without functions, or with one that has no name");
  }

  void check(const Feature &V, const Where &At) {
    needSource(V.Source, At);
    if (V.Since == KernelRelease())
      fail(At, "'" + V.Name + "' must begin with a release");
    if (V.Probe && (V.Probe->File.empty() || V.Probe->Contains.empty()))
      fail(At, "the probe of '" + V.Name + "' needs a file and a word");
  }

  void check(const Verdict &V, const Where &At) {
    needSource(V.Source, At);
    if (!Checks.contains(V.Check))
      fail(At, "unknown check '" + V.Check + "'");
    if (V.Backings.empty())
      fail(At, "'" + V.Name + "' has no backing");
    needAllocators(V.Allocators, At);
    needAllocators(V.Except, At);
    for (const auto *List : {&V.Has, &V.HasAny, &V.Lacks, &V.LacksAny, &V.Supported})
      needFlags(*List, At);
    needLevel(V.Level, At);
    if (StringRef(V.Says).trim().empty())
      fail(At, "'" + V.Name + "' says nothing");
  }

  void check(const CheckInfo &V, const Where &At) {
    needLevel(V.Level, At);
    if (StringRef(V.Summary).trim().empty())
      fail(At, "check '" + V.Name + "' has no summary");
  }
};

} // namespace

llvm::Error gfp::validate(const RuleFile &Rules) { return Validator(Rules).run(); }
