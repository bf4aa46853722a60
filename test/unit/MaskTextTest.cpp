//===- MaskTextTest.cpp ----------------------------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/MaskText.h"
#include "Rules/RuleBase.h"
#include "gtest/gtest.h"

using namespace gfp;
using llvm::StringRef;

namespace {

class MaskTextTest : public testing::Test {
protected:
  /// Of a call of something that hands its mask to \p Allocator.
  MaskText::Kind call(StringRef Text, StringRef Allocator = "", StringRef Parameters = "") const {
    return Masks.ofCall(Text, 0, Parameters, {}, Rules.verdictsAbout(Allocator));
  }

private:
  RuleSet Rules = llvm::cantFail(RuleBase::builtin()).select({6, 1});
  MaskText Masks{Rules, [](const Verdict &V) { return V.Level == 0; }};
};

TEST_F(MaskTextTest, WhoGetsTheMaskDecides) {
  EXPECT_EQ(call("wrap(n, GFP_KERNEL)"), MaskText::Harmless);
  EXPECT_EQ(call("wrap(n, GFP_ATOMIC)", "kmalloc"), MaskText::Harmless);
  EXPECT_EQ(call("wrap(n, GFP_ATOMIC)", "__vmalloc"), MaskText::Other);
  EXPECT_EQ(call("wrap(n, GFP_ATOMIC)", "unheard_of"), MaskText::Other);
  EXPECT_EQ(call("wrap(n, GFP_ATOMIC | __GFP_NOFAIL)", "kmalloc"), MaskText::Other);
  EXPECT_EQ(call("wrap(n, gfp)", "kmalloc"), MaskText::Other);
}

TEST_F(MaskTextTest, ParametersAreHandedOn) {
  EXPECT_EQ(call("wrap(n, gfp)", "", "int n, gfp_t gfp"), MaskText::HandedOn);
  EXPECT_EQ(call("wrap((_d), (_gfp))", "", "_d, _gfp"), MaskText::HandedOn);
  EXPECT_EQ(call("wrap(__VA_ARGS__)", "", "..."), MaskText::HandedOn);
  EXPECT_EQ(call("wrap((_d), GFP_DMA | (_gfp))", "", "_d, _gfp"), MaskText::Other);
}

} // namespace
