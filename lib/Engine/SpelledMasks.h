//===- SpelledMasks.h - Masks as a text spells them ---------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_SPELLEDMASKS_H
#define GFPLINT_ENGINE_SPELLEDMASKS_H

#include "Rules/RuleSet.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <optional>
#include <vector>

namespace gfp {

/// Tells of masks that are joined from names whether their spelling can be of interest: a part can
/// be redundant, or a verdict can be about the whole.
class SpelledMasks {
public:
  /// Verdicts that \p Counts tells of count. \p Rules must outlive this.
  SpelledMasks(const RuleSet &Rules, llvm::function_ref<bool(const Verdict &)> Counts);

  /// Nothing is to be found in the mask that the name at \p Offset of \p Text, a flag's or mask's,
  /// is a part of. With \p AtAllocator an allocator gets it besides, and nothing else in it.
  bool isPlain(llvm::StringRef Text, size_t Offset, bool AtAllocator = false) const;

private:
  struct Mask {
    std::vector<uint64_t> Parts; ///< 0: of a variable.
    size_t Begin, End;
  };
  /// Nothing if it is not joined from names alone, or some may be a macro.
  std::optional<Mask> maskAt(llvm::StringRef Text, size_t Offset) const;
  bool append(llvm::StringRef Name, Mask &To) const;
  /// The allocator that gets \p Of for its mask, or null.
  const Allocator *callee(llvm::StringRef Text, const Mask &Of) const;
  bool matters(const Verdict &V, uint64_t Flags, const Allocator *Callee) const;

  const RuleSet &Rules;
  llvm::StringMap<uint64_t> Names; ///< With their flags.
  std::vector<const Verdict *> Verdicts;
  uint64_t Added = 0; ///< By some allocator.
};

} // namespace gfp

#endif // GFPLINT_ENGINE_SPELLEDMASKS_H
