//===- ClosedWords.cpp - Words, closed over headers ------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/ClosedWords.h"
#include "llvm/ADT/StringExtras.h"
#include <fmt/format.h>
#include <utility>
#include <vector>

using namespace gfp;
using llvm::StringRef;

namespace {

/// Wrappers of wrappers, to this depth.
constexpr unsigned MaxRounds = 6;

class Closure {
public:
  Closure(const HeaderWords &Headers, const RuleSet &Rules, const MaskText &Masks)
      : Headers(Headers), Rules(Rules), Masks(Masks) {}

  SourceWords close(const SourceWords &Asked) {
    SourceWords Closed;
    std::vector<std::string> New;
    auto add = [&](StringRef Name, WordUse Use) {
      if (Use != WordUse() && Closed[Name].add(Use))
        New.push_back(Name.str());
    };
    for (const auto &[Word, Use] : Asked)
      add(Word, Use);
    for (unsigned Round = 0; !New.empty() && Round < MaxRounds; ++Round)
      for (const std::string &Word : std::exchange(New, {})) {
        WordUse Use = Closed.lookup(Word);
        for (const HeaderWords::Mention &Each : Headers.of(Word))
          add(Headers.nameOf(Each.Within), useOf(Each, Use));
      }
    return Closed;
  }

  llvm::StringSet<> suspects(const SourceWords &Closed) {
    llvm::StringSet<> Suspects;
    for (const auto &[Word, Use] : Closed)
      for (const HeaderWords::Mention &Each : Headers.of(Word))
        if (const std::string *Header = Headers.headerOf(Each.Within))
          if (WordUse Around = useBy(Each, Use); Around.always() || Around.CannotFree)
            Suspects.insert(*Header);
    return Suspects;
  }

private:
  /// What the macro or function around \p Each is looked for because of what it mentions.
  WordUse useBy(const HeaderWords::Mention &Each, WordUse Of) const {
    WordUse Use;
    // What a function of a header is given, it frees as its own. The headers of programs in the
    // tree have macros in place of the kernel's functions.
    if (!Headers.headerOf(Each.Within) &&
        !StringRef(Headers.fileOf(Each.Within)).contains("/tools/"))
      Use = {.Kinds = Of.Kinds & WordUse::Freeing, .Frees = Of.Frees};
    if (Rules.isKnownName(RuleSet::baseName(Headers.nameOf(Each.Within))))
      return Use;
    Use.add({.Kinds = Of.always(), .CannotFree = Of.CannotFree});
    // As it is written, the mask was judged without what the callee makes of it.
    bool Changed = Of.Changes != MaskChanges();
    if (Of.isByMask() && Each.Mask == MaskText::HandedOn && !Headers.namesFlags(Each.Within))
      Use.add({.Kinds = WordUse::ByMask, .Changes = Of.Changes, .Verdicts = Of.Verdicts});
    else if (Of.isByMask() && (Each.Mask != MaskText::Harmless || Changed))
      Use.Kinds |= WordUse::Always;
    return Use;
  }

  /// The same for those who call it.
  WordUse useOf(const HeaderWords::Mention &Each, WordUse Of) const {
    const WordUse Use = useBy(Each, Of);
    // Nor does who names a mask spell its flags.
    const bool Hides = Headers.headerOf(Each.Within) || Masks.isKnown(Headers.nameOf(Each.Within));
    return Hides ? Use.forCallers() : Use;
  }

  const HeaderWords &Headers;
  const RuleSet &Rules;
  const MaskText &Masks;
};

} // namespace

std::string gfp::linesOf(const SourceWords &Words) {
  std::vector<std::string> Lines;
  for (const auto &[Word, Use] : Words)
    Lines.push_back(fmt::format("{} {:x} {:x} {:x} {:x} {:x} {:x}", Word.str(), Use.Kinds,
                                Use.CannotFree, Use.Frees, Use.Changes.Added, Use.Changes.Removed,
                                Use.Verdicts));
  llvm::sort(Lines);
  return llvm::join(Lines, "\n");
}

ClosedWords ClosedWords::in(const HeaderWords &Headers, const SourceWords &Asked,
                            const RuleSet &Rules, const MaskText &Masks) {
  Closure Closing(Headers, Rules, Masks);
  ClosedWords Closed{Closing.close(Asked), {}};
  Closed.Suspects = Closing.suspects(Closed.Words);
  return Closed;
}

std::string ClosedWords::bytes() const {
  std::vector<StringRef> Lines(Suspects.keys().begin(), Suspects.keys().end());
  llvm::sort(Lines);
  return llvm::join(Lines, "\n") + "\n\n" + linesOf(Words);
}

ClosedWords ClosedWords::of(StringRef Bytes) {
  ClosedWords Closed;
  auto [Files, Lines] = Bytes.split("\n\n");
  for (StringRef Header : llvm::split(Files, '\n'))
    if (!Header.empty())
      Closed.Suspects.insert(Header);
  for (StringRef Line : llvm::split(Lines, '\n')) {
    llvm::SmallVector<StringRef, 7> Parts;
    Line.split(Parts, ' ');
    if (Parts.size() != 7)
      continue;
    WordUse &Use = Closed.Words[Parts[0]];
    Parts[1].getAsInteger(16, Use.Kinds);
    Parts[2].getAsInteger(16, Use.CannotFree);
    Parts[3].getAsInteger(16, Use.Frees);
    Parts[4].getAsInteger(16, Use.Changes.Added);
    Parts[5].getAsInteger(16, Use.Changes.Removed);
    Parts[6].getAsInteger(16, Use.Verdicts);
  }
  return Closed;
}
