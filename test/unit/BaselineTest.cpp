//===- BaselineTest.cpp - Reading, writing and matching baselines ---------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Findings/Baseline.h"
#include "Findings/Fingerprint.h"
#include "gtest/gtest.h"

using namespace gfp;
using llvm::StringRef;

namespace {

Finding finding(StringRef File, unsigned Line, StringRef Statement = "f()",
                StringRef Function = "fn") {
  Finding F;
  F.Check = "gfp-a";
  F.Message = "message";
  F.At = {("/k/" + File).str(), Line * 100, Line, 1};
  F.Function = Function.str();
  F.Statement = Statement.str();
  return F;
}

const std::string Head = "gfp-lint baseline gfpLint/v2\n";
const std::string Print(40, 'a');
const std::string Line = "fs/a.c\tgfp-a\t0\tfn\t" + Print + "\n";
const std::string End = "end of baseline\n";

std::string errorOf(StringRef Text) {
  auto Read = Baseline::parse(Text, "known");
  return Read ? "none" : llvm::toString(Read.takeError());
}

TEST(Baseline, WritesWhatItReads) {
  std::vector<Finding> V = {finding("fs/b.c", 2), finding("fs/a.c", 7),
                            finding("fs/a.c", 9, "g()", "")};
  V[0].Level = 1;
  std::string Text = Baseline::of(V, "/k").str();
  auto Read = Baseline::parse(Text, "known");
  ASSERT_TRUE(bool(Read));
  EXPECT_EQ(Read->str(), Text);
  std::swap(V[0], V[1]);
  EXPECT_EQ(Baseline::of(V, "/k").str(), Text);
  EXPECT_TRUE(StringRef(Text).contains("\nfs/a.c\tgfp-a\t0\t-\t"));
  EXPECT_TRUE(StringRef(Text).contains("\nfs/a.c\tgfp-a\t0\tfn\t"));
  EXPECT_TRUE(StringRef(Text).contains("\nfs/b.c\tgfp-a\t1\tfn\t"));
  EXPECT_TRUE(StringRef(Text).ends_with("\nend of baseline\n"));
}

TEST(Baseline, Empty) {
  std::string Text = Baseline().str();
  EXPECT_EQ(errorOf(Text), "none");
}

TEST(Baseline, OddPaths) {
  for (StringRef Path : {"a\tb.c", "a\nb.c", "#a.c", "a%41.c", "ä b.c"}) {
    std::vector<Finding> V = {finding(Path, 1)};
    auto Read = Baseline::parse(Baseline::of(V, "/k").str(), "known");
    ASSERT_TRUE(bool(Read)) << Path.str();
    EXPECT_TRUE(Read->match(V, "/k", [](auto &) { return false; }).Known[0]) << Path.str();
  }
}

TEST(Baseline, AcceptsWhatMergesAndEditorsMake) {
  EXPECT_EQ(errorOf(Head + "# why\n" + Line + Line + End), "none");
  EXPECT_EQ(errorOf("gfp-lint baseline gfpLint/v2\r\nend of baseline\r\n"), "none");
}

TEST(Baseline, RefusesWhatIsDamaged) {
  EXPECT_TRUE(StringRef(errorOf("")).starts_with("known:1: this is no baseline"));
  EXPECT_TRUE(StringRef(errorOf("[]\n")).starts_with("known:1: this is no baseline"));
  EXPECT_TRUE(StringRef(errorOf("gfp-lint baseline gfpLint/v1\n" + Line + End))
                  .starts_with("known:1: a baseline of version 'gfpLint/v1'"));
  EXPECT_EQ(errorOf(Head + Line.substr(0, 30)), "known:2: the file breaks off here");
  EXPECT_TRUE(StringRef(errorOf(Head + Line)).starts_with("known:2: the file breaks off here"));
  EXPECT_TRUE(StringRef(errorOf(Head + Line + "end of")).starts_with("known:3: the file breaks"));
  EXPECT_TRUE(StringRef(errorOf(Head + Line + "\n" + End)).starts_with("known:3: no path"));
  EXPECT_TRUE(StringRef(errorOf(Head + "fs/a.c\tgfp-a\tx\tfn\t" + Print + "\n" + End))
                  .starts_with("known:2: no path"));
  EXPECT_TRUE(StringRef(errorOf(Head + "fs/a.c\tgfp-a\t0\tfn\tabc\n" + End))
                  .starts_with("known:2: no path"));
  EXPECT_TRUE(StringRef(errorOf(Head + End + Line)).starts_with("known:3: something follows"));
  EXPECT_TRUE(StringRef(errorOf(Head + "<<<<<<< HEAD\n" + Line + End))
                  .starts_with("known:2: git's mark of a conflict"));
}

/// The lines of \p Now's findings that are not known after \p Then.
std::vector<unsigned> fresh(std::vector<Finding> Then, std::vector<Finding> Now,
                            bool MayHaveGone = true, size_t Missing = 0) {
  auto Match = Baseline::of(Then, "/k").match(Now, "/k", [&](auto &) { return MayHaveGone; });
  EXPECT_EQ(Match.Missing.size(), Missing);
  std::vector<unsigned> Lines;
  for (size_t I = 0; I < Now.size(); ++I)
    if (!Match.Known[I])
      Lines.push_back(Now[I].At.Line);
  return Lines;
}

TEST(BaselineMatch, SurvivesEditsAndMoves) {
  using V = std::vector<unsigned>;
  EXPECT_EQ(fresh({finding("a.c", 1)}, {finding("a.c", 9, "f( )")}), V{});
  EXPECT_EQ(fresh({finding("a.c", 1)}, {finding("b.c", 9)}), V{});
  EXPECT_EQ(fresh({finding("a.c", 1)}, {finding("a.c", 1, "g()")}, true, 1), V{1});
  EXPECT_EQ(fresh({finding("a.c", 1)}, {finding("a.c", 1, "f()", "other")}, true, 1), V{1});
  EXPECT_EQ(fresh({finding("a.c", 1)}, {}, true, 1), V{});
}

TEST(BaselineMatch, Counts) {
  using V = std::vector<unsigned>;
  std::vector<Finding> Two = {finding("a.c", 1), finding("a.c", 2)};
  EXPECT_EQ(fresh(Two, Two), V{});
  EXPECT_EQ(fresh(Two, {Two[0], Two[1], finding("a.c", 3)}), V{3});
  EXPECT_EQ(fresh(Two, {Two[1]}, true, 1), V{});
}

TEST(BaselineMatch, ItsOwnFileFirst) {
  using V = std::vector<unsigned>;
  // Copied: the original is known, the copy is not, whichever comes first.
  EXPECT_EQ(fresh({finding("b.c", 1)}, {finding("a.c", 7), finding("b.c", 1)}), V{7});
  EXPECT_EQ(fresh({finding("a.c", 1)}, {finding("a.c", 1), finding("b.c", 7)}), V{7});
  // Of a file that was not looked at nothing has moved away.
  EXPECT_EQ(fresh({finding("a.c", 1)}, {finding("b.c", 7)}, /*MayHaveGone=*/false, 1), V{7});
}

} // namespace
