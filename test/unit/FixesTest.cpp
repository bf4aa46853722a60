//===- FixesTest.cpp - Choosing, showing and writing fix-its --------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Fixes/FixSet.h"
#include "Fixes/LineDiff.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"
#include <random>

using namespace gfp;
using llvm::SmallString;
using llvm::StringRef;
namespace fs = llvm::sys::fs;

namespace {

/// A directory of the test's own that goes with it.
class FixesOnDisk : public testing::Test {
protected:
  void SetUp() override { ASSERT_FALSE(fs::createUniqueDirectory("gfp-fixes", Dir)); }
  void TearDown() override { fs::remove_directories(Dir); }

  std::string path(StringRef Name) const { return (Dir + "/" + Name).str(); }

  std::string write(StringRef Name, StringRef Text) const {
    std::string File = path(Name);
    EXPECT_FALSE(fs::create_directories(llvm::sys::path::parent_path(File)));
    std::error_code EC;
    llvm::raw_fd_ostream OS(File, EC);
    EXPECT_FALSE(EC) << EC.message();
    OS << Text;
    return File;
  }

  static std::string read(StringRef File) {
    auto Buffer = llvm::MemoryBuffer::getFile(File);
    return Buffer ? (*Buffer)->getBuffer().str() : "cannot read it";
  }

  unsigned entries() const {
    unsigned N = 0;
    std::error_code EC;
    for (fs::directory_iterator I(Dir, EC), E; I != E && !EC; I.increment(EC))
      ++N;
    return N;
  }

  /// Runs \p Args in the directory; what it prints on failure goes to the test's output.
  bool run(std::vector<StringRef> Args) const {
    auto Program = llvm::sys::findProgramByName(Args[0]);
    if (!Program)
      return false;
    SmallString<256> Old;
    fs::current_path(Old);
    fs::set_current_path(Dir);
    int Status = llvm::sys::ExecuteAndWait(*Program, llvm::ArrayRef<StringRef>(Args));
    fs::set_current_path(Old);
    return Status == 0;
  }

  /// The patch turns the old text into the new one, as git and as patch see it.
  void expectApplies(StringRef Name, StringRef Before, StringRef After) const {
    FileChange Change{write(Name, Before), Before.str(), After.str()};
    std::string Diff = unifiedDiff(Change, Dir);
    std::string Patch = write("change.patch", Diff);
    ASSERT_TRUE(run({"git", "apply", "-p1", Patch})) << Diff;
    EXPECT_EQ(read(Change.File), After) << Diff;
    if (llvm::sys::findProgramByName("patch")) {
      write(Name, Before);
      ASSERT_TRUE(run({"patch", "-s", "-p1", "-i", Patch})) << Diff;
      EXPECT_EQ(read(Change.File), After) << Diff;
    }
    fs::remove(Change.File);
  }

