//===- SectionNames.cpp - Names that open sections -------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/SectionNames.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>
#include <array>

using namespace gfp;
using llvm::StringRef;

SectionNames::SectionNames(const RuleSet &Rules) : Rules(Rules) {
  auto Sections = Rules.atomicSections();
  for (unsigned I = 0; I < Sections.size(); ++I) {
    // Those beyond are one: the more is open.
    unsigned Number = std::min(I, SectionName::MaxSections - 1);
    for (const auto *Names : {&Sections[I].Enter, &Sections[I].TryEnter, &Sections[I].Guards})
      for (const std::string &Name : *Names)
        Known[Name].Enters.push_back(Number);
    if (I < SectionName::MaxSections - 1)
      for (const std::string &Name : Sections[I].Leave)
        Known[Name].Leaves.push_back(Number);
  }
}

const SectionName *SectionNames::ofGuard(StringRef Macro, StringRef Class) const {
  if (!Macro.contains_insensitive("guard") && !Macro.contains_insensitive("class"))
    return nullptr;
  // Made by DEFINE_GUARD() and its like.
  return find(("class_" + Class + "_constructor").str());
}

const SectionName *SectionNames::find(StringRef Name) const {
  if (auto Found = Known.find(Name); Found != Known.end())
    return &Found->second;
  return Below ? Below->find(Name) : nullptr;
}

bool SectionNames::takeMacros(const SourceParts &Parts) {
  bool Any = false;
  Parts.forEach(SourcePart::Macro,
                [&](const SourcePart &Macro, llvm::ArrayRef<SourceMention> Mentions) {
                  if (!Macro.Names.empty())
                    Any |= takeMacro(Macro.Names.front(), Mentions);
                });
  return Any;
}

bool SectionNames::takeMacro(StringRef Macro, llvm::ArrayRef<SourceMention> Mentions) {
  if (Rules.isKnownName(Macro) || Rules.entersSection(Macro) || Rules.leavesSection(Macro) ||
      Rules.triesSection(Macro) || Rules.guardsSection(Macro))
    return false;
  const bool Exits = llvm::any_of(Mentions, [](const SourceMention &Each) {
    return Each.Name == "return" || Each.Name == "goto" || Each.Name == "break";
  });
  std::array<unsigned, SectionName::MaxSections> Opened{};
  bool Any = false, Others = false;
  for (size_t I = 0; I < Mentions.size(); ++I) {
    const SourceMention &Each = Mentions[I];
    // Another name for it, or a call.
    if (Each.Name == Macro || (!Each.Called && Mentions.size() > 1))
      continue;
    const SectionName *Does = find(Each.Name);
    if (const SectionName *Guard =
            I + 1 < Mentions.size() ? ofGuard(Each.Name, Mentions[I + 1].Name) : nullptr)
      Does = Guard;
    Others |= !Does || Does->HoldsCalls;
    if (!Does)
      continue;
    Any |= !Does->Enters.empty() || Does->HoldsCalls;
    for (unsigned Section : Does->Enters)
      ++Opened[Section];
    if (!Exits) // Else that may be where it does.
      for (unsigned Section : Does->Leaves)
        Opened[Section] -= Opened[Section] > 0;
  }
  if (!Any)
    return false;
  SectionName &Into = Known[Macro];
  const bool Before = Into.HoldsCalls;
  const size_t SizeBefore = Into.Enters.size();
  Into.HoldsCalls |= Others;
  for (unsigned I = 0; I < Opened.size(); ++I)
    if (Opened[I] > 0 && !llvm::is_contained(Into.Enters, I))
      Into.Enters.push_back(I);
  return Into.HoldsCalls != Before || Into.Enters.size() != SizeBefore;
}

std::set<std::string> SectionNames::names() const {
  std::set<std::string> Names;
  for (const auto &Each : Known)
    Names.insert(Each.getKey().str());
  return Names;
}

std::string SectionNames::bytes() const {
  std::string Bytes;
  for (const std::string &Name : names()) {
    const SectionName &Each = *find(Name);
    Bytes += Name + (Each.HoldsCalls ? " calls" : " ");
    for (const auto *Numbers : {&Each.Enters, &Each.Leaves}) {
      Bytes += ' ';
      for (unsigned Number : *Numbers)
        Bytes += static_cast<char>('a' + Number);
    }
    Bytes += '\n';
  }
  return Bytes;
}

SectionNames SectionNames::of(const RuleSet &Rules, StringRef Bytes) {
  SectionNames Names(Rules, nullptr);
  for (StringRef Line : llvm::split(Bytes, '\n')) {
    llvm::SmallVector<StringRef, 4> Parts;
    Line.split(Parts, ' ');
    if (Parts.size() != 4)
      continue;
    SectionName &Each = Names.Known[Parts[0]];
    Each.HoldsCalls = !Parts[1].empty();
    for (char Number : Parts[2])
      Each.Enters.push_back(Number - 'a');
    for (char Number : Parts[3])
      Each.Leaves.push_back(Number - 'a');
  }
  return Names;
}
