//===- SkippedText.cpp - Conditional text that is left out ---------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/SkippedText.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace gfp;

namespace {

class Watch : public PPCallbacks {
public:
  Watch(const SourceManager &SM, SkippedText &Into) : SM(SM), Into(Into) {}

  void SourceRangeSkipped(SourceRange Range, SourceLocation) override {
    if (SM.isInMainFile(Range.getBegin()))
      Into.add(SM.getFileOffset(Range.getBegin()), SM.getFileOffset(Range.getEnd()));
  }

private:
  const SourceManager &SM;
  SkippedText &Into;
};

} // namespace

bool SkippedText::holds(unsigned Offset) const {
  auto Behind = llvm::partition_point(
      Ranges, [&](const std::pair<unsigned, unsigned> &Each) { return Each.first <= Offset; });
  return Behind != Ranges.begin() && Offset < std::prev(Behind)->second;
}

std::unique_ptr<PPCallbacks> gfp::watchSkipped(Preprocessor &PP, SkippedText &Into) {
  return std::make_unique<Watch>(PP.getSourceManager(), Into);
}
