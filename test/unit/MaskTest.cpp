//===- MaskTest.cpp - The mask and value domains ------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Flow/Symbols.h"
#include "Gfp/GfpMask.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace gfp;

namespace {

constexpr uint64_t FS = 0x80, IO = 0x40, Reclaim = 0xc00, Zero = 0x100;
constexpr uint64_t Kernel = FS | IO | Reclaim;

TEST(MaskTest, ConstantsAreKnown) {
  GfpMask M = GfpMask::constant(Kernel);
  EXPECT_TRUE(M.isConstant());
  EXPECT_TRUE(M.hasAll(FS | IO));
  EXPECT_TRUE(M.lacksAll(Zero));
  EXPECT_FALSE(M.lacksAny(Kernel));
}

TEST(MaskTest, AFlagThatIsConfiguredOutIsNeverSet) {
  EXPECT_FALSE(GfpMask::constant(Kernel).hasAll(0));
}

TEST(MaskTest, AParameterKeepsItsOrigin) {
  GfpMask M = GfpMask::parameter(1) | GfpMask::constant(Zero);
  EXPECT_TRUE(M.hasAll(Zero));
  EXPECT_FALSE(M.hasAny(FS));
  EXPECT_FALSE(M.lacksAny(FS));
  EXPECT_EQ(M.Parameter, 1u);
}

TEST(MaskTest, ClearingIsKnownWhateverTheRest) {
  GfpMask M = GfpMask::parameter(0) & ~GfpMask::constant(FS);
  EXPECT_TRUE(M.lacksAll(FS));
  EXPECT_FALSE(M.lacksAny(IO));
  EXPECT_FALSE(M.isConstant());
}

TEST(MaskTest, AJoinKnowsWhatBothSay) {
  GfpMask NoFs = GfpMask::constant(IO | Reclaim), NoIo = GfpMask::constant(Reclaim);
  GfpMask M = NoFs.join(NoIo);
  EXPECT_TRUE(M.lacksAll(FS));
  EXPECT_TRUE(M.hasAll(Reclaim));
  EXPECT_FALSE(M.hasAny(IO));
  EXPECT_FALSE(M.lacksAny(IO));
}

TEST(MaskTest, TwoParametersHaveNoOneOrigin) {
  EXPECT_EQ((GfpMask::parameter(0) | GfpMask::parameter(1)).Parameter, std::nullopt);
}

TEST(RangeTest, BranchesNarrow) {
  Range R;
  ASSERT_TRUE(R.restrict(BO_LT, 0));
  EXPECT_EQ(R.test(BO_NE, 0), true);
  EXPECT_EQ(R.test(BO_GE, 0), false);
  EXPECT_EQ(R.test(BO_EQ, -5), std::nullopt);
  EXPECT_FALSE(R.restrict(BO_EQ, 3));
}

TEST(RangeTest, ExcludedValuesMoveTheEdges) {
  Range R;
  ASSERT_TRUE(R.restrict(BO_GE, 0));
  ASSERT_TRUE(R.restrict(BO_NE, 0));
  EXPECT_EQ(R.test(BO_GT, 0), true);
  ASSERT_TRUE(R.restrict(BO_LE, 1));
  EXPECT_EQ(R.test(BO_EQ, 1), true);
  EXPECT_FALSE(R.restrict(BO_NE, 1));
}

} // namespace
