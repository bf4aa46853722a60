//===- PackedRecordsTest.cpp - Records as bytes --------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/PackedRecords.h"
#include "Summary/Merge.h"
#include "gtest/gtest.h"

using namespace gfp;

namespace {

FunctionRecord allocating(Symbol Key, Symbol File) {
  FunctionRecord Record;
  Record.Own.Key = Key;
  Record.Own.File = File;
  Record.Own.Flows.push_back(
      {1, "kvmalloc", 4, 2, true, false, true, false, {2, File, 7, "callee", "kvmalloc", false}});
  Record.Own.OtherAllocation = Evidence{1, File, 9, "callee", "kmalloc", true};
  Record.Own.AtomicDelta = -1;
  CallEdge &Edge = Record.Calls.emplace_back();
  Edge.Callee = "callee";
  Edge.Masks.push_back({0, 1, 2, 3});
  Edge.Arms.push_back({0, 4, 1, 2});
  Edge.Handed.push_back({1, 0});
  Edge.ScopesClear = 8;
  Record.Takes.push_back("taken@a.c");
  return Record;
}

TEST(PackedRecordsTest, GiveBackWhatWasAdded) {
  UnitSummary Records{allocating("f", "a.c"), FunctionRecord(), allocating("g@b.c", "b.c")};
  PackedRecords Packed(Records);
  ASSERT_EQ(Packed.size(), 3u);
  for (size_t I = 0; I < Packed.size(); ++I) {
    EXPECT_EQ(Packed[I], Records[I]);
    EXPECT_EQ(Packed.key(I), Records[I].Own.Key);
  }
  EXPECT_NE(Packed.bytes(0), Packed.bytes(2));
  EXPECT_EQ(PackedRecords({Records[2]}).bytes(0), Packed.bytes(2));
}

TEST(PackedRecordsTest, AreMergedInTheOrderOfTheirNames) {
  FunctionRecord Other = allocating("inline", "a.h");
  Other.Calls.clear();
  PackedRecords First({allocating("z", "z.c"), allocating("inline", "a.h")});
  PackedRecords Second({Other, allocating("a", "a.c"), allocating("z", "z.c")});
  PackedRecords Merged = mergeUnits({First, Second});
  ASSERT_EQ(Merged.size(), 3u);
  EXPECT_EQ(Merged[0], allocating("a", "a.c"));
  EXPECT_EQ(Merged.key(1).str(), "inline");
  EXPECT_EQ(Merged[1].Calls.size(), 1u);
  EXPECT_EQ(Merged[2], allocating("z", "z.c"));

  PackedRecords Reversed = mergeUnits({Second, First});
  for (size_t I = 0; I < Merged.size(); ++I)
    EXPECT_EQ(Reversed[I], Merged[I]);
}

TEST(PackedRecordsTest, OfOneNameInTwoFilesNothingIsKnown) {
  PackedRecords Merged = mergeUnits(
      {PackedRecords({allocating("same", "a.c")}), PackedRecords({allocating("same", "b.c")})});
  ASSERT_EQ(Merged.size(), 1u);
  EXPECT_TRUE(Merged[0].Own.Incomplete);
  EXPECT_TRUE(Merged[0].Own.Flows.empty());
  EXPECT_TRUE(Merged[0].Calls.empty());
}

} // namespace
