//===- FlagTable.h - The bits of flags in one unit ----*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_GFP_FLAGTABLE_H
#define GFPLINT_GFP_FLAGTABLE_H

#include "Gfp/GfpMask.h"
#include "Gfp/MacroValue.h"
#include "Rules/RuleSet.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include <string>
#include <vector>

namespace gfp {

/// Which bits each flag of the rules has in one translation unit, and how to spell a value. A flag
/// the unit lacks or has configured out has no bits.
class FlagTable {
public:
  FlagTable(const RuleSet &Rules, const MacroValue &Macros);

  /// The unit defines the gfp flags at all.
  bool empty() const { return Bits.empty(); }
  uint64_t bits(llvm::StringRef Flag) const { return Bits.lookup(Flag); }
  uint64_t allBits(llvm::ArrayRef<std::string> Flags) const;

  /// The flags of \p Value as identities: bit I for the I-th of RuleSet::flags(). A flag of several
  /// bits is in if all are.
  uint64_t identities(uint64_t Value) const;
  /// The other way round.
  uint64_t bitsOf(uint64_t Identities) const;

  /// All flags \p Value has as the kernel would write them: "GFP_NOFS | __GFP_ZERO". Empty if some
  /// bit has no name.
  std::string spell(uint64_t Value) const;
  /// The names of the single flags in \p Value.
  std::vector<std::string> names(uint64_t Value) const;

private:
  const RuleSet &Rules;
  llvm::StringMap<uint64_t> Bits;
  std::vector<uint64_t> InOrder; ///< Of RuleSet::flags().
};

} // namespace gfp

#endif // GFPLINT_GFP_FLAGTABLE_H