  SmallString<128> Dir;
};

Finding finding(std::vector<Edit> Edits, StringRef Check = "gfp-a") {
  Finding F;
  F.Check = Check.str();
  F.Message = "message";
  if (!Edits.empty())
    F.At = {Edits[0].File, Edits[0].Offset, 7, 1};
  F.Correction = Fix{"title", std::move(Edits)};
  return F;
}

/// The plan for /a.c and /b.c, both "0123456789".
llvm::Expected<FixPlan> plan(const std::vector<Finding> &Findings) {
  llvm::vfs::InMemoryFileSystem FS;
  for (StringRef File : {"/a.c", "/b.c"})
    FS.addFile(File, 0, llvm::MemoryBuffer::getMemBufferCopy("0123456789"));
  return planFixes(Findings, FS);
}

FixPlan planned(const std::vector<Finding> &Findings) {
  auto Plan = plan(Findings);
  if (Plan)
    return std::move(*Plan);
  ADD_FAILURE() << toString(Plan.takeError());
  return {};
}

std::string problem(const std::vector<Finding> &Findings) {
  auto Plan = plan(Findings);
  return Plan ? "none" : toString(Plan.takeError());
}

TEST(PlanFixes, AllEditsOfAFinding) {
  FixPlan P = planned({finding({{"/a.c", 8, 1, ""}, {"/b.c", 0, 0, "x"}, {"/a.c", 2, 3, "yy"}})});
  ASSERT_EQ(P.Changes.size(), 2u);
  EXPECT_EQ(P.Changes[0].File, "/a.c");
  EXPECT_EQ(P.Changes[0].Before, "0123456789");
  EXPECT_EQ(P.Changes[0].After, "01yy5679");
  EXPECT_EQ(P.Changes[1].After, "x0123456789");
  EXPECT_EQ(P.Applied.size(), 1u);
  EXPECT_TRUE(P.Waiting.empty());
}

TEST(PlanFixes, NoCorrection) {
  Finding None;
  FixPlan P = planned({None, finding({})});
  EXPECT_EQ(P.NotFixable, 2u);
  EXPECT_TRUE(P.Changes.empty());
  EXPECT_TRUE(P.Applied.empty());
}

TEST(PlanFixes, OverlapWaitsAsAWhole) {
  FixPlan P = planned({finding({{"/a.c", 2, 3, "x"}}),
                       finding({{"/b.c", 0, 1, ""}, {"/a.c", 4, 2, "y"}}, "gfp-b"),
                       finding({{"/b.c", 0, 2, ""}}, "gfp-c")});
  ASSERT_EQ(P.Applied.size(), 2u);
  EXPECT_EQ(P.Applied[1].Check, "gfp-c");
  ASSERT_EQ(P.Waiting.size(), 1u);
  EXPECT_EQ(P.Waiting[0].Check, "gfp-b");
  ASSERT_EQ(P.Changes.size(), 2u);
  EXPECT_EQ(P.Changes[0].After, "01x56789");
  EXPECT_EQ(P.Changes[1].After, "23456789");
}

TEST(PlanFixes, SameEditOfTwoFindingsIsOne) {
  Edit Declaration{"/a.c", 0, 2, ""}, Before{"/a.c", 3, 0, "x"};
  FixPlan P = planned({finding({Declaration, Before, {"/a.c", 5, 1, ""}}),
                       finding({Declaration, Before, {"/a.c", 7, 1, ""}})});
  EXPECT_EQ(P.Applied.size(), 2u);
  ASSERT_EQ(P.Changes.size(), 1u);
  EXPECT_EQ(P.Changes[0].After, "2x34689");
}

TEST(PlanFixes, TouchingRangesGoTogether) {
  FixPlan P = planned({finding({{"/a.c", 2, 2, ""}}), finding({{"/a.c", 4, 2, "x"}}),
                       finding({{"/a.c", 0, 2, "y"}}), finding({{"/a.c", 10, 0, "z"}})});
  EXPECT_EQ(P.Applied.size(), 4u);
  EXPECT_EQ(P.Changes.at(0).After, "yx6789z");
}

TEST(PlanFixes, Insertions) {
  // At one place with different texts: which goes first?
  EXPECT_EQ(
      planned({finding({{"/a.c", 2, 0, "x"}}), finding({{"/a.c", 2, 0, "y"}})}).Waiting.size(), 1u);
  // In, at the ends of, and apart from a replacement.
  auto Waits = [](unsigned Offset, StringRef Replacement) {
    return planned(
               {finding({{"/a.c", 3, 3, Replacement.str()}}), finding({{"/a.c", Offset, 0, "x"}})})
        .Waiting.size();
  };
  EXPECT_EQ(Waits(4, "y"), 1u);
  EXPECT_EQ(Waits(3, "y"), 1u);
  EXPECT_EQ(Waits(6, "y"), 1u);
  EXPECT_EQ(Waits(2, "y"), 0u);
  EXPECT_EQ(Waits(7, "y"), 0u);
  // A deletion leaves no doubt but in its middle.
  EXPECT_EQ(Waits(4, ""), 1u);
  EXPECT_EQ(Waits(3, ""), 0u);
  EXPECT_EQ(Waits(6, ""), 0u);
}

TEST(PlanFixes, InsertionAtAReplacementOfTheSameFix) {
  FixPlan P = planned({finding({{"/a.c", 3, 2, "y"}, {"/a.c", 3, 0, "<"}, {"/a.c", 5, 0, ">"}})});
  EXPECT_EQ(P.Changes.at(0).After, "012<y>56789");
}

TEST(PlanFixes, FixThatOverlapsItself) {
  FixPlan P = planned({finding({{"/a.c", 3, 2, "y"}, {"/a.c", 4, 2, "z"}})});
  EXPECT_EQ(P.Waiting.size(), 1u);
  EXPECT_TRUE(P.Changes.empty());
}

TEST(PlanFixes, NoChange) {
  FixPlan P = planned({finding({{"/a.c", 3, 2, "34"}})});
  EXPECT_EQ(P.Applied.size(), 1u);
  EXPECT_TRUE(P.Changes.empty());
}

TEST(PlanFixes, Problems) {
  EXPECT_EQ(problem({finding({{"/c.c", 0, 1, ""}})}),
            "cannot read /c.c: No such file or directory");
  EXPECT_EQ(problem({finding({{"/a.c", 9, 1, ""}})}), "none");
  EXPECT_EQ(problem({finding({{"/a.c", 10, 0, "x"}})}), "none");
  EXPECT_EQ(problem({finding({{"/a.c", 9, 2, ""}})}),
            "/a.c: the fix of gfp-a at line 7 edits bytes 9 to 11 of a file of 10: has it changed "
            "since it was analysed?");
  EXPECT_NE(problem({finding({{"/a.c", 4294967295u, 4294967295u, ""}})}), "none");
}

TEST_F(FixesOnDisk, PlansRealFiles) {
  std::string File = write("a.c", "0123");
  auto Plan = planFixes(finding({{File, 1, 1, "x"}}));
  ASSERT_TRUE(bool(Plan)) << toString(Plan.takeError());
  EXPECT_EQ(Plan->Changes.at(0).After, "0x23");
  EXPECT_EQ(read(File), "0123");
}

std::string lines(std::initializer_list<StringRef> Lines) {
  std::string Text;
  for (StringRef L : Lines)
    Text += (L + "\n").str();
  return Text;
}

TEST(UnifiedDiff, TwoHunksWithTheFunction) {
  std::string Before = lines({"#include <x.h>", "", "int f(int a)", "{", "\tint b;", "",
                              "\tb = s();", "out:", "\t1;", "\t2;", "\t3;", "\t4;", "\t5;", "\t6;",
                              "\t7;", "\tr(b);", "\treturn a;", "}"});
  std::string After = lines({"#include <x.h>", "", "int f(int a)", "{", "out:", "\t1;", "\t2;",
                             "\t3;", "\t4;", "\t5;", "\t6;", "\t7;", "\treturn a;", "}"});
  EXPECT_EQ(unifiedDiff({"/k/fs/a.c", Before, After}, "/k"), "--- a/fs/a.c\n"
                                                             "+++ b/fs/a.c\n"
                                                             "@@ -2,9 +2,6 @@\n"
                                                             " \n"
                                                             " int f(int a)\n"
                                                             " {\n"
                                                             "-\tint b;\n"
                                                             "-\n"
                                                             "-\tb = s();\n"
                                                             " out:\n"
                                                             " \t1;\n"
                                                             " \t2;\n"
                                                             "@@ -13,6 +10,5 @@ int f(int a)\n"
                                                             " \t5;\n"
                                                             " \t6;\n"
                                                             " \t7;\n"
                                                             "-\tr(b);\n"
                                                             " \treturn a;\n"
                                                             " }\n");
}

TEST(UnifiedDiff, NothingChanges) { EXPECT_EQ(unifiedDiff({"/a.c", "x\n", "x\n"}, "/"), ""); }

TEST(UnifiedDiff, Paths) {
  auto Header = [](StringRef File, StringRef Root) {
    std::string Diff = unifiedDiff({File.str(), "x\n", "y\n"}, Root);
    return StringRef(Diff).split('\n').first.str();
  };
  EXPECT_EQ(Header("/k/fs/a.c", "/k"), "--- a/fs/a.c");
  EXPECT_EQ(Header("/else/a.c", "/k"), "--- a/else/a.c");
  EXPECT_EQ(Header("/k/a b.c", "/k"), "--- a/a b.c\t");
  EXPECT_EQ(Header("/k/\"\xc3\xa4.c", "/k"), "--- \"a/\\\"\\303\\244.c\"");
}

TEST_F(FixesOnDisk, DiffApplies) {
  expectApplies("a.c", "1\n2\n3\n", "1\n3\n");
  expectApplies("a.c", "1\n2\n3\n", "1\n2\n2a\n3\n");
  expectApplies("a.c", "1\n", "0\n1\n");
  expectApplies("fs/x/a.c", "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n",
                "0\n2\n3\n4\n5\n6\n7\n8\n9\n11\n");
  expectApplies("a b.c", "1\n2\n", "1\n");
  expectApplies("\xc3\xa4.c", "1\n2\n", "1\n");
  expectApplies("a.c", "1\r\n2\r\n", "1\r\n");
}

TEST_F(FixesOnDisk, DiffAppliesWithoutNewlineAtTheEnd) {
  expectApplies("a.c", "1\n2", "1\n3");
  expectApplies("a.c", "1\n2", "1\n2\n");
  expectApplies("a.c", "1\n2\n", "1\n2");
  expectApplies("a.c", "1\n2\n3\n4\n5\n6", "2\n3\n4\n5\n6");
  EXPECT_EQ(unifiedDiff({"/a.c", "1\n2", "1\n3"}, "/"),
            "--- a/a.c\n+++ b/a.c\n@@ -1,2 +1,2 @@\n 1\n-2\n\\ No newline at end of file\n"
            "+3\n\\ No newline at end of file\n");
}

/// Makes the changes that diffLines() names and sees whether the new text comes out.
std::string patched(const LineIndex &Old, const LineIndex &New,
                    const std::vector<ChangedLines> &Changes) {
  std::string Out;
  unsigned Next = 0;
  for (const ChangedLines &C : Changes) {
    EXPECT_LE(Next, C.OldBegin);
    for (; Next < C.OldBegin; ++Next)
      Out += Old.full(Next);
    for (unsigned L = C.NewBegin; L < C.NewEnd; ++L)
      Out += New.full(L);
    Next = C.OldEnd;
  }
  for (; Next < Old.size(); ++Next)
    Out += Old.full(Next);
  return Out;
}

TEST(LineDiff, RandomTexts) {
  std::mt19937 Random(1);
  for (int Round = 0; Round < 2000; ++Round) {
    std::string Texts[2];
    for (std::string &Text : Texts)
      for (unsigned N = Random() % 12; N > 0; --N)
        Text += std::string(1, 'a' + Random() % 4) + "\n";
    LineIndex Old(Texts[0]), New(Texts[1]);
    auto Changes = diffLines(Old, New);
    ASSERT_EQ(patched(Old, New, Changes), Texts[1]) << Texts[0];
    for (size_t I = 1; I < Changes.size(); ++I)
      ASSERT_LT(Changes[I - 1].OldEnd, Changes[I].OldBegin) << Texts[0] << "to\n" << Texts[1];
  }
}

TEST(LineDiff, ShortestForSmallChanges) {
  LineIndex Old("a\nb\nc\na\nb\nb\na\n"), New("c\nb\na\nb\na\nc\n");
  unsigned Lines = 0;
  for (const ChangedLines &C : diffLines(Old, New))
    Lines += C.OldEnd - C.OldBegin + C.NewEnd - C.NewBegin;
  EXPECT_EQ(Lines, 5u); // The example of Myers' paper.
}

TEST(LineDiff, GivesUpOnAnotherText) {
  std::string A, B;
  for (int I = 0; I < 3000; ++I) {
    A += "a" + std::to_string(I) + "\n";
    B += "b" + std::to_string(I) + "\n";
  }
  LineIndex Old(A), New(B);
  auto Changes = diffLines(Old, New);
  ASSERT_EQ(Changes.size(), 1u);
  EXPECT_EQ(patched(Old, New, Changes), B);
}

TEST_F(FixesOnDisk, WritesAndKeepsTheMode) {
  std::string File = write("a.c", "old\n");
  ASSERT_FALSE(fs::setPermissions(File, fs::perms(0751)));
  llvm::Error E = writeInPlace({File, "old\n", "new\n"});
  EXPECT_FALSE(bool(E)) << toString(std::move(E));
  EXPECT_EQ(read(File), "new\n");
  EXPECT_EQ(fs::getPermissions(File).get(), fs::perms(0751));
  EXPECT_EQ(entries(), 1u) << "a temporary file is left";
}

TEST_F(FixesOnDisk, WritesThroughALink) {
  std::string File = write("real/a.c", "old\n"), Link = path("link.c");
  ASSERT_FALSE(fs::create_link(File, Link));
  llvm::Error E = writeInPlace({Link, "old\n", "new\n"});
  EXPECT_FALSE(bool(E)) << toString(std::move(E));
  EXPECT_EQ(read(File), "new\n");
  EXPECT_TRUE(fs::is_symlink_file(Link));
}

TEST_F(FixesOnDisk, RefusesAChangedFile) {
  std::string File = write("a.c", "other\n");
  EXPECT_EQ(toString(writeInPlace({File, "old\n", "new\n"})),
            File + " has changed since it was read; it was not written");
  EXPECT_EQ(read(File), "other\n");
  EXPECT_EQ(entries(), 1u);
}

TEST_F(FixesOnDisk, FailureNamesTheFile) {
  std::string File = path("none.c");
  EXPECT_EQ(toString(writeInPlace({File, "old\n", "new\n"})),
            "cannot find " + File + ": No such file or directory");
}

TEST_F(FixesOnDisk, RefusesWhereItMayNotWrite) {
  std::string File = write("a.c", "old\n");
  fs::setPermissions(File, fs::perms(0444));
  if (!fs::access(File, fs::AccessMode::Write))
    GTEST_SKIP() << "root may write anything";
  EXPECT_EQ(toString(writeInPlace({File, "old\n", "new\n"})),
            "cannot write " + File + ": Permission denied");
  fs::setPermissions(File, fs::perms(0644));
  fs::setPermissions(Dir, fs::perms(0555));
  EXPECT_EQ(toString(writeInPlace({File, "old\n", "new\n"})),
            "cannot write a new file beside " + File + ": Permission denied");
  EXPECT_EQ(read(File), "old\n");
  fs::setPermissions(Dir, fs::perms(0755));
  EXPECT_EQ(entries(), 1u);
}

} // namespace
