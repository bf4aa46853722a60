//===- SourceReduction.cpp - Sources without what cannot matter -----===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/SourceReduction.h"
#include "Engine/Identifiers.h"
#include "Engine/SourceParts.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/xxhash.h"
#include <vector>

using namespace gfp;
using llvm::StringRef;

namespace {

/// What a name stands for: who mentions it has to do with that.
enum Lead : unsigned {
  ToMask = 1, ///< A mask that is handed to it is looked at.
  ToAny = 2,
  Pointer = 4 ///< A field with a function.
};

/// Names that look as if they were called in a scope, `if` among them.
constexpr size_t MostCallees = 8;

/// As good as every source has it.
bool isCommon(StringRef Name) {
  static const llvm::StringSet<> Known = {"struct", "union", "enum",  "void", "char", "short",
                                          "int",    "long",  "const", "bool", "NULL", "unsigned"};
  return Known.contains(Name);
}

/// Which parts of one source have to do with what is looked for.
class Connections {
public:
  Connections(const SourceParts &Source, const SourceSurroundings &Around)
      : Source(Source), Around(Around), Kept(Source.parts().size()), Saves(Kept.size()),
        Restores(Kept.size()), Opening(Kept.size()),
        First(Kept.size() + 1, Source.mentions().size()) {
    for (unsigned I = Source.mentions().size(); I-- > 0;) {
      const SourceMention &Each = Source.mentions()[I];
      First[Each.Part] = I;
      Mentions[Each.Name].push_back(I);
    }
    for (unsigned Part = Kept.size(); Part-- > 0;) {
      First[Part] = std::min(First[Part], First[Part + 1]);
      if (Source.parts()[Part].Is != SourcePart::Statement)
        for (StringRef Name : Source.parts()[Part].Names)
          Parts[Name].push_back(Part);
    }
    followNames();
    joinNames();
  }

  /// \p Seed is at \p Mention.
  void begin(const SourceMention &Mention, SourceSeed::Kind Seed) {
    if ((Seed == SourceSeed::Alone || Seed == SourceSeed::WithCallees) &&
        Source.parts()[Mention.Part].Is == SourcePart::Function) {
      Kept[Mention.Part] = true;
      if (Seed == SourceSeed::WithCallees)
        Left.push_back(Mention.Part);
      return;
    }
    bool IsHalf = Seed == SourceSeed::Save || Seed == SourceSeed::Restore;
    HasScopes |= IsHalf;
    if (!IsHalf || Source.parts()[Mention.Part].Is != SourcePart::Function)
      return reach(Mention, Seed == SourceSeed::Mask ? ToMask : ToAny);
    Kept[Mention.Part] = true;
    if (Saves[Mention.Part] || Restores[Mention.Part])
      keepCallees(Mention);
    (Seed == SourceSeed::Save ? Saves : Restores)[Mention.Part] = Opening[Mention.Part] = true;
    LastHalf = &Mention;
  }

  /// Goes on from where it began, and keeps what is wanted with what that mentions. False if it
  /// cannot tell.
  bool close() {
    for (unsigned Part = 0; Part < Kept.size(); ++Part)
      if ((Saves[Part] || Restores[Part]) &&
          !(Saves[Part] && Restores[Part] && Source.parts()[Part].Plain))
        reachNames(Part, ToAny);
    while (!Work.empty()) {
      auto [Name, Why] = Work.back();
      Work.pop_back();
      const Lead From = Why == Pointer ? ToMask : Why;
      for (unsigned I : Mentions.lookup(Name))
        reach(Source.mentions()[I], From);
      for (unsigned Part : Joining.lookup(Name)) {
        // Whether it is called there is not to be seen.
        Lost |= takesMask(Name);
        reach({.Name = Name, .Part = Part, .Field = "", .Called = true}, From);
      }
    }
    keepWanted();
    return !Lost;
  }

  /// Functions only this file can call, of which those who call them have to do with it.
  llvm::StringSet<> leaders() const {
    llvm::StringSet<> Found;
    for (unsigned Part = 0; Part < Kept.size(); ++Part)
      if (const SourcePart &Each = Source.parts()[Part];
          Each.Is == SourcePart::Function && Each.IsStatic)
        for (StringRef Name : Each.Names)
          if (Seen.lookup(Name)) {
            Found.insert(Name);
            for (StringRef Other : OtherNames.lookup(Part))
              Found.insert(Other);
          }
    return Found;
  }

  bool isKept(unsigned Part) const { return Kept[Part]; }

private:
  /// \p Part may be known by \p Name, which it is not spelled with.
  void alsoKnownAs(unsigned Part, StringRef Name) {
    if (!isCommon(Name))
      OtherNames[Part].push_back(Name);
  }

