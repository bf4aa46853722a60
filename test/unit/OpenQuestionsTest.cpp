//===- OpenQuestionsTest.cpp - Which functions must be read --------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/OpenQuestions.h"
#include "gtest/gtest.h"

using namespace gfp;

namespace {

/// \p Name in \p File calls \p Callees, and allocates something itself or not.
FunctionRecord function(const char *Name, const char *File, std::vector<const char *> Callees,
                        Truth Allocates = Truth::No) {
  FunctionRecord Record;
  Record.Own.Key = Name;
  Record.Own.File = File;
  Record.Own.AllocatesOtherwise = Allocates;
  for (const char *Callee : Callees)
    Record.Calls.emplace_back().Callee = Callee;
  return Record;
}

Program linked(const UnitSummary &Records) {
  return Program::link({PackedRecords(Records)}, {}, {});
}

std::vector<std::string> missing(OpenQuestions &Unread, std::set<Symbol> Asked) {
  std::vector<std::string> Names;
  for (const auto &Name : Unread.missing(Asked))
    Names.push_back(Name.getKey().str());
  std::sort(Names.begin(), Names.end());
  return Names;
}

using Names = std::vector<std::string>;

TEST(OpenQuestionsTest, WhatIsNotKnownIsReadOnce) {
  Program Linked = Program::link({}, {}, {});
  OpenQuestions Unread(Linked, Linked);
  EXPECT_EQ(missing(Unread, {"asked"}), Names({"asked"}));
  EXPECT_EQ(missing(Unread, {"asked", "later"}), Names({"later"}));
  EXPECT_EQ(missing(Unread, {"internal@fs/a.c"}), Names());
}

TEST(OpenQuestionsTest, CallsAreFollowedOneFileBeyond) {
  Program Linked =
      linked({function("asked", "a.c", {"beside", "beyond"}), function("beside", "a.c", {"two"}),
              function("deep", "a.c", {"other"}), function("other", "b.c", {"three"})});
  OpenQuestions Unread(Linked, Linked);
  EXPECT_EQ(missing(Unread, {"asked"}), Names({"beyond", "two"}));
  EXPECT_EQ(missing(Unread, {"deep"}), Names());
}

TEST(OpenQuestionsTest, WhereNoAnswerCanComeNothingIsRead) {
  Program Linked =
      linked({function("allocates", "a.c", {"one"}, Truth::Yes),
              function("pointer", "a.c", {"two"}, Truth::Unknown),
              function("caller", "a.c", {"three", "pointer"}), function("quiet", "a.c", {})});
  OpenQuestions Unread(Linked, Linked);
  EXPECT_EQ(missing(Unread, {"allocates", "pointer", "caller", "quiet"}), Names());
}

} // namespace
