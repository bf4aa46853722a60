//===- TextFunctions.cpp - The functions of a file's text ------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/TextFunctions.h"
#include "Engine/Identifiers.h"
#include "Engine/SourceParts.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/xxhash.h"
#include <optional>

using namespace gfp;
using llvm::StringRef;

uint64_t TextFunction::hashOf(StringRef Name) {
  uint64_t Hash = llvm::xxh3_64bits(Name);
  return Hash ? Hash : 1;
}

TextFunctionReader::TextFunctionReader(const RuleSet &Rules, const SectionNames &Sections,
                                       const llvm::StringSet<> &AllocationMacros)
    : Rules(Rules), Sections(Sections), AllocationMacros(AllocationMacros) {
  const uint64_t Sleeping = Rules.flagSet(Rules.sleepingFlags());
  for (const MaskRule &Mask : Rules.masks())
    if ((Rules.flagSet(Mask.Flags) & Sleeping) == Sleeping)
      CanSleep.insert(Mask.Name);
    else if (Mask.Context)
      CannotSleep.insert(Mask.Name);
  for (const std::string &Flag : Rules.sleepingFlags())
    CanSleep.insert(Flag);
}

/// One file that is read.
class TextFunctionReader::File {
public:
  File(const TextFunctionReader &Reads, StringRef Text)
      : Reads(Reads), Text(Text), Parts(Text), Sections(SectionNames::above(Reads.Sections)) {
    if (Parts.isCutShort()) {
      Definitions = SourceParts::definitionsIn(Text);
      MacroParts.emplace(Definitions);
    }
    while (Sections.takeMacros(macros()))
      ;
    findAllocationMacros();
  }

  std::vector<TextFunction> read() {
    macros().forEach(SourcePart::Macro,
                     [&](const SourcePart &Part, auto Mentions) { macro(Part, Mentions); });
    if (Parts.isCutShort())
      readRoughly();
    else
      Parts.forEach(SourcePart::Function,
                    [&](const SourcePart &Part, auto Mentions) { function(Part, Mentions); });
    return std::move(Found);
  }

private:
  /// What holds its macros.
  const SourceParts &macros() const { return MacroParts ? *MacroParts : Parts; }

  /// Macros of the file that mention an allocator, or a macro that does.
  void findAllocationMacros() {
    for (bool Grown = true; std::exchange(Grown, false);)
      for (const SourceMention &Each : macros().mentions()) {
        const SourcePart &Part = macros().parts()[Each.Part];
        if (Part.Is == SourcePart::Macro && !Part.Names.empty() && allocates(Each.Name) &&
            !Reads.Rules.isKnownName(Part.Names.front()))
          Grown |= OwnMacros.insert(Part.Names.front()).second;
      }
  }

  const Allocator *allocator(StringRef Name) const {
    return Reads.Rules.allocator(RuleSet::baseName(Name));
  }
  bool allocates(StringRef Name) const {
    return allocator(Name) || Reads.AllocationMacros.contains(Name) || OwnMacros.contains(Name);
  }

  void macro(const SourcePart &Part, llvm::ArrayRef<SourceMention> Mentions) {
    if (Part.Names.empty() || Reads.Rules.isKnownName(Part.Names.front()))
      return;
    TextFunction Macro;
    Macro.Name = TextFunction::hashOf(Part.Names.front());
    Macro.IsMacro = true;
    for (const SourceMention &Each : Mentions)
      if (Each.Name != Part.Names.front() && (Each.Called || Mentions.size() == 1))
        add({Each.Name, true, false, TextCall::Other, false}, Macro);
    if (!Macro.Calls.empty())
      Found.push_back(std::move(Macro));
  }

  void function(const SourcePart &Part, llvm::ArrayRef<SourceMention> Mentions) {
    if (!Part.End)
      return; // It goes on to the end of the text.
    size_t Begin = Mentions.front().Name.begin() - Text.begin();
    StringRef Name = Part.Names.empty() ? StringRef() : Part.Names.front();
    function(Name, Text.slice(std::min(Begin, Part.Open), Part.Open),
             Text.slice(Part.Open + 1, Part.End - 1), Part.IsStatic, true);
  }

