//===- RuleBase.cpp - rules/*.yaml, loaded and validated ----------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Rules/RuleBase.h"
#include "Rules/BuiltinRules.h"
#include "Rules/RuleFile.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace gfp;
using llvm::StringRef;

struct RuleBase::Impl {
  RuleFile Rules;
  std::vector<Feature> Features;

  explicit Impl(RuleFile R) : Rules(std::move(R)) {
    for (const auto &E : Rules.Features)
      Features.push_back(E.Value);
  }
};

namespace {

using Text = std::pair<std::string, std::string>;

llvm::Expected<RuleFile> parseAll(llvm::ArrayRef<Text> Files) {
  RuleFile All;
  for (const auto &[Name, Content] : Files) {
    llvm::Expected<RuleFile> One = parseRuleFile(Name, Content);
    if (!One)
      return One.takeError();
    All.append(std::move(*One));
  }
  return All;
}

llvm::Expected<RuleFile> parseBuiltin() {
  std::vector<Text> Files;
  for (const BuiltinRuleFile &F : builtinRuleFiles())
    if (F.Name != Backing::RulesFile)
      Files.emplace_back(F.Name.str(), F.Text.str());
  return parseAll(Files);
}

/// Every *.yaml file of \p Dir, by name.
llvm::Expected<std::vector<Text>> readDirectory(StringRef Dir) {
  std::vector<std::string> Paths;
  std::error_code Ec;
  for (llvm::sys::fs::directory_iterator It(Dir, Ec), End; !Ec && It != End; It.increment(Ec))
    if (llvm::sys::path::extension(It->path()) == ".yaml")
      Paths.push_back(It->path());
  if (Ec)
    return llvm::createStringError(Ec, Dir + ": " + Ec.message());
  llvm::sort(Paths);

  std::vector<Text> Files;
  for (const std::string &Path : Paths) {
    auto Buffer = llvm::MemoryBuffer::getFile(Path);
    if (!Buffer)
      return llvm::createStringError(Buffer.getError(), Path + ": " + Buffer.getError().message());
    Files.emplace_back(Path, (*Buffer)->getBuffer().str());
  }
  return Files;
}

/// Which entries hold for one release.
class Selection {
public:
  Selection(const RuleFile &Rules, KernelRelease Release, const ProbeTree &Probe)
      : Release(Release) {
    for (const auto &E : Rules.Features)
      if (hasHappened(E.Value, Probe))
        Features.insert(E.Value.Name);
  }

  bool holds(const Span &S) const {
    return (S.Since.isOpen() || reached(S.Since)) && (S.Until.isOpen() || !reached(S.Until));
  }

  /// The values of the entries of \p List that hold, and where each name is.
  template <class T>
  std::vector<T> pick(const std::vector<Entry<T>> &List, llvm::StringMap<unsigned> *ByName) const {
    std::vector<T> Picked;
    for (const Entry<T> &E : List) {
      if (!holds(E.When))
        continue;
      // Probing can make ranges meet that are apart by number: the first entry then stands.
      if (ByName && !ByName->try_emplace(keyOf(E.Value), Picked.size()).second)
        continue;
      Picked.push_back(E.Value);
    }
    return Picked;
  }

  llvm::StringSet<> Features;

private:
  KernelRelease Release;

  bool hasHappened(const Feature &F, const ProbeTree &Probe) const {
    if (Probe && F.Probe) {
      std::optional<bool> Found = Probe(*F.Probe);
      if (Found && (*Found || F.Probe->AbsenceTells))
        return *Found;
    }
    return F.Since <= Release && (!F.Until || Release < *F.Until);
  }

  bool reached(const Bound &B) const {
    return B.Release ? *B.Release <= Release : Features.contains(B.Feature);
  }
};

/// Makes flags out of lists that name flags and masks.
class Expander {
public:
  Expander(const std::vector<Entry<MaskRule>> &All, const std::vector<MaskRule> &Masks,
           const llvm::StringMap<unsigned> &MaskByName, const llvm::StringMap<unsigned> &FlagByName)
      : Masks(Masks), MaskByName(MaskByName), FlagByName(FlagByName) {
    for (const Entry<MaskRule> &E : All)
      MaskNames.insert(E.Value.Name);
  }

