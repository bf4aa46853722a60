//===- BodyText.h - Calls in the text of a function ---------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// Which of its calls a function makes whenever it is called, and where a section may be open in
// which nothing may sleep, told from its text. What the analysis finds so in the AST (CallPlaces,
// AtomicFlow) is to be told so here, too, as far as macros do not hide it; more may be.
//
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_BODYTEXT_H
#define GFPLINT_ENGINE_BODYTEXT_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <vector>

namespace gfp {

/// What a name does to the atomic sections of who calls it. These have numbers.
struct SectionName {
  static constexpr unsigned MaxSections = 16;
  llvm::SmallVector<unsigned, 2> Enters, Leaves;
  /// A macro that makes calls of its own, which may be in a section.
  bool HoldsCalls = false;
};

/// The names that count for a reader of bodies.
struct BodyNames {
  /// Of a function or macro; null if it does nothing to sections.
  llvm::function_ref<const SectionName *(llvm::StringRef)> Section;
  /// Of a macro and the class of a guard it is called with; null if that holds no section open.
  llvm::function_ref<const SectionName *(llvm::StringRef, llvm::StringRef)> Guard;
  /// A macro leads to an allocator.
  llvm::function_ref<bool(llvm::StringRef)> IsAllocation;
  /// Of a flag or mask: with it an allocation cannot sleep; with it it can.
  llvm::function_ref<bool(llvm::StringRef)> CannotSleep, CanSleep;
};

/// What is called, perhaps: it may be a macro, or no call at all.
struct TextCall {
  llvm::StringRef Name;
  /// It may be made whenever the function is called, unless that fails before.
  bool Surely = true;
  /// A section that the function opened may be open here, whatever way led here.
  bool InSection = true;
  /// What the arguments say of a mask.
  enum MaskKind : char {
    Other,
    CannotSleep, ///< With it nothing sleeps.
    HandedOn,    ///< The function's own.
  } Mask = Other;
  /// There may be a way back to it on which the function sets nothing but by macros.
  bool MayRepeat = true;
};

/// The names of the masks that a function with \p Head is given; empty for one without a name.
llvm::SmallVector<llvm::StringRef, 2> maskParameters(llvm::StringRef Head);

/// The calls in \p Body, the text between the braces of a function whose head is \p Head. Without
/// \p Shaped, or where the text's shape is not clear, each may be anything.
std::vector<TextCall> callsIn(llvm::StringRef Head, llvm::StringRef Body, bool Shaped,
                              const BodyNames &Names);

} // namespace gfp

#endif // GFPLINT_ENGINE_BODYTEXT_H
