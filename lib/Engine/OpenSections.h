//===- OpenSections.h - Atomic sections on the ways of a text -*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_OPENSECTIONS_H
#define GFPLINT_ENGINE_OPENSECTIONS_H

#include "Engine/BodyText.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace gfp {

/// How many sections of each kind are open where control comes along, if it does. What is open on
/// all ways to a place is open on each: one that seems to exist tells what may be.
struct OpenSections {
  using Count = unsigned char;
  std::array<Count, SectionName::MaxSections> Open{};
  bool Reached = true;

  static OpenSections none() { return {.Open = {}, .Reached = false}; }
  bool any() const {
    return llvm::any_of(Open, [](Count Each) { return Each != 0; });
  }
  void enter(const SectionName &Into) {
    for (unsigned Each : Into.Enters)
      Open[Each] += Open[Each] < std::numeric_limits<Count>::max();
  }
  void leave(const SectionName &OutOf) {
    for (unsigned Each : OutOf.Leaves)
      Open[Each] -= Open[Each] > 0;
  }
  /// Control may surely come the other way, too.
  void orElse(const OpenSections &Other) {
    join(Other, [](auto A, auto B) { return std::min(A, B); });
  }
  /// It comes one of the two ways, and which is not known.
  void orRather(const OpenSections &Other) {
    join(Other, [](auto A, auto B) { return std::max(A, B); });
  }
  /// Control may not come out of what followed \p Before and let go, whatever it looks like: the
  /// last call may be one that does not come back, or a macro that leaves.
  void atLeast(const OpenSections &Before) {
    for (size_t I = 0; I < Open.size(); ++I)
      Open[I] = std::max(Open[I], Before.Open[I]);
  }

private:
  template <class Fn> void join(const OpenSections &Other, Fn Choose) {
    if (!Other.Reached)
      return;
    if (!std::exchange(Reached, true)) {
      Open = Other.Open;
      return;
    }
    for (size_t I = 0; I < Open.size(); ++I)
      Open[I] = Choose(Open[I], Other.Open[I]);
  }
};

/// Ways to one place by jumps.
struct Arrivals {
  OpenSections Surely = OpenSections::none();
  /// From where the compiler may see that nobody comes.
  OpenSections Perhaps = OpenSections::none();

  void add(const OpenSections &From, bool Doubtful) {
    if (Doubtful)
      Perhaps.orRather(From);
    else
      Surely.orElse(From);
  }
  void joinTo(OpenSections &Now) const {
    Now.orElse(Surely);
    if (!Now.Reached)
      Now.orRather(Perhaps);
  }
};

} // namespace gfp

#endif // GFPLINT_ENGINE_OPENSECTIONS_H
