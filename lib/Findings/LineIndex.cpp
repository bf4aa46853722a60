//===- LineIndex.cpp - Lines of a text ------------------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Findings/LineIndex.h"
#include <algorithm>
#include <cassert>

using namespace gfp;

LineIndex::LineIndex(llvm::StringRef Text) : Text(Text) {
  size_t Pos = 0;
  while (Pos < Text.size()) {
    Starts.push_back(Pos);
    size_t Newline = Text.find('\n', Pos);
    Pos = Newline == llvm::StringRef::npos ? Text.size() : Newline + 1;
  }
  Starts.push_back(Text.size());
}

unsigned LineIndex::lineOf(unsigned Offset) const {
  assert(Offset <= Text.size() && "the offset is of another text");
  if (Offset == Text.size())
    return Text.empty() || Text.ends_with("\n") ? size() : size() - 1;
  return std::upper_bound(Starts.begin(), Starts.end(), Offset) - Starts.begin() - 1;
}
