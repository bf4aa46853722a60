//===- MemoryText.h - Memory in unparsed source text --------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_MEMORYTEXT_H
#define GFPLINT_ENGINE_MEMORYTEXT_H

#include "Rules/RuleSet.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"

namespace gfp {

/// What the names of functions and macros stand for.
struct MemoryNames {
  using Sets = llvm::function_ref<FreeSet(llvm::StringRef)>;
  /// It gives memory: what cannot free it.
  Sets CannotFree;
  /// The same of memory that other sources do not get to know as such.
  Sets CannotFreeHere;
  /// It frees memory, as these do.
  Sets Frees;
  /// It may be a macro of a header that gives back what it is given, or sets it.
  llvm::function_ref<bool(llvm::StringRef)> HandsOn;
};

/// Where the memory that a source gets may end.
struct MemoryUses {
  /// Some may come to a function that cannot free it; so it is too if the text is not understood.
  bool Misused = false;
  /// Functions that other sources can call, and that may give some back: what cannot free it. Of a
  /// text that is not understood, not all.
  llvm::StringMap<FreeSet> GivenBack;
};

/// Follows the memory that \p Names gives through the source \p Text. What a variable or field
/// holds is followed by names: those of variables in one function, those of fields and of functions
/// with internal linkage in the whole source.
MemoryUses memoryIn(llvm::StringRef Text, const MemoryNames &Names);

} // namespace gfp

#endif // GFPLINT_ENGINE_MEMORYTEXT_H
