//===- WordFilter.cpp - Identifiers in unparsed source text ----------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Rules/WordFilter.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Endian.h"
#include <algorithm>
#include <array>

using namespace llvm;

namespace gfp {
namespace {

/// One byte: 0 for no part of an identifier, 1 for a digit, 2 for what may begin one.
constexpr std::array<unsigned char, 256> Classes = [] {
  std::array<unsigned char, 256> Table{};
  for (unsigned C = 0; C != 256; ++C)
    if (C >= '0' && C <= '9')
      Table[C] = 1;
    else if ((C >= 'a' && C <= 'z') || (C >= 'A' && C <= 'Z') || C == '_' || C == '$' || C >= 128)
      Table[C] = 2;
  return Table;
}();

unsigned char classOf(char C) { return Classes[static_cast<unsigned char>(C)]; }

unsigned firstPair(const char *Text) {
  return static_cast<unsigned char>(Text[0]) << 8 | static_cast<unsigned char>(Text[1]);
}

/// Of the first four bytes of \p Text, a number of 16 bits.
unsigned firstFour(const char *Text) {
  return (support::endian::read32le(Text) * 2654435769u) >> 16;
}

/// The length of a line splice at \p P, or 0.
unsigned spliceAt(const char *P, const char *End) {
  if (End - P >= 2 && P[0] == '\\' && P[1] == '\n')
    return 2;
  if (End - P >= 3 && P[0] == '\\' && P[1] == '\r' && P[2] == '\n')
    return 3;
  return 0;
}

} // namespace

bool hasBrokenIdentifier(StringRef Text) {
  for (size_t At = 0; (At = Text.find('\\', At)) != StringRef::npos; ++At)
    if (At > 0 && classOf(Text[At - 1]) && spliceAt(Text.data() + At, Text.end()))
      return true;
  return false;
}

WordFilter::WordFilter(const StringSet<> &Wanted) : Beginnings(1 << 16) {
  for (const auto &Entry : Wanted) {
    StringRef Word = Entry.getKey();
    if (Word.empty())
      continue;
    Words.insert(Word);
    Shortest = Shortest ? std::min(Shortest, Word.size()) : Word.size();
    Longest = std::max(Longest, Word.size());
  }
  ByFour = Shortest >= 4;
  for (const auto &Entry : Words) {
    StringRef Word = Entry.getKey();
    if (ByFour)
      Beginnings[firstFour(Word.data())] = true;
    else if (Word.size() > 1)
      Beginnings[firstPair(Word.data())] = true;
    else // Nothing is known of the second byte.
      for (unsigned Second = 0; Second != 256; ++Second)
        Beginnings[static_cast<unsigned char>(Word[0]) << 8 | Second] = true;
  }
}

bool WordFilter::matters(StringRef Identifier) const {
  return Identifier.size() >= Shortest && Identifier.size() <= Longest &&
         Words.contains(Identifier);
}

template <typename Callback> void WordFilter::scan(StringRef Text, Callback Found) const {
  if (Words.empty() || Text.empty())
    return;
  if (hasBrokenIdentifier(Text))
    return scanJoining(Text, Found);
  // False if that is enough.
  auto look = [&](size_t At) {
    if (At && classOf(Text[At - 1]))
      return true;
    size_t End = At;
    while (End < Text.size() && classOf(Text[End]))
      ++End;
    return !matters(Text.slice(At, End)) || Found(At);
  };
  // One test a byte, whatever the text: branches guessed wrong at every identifier's end are what a
  // scan by identifiers costs.
  if (ByFour) {
    size_t At = 0;
    const char *const Data = Text.data(), *const Table = Beginnings.data();
    auto begins = [&](size_t Place) { return Table[firstFour(Data + Place)]; };
    for (; At + 7 <= Text.size(); At += 4) { // Four at once, mostly in vain.
      if (!(begins(At) | begins(At + 1) | begins(At + 2) | begins(At + 3)))
        continue;
      for (size_t I = At; I < At + 4; ++I)
        if (begins(I) && !look(I))
          return;
    }
    for (; At + 4 <= Text.size(); ++At)
      if (begins(At) && !look(At))
        return;
    return;
  }
  for (size_t At = 0; At + 1 < Text.size(); ++At)
    if (Beginnings[firstPair(Text.data() + At)] && !look(At))
      return;
  look(Text.size() - 1);
}

template <typename Callback> void WordFilter::scanJoining(StringRef Text, Callback Found) const {
  const char *P = Text.begin(), *End = Text.end();
  while (P != End) {
    unsigned char Class = classOf(*P);
    if (Class == 0) {
      ++P;
      continue;
    }
    const char *Start = P;
    std::string Joined;
    while (P != End) {
      if (classOf(*P))
        Joined += *P++;
      else if (unsigned Length = spliceAt(P, End))
        P += Length;
      else
        break;
    }
    if (Class == 2 && matters(Joined) && !Found(Start - Text.begin()))
      return;
  }
}

bool WordFilter::mayBeIn(const TextSignature &Signature) const {
  return llvm::any_of(Words.keys(), [&](StringRef Word) {
    for (size_t At = 0; At + 4 <= Word.size(); ++At)
      if (!Signature.mayHold(TextSignature::pieceAt(Word.data() + At)))
        return false;
    return true;
  });
}

std::vector<unsigned> WordFilter::wordsIn(StringRef Text) const {
  std::vector<unsigned> Offsets;
  scan(Text, [&](size_t Offset) {
    Offsets.push_back(Offset);
    return true;
  });
  return Offsets;
}

bool WordFilter::anyIn(StringRef Text) const {
  bool Any = false;
  scan(Text, [&](size_t) {
    Any = true;
    return false;
  });
  return Any;
}

} // namespace gfp
