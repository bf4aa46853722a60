//===- DeadlineWatch.cpp - Parsing no longer than allowed ------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/DeadlineWatch.h"
#include "Facts/Deadline.h"
#include "llvm/Support/CrashRecoveryContext.h"

using namespace clang;
using namespace gfp;

namespace {

/// The clock is looked at once in so many expansions.
constexpr unsigned Interval = 64;

class Watch : public PPCallbacks {
public:
  explicit Watch(Preprocessor &PP) : PP(PP) {}

  void MacroExpands(const Token &, const MacroDefinition &, SourceRange,
                    const MacroArgs *) override {
    if (++Expansions % Interval || !Deadline::passed())
      return;
    PP.SetMacroExpansionOnlyInDirectives();
    // A condition is always expanded to its end.
    if (auto *Context = llvm::CrashRecoveryContext::GetCurrent();
        Context && PP.isParsingIfOrElifDirective())
      Context->HandleExit(TimedOutCode);
  }

private:
  Preprocessor &PP;
  unsigned Expansions = 0;
};

} // namespace

std::unique_ptr<PPCallbacks> gfp::watchDeadline(Preprocessor &PP) {
  return std::make_unique<Watch>(PP);
}
