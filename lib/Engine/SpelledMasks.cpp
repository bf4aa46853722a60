//===- SpelledMasks.cpp - Masks as a text spells them ----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/SpelledMasks.h"
#include "Engine/Identifiers.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

using namespace gfp;
using llvm::StringRef;

namespace {

/// Calls are looked at this far before a mask.
constexpr size_t LongestCall = 2000;

constexpr StringRef Blanks = " \t\r\n";

bool isBar(StringRef Text, size_t At) {
  return At < Text.size() && Text[At] == '|' && !Text.substr(At).starts_with("||") &&
         !Text.substr(At).starts_with("|=") && (!At || Text[At - 1] != '|');
}

/// The last that is no blank before \p At; npos if there is none.
size_t before(StringRef Text, size_t At) { return Text.take_front(At).find_last_not_of(Blanks); }

/// The identifier that ends with the character at \p Last.
StringRef identifierEndingAt(StringRef Text, size_t Last) {
  size_t Begin = Last + 1;
  while (Begin && clang::isAsciiIdentifierContinue(Text[Begin - 1]))
    --Begin;
  return Text.slice(Begin, Last + 1);
}

bool inDirective(StringRef Text, size_t At) {
  size_t Begin = Text.take_front(At).rfind('\n');
  while (Begin != StringRef::npos && Text.take_front(Begin).rtrim('\r').ends_with("\\"))
    Begin = Text.take_front(Begin).rfind('\n');
  return behindBlanks(Text.substr(Begin == StringRef::npos ? 0 : Begin + 1)).starts_with("#");
}

/// The name before the parenthesis that is open at \p At; empty if that is not near, or not clear.
StringRef calleeAround(StringRef Text, size_t At) {
  unsigned Depth = 0;
  for (size_t I = At, End = At - std::min(At, LongestCall); I > End; --I)
    switch (Text[I - 1]) {
    case ')':
      ++Depth;
      break;
    case '(':
      if (!Depth--) {
        size_t Last = before(Text, I - 1);
        return Last == StringRef::npos ? StringRef() : identifierEndingAt(Text, Last);
      }
      break;
    case '"':
    case '\'':
    case '#':
    case ';':
    case '{':
    case '}':
    case '/': // Of a comment, perhaps.
      return {};
    default:
      break;
    }
  return {};
}

} // namespace

SpelledMasks::SpelledMasks(const RuleSet &Rules, llvm::function_ref<bool(const Verdict &)> Counts)
    : Rules(Rules) {
  for (const FlagRule &Flag : Rules.flags())
    Names[Flag.Name] = Rules.flagSet(Flag.Name);
  for (const MaskRule &Mask : Rules.masks())
    Names[Mask.Name] = Rules.flagSet(Mask.Flags);
  for (const Verdict &V : Rules.verdicts())
    if (Counts(V))
      Verdicts.push_back(&V);
  for (const Allocator &A : Rules.allocators())
    Added |= Rules.flagSet(A.AddedFlags);
}

bool SpelledMasks::append(StringRef Name, Mask &To) const {
  auto Known = Names.find(Name);
  if (Known == Names.end() && (Name.empty() || isShouted(Name)))
    return false;
  To.Parts.push_back(Known == Names.end() ? 0 : Known->second);
  return Known == Names.end() || Known->second;
}

