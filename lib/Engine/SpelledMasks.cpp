//===- SpelledMasks.cpp - Masks as a text spells them ----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/SpelledMasks.h"
#include "Engine/Identifiers.h"
#include "Engine/MaskText.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

using namespace gfp;
using llvm::StringRef;

namespace {

constexpr StringRef Blanks = " \t\r\n";

bool isBar(StringRef Text, size_t At) {
  return At < Text.size() && Text[At] == '|' && !Text.substr(At).starts_with("||") &&
         !Text.substr(At).starts_with("|=") && (!At || Text[At - 1] != '|');
}

/// The last that is no blank before \p At; npos if there is none.
size_t before(StringRef Text, size_t At) { return Text.take_front(At).find_last_not_of(Blanks); }

/// The first that is no blank from \p At on; npos if there is none.
size_t behind(StringRef Text, size_t At) { return Text.find_first_not_of(Blanks, At); }

/// The identifier that ends with the character at \p Last; empty if that is npos.
StringRef identifierEndingAt(StringRef Text, size_t Last) {
  if (Last == StringRef::npos)
    return {};
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
        return identifierEndingAt(Text, before(Text, I - 1));
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
    : Rules(Rules), Names(flagsByName(Rules)) {
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
  return true;
}

/// Behind the parentheses around [\p Begin, \p End) the expression goes on, or a comment stands
/// there: that may be a part of the mask, too.
static bool goesOn(StringRef Text, size_t Begin, size_t End) {
  auto isMore = [&](size_t At) {
    return At != StringRef::npos && (isBar(Text, At) || Text[At] == '/');
  };
  size_t Last = before(Text, Begin), Next = behind(Text, End);
  while (Last != StringRef::npos && Text[Last] == '(')
    Last = before(Text, Last);
  while (Next != StringRef::npos && Text[Next] == ')')
    Next = behind(Text, Next + 1);
  return isMore(Last) || isMore(Next);
}

/// A mask can stand alone between what is before \p Begin and behind \p End.
static bool standsAlone(StringRef Text, size_t Begin, size_t End, bool IsOne) {
  size_t Last = before(Text, Begin), Next = behind(Text, End);
  if (Last == StringRef::npos || Next == StringRef::npos)
    return false;
  bool Begins = StringRef(IsOne ? "(,=&?:~!" : "(,=&?:").contains(Text[Last]) ||
                identifierEndingAt(Text, Last) == "return";
  return Begins && StringRef("),;?:").contains(Text[Next]);
}

std::optional<SpelledMasks::Mask> SpelledMasks::maskAt(StringRef Text, size_t Offset) const {
  StringRef Name = identifierAt(Text.substr(Offset));
  Mask Found{{}, Offset, Offset + Name.size()};
  if (!append(Name, Found))
    return std::nullopt;
  for (size_t Bar; isBar(Text, Bar = before(Text, Found.Begin));) {
    Name = identifierEndingAt(Text, before(Text, Bar));
    if (!append(Name, Found))
      return std::nullopt;
    Found.Begin = Name.begin() - Text.begin();
  }
  for (size_t Bar; isBar(Text, Bar = behind(Text, Found.End));) {
    Name = identifierAt(Text.substr(Bar + 1).ltrim(Blanks));
    if (!append(Name, Found))
      return std::nullopt;
    Found.End = Name.end() - Text.begin();
  }
  if (!standsAlone(Text, Found.Begin, Found.End, Found.Parts.size() == 1) ||
      goesOn(Text, Found.Begin, Found.End))
    return std::nullopt;
  return Found;
}

const Allocator *SpelledMasks::callee(StringRef Text, const Mask &Of) const {
  char Left = Text[before(Text, Of.Begin)], Right = Text[behind(Text, Of.End)];
  if ((Left != '(' && Left != ',') || (Right != ')' && Right != ','))
    return nullptr;
  StringRef Name = calleeAround(Text, Of.Begin);
  const Allocator *Known = Rules.allocator(RuleSet::baseName(Name));
  return Known && Known->TakesGfp ? Known : nullptr;
}

/// It is assigned to something: no allocator gets it as it is spelled.
static bool isKept(StringRef Text, size_t Begin, size_t End) {
  return Text[before(Text, Begin)] == '=' && Text[behind(Text, End)] == ';';
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
  uint64_t Adds = Added;
  if (Callee)
    Adds = Rules.flagSet(Callee->AddedFlags);
  else if (isKept(Text, Spelled->Begin, Spelled->End))
    Adds = 0;
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