  /// The flags of \p List that the release has, each once.
  std::vector<std::string> operator()(const std::vector<std::string> &List) const {
    std::vector<std::string> Out;
    add(List, Out);
    return Out;
  }

  /// The release lacks something that \p List names.
  bool lacksAny(const std::vector<std::string> &List) const {
    return llvm::any_of(List, [this](const std::string &Name) {
      return MaskNames.contains(Name) ? !MaskByName.contains(Name) : !FlagByName.contains(Name);
    });
  }

private:
  const std::vector<MaskRule> &Masks;
  const llvm::StringMap<unsigned> &MaskByName;
  const llvm::StringMap<unsigned> &FlagByName;
  llvm::StringSet<> MaskNames;

  void add(const std::vector<std::string> &List, std::vector<std::string> &Out) const {
    for (const std::string &Name : List) {
      if (auto It = MaskByName.find(Name); It != MaskByName.end())
        add(Masks[It->second].Flags, Out); // Ends: validate() refuses circles.
      else if (FlagByName.contains(Name) && !llvm::is_contained(Out, Name))
        Out.push_back(Name);
    }
  }
};

/// Resolves the flags of \p V. False if the release lacks a flag \p V asks for, so that no mask can
/// meet it.
bool expandVerdict(Verdict &V, const Expander &Expand) {
  if (Expand.lacksAny(V.Has))
    return false;
  bool AsksForAny = !V.HasAny.empty();
  // A flag the release does not have is clear in every mask.
  if (Expand.lacksAny(V.LacksAny))
    V.LacksAny.clear();
  for (auto *List : {&V.Has, &V.HasAny, &V.Lacks, &V.LacksAny, &V.Supported})
    *List = Expand(*List);
  return !AsksForAny || !V.HasAny.empty();
}

} // namespace

RuleBase::RuleBase() : P(std::make_unique<Impl>(RuleFile())) {}
RuleBase::RuleBase(std::unique_ptr<Impl> P) : P(std::move(P)) {}
RuleBase::~RuleBase() = default;
RuleBase::RuleBase(RuleBase &&) = default;
RuleBase &RuleBase::operator=(RuleBase &&) = default;

llvm::Expected<RuleBase> RuleBase::checked(std::unique_ptr<Impl> P) {
  if (llvm::Error E = validate(P->Rules))
    return E;
  return RuleBase(std::move(P));
}

llvm::Expected<RuleBase> RuleBase::builtin() {
  llvm::Expected<RuleFile> Rules = parseBuiltin();
  if (!Rules)
    return Rules.takeError();
  return checked(std::make_unique<Impl>(std::move(*Rules)));
}

llvm::Expected<RuleBase> RuleBase::withDirectory(StringRef Dir) {
  llvm::Expected<RuleFile> Rules = parseBuiltin();
  if (!Rules)
    return Rules.takeError();
  llvm::Expected<std::vector<Text>> Files = readDirectory(Dir);
  if (!Files)
    return Files.takeError();
  llvm::Expected<RuleFile> Users = parseAll(*Files);
  if (!Users)
    return Users.takeError();
  Rules->replaceWith(std::move(*Users));
  return checked(std::make_unique<Impl>(std::move(*Rules)));
}

llvm::Expected<RuleBase> RuleBase::fromTexts(llvm::ArrayRef<Text> Files) {
  llvm::Expected<RuleFile> Rules = parseAll(Files);
  if (!Rules)
    return Rules.takeError();
  return checked(std::make_unique<Impl>(std::move(*Rules)));
}