std::optional<SpelledMasks::Mask> SpelledMasks::maskAt(StringRef Text, size_t Offset) const {
  StringRef Name = identifierAt(Text.substr(Offset));
  Mask Found{{}, Offset, Offset + Name.size()};
  bool Clear = append(Name, Found);
  size_t Last = before(Text, Found.Begin);
  for (; Clear && Last != StringRef::npos && isBar(Text, Last); Last = before(Text, Found.Begin)) {
    size_t At = before(Text, Last);
    Name = At == StringRef::npos ? StringRef() : identifierEndingAt(Text, At);
    Clear = append(Name, Found);
    Found.Begin = Name.begin() - Text.begin();
  }
  size_t Next = Text.find_first_not_of(Blanks, Found.End);
  for (; Clear && isBar(Text, Next); Next = Text.find_first_not_of(Blanks, Found.End)) {
    Name = identifierAt(Text.substr(Next + 1).ltrim(Blanks));
    Clear = append(Name, Found);
    Found.End = Name.end() - Text.begin();
  }
  if (!Clear || Last == StringRef::npos || Next == StringRef::npos)
    return std::nullopt;
  // What else stands beside it may go on behind that.
  bool Alone = Found.Parts.size() == 1 && StringRef("~!").contains(Text[Last]);
  bool Goes = !(Alone || StringRef("(,=&?:").contains(Text[Last]) ||
                identifierEndingAt(Text, Last) == "return") ||
              !StringRef("),;?:").contains(Text[Next]);
  for (; !Goes && Last != StringRef::npos && Text[Last] == '('; Last = before(Text, Last))
    if (size_t More = before(Text, Last); More != StringRef::npos)
      Goes = isBar(Text, More) || Text[More] == '/';
  for (; !Goes && Next < Text.size() && Text[Next] == ')';
       Next = Text.find_first_not_of(Blanks, Next + 1))
    if (size_t More = Text.find_first_not_of(Blanks, Next + 1); More != StringRef::npos)
      Goes = isBar(Text, More) || Text[More] == '/';
  if (Goes)
    return std::nullopt;
  return Found;
}

const Allocator *SpelledMasks::callee(StringRef Text, const Mask &Of) const {
  char Left = Text[before(Text, Of.Begin)], Right = Text[Text.find_first_not_of(Blanks, Of.End)];
  if ((Left != '(' && Left != ',') || (Right != ')' && Right != ','))
    return nullptr;
  StringRef Name = calleeAround(Text, Of.Begin);
  const Allocator *Known = Rules.allocator(RuleSet::baseName(Name));
  return Known && Known->TakesGfp ? Known : nullptr;
}

/// It is assigned to something: no allocator gets it as it is spelled.
static bool isKept(StringRef Text, size_t Begin, size_t End) {
  return Text[before(Text, Begin)] == '=' && Text[Text.find_first_not_of(Blanks, End)] == ';';
}

bool SpelledMasks::matters(const Verdict &V, uint64_t Flags, const Allocator *Callee) const {
  const uint64_t Has = Rules.flagSet(V.Has), HasAny = Rules.flagSet(V.HasAny);
  if (!Callee) // Something else may make it whole.
    return !(Has | HasAny) ||
           (Flags & (Has | HasAny | Rules.flagSet(V.Lacks) | Rules.flagSet(V.LacksAny)));
  return V.isAbout(*Callee) && (Flags & Has) == Has && (!HasAny || (Flags & HasAny));
}

bool SpelledMasks::isPlain(StringRef Text, size_t Offset, bool AtAllocator) const {
  auto Spelled = maskAt(Text, Offset);
  if (!Spelled || inDirective(Text, Offset))
    return false;
  const Allocator *Callee = callee(Text, *Spelled);
  if (AtAllocator && (!Callee || llvm::is_contained(Spelled->Parts, 0u)))
    return false;
  const uint64_t Adds = Callee ? Rules.flagSet(Callee->AddedFlags)
                        : isKept(Text, Spelled->Begin, Spelled->End) ? 0
                                                                     : Added;
  uint64_t All = 0;
  for (size_t I = 0; I < Spelled->Parts.size(); ++I) {
    uint64_t Others = Adds;
    for (size_t J = 0; J < Spelled->Parts.size(); ++J)
      Others |= J == I ? 0 : Spelled->Parts[J];
    if (Spelled->Parts[I] && !(Spelled->Parts[I] & ~Others))
      return false;
    All |= Spelled->Parts[I];
  }
  return llvm::none_of(Verdicts, [&](const Verdict *V) { return matters(*V, All | Adds, Callee); });
}
