//===- TextProgram.cpp - A tree's functions, unparsed ----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/TextProgram.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <set>

using namespace gfp;

void TextProgram::add(unsigned File, bool IsHeader, std::vector<TextFunction> Read) {
  for (TextFunction &Each : Read)
    Functions.push_back({File, IsHeader, std::move(Each)});
}

/// One search through all functions.
class TextProgram::Search {
public:
  explicit Search(const std::vector<Function> &Functions)
      : Functions(Functions), Sleep(Functions.size()) {
    for (unsigned I = 0; I < Functions.size(); ++I)
      if (Functions[I].Text.Name)
        Index.push_back({keyOf(Functions[I]), I});
    llvm::sort(Index);
  }

  Hits find(const SoughtShapes &Asked) {
    Hits Found;
    if (Asked.Sections)
      findSleepers();
    for (const Function &Each : Functions)
      if (!Each.Text.IsMacro && isOfInterest(Each, Asked))
        Found.Own[Each.File].insert(ignoresMask(Each, Asked) ? 0 : Each.Text.Offset);
    if (Asked.Sections)
      for (const Function *Each : followed()) {
        Found.Behind[Each->File].insert(Each->Text.Offset);
        Found.Names.insert(Each->Text.Name);
      }
    return Found;
  }

private:
  /// When a function surely makes an allocation that may sleep.
  enum : unsigned char {
    Always = 1,
    IfMaskLets = 2, ///< It is given the mask.
  };

  static bool isLocal(const Function &Each) {
    return !Each.IsHeader && (Each.Text.IsStatic || Each.Text.IsMacro);
  }
  static uint64_t localKey(uint64_t Name, unsigned File) { return llvm::hash_combine(Name, File); }
  static uint64_t keyOf(const Function &Each) {
    return isLocal(Each) ? localKey(Each.Text.Name, Each.File) : Each.Text.Name;
  }

  llvm::ArrayRef<std::pair<uint64_t, unsigned>> byKey(uint64_t Key) const {
    auto First = llvm::lower_bound(Index, std::pair(Key, 0u));
    auto Last = std::find_if(First, Index.end(), [&](auto Each) { return Each.first != Key; });
    return {Index.data() + (First - Index.begin()), static_cast<size_t>(Last - First)};
  }
  /// What \p Call, of \p Caller, may reach; nothing if it is an allocator's.
  llvm::ArrayRef<std::pair<uint64_t, unsigned>> targets(const Function &Caller,
                                                        const TextFunction::Call &Call) const {
    if (!Call.Callee)
      return {};
    auto Local = byKey(localKey(Call.Callee, Caller.File));
    return !Caller.IsHeader && !Local.empty() ? Local : byKey(Call.Callee);
  }

  /// When \p Call has \p Caller make such an allocation.
  unsigned char sleepsBy(const Function &Caller, const TextFunction::Call &Call) const {
    unsigned char Callee = 0;
    if (!Call.Callee)
      Callee = Call.Flags & TextFunction::ByMask ? IfMaskLets : Always;
    for (auto [Key, I] : targets(Caller, Call))
      Callee |= Sleep[I];
    unsigned char Found = Callee & Always;
    if (Callee & IfMaskLets && !(Call.Flags & TextFunction::Quiet))
      Found |= Call.Flags & TextFunction::HandsOn || Caller.Text.IsMacro ? IfMaskLets : Always;
    return Found;
  }

  void findSleepers() {
    std::vector<std::pair<unsigned, unsigned>> Callers; // Callee, caller.
    for (unsigned I = 0; I < Functions.size(); ++I)
      for (const TextFunction::Call &Call : Functions[I].Text.Calls)
        if (Call.Flags & TextFunction::Surely)
          for (auto [Key, Target] : targets(Functions[I], Call))
            Callers.emplace_back(Target, I);
    llvm::sort(Callers);
    std::vector<unsigned> Work;
    for (unsigned I = 0; I < Functions.size(); ++I)
      update(I, Work);
    while (!Work.empty()) {
      unsigned I = Work.back();
      Work.pop_back();
      for (auto Each = llvm::lower_bound(Callers, std::pair(I, 0u));
           Each != Callers.end() && Each->first == I; ++Each)
        update(Each->second, Work);
    }
  }

  void update(unsigned I, std::vector<unsigned> &Work) {
    unsigned char Found = 0;
    for (const TextFunction::Call &Call : Functions[I].Text.Calls)
      if (Call.Flags & TextFunction::Surely)
        Found |= sleepsBy(Functions[I], Call);
    if (Found == Sleep[I])
      return;
    Sleep[I] = Found;
    Work.push_back(I);
  }

  /// What takes its address counts, too, wherever in its file.
  static bool ignoresMask(const Function &Each, const SoughtShapes &Asked) {
    return Asked.Masks && Each.Text.IgnoresMask &&
           llvm::any_of(Each.Text.Calls, [](const TextFunction::Call &Call) {
             return Call.Flags & TextFunction::Allocates;
           });
  }

  bool isOfInterest(const Function &Each, const SoughtShapes &Asked) {
    bool Found = (Asked.Pairs && Each.Text.AllocatesBoth) || ignoresMask(Each, Asked);
    for (const TextFunction::Call &Call : Each.Text.Calls) {
      Found |= Asked.Retries && Call.Flags & TextFunction::Repeats &&
               !(Call.Flags & TextFunction::Quiet);
      if (Asked.Sections && !Each.Text.RunsAtBoot && Call.Flags & TextFunction::InSection &&
          !endsSection(Each, Call) && sleepsBy(Each, Call) & Always) {
        Found = true;
        ask(Each, Call);
      }
    }
    return Found;
  }

  /// Its name says so, and it is no macro: that is not what is called in the end.
  bool endsSection(const Function &Caller, const TextFunction::Call &Call) const {
    return Call.Flags & TextFunction::Leaves &&
           llvm::none_of(targets(Caller, Call),
                         [&](auto Each) { return Functions[Each.second].Text.IsMacro; });
  }

  void ask(const Function &Caller, const TextFunction::Call &Call) {
    if (Seen.empty())
      Seen.resize(Functions.size());
    // If one of several does not sleep, nothing is said of the name.
    for (auto [Key, I] : targets(Caller, Call))
      if (!Seen.test(I)) {
        Seen.set(I);
        Open.push_back(I);
      }
  }

  /// The functions of sources that were asked for, and those that these call in their turn.
  std::vector<const Function *> followed() {
    std::vector<const Function *> Found;
    while (!Open.empty()) {
      const Function &Next = Functions[Open.back()];
      Open.pop_back();
      if (!Next.IsHeader && !Next.Text.IsMacro)
        Found.push_back(&Next);
      for (const TextFunction::Call &Call : Next.Text.Calls)
        if (Call.Flags & TextFunction::Surely && sleepsBy(Next, Call))
          ask(Next, Call);
    }
    return Found;
  }

  const std::vector<Function> &Functions;
  std::vector<std::pair<uint64_t, unsigned>> Index;
  std::vector<unsigned char> Sleep;
  llvm::BitVector Seen;
  std::vector<unsigned> Open;
};

TextProgram::Hits TextProgram::find(const SoughtShapes &Asked) const {
  return Search(Functions).find(Asked);
}
