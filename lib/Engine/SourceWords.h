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

/// What a source is read for that holds a word: the name of a function or macro.
struct WordUse {
  enum Kind : unsigned {
    Always = 1, ///< Wherever it stands.
    ByMask =
        2,     ///< Where it is not called with a mask that is harmless (MaskText) as it is written.
    Whole = 4, ///< Wherever it stands, and the rest of the source has a say.
    Frees = 8, ///< Where it may free what the source allocates for it not to.
  };
  unsigned Kinds = 0;
  /// It gives memory that these must not free, and is of no interest where none of them does
  /// (MemoryText).
  FreeSet CannotFree = 0;
  MaskChanges Changes; ///< If the mask decides.

  /// What becomes of memory decides.
  bool isOfMemory() const { return CannotFree || (Kinds & Frees); }
  /// What it is read for wherever it stands.
  unsigned always() const { return Kinds & (Always | Whole); }
  /// Nothing else than its mask decides.
  bool isByMask() const { return (Kinds & ByMask) && !always(); }
  bool any() const { return Kinds || CannotFree; }
  /// True if it is another one now.
  bool add(WordUse More) {
    WordUse Before = *this;
    Kinds |= More.Kinds;
    CannotFree |= More.CannotFree;
    Changes.Added |= More.Changes.Added;
    Changes.Removed |= More.Changes.Removed;
    return *this != Before;
  }
  bool operator==(const WordUse &) const = default;
};

/// Words that tell where findings can be.
using SourceWords = llvm::StringMap<WordUse>;

} // namespace gfp

#endif // GFPLINT_ENGINE_SOURCEWORDS_H
