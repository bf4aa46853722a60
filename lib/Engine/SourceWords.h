//===- SourceWords.h - Where findings can be ----------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_SOURCEWORDS_H
#define GFPLINT_ENGINE_SOURCEWORDS_H

#include "Rules/RuleSet.h"
#include "llvm/ADT/StringMap.h"

namespace gfp {

/// Flags, by their numbers (FlagSet), that a function may add to a mask, and take out of it.
struct MaskChanges {
  uint64_t Added = 0, Removed = 0;
  bool operator==(const MaskChanges &) const = default;
};

/// What a source is read for that holds a word, the name of a function or macro, and what is known
/// of it besides.
struct WordUse {
  enum Kind : unsigned {
    /// Wherever it stands.
    Always = 1,
    /// Where it is not called with a mask that is harmless (MaskText) as it is written.
    ByMask = 2,
    /// Wherever it stands, and the rest of the source has a say.
    Whole = 4,
    /// Where it may free what the source allocates for it not to.
    Freeing = 8,
    /// Wherever it stands, or a macro makes it of something, but not for who calls a function that
    /// holds it.
    Spelled = 16,
    /// The same, and the rest of the source has a say.
    SpelledInWhole = 32,
    /// A flag or mask: in any mask. Else only where there is something to be said of that.
    InAnyMask = 64,
  };
  unsigned Kinds = 0;
  /// It gives memory that these must not free, and is of no interest where none of them does
  /// (MemoryText).
  FreeSet CannotFree = 0;
  FreeSet Frees = 0;        ///< It frees memory as these do. Nothing is read for that.
  MaskChanges Changes = {}; ///< If the mask decides.
  VerdictSet Verdicts = 0;  ///< The same: that can be about who gets it.

  /// What becomes of memory decides.
  bool isOfMemory() const { return CannotFree || (Kinds & Freeing); }
  /// What it is read for wherever it stands.
  unsigned always() const { return Kinds & (Always | Whole | Spelled | SpelledInWhole); }
  /// What of it counts for those who call a function that holds it.
  WordUse forCallers() const {
    WordUse Left = *this;
    Left.Kinds &= ~(Spelled | SpelledInWhole);
    return Left;
  }
  /// Nothing else than its mask decides.
  bool isByMask() const { return (Kinds & ByMask) && !always(); }
  /// Sources are read for it.
  bool isSought() const { return Kinds || CannotFree; }
  /// True if it is another one now.
  bool add(WordUse More) {
    WordUse Before = *this;
    Kinds |= More.Kinds;
    CannotFree |= More.CannotFree;
    Frees |= More.Frees;
    Changes.Added |= More.Changes.Added;
    Changes.Removed |= More.Changes.Removed;
    Verdicts |= More.Verdicts;
    return *this != Before;
  }
  bool operator==(const WordUse &) const = default;
};

/// Words that tell where findings can be.
using SourceWords = llvm::StringMap<WordUse>;

} // namespace gfp

#endif // GFPLINT_ENGINE_SOURCEWORDS_H
