//===- FindingsTest.cpp - Order, fingerprints, suppression, deletion ------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Findings/Configurations.h"
#include "Findings/DisplayPath.h"
#include "Findings/Finding.h"
#include "Findings/Fingerprint.h"
#include "Findings/LineIndex.h"
#include "Findings/StatementEdits.h"
#include "Findings/Subsystem.h"
#include "Findings/Suppression.h"
#include "gtest/gtest.h"

using namespace gfp;
using llvm::StringRef;

namespace {

Finding finding(StringRef Check, StringRef File, unsigned Line, StringRef Statement = "p = f();") {
  Finding F;
  F.Check = Check.str();
  F.Message = "message";
  F.At = {File.str(), Line * 100, Line, 1};
  F.Function = "fn";
  F.Statement = Statement.str();
  return F;
}

TEST(FindingOrder, FilePositionCheckMessage) {
  std::vector<Finding> V = {finding("gfp-b", "/b.c", 1), finding("gfp-b", "/a.c", 10),
                            finding("gfp-a", "/a.c", 10), finding("gfp-z", "/a.c", 9)};
  sortAndUnique(V);
  ASSERT_EQ(V.size(), 4u);
  EXPECT_EQ(V[0].Check, "gfp-z");
  EXPECT_EQ(V[1].Check, "gfp-a");
  EXPECT_EQ(V[2].Check, "gfp-b");
  EXPECT_EQ(V[3].At.File, "/b.c");
}

TEST(FindingOrder, SeenFromTwoUnitsIsOne) {
  std::vector<Finding> V = {finding("gfp-a", "/a.h", 1), finding("gfp-a", "/a.h", 1)};
  V[0].Notes.push_back({V[0].At, "called here"});
  Finding Other = finding("gfp-a", "/a.h", 2);
  V.push_back(Other);
  sortAndUnique(V);
  ASSERT_EQ(V.size(), 2u);
  EXPECT_TRUE(V[0].Notes.empty());
  EXPECT_EQ(V[1], Other);
}

TEST(FindingOrder, UnitsThatDisagreeOnTheFixGiveNone) {
  Finding With = finding("gfp-a", "/a.h", 1), Without = With, Differs = With;
  With.Correction = Fix{"one", {{"/a.h", 1, 1, "x"}}};
  Differs.Correction = Fix{"two", {{"/a.h", 1, 1, "y"}}};
  for (std::vector<Finding> V : {std::vector{With, Without}, std::vector{Without, With},
                                 std::vector{With, Differs}, std::vector{Differs, With}}) {
    sortAndUnique(V);
    ASSERT_EQ(V.size(), 1u);
    EXPECT_FALSE(V[0].Correction);
  }
  std::vector<Finding> Same = {With, With};
  sortAndUnique(Same);
  ASSERT_EQ(Same.size(), 1u);
  EXPECT_TRUE(Same[0].Correction);
}

TEST(FindingOrder, BorrowedCommandsHaveNoSayBesideOwn) {
  Finding Own = finding("gfp-a", "/a.h", 1), Borrowed = Own, Differs = Own;
  Own.Correction = Borrowed.Correction = Fix{"one", {{"/a.h", 1, 1, "x"}}};
  Differs.Correction = Fix{"two", {{"/a.h", 1, 1, "y"}}};
  Borrowed.Neighbour = Differs.Neighbour = "/b.c";
  std::vector<Finding> V = {Differs, Own};
  sortAndUnique(V);
  ASSERT_EQ(V.size(), 1u);
  EXPECT_EQ(V[0], Own);
  std::vector<Finding> Two = {Borrowed, Differs};
  sortAndUnique(Two);
  ASSERT_EQ(Two.size(), 1u);
  EXPECT_FALSE(Two[0].Correction);
  EXPECT_EQ(Two[0].Neighbour, "/b.c");
}

TEST(Configurations, NamesAreSorted) {
  Finding Both = finding("gfp-a", "/a.c", 1), One = finding("gfp-a", "/a.c", 2);
  auto Merged = mergeConfigurations({{"y", {Both}}, {"x", {Both, One}}});
  ASSERT_EQ(Merged.size(), 2u);
  EXPECT_EQ(Merged[0].Configurations, (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ(Merged[1].Configurations, std::vector<std::string>{"x"});
  EXPECT_EQ(Merged, mergeConfigurations({{"x", {Both, One}}, {"y", {Both}}}));
}

TEST(Configurations, DifferentCorrectionsGiveNone) {
  Finding A = finding("gfp-a", "/a.c", 1), B = A;
  A.Correction = Fix{"one", {{"/a.c", 1, 1, "x"}}};
  B.Correction = Fix{"one", {{"/a.c", 1, 1, "y"}}};
  auto Merged = mergeConfigurations({{"x", {A}}, {"y", {B}}});
  ASSERT_EQ(Merged.size(), 1u);
  EXPECT_FALSE(Merged[0].Correction);
  EXPECT_TRUE(mergeConfigurations({{"x", {A}}, {"y", {A}}})[0].Correction);
}

TEST(Fingerprint, FoldsWhiteSpace) {
  EXPECT_EQ(foldWhiteSpace("  a =\n\t\tb ( c );\n"), "a = b ( c );");
  EXPECT_EQ(foldWhiteSpace(" \n "), "");
}

std::vector<std::string> prints(std::vector<Finding> Findings) {
  sortAndUnique(Findings);
  return fingerprints(Findings);
}

TEST(Fingerprint, SurvivesLineShiftsAndMoves) {
  Finding A = finding("gfp-a", "/a.c", 1), B = finding("gfp-a", "/dir/b.c", 77, "p  =\n f();");
  EXPECT_EQ(prints({A}), prints({B}));
  EXPECT_EQ(contentFingerprint(A).size(), 40u);
  EXPECT_EQ(prints({A})[0], contentFingerprint(A) + ":1");
}

TEST(Fingerprint, SurvivesFormattingAndComments) {
  auto print = [](StringRef Statement) {
    return contentFingerprint(finding("gfp-a", "/a.c", 1, Statement));
  };
  EXPECT_EQ(print("f(a,b)"), print("f( a,\n\t\tb )"));
  EXPECT_EQ(print("f(a, b)"), print("f(a, /* the mask */ b) // NOLINT"));
  EXPECT_EQ(print("f(a, b)"), print("f(a, \\\n  b)"));
  EXPECT_EQ(print("f(a, b)"), print("f(a, \\\r\n  b)"));
  // What makes other code makes another print.
  EXPECT_NE(print("f(a, b)"), print("f(a, c)"));
  EXPECT_NE(print("f(\"a b\")"), print("f(\"a  b\")"));
  EXPECT_NE(print("f(\"/* a */\")"), print("f(\"/* b */\")"));
  EXPECT_NE(print("a && b"), print("a & &b"));
  EXPECT_NE(print("sizeof a"), print("sizeofa"));
}

TEST(Fingerprint, IsTheOnePublished) {
  // A baseline of an older version must still match: a change here asks for a new version name.
  EXPECT_EQ(FingerprintVersion, "gfpLint/v2");
  EXPECT_EQ(contentFingerprint(finding("gfp-a", "/a.c", 1)),
            "b6a1c9b97ecce1f9dc6485c23236bb4b217963ff");
}

TEST(Fingerprint, TellsApart) {
  std::vector<Finding> V = {finding("gfp-a", "/a.c", 1), finding("gfp-a", "/a.c", 2),
                            finding("gfp-b", "/a.c", 2), finding("gfp-a", "/a.c", 3, "q = f();"),
                            finding("gfp-a", "/a.c", 4)};
  V[4].Function = "other";
  auto P = prints(V);
  for (size_t I = 0; I < P.size(); ++I)
    for (size_t J = 0; J < I; ++J)
      EXPECT_NE(P[I], P[J]) << I << " and " << J;
}

TEST(Fingerprint, CountsPerFile) {
  auto P = prints({finding("gfp-a", "/a.c", 1), finding("gfp-a", "/b.c", 1)});
  EXPECT_EQ(P[0], P[1]);
}

TEST(Fingerprint, WhatIsLeftOutDoesNotRenumberTheRest) {
  std::vector<Finding> V = {finding("gfp-a", "/a.c", 1), finding("gfp-a", "/a.c", 2)};
  sortAndUnique(V);
  auto Both = fingerprints(V);
  V.erase(V.begin());
  EXPECT_EQ(fingerprints(V)[0], Both[1]);
}

bool silent(StringRef Text, unsigned Line, StringRef Check = "gfp-redundant-scope",
            unsigned Column = 1) {
  return Suppressions(Text).suppresses(Check, Line, Column);
}

TEST(Suppression, SameLine) {
  EXPECT_TRUE(silent("a\nb; // NOLINT\nc\n", 2));
  EXPECT_FALSE(silent("a\nb; // NOLINT\nc\n", 1));
  EXPECT_FALSE(silent("a\nb; // NOLINT\nc\n", 3));
  EXPECT_TRUE(silent("b; /* NOLINT */", 1));
  EXPECT_FALSE(silent("", 1));
}

TEST(Suppression, NextLine) {
  StringRef Text = "/* NOLINTNEXTLINE(gfp-*): the DMA zone needs it */\nb;\nc;\n";
  EXPECT_FALSE(silent(Text, 1));
  EXPECT_TRUE(silent(Text, 2));
  EXPECT_FALSE(silent(Text, 3));
}

TEST(Suppression, Lists) {
  EXPECT_TRUE(silent("b; // NOLINT(gfp-redundant-scope)", 1));
  EXPECT_TRUE(silent("b; // NOLINT( misc-x , gfp-redundant-scope )", 1));
  EXPECT_FALSE(silent("b; // NOLINT(gfp-free-mismatch)", 1));
  EXPECT_FALSE(silent("b; // NOLINT(gfp-redundant)", 1));
  EXPECT_TRUE(silent("b; // NOLINT(*)", 1));
  EXPECT_TRUE(silent("b; // NOLINT(*-scope)", 1));
  EXPECT_TRUE(silent("b; // NOLINT(gfp*red*nt-s*)", 1));
  EXPECT_FALSE(silent("b; // NOLINT(gfp?redundant-scope)", 1));
  EXPECT_FALSE(silent("b; // NOLINT()", 1));
  // A blank before the list: it is no list, so all checks.
  EXPECT_TRUE(silent("b; // NOLINT (gfp-free-mismatch)", 1));
  // A list that does not end on its line is none.
  EXPECT_TRUE(silent("b; /* NOLINT(gfp-free-mismatch\n) */", 1));
  // Several on one line.
  EXPECT_TRUE(silent("b; // NOLINT(a) NOLINT(gfp-redundant-scope)", 1));
}

TEST(Suppression, NegativeGlobsAreIgnored) {
  EXPECT_FALSE(silent("b; // NOLINT(-gfp-redundant-scope)", 1));
  EXPECT_TRUE(silent("b; // NOLINT(*,-gfp-redundant-scope)", 1));
}

TEST(Suppression, OtherWords) {
  EXPECT_FALSE(silent("b; // NOLINTS", 1));
  EXPECT_FALSE(silent("b; // NOLINTNEXTLINES\nc;", 2));
  EXPECT_FALSE(silent("b; // nolint", 1));
  EXPECT_TRUE(silent("b; // NOLINT_reason", 1));
}

TEST(Suppression, Blocks) {
  StringRef Text = "a\n"
                   "// NOLINTBEGIN(gfp-*)\n"
                   "b\n"
                   "// NOLINTBEGIN(misc-*)\n"
                   "c\n"
                   "// NOLINTEND(misc-*)\n"
                   "d\n"
                   "// NOLINTEND( gfp-* )\n"
                   "e\n";
  EXPECT_FALSE(silent(Text, 1));
  EXPECT_TRUE(silent(Text, 3));
  EXPECT_TRUE(silent(Text, 5));
  EXPECT_TRUE(silent(Text, 5, "misc-x"));
  EXPECT_FALSE(silent(Text, 7, "misc-x"));
  EXPECT_TRUE(silent(Text, 7));
  EXPECT_FALSE(silent(Text, 9));
}

TEST(Suppression, ColumnsInTheLineOfABlock) {
  StringRef Text = "b; /* NOLINTBEGIN */ c;\nd; /* NOLINTEND */ e;\n";
  EXPECT_FALSE(silent(Text, 1, "x", 1));
  EXPECT_TRUE(silent(Text, 1, "x", 22));
  EXPECT_TRUE(silent(Text, 2, "x", 1));
  EXPECT_FALSE(silent(Text, 2, "x", 20));
}

TEST(Suppression, UnmatchedBlocksDoNothing) {
  EXPECT_FALSE(silent("// NOLINTBEGIN\nb;\n", 2));
  EXPECT_FALSE(silent("b;\n// NOLINTEND\n", 1));
  EXPECT_FALSE(silent("// NOLINTBEGIN(a)\nb;\n// NOLINTEND(b)\n", 2, "a"));
  EXPECT_FALSE(silent("// NOLINTBEGIN(a)\nb;\n// NOLINTEND\n", 2, "a"));
  // Blocks nest, they do not cross.
  EXPECT_FALSE(silent(
      "// NOLINTBEGIN(a)\n// NOLINTBEGIN(b)\nc;\n// NOLINTEND(a)\n// NOLINTEND(b)\n", 3, "a"));
}

TEST(LineIndex, Lines) {
  LineIndex I("a\r\n\nbc");
  ASSERT_EQ(I.size(), 3u);
  EXPECT_EQ(I.line(0), "a");
  EXPECT_EQ(I.full(0), "a\r\n");
  EXPECT_EQ(I.line(1), "");
  EXPECT_EQ(I.line(2), "bc");
  EXPECT_EQ(I.lineOf(0), 0u);
  EXPECT_EQ(I.lineOf(3), 1u);
  EXPECT_EQ(I.lineOf(6), 2u);
  EXPECT_EQ(LineIndex("a\n").lineOf(2), 1u);
  EXPECT_EQ(LineIndex("").lineOf(0), 0u);
  EXPECT_EQ(LineIndex("").size(), 0u);
}

TEST(DisplayPath, BelowRoot) {
  EXPECT_EQ(displayPath("/k/fs/a.c", "/k"), "fs/a.c");
  EXPECT_EQ(displayPath("/k/fs/a.c", "/k/"), "fs/a.c");
  EXPECT_EQ(displayPath("/kk/a.c", "/k"), "/kk/a.c");
  EXPECT_EQ(displayPath("/kk/a.c", ""), "/kk/a.c");
  EXPECT_EQ(displayPath("/k", "/k"), "/k");
  EXPECT_EQ(displayPath("/k/a.c", "/"), "k/a.c");
}

/// Deletes what stands between « and » in \p Marked; ‹ instead takes the comment above along.
std::string deleted(StringRef Marked) {
  static constexpr llvm::StringLiteral Open = "«", OpenWithComment = "‹", Close = "»";
  std::string Text;
  std::vector<StatementRange> Ranges;
  while (!Marked.empty()) {
    if (Marked.consume_front(Open)) {
      Ranges.push_back({unsigned(Text.size()), 0});
    } else if (Marked.consume_front(OpenWithComment)) {
      Ranges.push_back({unsigned(Text.size()), 0, true});
    } else if (Marked.consume_front(Close)) {
      Ranges.back().End = Text.size();
    } else {
      Text += Marked.front();
      Marked = Marked.drop_front();
    }
  }
  std::vector<Edit> Edits = deleteStatements(Text, Ranges, "/a.c");
  for (size_t I = Edits.size(); I-- > 0;) {
    const Edit &E = Edits[I];
    EXPECT_EQ(E.File, "/a.c");
    EXPECT_EQ(E.Replacement, "");
    if (I > 0) {
      EXPECT_LE(Edits[I - 1].Offset + Edits[I - 1].Length, E.Offset);
    }
    Text.erase(E.Offset, E.Length);
  }
  return Text;
}

TEST(DeleteStatements, WholeScope) {
  EXPECT_EQ(deleted("void *f(void)\n"
                    "{\n"
                    "\t«unsigned int nofs;»\n"
                    "\tvoid *p;\n"
                    "\n"
                    "\t«nofs = memalloc_nofs_save();»\n"
                    "\tp = kvmalloc(1, GFP_KERNEL);\n"
                    "\t«memalloc_nofs_restore(nofs);»\n"
                    "\n"
                    "\treturn p;\n"
                    "}\n"),
            "void *f(void)\n"
            "{\n"
            "\tvoid *p;\n"
            "\n"
            "\tp = kvmalloc(1, GFP_KERNEL);\n"
            "\n"
            "\treturn p;\n"
            "}\n");
}

TEST(DeleteStatements, BlankLines) {
  // Behind an opening brace.
  EXPECT_EQ(deleted("{\n\t«int a;»\n\n\t«a = f();»\n\tg();\n}\n"), "{\n\tg();\n}\n");
  // Two together.
  EXPECT_EQ(deleted("a;\n\n«b;»\n\nc;\n"), "a;\n\nc;\n");
  // Before a closing brace.
  EXPECT_EQ(deleted("{\n\ta;\n\n\t«b;»\n}\n"), "{\n\ta;\n}\n");
  EXPECT_EQ(deleted("{\n\ta;\n\n\t«b;»\n\t«c;»\n}\n"), "{\n\ta;\n}\n");
  // None is left over.
  EXPECT_EQ(deleted("a;\n«b;»\n\nc;\n"), "a;\n\nc;\n");
  EXPECT_EQ(deleted("a;\n\n«b;»\nc;\n"), "a;\n\nc;\n");
  // Each run takes one, and not the same.
  EXPECT_EQ(deleted("a;\n\n«b;»\n\n«c;»\n\nd;\n"), "a;\n\nd;\n");
  // One, not all there are.
  EXPECT_EQ(deleted("a;\n\n«b;»\n\n\nc;\n"), "a;\n\n\nc;\n");
}

TEST(DeleteStatements, AdjacentStatements) {
  EXPECT_EQ(deleted("a;\n«b;»\n«c;»\nd;\n"), "a;\nd;\n");
  EXPECT_EQ(deleted("a;\n\n«b;»\n«c;»\n\nd;\n"), "a;\n\nd;\n");
}

TEST(DeleteStatements, SeveralLines) { EXPECT_EQ(deleted("a;\n«b(x,\n  y);»\nc;\n"), "a;\nc;\n"); }

TEST(DeleteStatements, SharedLine) {
  EXPECT_EQ(deleted("a; «b;» c;\n"), "a; c;\n");
  EXPECT_EQ(deleted("\t«b;» c;\n"), "\tc;\n");
  EXPECT_EQ(deleted("a; «b;»\n"), "a;\n");
  EXPECT_EQ(deleted("int a«, b»;\n"), "int a;\n");
  EXPECT_EQ(deleted("\tif (x) { «b;» }\n"), "\tif (x) { }\n");
  EXPECT_EQ(deleted("a; «b;» «c;» d;\n"), "a; d;\n");
  EXPECT_EQ(deleted("«b;» «c;»\nd;\n"), "d;\n");
  EXPECT_EQ(deleted("«b;»/* c */ d;\n"), "/* c */ d;\n");
}

TEST(DeleteStatements, CommentBehind) {
  EXPECT_EQ(deleted("a;\n«b;» /* no recursion */\nc;\n"), "a;\nc;\n");
  EXPECT_EQ(deleted("a;\n«b;» // no recursion\nc;\n"), "a;\nc;\n");
  EXPECT_EQ(deleted("a;\n«b;» /* no\n * recursion */\nc;\n"), "a;\nc;\n");
  EXPECT_EQ(deleted("a;\n«b;» /* no\n * recursion */ c;\n"), "a;\n/* no\n * recursion */ c;\n");
}

TEST(DeleteStatements, CommentAbove) {
  StringRef Block = "a;\n\n\t/*\n\t * Do not recurse.\n\t */\n";
  EXPECT_EQ(deleted((Block + "\t‹b;»\n\tc;\n").str()), "a;\n\n\tc;\n");
  EXPECT_EQ(deleted((Block + "\t«b;»\n\tc;\n").str()), (Block + "\tc;\n").str());
  EXPECT_EQ(deleted("a;\n// one\n// two\n‹b;»\nc;\n"), "a;\nc;\n");
  // A blank line parts comment and statement.
  EXPECT_EQ(deleted("/* one */\n\n‹b;»\nc;\n"), "/* one */\n\nc;\n");
  // The comment is behind other code.
  EXPECT_EQ(deleted("a; /* one */\n‹b;»\nc;\n"), "a; /* one */\nc;\n");
  // The comment above is behind a statement that is deleted, too.
  EXPECT_EQ(deleted("a;\n«b;» // one\n‹c;»\nd;\n"), "a;\nd;\n");
}

TEST(DeleteStatements, Macro) {
  EXPECT_EQ(deleted("#define M() \\\n\ta; \\\n\t«b;» \\\n\tc;\nd;\n"),
            "#define M() \\\n\ta; \\\n\tc;\nd;\n");
  EXPECT_EQ(deleted("#define M() \\\n\ta; \\\n\t«b;»\nd;\n"), "#define M() \\\n\ta; \\\n\nd;\n");
}

TEST(DeleteStatements, EndOfFile) {
  EXPECT_EQ(deleted("a;\n«b;»"), "a;\n");
  EXPECT_EQ(deleted("«b;»"), "");
  EXPECT_EQ(deleted("a;\n\n«b;»\n"), "a;\n");
}

TEST(DeleteStatements, CarriageReturns) {
  EXPECT_EQ(deleted("a;\r\n\r\n«b;»\r\n\r\nc;\r\n"), "a;\r\n\r\nc;\r\n");
  EXPECT_EQ(deleted("a; «b;»\r\nc;\r\n"), "a;\r\nc;\r\n");
}

TEST(DeleteStatements, SamePlaceSameEdit) {
  StringRef Text = "{\n\tint f;\n\n\tf = s();\n\tg();\n\tr(f);\n}\n";
  unsigned Decl = Text.find("int"), Restore = Text.find("r(f)");
  auto Alone = deleteStatements(Text, {{Decl, Decl + 6}}, "/a.c");
  auto Both = deleteStatements(Text, {{Restore, Restore + 5}, {Decl, Decl + 6}}, "/a.c");
  ASSERT_EQ(Both.size(), 2u);
  EXPECT_EQ(Alone[0], Both[0]);
}

TEST(Subsystem, OfAPath) {
  EXPECT_EQ(subsystemOf("mm/slub.c"), "mm");
  EXPECT_EQ(subsystemOf("kernel/bpf/core.c"), "kernel");
  EXPECT_EQ(subsystemOf("fs/ext4/inode.c"), "fs/ext4");
  EXPECT_EQ(subsystemOf("drivers/net/wireless/a.c"), "drivers/net");
  EXPECT_EQ(subsystemOf("arch/x86/mm/a.c"), "arch/x86");
  EXPECT_EQ(subsystemOf("fs/inode.c"), "fs");
  EXPECT_EQ(subsystemOf("a.c"), ".");
  EXPECT_EQ(subsystemOf("/else/fs/a.c"), "/else/fs");
  EXPECT_EQ(subsystemOf("/a.c"), "/");
}

TEST(DeleteStatements, EndOfStatement) {
  EXPECT_EQ(endOfStatement("f() ;g", 3), 5u);
  EXPECT_EQ(endOfStatement("f(), g", 3), 3u);
  EXPECT_EQ(endOfStatement("f()", 3), 3u);
}

} // namespace