  /// What \p Macro may stand for.
  std::vector<StringRef> meaningsOf(unsigned Macro) const {
    std::vector<StringRef> Names;
    for (const SourceMention &Each : mentionsIn(Macro))
      if (!isKeyword(Each.Name) && !llvm::is_contained(Source.parts()[Macro].Parameters, Each.Name))
        Names.push_back(Each.Name);
    return Names;
  }

  /// A macro of a function's name may give that another one, and may be there instead of it.
  void followNames() {
    for (const auto &[Name, Alike] : Parts) {
      std::vector<StringRef> Meanings;
      for (unsigned Part : Alike)
        if (Source.parts()[Part].Is == SourcePart::Macro)
          llvm::append_range(Meanings, meaningsOf(Part));
      for (unsigned Part : Alike)
        if (Source.parts()[Part].Is == SourcePart::Function)
          for (StringRef Other : Meanings)
            alsoKnownAs(Part, Other);
    }
  }

  /// What a macro joins is both: what it defines, and what it mentions.
  void joinNames() {
    auto join = [&](const JoinedName &Joined, StringRef Name) {
      if (!Joined.mayBe(Name))
        return;
      alsoKnownAs(Joined.Part, Name);
      Joining[Name].push_back(Joined.Part);
    };
    for (const JoinedName &Joined : Source.joinedNames()) {
      for (StringRef Name : Mentions.keys())
        join(Joined, Name);
      for (StringRef Name : Parts.keys())
        if (!Mentions.contains(Name))
          join(Joined, Name);
    }
    for (const auto &[Part, Names] : OtherNames)
      for (StringRef Name : Names)
        Parts[Name].push_back(Part);
  }

  llvm::ArrayRef<SourceMention> mentionsIn(unsigned Part) const {
    return Source.mentions().slice(First[Part], First[Part + 1] - First[Part]);
  }

  void reach(StringRef Name, Lead Why) {
    if (isCommon(Name))
      return;
    unsigned &Known = Seen[Name];
    if ((Known & Why) == Why)
      return;
    Known |= Why;
    Work.push_back({Name, Why});
  }

  void reachNames(unsigned Part, Lead Why) {
    for (StringRef Name : Source.parts()[Part].Names)
      reach(Name, Why);
    for (StringRef Name : OtherNames.lookup(Part))
      reach(Name, Why);
  }

  /// What \p Mention is of counts, because of \p Why.
  void reach(const SourceMention &Mention, Lead Why) {
    const SourcePart &Part = Source.parts()[Mention.Part];
    if (!Mention.Called && !Mention.InHead && takesMask(Mention.Name))
      reachPointer(Mention);
    switch (Part.Is) {
    case SourcePart::Function:
      Kept[Mention.Part] = true;
      if (Why == ToAny)
        Opening[Mention.Part] = true;
      // Who does not get a mask has none to hand on.
      if (Why == ToAny || Part.TakesMask || !Part.Plain)
        reachNames(Mention.Part, Part.Plain ? Why : ToAny);
      return;
    case SourcePart::Macro:
      return reachNames(Mention.Part, Why);
    case SourcePart::Statement:
      if (!Mention.InHead && !Mention.InBraces)
        reachNames(Mention.Part, Why);
      if (Part.IsMade && Mention.InParens)
        for (const SourceMention &Other : mentionsIn(Mention.Part))
          if (Other.InParens)
            reach(Other.Name, ToAny);
    }
  }

  bool takesMask(StringRef Function) const {
    return llvm::any_of(Parts.lookup(Function),
                        [&](unsigned Part) { return Source.parts()[Part].TakesMask; });
  }

  /// A function's address goes where \p Mention says; masks may be handed to it from there.
  void reachPointer(const SourceMention &Mention) {
    if (!Mention.Field.empty())
      return reach(Mention.Field, Pointer);
    const SourcePart &Part = Source.parts()[Mention.Part];
    Lost |= !Part.IsMade || !Around.Exports(mentionsIn(Mention.Part).front().Name);
  }

  /// What is called between two halves of a scope will be asked for if it is not much: that saves
  /// a second reading.
  void keepCallees(const SourceMention &Second) {
    llvm::StringSet<> Names;
    for (const SourceMention *At = LastHalf + 1; At < &Second; ++At)
      if (At->Called)
        Names.insert(At->Name);
    if (Names.size() > MostCallees)
      return;
    for (const auto &Name : Names)
      llvm::append_range(Left, Parts.lookup(Name.getKey()));
  }

