//===- SpelledMasksTest.cpp ------------------------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/SpelledMasks.h"
#include "Rules/RuleBase.h"
#include "gtest/gtest.h"

using namespace gfp;
using llvm::StringRef;

namespace {

class SpelledMasksTest : public testing::Test {
protected:
  /// Of the mask with the last name of \p Text that begins with \p Name.
  bool plain(StringRef Text, StringRef Name = "__GFP", bool AtAllocator = false) const {
    return Masks.isPlain(Text, Text.rfind(Name), AtAllocator);
  }

private:
  RuleSet Rules = llvm::cantFail(RuleBase::builtin()).select({6, 12});
  SpelledMasks Masks{Rules, [](const Verdict &V) { return V.Name == "redundant-slab-comp"; }};
};

TEST_F(SpelledMasksTest, NoPartIsTooMuch) {
  EXPECT_TRUE(plain("p = kmalloc(8, GFP_KERNEL | __GFP_NOWARN);"));
  EXPECT_TRUE(plain("p = kmalloc(8, GFP_KERNEL |\n\t\t__GFP_ZERO);"));
  EXPECT_TRUE(plain("return get(8, gfp | __GFP_RECLAIMABLE);"));
  EXPECT_TRUE(plain("gfp |= __GFP_NOWARN;"));
  EXPECT_TRUE(plain("if (gfp & __GFP_FS) {"));
  EXPECT_TRUE(plain("gfp &= ~__GFP_FS;"));
  EXPECT_TRUE(plain("get(x ? GFP_KERNEL : GFP_KERNEL | __GFP_RECLAIMABLE)"));
  EXPECT_FALSE(plain("p = kmalloc(8, GFP_KERNEL | __GFP_IO);"));
  EXPECT_FALSE(plain("p = kmalloc(8, __GFP_NOWARN | __GFP_NOWARN);"));
  EXPECT_FALSE(plain("p = kmalloc(8, GFP_NOWAIT | __GFP_NOWARN);"));
  EXPECT_FALSE(plain("p = kmalloc(8, GFP_KERNEL | GFP_KERNEL);", "GFP_KERNEL"));
}

TEST_F(SpelledMasksTest, AllocatorsAdd) {
  EXPECT_FALSE(plain("p = kzalloc(8, GFP_KERNEL | __GFP_ZERO);"));
  EXPECT_FALSE(plain("p = kzalloc(8, gfp | __GFP_ZERO);"));
  EXPECT_FALSE(plain("p = get(8, GFP_KERNEL | __GFP_ZERO);")); // It may be a macro.
  EXPECT_TRUE(plain("gfp = GFP_KERNEL | __GFP_ZERO;"));        // No allocator gets it so.
}

TEST_F(SpelledMasksTest, VerdictsCount) {
  EXPECT_FALSE(plain("p = kmalloc(8, GFP_KERNEL | __GFP_COMP);"));
  EXPECT_TRUE(plain("p = alloc_pages(GFP_KERNEL | __GFP_COMP, 2);"));
  EXPECT_FALSE(plain("gfp |= __GFP_COMP;"));
}

TEST_F(SpelledMasksTest, WhatIsNotPlainToSee) {
  EXPECT_FALSE(plain("p = kmalloc(8, MY_FLAGS | __GFP_NOWARN);"));
  EXPECT_FALSE(plain("p = kmalloc(8, (GFP_KERNEL | __GFP_NOWARN) | x);"));
  EXPECT_FALSE(plain("p = kmalloc(8, x | (GFP_KERNEL | __GFP_NOWARN));"));
  EXPECT_FALSE(plain("p = kmalloc(8, (x) | __GFP_NOWARN);"));
  EXPECT_FALSE(plain("p = kmalloc(8, GFP_KERNEL /* x */ | __GFP_NOWARN);"));
  EXPECT_FALSE(plain("p = kmalloc(8, ~x & GFP_KERNEL | __GFP_NOWARN + 1);"));
  EXPECT_FALSE(plain("#define MY_FLAGS (GFP_KERNEL | __GFP_NOWARN)\n"));
  EXPECT_FALSE(plain("#define MY_FLAGS \\\n\t(GFP_KERNEL | __GFP_NOWARN)\n"));
  EXPECT_FALSE(plain("__GFP_NOWARN"));
}

TEST_F(SpelledMasksTest, WhatAnAllocatorGets) {
  EXPECT_TRUE(plain("p = kmalloc(f(1, 2), GFP_KERNEL | __GFP_NOWARN);", "__GFP", true));
  EXPECT_FALSE(plain("p = get(8, GFP_KERNEL | __GFP_NOWARN);", "__GFP", true));
  EXPECT_FALSE(plain("p = kmalloc(8, gfp | __GFP_NOWARN);", "__GFP", true));
  EXPECT_FALSE(plain("p = kmalloc(get(__GFP_NOWARN), gfp);", "__GFP", true));
  EXPECT_FALSE(plain("p = kmalloc(8, x ? GFP_KERNEL : __GFP_NOWARN);", "__GFP", true));
  EXPECT_FALSE(plain("gfp |= __GFP_NOWARN;", "__GFP", true));
}

} // namespace
