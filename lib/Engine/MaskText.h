//===- MaskText.h - Masks in unparsed source text ----------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_MASKTEXT_H
#define GFPLINT_ENGINE_MASKTEXT_H

#include "Engine/SourceWords.h"
#include "Rules/RuleSet.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include <cstdint>
#include <vector>

namespace gfp {

/// A call's arguments are looked at as far as these many bytes.
constexpr size_t LongestCall = 2000;

/// The flags of each name of one, and of masks of which all are known.
llvm::StringMap<uint64_t> flagsByName(const RuleSet &Rules);

/// The arguments between the parentheses at the start of \p Text; none if they do not close soon,
/// or hold a comment or a directive.
llvm::SmallVector<llvm::StringRef, 6> argumentsOf(llvm::StringRef Text);

/// Tells from the text of a call whether its mask can be of interest.
class MaskText {
public:
  /// Verdicts that \p Counts tells of count.
  MaskText(const RuleSet &Rules, llvm::function_ref<bool(const Verdict &)> Counts);

  enum Kind {
    Harmless, ///< Names only, and no verdict is about what they say.
    HandedOn, ///< A parameter of the caller, as it came, and no known name beside it.
    Other
  };
  /// Of the call whose callee is the identifier at \p Offset of \p Text, in a function or macro
  /// with the parameters \p Parameters. The callee may add and remove the flags of \p Changes, and
  /// no other verdicts than \p Verdicts can be about what it calls.
  Kind ofCall(llvm::StringRef Text, size_t Offset, llvm::StringRef Parameters,
              MaskChanges Changes = {}, VerdictSet Verdicts = ~VerdictSet(0)) const;
  /// \p Name is that of a flag or mask.
  bool isKnown(llvm::StringRef Name) const { return Names.contains(Name); }

private:
  struct Condition {
    VerdictSet Rule = 0;
    uint64_t Has = 0, HasAny = 0, Lacks = 0, LacksAny = 0, Supported = 0;
    bool AnySupported = true;
    /// What the allocators it is about add to the masks they get.
    llvm::SmallVector<uint64_t, 4> Added;
  };
  /// The flags of names joined by `|`; nothing if \p Argument is anything else.
  std::optional<uint64_t> flagsOf(llvm::StringRef Argument) const;
  bool harmless(uint64_t Flags, MaskChanges Changes, VerdictSet Verdicts) const;

  llvm::StringMap<uint64_t> Names;
  /// Allocators that may be called without a mask, with how many arguments then, and the mask they
  /// take for it.
  llvm::StringMap<std::pair<unsigned, uint64_t>> Implied;
  std::vector<Condition> Conditions;
};

} // namespace gfp

#endif // GFPLINT_ENGINE_MASKTEXT_H
