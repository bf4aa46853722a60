//===- TextFunctions.cpp - The functions of a file's text ------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/TextFunctions.h"
#include "Engine/BodyTokens.h"
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
                                       const AllocationMacros &Allocating)
    : Rules(Rules), Sections(Sections), Allocating(Allocating),
      Sleeping(Rules.flagSet(Rules.sleepingFlags())) {
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
      : Reads(Reads), Text(Text), Parts(Text), Definitions(SourceParts::definitionsIn(Text)),
        Macros(Definitions), Sections(SectionNames::above(Reads.Sections)) {
    while (Sections.takeMacros(Macros))
      ;
    findAllocationMacros();
  }

  std::vector<TextFunction> read() {
    Macros.forEach(SourcePart::Macro,
                   [&](const SourcePart &Part, auto Mentions) { macro(Part, Mentions); });
    if (Parts.isCutShort())
      readRoughly();
    else
      Parts.forEach(SourcePart::Function,
                    [&](const SourcePart &Part, auto Mentions) { function(Part, Mentions); });
    return std::move(Found);
  }

private:
  /// Macros of the file that mention an allocator, or a macro that does.
  void findAllocationMacros() {
    for (bool Grown = true; std::exchange(Grown, false);)
      for (const SourceMention &Each : Macros.mentions()) {
        const SourcePart &Part = Macros.parts()[Each.Part];
        if (Part.Is != SourcePart::Macro || Part.Names.empty() ||
            Reads.Rules.isKnownName(Part.Names.front()))
          continue;
        if (auto Kinds = kinds(Each.Name)) {
          auto [Macro, New] = OwnMacros.try_emplace(Part.Names.front(), *Kinds);
          Grown |= New || (Macro->second | *Kinds) != Macro->second;
          Macro->second |= *Kinds;
        }
      }
  }

  const Allocator *allocator(StringRef Name) const {
    return Reads.Rules.allocator(RuleSet::baseName(Name));
  }
  bool allocates(StringRef Name) const { return kinds(Name).has_value(); }
  /// Of the memory that \p Name may give; nothing if it is neither an allocator nor leads to one.
  std::optional<uint8_t> kinds(StringRef Name) const {
    if (const Allocator *Known = allocator(Name))
      return kindsOf(*Known);
    if (!Reads.Allocating.contains(Name) && !OwnMacros.contains(Name))
      return std::nullopt;
    return Reads.Allocating.lookup(Name) | OwnMacros.lookup(Name);
  }

  void macro(const SourcePart &Part, llvm::ArrayRef<SourceMention> Mentions) {
    if (Part.Names.empty() || Reads.Rules.isKnownName(Part.Names.front()))
      return;
    TextFunction Macro;
    Macro.Name = TextFunction::hashOf(Part.Names.front());
    Macro.IsMacro = true;
    llvm::SmallVector<StringRef, 4> Own = parametersOf(Part.Names.front());
    Own.push_back(Part.Names.front());
    for (const SourceMention &Each : Mentions)
      if ((Each.Called || Mentions.size() == 1) && !llvm::is_contained(Own, Each.Name))
        add({Each.Name, true, false, TextCall::Other, false}, Macro);
    if (!Macro.Calls.empty())
      Found.push_back(std::move(Macro));
    madeFunctions(Part.Names.front());
  }

  /// The functions that a macro makes: all that it says counts as one.
  void madeFunctions(StringRef Macro) {
    size_t Begin = Macro.end() - Definitions.data();
    auto [Head, Body] =
        StringRef(Definitions).slice(Begin, endOfDirective(Definitions, Begin)).split('{');
    if (!Body.empty())
      function({}, Head, Body, true, false);
  }

  /// Of the macro whose name is \p Macro, where it is defined.
  llvm::SmallVector<StringRef, 4> parametersOf(StringRef Macro) const {
    llvm::SmallVector<StringRef, 4> Names;
    StringRef List(Macro.end(), Definitions.data() + Definitions.size() - Macro.end());
    if (List.consume_front("("))
      anyIdentifier(List.take_until([](char C) { return C == ')'; }), [&](StringRef Name) {
        Names.push_back(Name);
        return false;
      });
    return Names;
  }

  void function(const SourcePart &Part, llvm::ArrayRef<SourceMention> Mentions) {
    if (!Part.End)
      return; // It goes on to the end of the text.
    size_t Begin = Mentions.front().Name.begin() - Text.begin();
    function(namesOf(Part), Text.slice(std::min(Begin, Part.Open), Part.Open),
             Text.slice(Part.Open + 1, Part.End - 1), Part.IsStatic, true, Begin);
  }

  /// What is called in its head, and of the arguments of a macro that makes its name the first that
  /// is a name alone.
  llvm::SmallVector<StringRef, 4> namesOf(const SourcePart &Function) const {
    llvm::SmallVector<StringRef, 4> Names;
    bool Made = !Function.Names.empty() && isShouted(Function.Names.front());
    for (StringRef Name : Function.Names) {
      if (isKeyword(Name))
        continue;
      StringRef Behind = Text.substr(Name.end() - Text.begin()).ltrim();
      StringRef Before = Text.take_front(Name.begin() - Text.begin()).rtrim();
      bool Alone = Made && (Before.ends_with("(") || Before.ends_with(",")) &&
                   (Behind.starts_with(")") || Behind.starts_with(","));
      if (Alone || Behind.starts_with("("))
        Names.push_back(Name);
      Made &= !Alone;
    }
    return Names;
  }

  void function(llvm::ArrayRef<StringRef> Names, StringRef Head, StringRef Body, bool IsStatic,
                bool Shaped, unsigned Offset = 0) {
    TextFunction Function;
    Function.Offset = Offset;
    Function.IsStatic = IsStatic;
    Function.RunsAtBoot = anyIdentifier(Head, [](StringRef Word) { return Word == "__init"; });
    Function.IgnoresMask = ignoresMask(Head, Body);
    auto section = [&](StringRef Word) { return Sections.find(Word); };
    auto guard = [&](StringRef Word, StringRef Class) { return Sections.ofGuard(Word, Class); };
    auto allocation = [&](StringRef Word) { return !allocator(Word) && allocates(Word); };
    auto cannot = [&](StringRef Word) { return Reads.CannotSleep.contains(Word); };
    auto can = [&](StringRef Word) { return Reads.CanSleep.contains(Word); };
    MemoryPairs Pairs;
    for (const TextCall &Each :
         callsIn(Head, Body, Shaped, {section, guard, allocation, cannot, can})) {
      add(Each, Function);
      if (const Allocator *Known = allocator(Each.Name))
        Pairs.add(*Known, behindBlanks({Each.Name.end(), size_t(Body.end() - Each.Name.end())}));
      else if (auto Kinds = kinds(Each.Name))
        Pairs.add(*Kinds);
    }
    Function.AllocatesBoth = Pairs.any();
    if (Names.empty())
      Found.push_back(Function);
    for (StringRef Name : Names) {
      // What those do that the rules know is for these to say.
      Function.Name = Reads.Rules.isKnownName(Name) ? 0 : TextFunction::hashOf(Name);
      Found.push_back(Function);
    }
  }

  static bool ignoresMask(StringRef Head, StringRef Body) {
    return llvm::any_of(maskParameters(Head),
                        [&](StringRef Name) { return Name.empty() || !mentions(Body, Name); });
  }

  /// \p Body names \p Variable, and no condition leaves that out.
  static bool mentions(StringRef Body, StringRef Variable) {
    if (!Body.contains(Variable))
      return false;
    unsigned Conditions = 0;
    bool OfRecord = false;
    for (const BodyToken &Each : bodyTokens(Body)) {
      if (Each.is(Variable) && !OfRecord && !Conditions)
        return true;
      Conditions += Each.Kind == BodyToken::If;
      Conditions -= Conditions && Each.Kind == BodyToken::EndIf;
      OfRecord = Each.Kind == BodyToken::Member;
    }
    return false;
  }

  /// It takes no mask, and its own does not let it.
  bool neverSleeps(const Allocator &Known) const {
    return !Known.TakesGfp && !(Reads.Rules.flagSet(Known.ImplicitFlags) & Reads.Sleeping);
  }

  void add(const TextCall &Each, TextFunction &To) const {
    const Allocator *Known = allocator(Each.Name);
    if (!Known && (Reads.Rules.isKnownName(Each.Name) || Reads.Rules.isHarmless(Each.Name)))
      return;
    uint8_t Flags = 0;
    Flags |= Each.Surely ? TextFunction::Surely : 0;
    Flags |= Each.InSection ? TextFunction::InSection : 0;
    Flags |= Reads.Rules.soundsLikeLeaving(Each.Name) ? TextFunction::Leaves : 0;
    Flags |= Each.Mask == TextCall::CannotSleep ? TextFunction::Quiet : 0;
    Flags |= Each.Mask == TextCall::HandedOn ? TextFunction::HandsOn : 0;
    Flags |= allocates(Each.Name) ? TextFunction::Allocates : 0;
    Flags |= Known && Known->TakesGfp ? TextFunction::ByMask : 0;
    // An endless loop is of interest round an allocation only.
    bool Plain = Known ? Known->canBeToldNotToFail() : Flags & TextFunction::Allocates;
    Flags |= Each.MayRepeat && Plain ? TextFunction::Repeats : 0;
    if (Known && (Known->Unlocks || neverSleeps(*Known)))
      Flags &= ~(TextFunction::Surely | TextFunction::InSection);
    if (Flags & (TextFunction::Surely | TextFunction::InSection | TextFunction::Repeats) ||
        (To.IgnoresMask && (Flags & TextFunction::Allocates)))
      To.Calls.push_back({Known ? 0 : TextFunction::hashOf(Each.Name), Flags});
  }

  /// By the first column alone: where a function begins and ends.
  void readRoughly() {
    for (size_t Open = Text.find("{\n"); Open != StringRef::npos;
         Open = Text.find("{\n", Open + 1)) {
      StringRef Before = Text.take_front(Open);
      StringRef Line = Before.substr(Before.rfind('\n') + 1);
      if (!Line.empty() && (!clang::isAsciiIdentifierStart(Line.front()) || !Line.contains('(')))
        continue;
      size_t Close = Text.find("\n}", Open);
      Before = Before.rtrim('\n');
      StringRef Head;
      for (StringRef End : {"\n\n", ";\n", "}\n", "*/\n"}) {
        StringRef Behind = Before.rsplit(End).second;
        if (Before.contains(End) && (Head.empty() || Behind.size() < Head.size()))
          Head = Behind;
      }
      StringRef Name = Head.take_until([](char C) { return C == '('; }).rtrim();
      Name = Name.take_back(Name.size() - (Name.find_last_of(" \t\n*") + 1));
      function(Name, Head, Text.slice(Open + 1, Close), Head.contains("static"), false);
    }
  }

  const TextFunctionReader &Reads;
  StringRef Text;
  const SourceParts Parts;
  const std::string Definitions;
  const SourceParts Macros; ///< Of Definitions.
  SectionNames Sections;
  AllocationMacros OwnMacros;
  std::vector<TextFunction> Found;
};

std::vector<TextFunction> TextFunctionReader::read(StringRef Text) const {
  return File(*this, Text).read();
}
