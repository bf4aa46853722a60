//===- PatchTest.cpp - Reading patches, findings on their lines -----------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Findings/Patch.h"
#include "gtest/gtest.h"
#include <fmt/format.h>

using namespace gfp;
using llvm::StringRef;

namespace {

/// "name +1-2 +5-5 x3": added lines and cuts of each file.
std::string read(StringRef Text) {
  auto Files = parsePatch(Text, "patch");
  if (!Files)
    return llvm::toString(Files.takeError());
  std::string Out;
  for (const PatchedFile &File : *Files) {
    Out += Out.empty() ? "" : "; ";
    Out += File.hasPrefixes() ? File.stripped().str() : "?" + File.After;
    if (File.Changes.Whole)
      Out += " new";
    for (auto [First, Last] : File.Changes.Added)
      Out += fmt::format(" +{}-{}", First, Last);
    for (unsigned Line : File.Changes.Cuts)
      Out += fmt::format(" x{}", Line);
  }
  return Out;
}

TEST(Patch, Git) {
  EXPECT_EQ(read("diff --git a/fs/a.c b/fs/a.c\n"
                 "index 1..2 100644\n"
                 "--- a/fs/a.c\n"
                 "+++ b/fs/a.c\n"
                 "@@ -3 +3,2 @@ void f(void)\n"
                 "-x\n"
                 "+y\n"
                 "+z\n"
                 "@@ -10,2 +11,0 @@\n"
                 "-x\n"
                 "-y\n"
                 "diff --git a/b.h b/b.h\n"
                 "--- a/b.h\n"
                 "+++ b/b.h\n"
                 "@@ -0,0 +1 @@\n"
                 "+x\n"),
            "fs/a.c +3-4 x2 x11; b.h +1-1");
}

TEST(Patch, ContextLinesAreNotChanged) {
  EXPECT_EQ(read("--- a/a.c\n"
                 "+++ b/a.c\n"
                 "@@ -1,6 +1,6 @@\n"
                 " 1\n"
                 "-2\n"
                 "+two\n"
                 "\n"
                 " 4\n"
                 "+four and a half\n"
                 "-5\n"
                 " 6\n"),
            "a.c +2-2 +5-5 x1 x5");
}

TEST(Patch, LinesThatLookLikeHeaders) {
  EXPECT_EQ(read("--- a/a.c\n"
                 "+++ b/a.c\n"
                 "@@ -1,2 +1,2 @@\n"
                 "--- x;\n"
                 "-@@ -1 +1 @@\n"
                 "+++ y;\n"
                 "+diff\n"),
            "a.c +1-2 x0");
}

TEST(Patch, NewDeletedRenamed) {
  EXPECT_EQ(read("diff --git a/a.c b/a.c\n"
                 "new file mode 100644\n"
                 "--- /dev/null\n"
                 "+++ b/a.c\n"
                 "@@ -0,0 +1,2 @@\n"
                 "+x\n"
                 "+y\n"
                 "\\ No newline at end of file\n"
                 "diff --git a/b.c b/b.c\n"
                 "deleted file mode 100644\n"
                 "--- a/b.c\n"
                 "+++ /dev/null\n"
                 "@@ -1 +0,0 @@\n"
                 "-x\n"
                 "\\ No newline at end of file\n"
                 "diff --git a/c.c b/d.c\n"
                 "similarity index 100%\n"
                 "rename from c.c\n"
                 "rename to d.c\n"
                 "diff --git a/e.c b/f.c\n"
                 "rename from e.c\n"
                 "rename to f.c\n"
                 "--- a/e.c\n"
                 "+++ b/f.c\n"
                 "@@ -7 +7 @@\n"
                 "-x\n"
                 "\\ No newline at end of file\n"
                 "+y\n"
                 "\\ No newline at end of file\n"),
            "a.c new +1-2; dev/null x0; f.c +7-7 x6");
}

TEST(Patch, Names) {
  StringRef Hunk = "@@ -1 +1 @@\n-x\n+y\n";
  EXPECT_EQ(
      read(("--- \"a/\\303\\244 \\\"b\\\".c\"\n+++ \"b/\\303\\244 \\\"b\\\".c\"\n" + Hunk).str()),
      "ä \"b\".c +1-1 x0");
  // Git puts a tab behind a name with a blank, diff a tab and a time.
  EXPECT_EQ(read(("--- a/x y.c\t\n+++ b/x y.c\t\n" + Hunk).str()), "x y.c +1-1 x0");
  EXPECT_EQ(
      read(("--- old/a.c\t2024-01-01 00:00:00.0 +0000\n+++ new/a.c\t2024-01-02\n" + Hunk).str()),
      "?new/a.c +1-1 x0");
  EXPECT_EQ(read(("--- fs/a.c\n+++ fs/a.c\n" + Hunk).str()), "?fs/a.c +1-1 x0");
  EXPECT_EQ(read(("--- c/a.c\n+++ w/a.c\n" + Hunk).str()), "a.c +1-1 x0");
}

TEST(Patch, CarriageReturns) {
  EXPECT_EQ(read("--- a/a.c\r\n+++ b/a.c\r\n@@ -1,3 +1,3 @@\r\n x\r\n\r\n-y\r\n+z\r\n"),
            "a.c +3-3 x2");
}

TEST(Patch, MailAroundIt) {
  EXPECT_EQ(read("From: x\nSubject: y\n\n--- \n a.c | 2 +-\n\n"
                 "diff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -1 +1 @@\n-x\n+y\n-- \n2.39\n"),
            "a.c +1-1 x0");
  EXPECT_EQ(read("diff --git a/x.png b/x.png\nBinary files a/x.png and b/x.png differ\n"), "");
  EXPECT_EQ(read(""), "");
  EXPECT_EQ(read("\n \n"), "");
}

TEST(Patch, RefusesWhatIsDamaged) {
  EXPECT_EQ(read("--- a/a.c\n+++ b/a.c\n@@ -1,2 +1,2 @@\n x\n+y\n"),
            "patch:3: the patch breaks off in this hunk: 1 old and 0 new lines are missing");
  EXPECT_EQ(read("--- a/a.c\n+++ b/a.c\n@@ -1,2 +1,1 @@\n x\n+y\n-z\n"),
            "patch:5: this line does not fit the counts of its hunk");
  EXPECT_TRUE(StringRef(read("--- a/a.c\n+++ b/a.c\n@@ -1 1 @@\n")).starts_with("patch:3: a hunk"));
  EXPECT_TRUE(StringRef(read("@@ -1 +1 @@\n-x\n+y\n")).starts_with("patch:1: a hunk of no file"));
  EXPECT_TRUE(StringRef(read("diff --cc a.c\n--- a/a.c\n+++ b/a.c\n@@@ -1 -1 +1 @@@\n"))
                  .starts_with("patch:4: a combined diff"));
  EXPECT_TRUE(StringRef(read("hello\n")).starts_with("patch:1: this is no unified diff"));
  EXPECT_TRUE(StringRef(read("--- \"a/\\9\"\n+++ b/a.c\n")).starts_with("patch:1: a quoted name"));
}

Finding finding(unsigned Line, std::vector<unsigned> Notes = {}) {
  Finding F;
  F.At = {"/k/a.c", 0, Line, 1};
  for (unsigned Each : Notes)
    F.Notes.push_back({{"/k/a.c", 0, Each, 1}, "note"});
  return F;
}

bool touches(LineChanges Changes, const Finding &F, StringRef File = "/k/a.c") {
  ChangedLines Lines;
  Lines.add(File, std::move(Changes));
  return Lines.touches(F, [](const std::string &Name) { return Name; });
}

TEST(ChangedLines, ItsOwnLines) {
  EXPECT_TRUE(touches({false, {{3, 5}}, {}}, finding(4)));
  EXPECT_FALSE(touches({false, {{3, 5}}, {}}, finding(6)));
  EXPECT_FALSE(touches({false, {{3, 5}}, {}}, finding(2)));
  EXPECT_FALSE(touches({false, {{3, 5}}, {}}, finding(4), "/k/b.c"));
  EXPECT_TRUE(touches({true, {}, {}}, finding(4)));
}

TEST(ChangedLines, LinesOfTheStatement) {
  Finding F = finding(1);
  F.FirstLine = 2;
  F.LastLine = 4;
  EXPECT_TRUE(touches({false, {{4, 4}}, {}}, F));
  EXPECT_FALSE(touches({false, {{5, 5}}, {}}, F));
}

TEST(ChangedLines, Notes) {
  // A return that was put between the ends of a scope.
  EXPECT_TRUE(touches({false, {{7, 7}}, {}}, finding(2, {6, 7})));
  EXPECT_FALSE(touches({false, {{5, 5}}, {}}, finding(2, {6, 7})));
  Finding F = finding(2);
  F.Notes.push_back({{"/k/b.c", 0, 9, 1}, "note"});
  EXPECT_TRUE(touches({false, {{9, 9}}, {}}, F, "/k/b.c"));
}

TEST(ChangedLines, LinesThatWereTakenOut) {
  // A restore that stood before the return in line 7.
  EXPECT_TRUE(touches({false, {}, {6}}, finding(2, {7})));
  EXPECT_TRUE(touches({false, {}, {2}}, finding(2, {7})));
  EXPECT_FALSE(touches({false, {}, {1}}, finding(2, {7})));
  EXPECT_FALSE(touches({false, {}, {7}}, finding(2, {7})));
  EXPECT_FALSE(touches({false, {}, {2}}, finding(2)));
}

} // namespace