  void function(StringRef Name, StringRef Head, StringRef Body, bool IsStatic, bool Shaped) {
    if (Reads.Rules.isKnownName(Name))
      return; // What they do is for the rules to say.
    TextFunction Function;
    Function.Name = Name.empty() ? 0 : TextFunction::hashOf(Name);
    Function.IsStatic = IsStatic;
    Function.RunsAtBoot = anyIdentifier(Head, [](StringRef Word) { return Word == "__init"; });
    Function.IgnoresMask = ignoresMask(Head, Body);
    auto section = [&](StringRef Word) { return Sections.find(Word); };
    auto cannot = [&](StringRef Word) { return Reads.CannotSleep.contains(Word); };
    auto can = [&](StringRef Word) { return Reads.CanSleep.contains(Word); };
    bool Slab = false, Mapped = false;
    for (const TextCall &Each : callsIn(Head, Body, Shaped, {section, cannot, can})) {
      add(Each, Function);
      if (const Allocator *Known = allocator(Each.Name)) {
        Slab |= Known->Back.isSlab();
        Mapped |= Known->Back.isMapped();
      } else if (allocates(Each.Name)) {
        Slab = Mapped = true;
      }
    }
    Function.AllocatesBoth = Slab && Mapped;
    if (!Function.Calls.empty() || Function.AllocatesBoth)
      Found.push_back(std::move(Function));
  }

  static bool ignoresMask(StringRef Head, StringRef Body) {
    for (size_t I = Head.find("gfp_t"); I != StringRef::npos; I = Head.find("gfp_t", I + 1)) {
      StringRef Name = identifierAt(Head.substr(I + 5).ltrim());
      if (Name.empty() || !anyIdentifier(Body, [&](StringRef Word) { return Word == Name; }))
        return true;
    }
    return false;
  }

  void add(const TextCall &Each, TextFunction &To) const {
    const Allocator *Known = allocator(Each.Name);
    if (!Known && (Reads.Rules.isKnownName(Each.Name) || Reads.Rules.isHarmless(Each.Name)))
      return;
    uint8_t Flags = 0;
    Flags |= Each.Surely ? TextFunction::Surely : 0;
    Flags |=
        Each.InSection && !Reads.Rules.soundsLikeLeaving(Each.Name) ? TextFunction::InSection : 0;
    Flags |= Each.Mask == TextCall::CannotSleep ? TextFunction::Quiet : 0;
    Flags |= Each.Mask == TextCall::HandedOn ? TextFunction::HandsOn : 0;
    Flags |= allocates(Each.Name) ? TextFunction::Allocates : 0;
    Flags |= Known && Known->TakesGfp ? TextFunction::ByMask : 0;
    // An endless loop is of interest round an allocation only.
    bool Plain = Known ? Known->canBeToldNotToFail() : Flags & TextFunction::Allocates;
    Flags |= Each.MayRepeat && Plain ? TextFunction::Repeats : 0;
    if (Known && Known->Unlocks)
      Flags &= ~(TextFunction::Surely | TextFunction::InSection);
    if (Flags & (TextFunction::Surely | TextFunction::InSection | TextFunction::Repeats) ||
        (To.IgnoresMask && (Flags & TextFunction::Allocates)))
      To.Calls.push_back({Known ? 0 : TextFunction::hashOf(Each.Name), Flags});
  }

  /// By the first column alone: where a function begins and ends.
  void readRoughly() {
    for (size_t Open = Text.find("\n{"); Open != StringRef::npos;
         Open = Text.find("\n{", Open + 1)) {
      size_t Close = Text.find("\n}", Open);
      StringRef Before = Text.take_front(Open);
      StringRef Head;
      for (StringRef End : {"\n\n", ";\n", "}\n", "*/\n"}) {
        StringRef Behind = Before.rsplit(End).second;
        if (Before.contains(End) && (Head.empty() || Behind.size() < Head.size()))
          Head = Behind;
      }
      StringRef Name = Head.take_until([](char C) { return C == '('; }).rtrim();
      Name = Name.take_back(Name.size() - (Name.find_last_of(" \t\n*") + 1));
      function(Name, Head, Text.slice(Open + 2, Close), Head.contains("static"), false);
    }
  }

  const TextFunctionReader &Reads;
  StringRef Text;
  const SourceParts Parts;
  std::string Definitions;
  std::optional<SourceParts> MacroParts; ///< If Parts is cut short.
  SectionNames Sections;
  llvm::StringSet<> OwnMacros;
  std::vector<TextFunction> Found;
};

std::vector<TextFunction> TextFunctionReader::read(StringRef Text) const {
  return File(*this, Text).read();
}
