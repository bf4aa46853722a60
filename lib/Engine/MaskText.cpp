//===- MaskText.cpp - Masks in unparsed source text ------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/MaskText.h"
#include "Engine/Identifiers.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

using namespace gfp;
using llvm::StringRef;

namespace {

bool isName(StringRef Text) {
  return !Text.empty() && clang::isAsciiIdentifierStart(Text.front()) &&
         identifierAt(Text).size() == Text.size();
}

/// \p Text without the parentheses round all of it.
StringRef unwrapped(StringRef Text) {
  while (Text.starts_with("(") && Text.ends_with(")"))
    Text = Text.drop_front().drop_back().trim();
  return Text;
}

bool hasWord(StringRef Text, StringRef Wanted) {
  return anyIdentifier(Text, [&](StringRef Word) { return Word == Wanted; });
}

} // namespace

llvm::SmallVector<StringRef, 6> gfp::argumentsOf(StringRef Text) {
  Text = Text.take_front(LongestCall);
  if (!Text.starts_with("("))
    return {};
  llvm::SmallVector<StringRef, 6> Arguments;
  unsigned Depth = 0;
  size_t Begin = 1;
  for (size_t I = 0; I < Text.size(); ++I)
    switch (Text[I]) {
    case '(':
    case '[':
    case '{':
      ++Depth;
      break;
    case ')':
    case ']':
    case '}':
      if (--Depth)
        break;
      Arguments.push_back(Text.slice(Begin, I).trim());
      return Arguments;
    case ',':
      if (Depth == 1) {
        Arguments.push_back(Text.slice(Begin, I).trim());
        Begin = I + 1;
      }
      break;
    case '"':
    case '\'':
      I = endOfLiteral(Text, I) - 1;
      break;
    case '#':
      return {};
    case '/':
      if (Text.substr(I).starts_with("/*") || Text.substr(I).starts_with("//"))
        return {};
      break;
    default:
      break;
    }
  return {};
}

llvm::StringMap<uint64_t> gfp::flagsByName(const RuleSet &Rules) {
  llvm::StringMap<uint64_t> Names;
  for (const FlagRule &Flag : Rules.flags())
    Names[Flag.Name] = Rules.flagSet(Flag.Name);
  for (const MaskRule &Mask : Rules.masks())
    if (llvm::all_of(Mask.Flags, [&](const std::string &Flag) { return Rules.flagSet(Flag); }))
      Names[Mask.Name] = Rules.flagSet(Mask.Flags);
    else
      Names.erase(Mask.Name);
  return Names;
}

MaskText::MaskText(const RuleSet &Rules, llvm::function_ref<bool(const Verdict &)> Counts)
    : Names(flagsByName(Rules)) {
  auto bits = [&](llvm::ArrayRef<std::string> Flags) { return Rules.flagSet(Flags); };
  for (const Allocator &A : Rules.allocators())
    if (A.OptionalGfpArg)
      Implied[A.Name] = {*A.OptionalGfpArg, bits(A.ImplicitFlags)};
  for (size_t I = 0; I < Rules.verdicts().size(); ++I) {
    const Verdict &V = Rules.verdicts()[I];
    if (!Counts(V))
      continue;
    Condition C{RuleSet::verdictBit(I), bits(V.Has),       bits(V.HasAny),      bits(V.Lacks),
                bits(V.LacksAny),       bits(V.Supported), V.Supported.empty(), {0}};
    for (const Allocator &A : Rules.allocators())
      if (uint64_t Adds = bits(A.AddedFlags); V.isAbout(A) && !llvm::is_contained(C.Added, Adds))
        C.Added.push_back(Adds);
    Conditions.push_back(std::move(C));
  }
}

bool MaskText::harmless(uint64_t Flags, MaskChanges Changes, VerdictSet Verdicts) const {
  return llvm::none_of(Conditions, [&](const Condition &C) {
    return (C.Rule & Verdicts) && llvm::any_of(C.Added, [&](uint64_t Adds) {
             uint64_t Most = Flags | Adds | Changes.Added,
                      Least = (Flags & ~Changes.Removed) | Adds;
             return (Most & C.Has) == C.Has && !(Least & C.Lacks) &&
                    (!C.HasAny || (Most & C.HasAny)) && (!C.LacksAny || (~Least & C.LacksAny)) &&
                    (C.AnySupported || (Most & ~C.Supported));
           });
  });
}

std::optional<uint64_t> MaskText::flagsOf(StringRef Argument) const {
  uint64_t Flags = 0;
  llvm::SmallVector<StringRef, 4> Parts;
  unwrapped(Argument).split(Parts, '|');
  for (StringRef Part : Parts) {
    auto Known = Names.find(Part.trim());
    if (Known == Names.end())
      return std::nullopt;
    Flags |= Known->second;
  }
  return Flags;
}

MaskText::Kind MaskText::ofCall(StringRef Text, size_t Offset, StringRef Parameters,
                                MaskChanges Changes, VerdictSet Verdicts) const {
  StringRef Callee = identifierAt(Text.substr(Offset));
  std::optional<uint64_t> Mask;
  bool Handed = false;
  llvm::SmallVector<StringRef, 6> Arguments =
      argumentsOf(behindBlanks(Text.substr(Offset + Callee.size())));
  if (auto Known = Implied.find(Callee);
      Known != Implied.end() && Arguments.size() == Known->second.first)
    return harmless(Known->second.second, Changes, Verdicts) ? Harmless : Other;
  for (StringRef Argument : Arguments) {
    if (auto Flags = flagsOf(Argument)) {
      if (Mask)
        return Other; // Two masks.
      Mask = Flags;
    } else if (StringRef Name = unwrapped(Argument); isName(Name)) {
      Handed |=
          hasWord(Parameters, Name) || (Argument == "__VA_ARGS__" && Parameters.contains("..."));
    } else if (anyIdentifier(Argument, [&](StringRef Word) { return isKnown(Word); })) {
      return Other; // In a mask that is computed.
    }
  }
  if (Mask)
    return harmless(*Mask, Changes, Verdicts) ? Harmless : Other;
  return Handed ? HandedOn : Other;
}
