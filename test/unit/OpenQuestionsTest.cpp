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

const auto Nothing = [](llvm::StringRef) { return false; };
const OpenQuestions::Interest Never{Nothing, Nothing};

std::vector<std::string> missing(OpenQuestions &Unread, std::set<Symbol> Asked) {
  std::vector<std::string> Names;
  for (const auto &Name : Unread.missing({.Allocating = std::move(Asked)}, Never))
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

TEST(OpenQuestionsTest, WhoGivesMemoryIsRead) {
  FunctionRecord Gives = function("gives", "a.c", {"inner@a.c", "calls"});
  Gives.Calls.front().ReturnsIt = true;
  FunctionRecord Inner = function("inner@a.c", "a.c", {"behind", "other"});
  for (CallEdge &Edge : Inner.Calls)
    Edge.ReturnsIt = true;
  Program Linked = linked({Gives, Inner});
  OpenQuestions Unread(Linked, Linked);
  auto mayGive = [](llvm::StringRef Name) { return Name != "other" && Name != "unheard_of"; };
  auto missing = [&](Symbol Key) {
    std::vector<std::string> Found;
    for (const auto &Name : Unread.missing({.Memory = {Key}}, {mayGive, Nothing}))
      Found.push_back(Name.getKey().str());
    return Found;
  };
  EXPECT_EQ(missing("gives"), Names({"behind"}));
  EXPECT_EQ(missing("gives"), Names()); // It was looked for.
  EXPECT_EQ(missing("unread"), Names({"unread"}));
  EXPECT_EQ(missing("unheard_of"), Names());
}

TEST(OpenQuestionsTest, WhoSleepsIsReadWhereItIsSurelyCalled) {
  FunctionRecord Record = function("asked", "a.c", {"surely", "perhaps", "guessed", "harmless"});
  for (CallEdge &Edge : Record.Calls)
    Edge.Surely = Edge.Callee != "perhaps";
  Record.Calls[2].Guess = true;
  Program Linked = linked({Record});
  OpenQuestions Unread(Linked, Linked);
  auto maySleep = [](llvm::StringRef Name) { return Name != "harmless"; };
  std::vector<std::string> Found;
  for (const auto &Name : Unread.missing({.Sleeping = {"asked", "harmless"}}, {Nothing, maySleep}))
    Found.push_back(Name.getKey().str());
  EXPECT_EQ(Found, Names({"surely"}));
}

TEST(OpenQuestionsTest, WhoLetsGoIsLookedForOneFileBeyond) {
  FunctionRecord Lets = function("lets", "a.c", {"never"});
  Lets.Own.AtomicDelta = -1;
  Program Linked =
      linked({function("asked", "a.c", {"beside", "beyond"}, Truth::Yes), Lets,
              function("beside", "a.c", {"two"}), function("deep", "a.c", {"other"}),
              function("other", "b.c", {"three", "inner"}), function("inner", "b.c", {"four"})});
  OpenQuestions Unread(Linked, Linked);
  auto missing = [&](const char *Key) {
    std::vector<std::string> Found;
    for (const auto &Name : Unread.missing({.LettingGo = {Key}}, Never))
      Found.push_back(Name.getKey().str());
    std::sort(Found.begin(), Found.end());
    return Found;
  };
  EXPECT_EQ(missing("asked"), Names({"beyond", "two"}));
  EXPECT_EQ(missing("deep"), Names());
  EXPECT_EQ(missing("other"), Names({"four", "three"}));
  EXPECT_EQ(missing("lets"), Names()); // That is known.
}

/// What \p Caller does with the mask it gets: \p Callee gets it, with \p Set and without \p Clear.
FunctionRecord handsOn(const char *Caller, const char *Callee, FlagSet Set, FlagSet Clear) {
  FunctionRecord Record = function(Caller, "a.c", {Callee});
  Record.Calls[0].Masks.push_back({0, Set, Clear, 0});
  return Record;
}

TEST(OpenQuestionsTest, MasksAreFollowedToWhatIsNotKnown) {
  Program Linked = linked({handsOn("wrapper", "behind", 0, 0), handsOn("behind", "far", 1, 2),
                           function("deaf", "a.c", {"other"}), handsOn("ring", "ring", 0, 0)});
  OpenQuestions Unread(Linked, Linked);
  auto missing = [&](const char *Key) {
    llvm::StringSet<> Found =
        Unread.missing({.Masks = {{Key, ArgumentMask{0, 4, 0, std::nullopt}}}}, Never);
    return Names(Found.keys().begin(), Found.keys().end());
  };
  EXPECT_EQ(missing("wrapper"), Names({"far"}));
  EXPECT_EQ(missing("behind"), Names()); // It was looked for.
  EXPECT_EQ(missing("deaf"), Names());
  EXPECT_EQ(missing("ring"), Names());
  EXPECT_EQ(missing("unknown@fs/a.c"), Names());
  EXPECT_EQ(missing("unknown"), Names({"unknown"}));
  EXPECT_TRUE(Unread.followed().contains("behind"));
}

TEST(GivenMasksTest, WhatFunctionsMakeOfMasksIsTold) {
  FunctionRecord Record = handsOn("wrapper", "far", 1, 2);
  auto recordOf = [&](Symbol Key) { return Key.str() == "wrapper" ? &Record : nullptr; };
  auto Behind = masksBehind({{"wrapper", ArgumentMask{0, 6, 1, std::nullopt}}}, recordOf);
  ASSERT_EQ(Behind.size(), 1u);
  EXPECT_EQ(Behind[0].first.str(), "far");
  EXPECT_EQ(Behind[0].second.Set, 5u);
  EXPECT_EQ(Behind[0].second.Clear, 2u);
  // One arm of a choice.
  Record.Calls[0].Arms.push_back({0, 8, 0, 0});
  Behind = masksBehind({{"wrapper", ArgumentMask{0, 6, 1, std::nullopt}}}, recordOf);
  ASSERT_EQ(Behind.size(), 2u);
  EXPECT_EQ(Behind[1].second.Set, 14u);
  // A parameter that is no mask of the call's.
  EXPECT_TRUE(masksBehind({{"wrapper", ArgumentMask{1, 6, 1, std::nullopt}}}, recordOf).empty());
}

} // namespace