RuleSet RuleBase::select(KernelRelease Release, const ProbeTree &Probe) const {
  const RuleFile &All = P->Rules;
  Selection Now(All, Release, Probe);

  RuleSet S;
  S.Release = Release;
  S.Flags = Now.pick(All.Flags, &S.FlagByName);
  for (const FlagRule &Flag : S.Flags)
    if (Flag.Sleeps)
      S.Sleeping.push_back(Flag.Name);
    else if (Flag.NeverFails)
      S.NeverFailing = Flag.Name;
  S.Masks = Now.pick(All.Masks, &S.MaskByName);
  S.MaskFunctions = Now.pick(All.MaskFunctions, &S.MaskFunctionByName);
  S.Allocators = Now.pick(All.Allocators, &S.AllocatorByName);
  S.Kinds = Now.pick(All.Kinds, &S.KindByName);
  S.Pairs = Now.pick(All.Pairs, &S.SaveByName);
  S.Checks = Now.pick(All.Checks, nullptr);
  for (unsigned I = 0; I < S.Pairs.size(); ++I)
    S.RestoreByName.try_emplace(S.Pairs[I].Restore, I);

  std::vector<MaskRule> Written = S.Masks;
  Expander Expand(All.Masks, Written, S.MaskByName, S.FlagByName);
  for (MaskRule &M : S.Masks)
    M.Flags = Expand(M.Flags);
  for (Allocator &A : S.Allocators) {
    A.ImplicitFlags = Expand(A.ImplicitFlags);
    A.AddedFlags = Expand(A.AddedFlags);
    if (!S.AllocatorByName.contains(A.MaskVariant))
      A.MaskVariant.clear();
  }
  for (ScopeKind &K : S.Kinds)
    K.Clears = Expand(K.Clears);
  for (Verdict &V : Now.pick(All.Verdicts, nullptr))
    if (expandVerdict(V, Expand))
      S.Verdicts.push_back(std::move(V));

  S.FreeFunctions = Now.pick(All.FreeFunctions, &S.FreeByName);
  for (const FreeFunction &Free : S.FreeFunctions)
    S.FreeNames.insert(Free.Name);
  for (const Allocator &A : S.Allocators)
    S.FreeNames.insert(A.Frees.begin(), A.Frees.end());
  S.AtomicSections = Now.pick(All.AtomicSections, nullptr);
  for (unsigned I = 0; I < S.AtomicSections.size(); ++I) {
    const AtomicSection &Section = S.AtomicSections[I];
    for (const auto &[Names, Index] :
         {std::pair(&Section.Enter, &S.EnterByName), std::pair(&Section.Leave, &S.LeaveByName),
          std::pair(&Section.TryEnter, &S.TryByName), std::pair(&Section.Guards, &S.GuardByName)})
      for (const std::string &Name : *Names)
        Index->try_emplace(Name, I);
  }
  for (const auto &[From, To] :
       {std::pair(&All.Harmless, &S.Harmless), std::pair(&All.ThreadStarters, &S.ThreadStarters),
        std::pair(&All.Delays, &S.Delays), std::pair(&All.BackingTests, &S.BackingTests),
        std::pair(&All.NotModelled, &S.NotModelled), std::pair(&All.LeavingWords, &S.LeavingWords),
        std::pair(&All.HandingWords, &S.HandingWords), std::pair(&All.IdleMacros, &S.IdleMacros),
        std::pair(&All.RereadGuards, &S.RereadGuards),
        std::pair(&All.ExportingMacros, &S.ExportingMacros),
        std::pair(&All.EventWords, &S.EventWords), std::pair(&All.EventCreators, &S.EventCreators),
        std::pair(&All.EventCalls, &S.EventCalls)})
    for (const Entry<FunctionGroup> &E : *From)
      if (Now.holds(E.When))
        for (const std::string &Name : E.Value.Functions)
          To->insert(Name);
  S.Features = std::move(Now.Features);
  return S;
}

llvm::ArrayRef<Feature> RuleBase::features() const { return P->Features; }

KernelRelease RuleBase::newest() const {
  KernelRelease Newest;
  RuleFile::forEachList(P->Rules, P->Rules, [&](const auto &List, const auto &) {
    for (const auto &E : List)
      for (const Bound *B : {&E.When.Since, &E.When.Until})
        if (B->Release)
          Newest = std::max(Newest, *B->Release);
  });
  return Newest;
}
