//===- RuleFile.cpp - What one or more rules/*.yaml files say -----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Rules/RuleFile.h"
#include "llvm/ADT/STLExtras.h"

using namespace gfp;
using llvm::StringRef;

llvm::Error Where::error(const llvm::Twine &Reason) const {
  return llvm::createStringError(File + ":" + llvm::Twine(Line) + ": " + Reason);
}

void RuleFile::append(RuleFile Other) {
  forEachList(*this, Other, [](auto &Mine, auto &Theirs) {
    llvm::append_range(Mine, llvm::make_range(std::make_move_iterator(Theirs.begin()),
                                              std::make_move_iterator(Theirs.end())));
  });
}

void RuleFile::replaceWith(RuleFile Other) {
  forEachList(*this, Other, [this](auto &Mine, auto &Theirs) {
    llvm::erase_if(Mine, [&](const auto &Old) {
      return llvm::any_of(Theirs, [&](const auto &New) {
        return !keyOf(Old.Value).empty() && keyOf(Old.Value) == keyOf(New.Value) &&
               overlap(Old.When, New.When);
      });
    });
    llvm::append_range(Mine, Theirs);
  });
}

const Feature *RuleFile::feature(StringRef Name) const {
  auto It = llvm::find_if(Features, [&](const auto &E) { return E.Value.Name == Name; });
  return It == Features.end() ? nullptr : &It->Value;
}

std::optional<KernelRelease> RuleFile::release(const Bound &B) const {
  if (const Feature *F = B.Feature.empty() ? nullptr : feature(B.Feature))
    return F->Since;
  return B.Release;
}

bool RuleFile::overlap(const Span &A, const Span &B) const {
  auto EndsBefore = [this](const Bound &Until, const Bound &Since) {
    std::optional<KernelRelease> End = release(Until), Start = release(Since);
    return End && Start && *End <= *Start;
  };
  return !EndsBefore(A.Until, B.Since) && !EndsBefore(B.Until, A.Since);
}
