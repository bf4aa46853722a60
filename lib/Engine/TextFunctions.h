//===- TextFunctions.h - The functions of a file's text -----*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_TEXTFUNCTIONS_H
#define GFPLINT_ENGINE_TEXTFUNCTIONS_H

#include "Engine/MemoryPairs.h"
#include "Engine/SectionNames.h"
#include "Rules/RuleSet.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"
#include <cstdint>
#include <vector>

namespace gfp {

/// A function or macro as its text shows it, with the calls of interest.
struct TextFunction {
  /// What a call is, and where.
  enum CallFlags : uint8_t {
    Surely = 1,    ///< As of TextCall.
    InSection = 2, ///< Likewise.
    Quiet = 4,     ///< With its mask nothing sleeps.
    HandsOn = 8,   ///< It gives its caller's mask.
    Repeats = 16,
    Allocates = 32, ///< An allocator, or a macro that leads to one.
    ByMask = 64,    ///< The mask decides whether it sleeps.
    Leaves = 128,   ///< The name, of a function, speaks of ending a section.
  };
  struct Call {
    uint64_t Callee; ///< Hash of its name; 0: an allocator.
    uint8_t Flags;
    bool operator==(const Call &) const = default;
  };
  uint64_t Name = 0; ///< Hash; 0: not known.
  /// Where its head begins; 0: not known.
  unsigned Offset = 0;
  bool IsStatic = false, IsMacro = false;
  bool RunsAtBoot = false; ///< What it does in sections is of no interest.
  /// It allocates slab memory and mapped memory of one size, perhaps.
  bool AllocatesBoth = false;
  bool IgnoresMask = false; ///< It has a mask for a parameter that it does not mention.
  std::vector<Call> Calls;

  static uint64_t hashOf(llvm::StringRef Name);
  bool operator==(const TextFunction &) const = default;
};

/// Reads what the texts of files say of functions, with regard to the rules.
class TextFunctionReader {
public:
  TextFunctionReader(const RuleSet &Rules, const SectionNames &Sections,
                     const AllocationMacros &Allocating);

  /// Of a header its macros and functions; of a source, where functions may be left out that call
  /// nothing of interest.
  std::vector<TextFunction> read(llvm::StringRef Text) const;

private:
  class File;

  const RuleSet &Rules;
  const SectionNames &Sections;
  const AllocationMacros &Allocating;
  const uint64_t Sleeping; ///< Flags.
  llvm::StringSet<> CannotSleep, CanSleep;
};

} // namespace gfp

#endif // GFPLINT_ENGINE_TEXTFUNCTIONS_H