  /// Calls \p Visit with each of \p From, all that they mention, and what that does.
  void walk(std::vector<unsigned> From, llvm::function_ref<void(unsigned)> Visit) const {
    std::vector<bool> Walked(Kept.size());
    auto add = [&](StringRef Name) {
      if (auto Found = Parts.find(Name); Found != Parts.end())
        llvm::append_range(From, Found->second);
    };
    while (!From.empty()) {
      unsigned Part = From.back();
      From.pop_back();
      if (Walked[Part])
        continue;
      Walked[Part] = true;
      Visit(Part);
      for (const SourceMention &Each : mentionsIn(Part))
        add(Each.Name);
      llvm::for_each(OtherNames.lookup(Part), add);
    }
  }

  void keepWanted() {
    std::vector<unsigned> WithScopes;
    for (unsigned Part = 0; Part < Kept.size(); ++Part) {
      if (HasScopes && Opening[Part])
        WithScopes.push_back(Part);
      if (llvm::any_of(Source.parts()[Part].Names, Around.IsWanted) ||
          llvm::any_of(OtherNames.lookup(Part), Around.IsWanted))
        Left.push_back(Part);
    }
    // What gets a mask may be an allocator, to those in the scope.
    walk(std::move(WithScopes), [&](unsigned Part) {
      if (Source.parts()[Part].TakesMask)
        Kept[Part] = true;
    });
    walk(std::move(Left), [&](unsigned Part) { Kept[Part] = true; });
  }

  const SourceParts &Source;
  const SourceSurroundings &Around;
  std::vector<bool> Kept;
  std::vector<bool> Saves, Restores; ///< Parts with halves of scopes.
  std::vector<bool> Opening;         ///< They have these, or may call what has.
  bool HasScopes = false;
  std::vector<unsigned> First; ///< Of each part, the first mention.
  llvm::StringMap<std::vector<unsigned>> Mentions;
  llvm::StringMap<std::vector<unsigned>> Parts; ///< Functions and macros.
  /// What parts are known by besides; the parts that join each name.
  llvm::DenseMap<unsigned, std::vector<StringRef>> OtherNames;
  llvm::StringMap<std::vector<unsigned>> Joining;
  llvm::StringMap<unsigned> Seen;
  std::vector<std::pair<StringRef, Lead>> Work;
  std::vector<unsigned> Left; ///< To be kept with all they call.
  const SourceMention *LastHalf = nullptr;
  bool Lost = false;
};

/// Leaves of \p Function a declaration.
void takeOut(const SourcePart &Function, std::string &Text) {
  for (size_t At = Function.Open; At < Function.End; ++At)
    if (Text[At] != '\n')
      Text[At] = ' ';
  Text[Function.Open] = ';';
}

} // namespace

ReducedSource gfp::reduceSource(StringRef Text, llvm::ArrayRef<SourceSeed> Seeds,
                                const SourceSurroundings &Around) {
  const SourceParts Source(Text);
  if (Source.odd() || Source.makesAnyName())
    return {};
  Connections Parts(Source, Around);
  for (const SourceSeed &Seed : Seeds) {
    auto Found = llvm::partition_point(Source.mentions(), [&](const SourceMention &Each) {
      return Each.Name.begin() < Text.begin() + Seed.Offset;
    });
    if (Found != Source.mentions().end() && Found->Name.begin() == Text.begin() + Seed.Offset)
      Parts.begin(*Found, Seed.Is);
  }
  if (!Parts.close())
    return {};
  if (llvm::StringSet<> Leaders = Parts.leaders();
      !Leaders.empty() && Around.InHeaders(Source.ownHeaders(), Leaders))
    return {};

  ReducedSource Reduced;
  std::vector<uint8_t> Gone;
  for (unsigned I = 0; I < Source.parts().size(); ++I) {
    const SourcePart &Part = Source.parts()[I];
    bool Leaves = Part.Is == SourcePart::Function && Part.Removable && !Parts.isKept(I);
    Gone.push_back(Leaves);
    if (!Leaves)
      continue;
    if (Reduced.Text.empty())
      Reduced.Text = Text.str();
    takeOut(Part, Reduced.Text);
    for (StringRef Name : Part.Names)
      Reduced.Functions[Name].push_back(Part.Open);
  }
  if (!Reduced.Text.empty())
    Reduced.Digest = llvm::xxh3_64bits(Gone) | 1;
  return Reduced;
}

bool gfp::mayCall(StringRef Header, const llvm::StringSet<> &Functions) {
  const SourceParts Source(Header);
  return Source.isCutShort() || llvm::any_of(Source.mentions(), [&](const SourceMention &Each) {
           if (!Functions.contains(Each.Name))
             return false;
           const SourcePart &Part = Source.parts()[Each.Part];
           if (Part.Is == SourcePart::Function)
             return Each.InBraces;
           // Of statements, what has a value or is made by a macro.
           return Part.Is == SourcePart::Macro || Part.IsMade || !Part.Names.empty();
         });
}
