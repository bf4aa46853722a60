//===- RetriedCalls.h - Calls that a text makes again -------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_RETRIEDCALLS_H
#define GFPLINT_ENGINE_RETRIEDCALLS_H

#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <utility>
#include <vector>

namespace gfp {

/// Which calls of a function may be made again and again until they succeed, with nothing done in
/// between. Calls and tokens are numbered as they stand; a reader tells what it comes by.
class RetriedCalls {
public:
  /// Calls [First, Last).
  struct Calls {
    size_t First, Last;
  };

  /// The next call is at \p Token.
  void addCall(size_t Token) { CallTokens.push_back(Token); }
  size_t count() const { return CallTokens.size(); }

  /// From \p Token on the calls from \p First to the last there is by now are made again.
  void repeat(size_t Token, size_t First) { repeat(Token, {First, count()}); }
  void repeat(size_t Token, Calls Made) { Repeated.push_back({Token, Made}); }

  void label(llvm::StringRef Name, size_t Token, bool InLoop) {
    Labels[Name] = {.Named = Labels[Name].Named,
                    .Passed = true,
                    .InLoop = InLoop,
                    .Token = Token,
                    .FirstCall = count()};
    LastLabel = Token;
  }
  void caseLabel(size_t Token) { LastLabel = Token; }
  void jump(llvm::StringRef To) {
    Label &Target = Labels[To];
    Target.Named = true;
    if (Target.Passed)
      repeat(Target.Token, Target.FirstCall);
    JumpsBack |= Target.Passed;
    LastJump = To;
  }

  /// Before \p Token something is changed, or the function ends.
  void effect(size_t Token) { Effects.push_back({Token, LastLabel}); }
  /// If one of \p Made fails, the function ends.
  void endsOnFailure(Calls Made) { Decided.push_back(Made); }
  /// If one of \p Made fails, it goes on where the last jump leads.
  void leavesOnFailure(Calls Made) { Left.push_back({LastJump, Made}); }

  llvm::BitVector find() const {
    llvm::BitVector Again(count());
    for (const auto &[Token, Made] : Repeated)
      mark(Token, Made, Again);
    for (const auto &Each : Labels)
      if (const Label &To = Each.second; To.Passed && !To.Named) // Some macro jumps there.
        mark(To.Token, {To.FirstCall, count()}, Again);
    for (Calls Made : Decided)
      Again.reset(Made.First, Made.Last);
    for (const auto &[To, Made] : Left) // Not if it may be tried again from there.
      if (!JumpsBack && !Labels.lookup(To).InLoop)
        Again.reset(Made.First, Made.Last);
    return Again;
  }

private:
  struct Label {
    bool Named = false, Passed = false, InLoop = false;
    size_t Token = 0;
    size_t FirstCall = 0; ///< Behind it.
  };
  struct Effect {
    size_t End;       ///< The token behind it.
    size_t LastLabel; ///< The token of the label before.
  };

  void mark(size_t From, Calls Made, llvm::BitVector &Again) const {
    for (size_t I = Made.First; I < Made.Last; ++I)
      if (!doesMore(From, CallTokens[I]))
        Again.set(I);
  }
  /// Whoever comes from \p Begin to \p Call may come by an effect.
  bool doesMore(size_t Begin, size_t Call) const {
    return llvm::any_of(Effects, [&](const Effect &Each) {
      return Begin < Each.End && Each.End <= Call && Each.LastLabel <= Begin;
    });
  }

  std::vector<size_t> CallTokens;
  std::vector<std::pair<size_t, Calls>> Repeated;
  std::vector<Calls> Decided;
  std::vector<std::pair<llvm::StringRef, Calls>> Left;
  std::vector<Effect> Effects;
  llvm::StringMap<Label> Labels;
  llvm::StringRef LastJump;
  size_t LastLabel = 0;
  bool JumpsBack = false;
};

} // namespace gfp

#endif // GFPLINT_ENGINE_RETRIEDCALLS_H
