//===- NolintTest.cpp - Where comments count, their use and removal -------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Findings/Comments.h"
#include "Findings/Suppression.h"
#include "gtest/gtest.h"

using namespace gfp;
using llvm::StringRef;

namespace {

std::vector<std::string> comments(StringRef Text) {
  std::vector<std::string> Found;
  for (const CommentRange &C : commentsIn(Text))
    Found.push_back(Text.slice(C.Begin, C.End).str());
  return Found;
}

TEST(Comments, BothKinds) {
  using V = std::vector<std::string>;
  EXPECT_EQ(comments("a; // b\nc; /* d\n e */ f"), (V{"// b", "/* d\n e */"}));
  EXPECT_EQ(comments("a / b; c /= d"), V{});
  EXPECT_EQ(comments("// a \\\n b\nc"), (V{"// a \\\n b"}));
  EXPECT_EQ(comments("// a \\\r\n b\nc"), (V{"// a \\\r\n b"}));
  EXPECT_EQ(comments("/* a // b */ c"), (V{"/* a // b */"}));
  EXPECT_EQ(comments("// a /* b\nc"), (V{"// a /* b"}));
  EXPECT_EQ(comments("/* open"), (V{"/* open"}));
  EXPECT_EQ(comments(""), V{});
}

TEST(Comments, NotInLiterals) {
  using V = std::vector<std::string>;
  EXPECT_EQ(comments("f(\"/* a */ // b\")"), V{});
  EXPECT_EQ(comments("f(\"a\\\"// b\") // c"), (V{"// c"}));
  EXPECT_EQ(comments("'\"' // a"), (V{"// a"}));
  EXPECT_EQ(comments("f(\"a \\\n// b\")"), V{});
  // An apostrophe on its own is none.
  EXPECT_EQ(comments("#error don't // a\nb; // c"), (V{"// a", "// c"}));
}

bool silent(StringRef Text, unsigned Line) {
  return Suppressions(Text).suppresses("gfp-redundant-scope", Line);
}

TEST(Nolint, OnlyInComments) {
  EXPECT_TRUE(silent("f(\"x\"); // NOLINT", 1));
  EXPECT_FALSE(silent("f(\"// NOLINT\");", 1));
  EXPECT_FALSE(silent("NOLINT(gfp-redundant-scope);", 1));
  EXPECT_FALSE(silent("int NOLINT;", 1));
  EXPECT_FALSE(silent("a; // HAS_NOLINT", 1));
  EXPECT_FALSE(silent("a; // NONOLINT", 1));
}

Finding at(unsigned Line, unsigned First, unsigned Last) {
  Finding F;
  F.Check = "gfp-redundant-scope";
  F.At = {"/a.c", 0, Line, 1};
  F.FirstLine = First;
  F.LastLine = Last;
  return F;
}

TEST(Nolint, OnAnyLineOfTheStatement) {
  StringRef Text = "f(a,\n  b,\n  c); // NOLINT(gfp-redundant-scope)\n";
  EXPECT_TRUE(Suppressions(Text).suppresses(at(1, 1, 3)));
  EXPECT_FALSE(Suppressions(Text).suppresses(at(1, 1, 2)));
  EXPECT_FALSE(Suppressions(Text).suppresses(at(1, 0, 0)));
  // In the argument of a macro whose call begins further up.
  EXPECT_TRUE(Suppressions("MACRO(a,\n  f()); // NOLINT\n").suppresses(at(1, 2, 2)));
  EXPECT_FALSE(Suppressions("MACRO(a, // b\n  f(), // NOLINT\n c)").suppresses(at(1, 3, 3)));
  EXPECT_TRUE(Suppressions("M(a,\n// NOLINTNEXTLINE\n f());").suppresses(at(1, 3, 3)));
  EXPECT_TRUE(Suppressions("M(a,\n// NOLINTBEGIN\n f()\n// NOLINTEND\n);").suppresses(at(1, 3, 3)));
}

/// The names of \p Text that silence nothing of gfp-redundant-scope in line 2.
std::vector<std::string> unused(StringRef Text) {
  Suppressions Comments(Text);
  Comments.suppresses("gfp-redundant-scope", 2);
  std::vector<std::string> Result;
  for (const Nolint &Each : Comments.all())
    if (Each.Names)
      for (const NolintName &Name : *Each.Names)
        if (!Name.Used)
          Result.push_back(Name.Glob);
  return Result;
}

TEST(Nolint, UseIsNotedByName) {
  using V = std::vector<std::string>;
  EXPECT_EQ(unused("\na; // NOLINT(gfp-redundant-scope)"), V{});
  EXPECT_EQ(unused("\na; // NOLINT(gfp-free-mismatch)"), V{"gfp-free-mismatch"});
  EXPECT_EQ(unused("\na; // NOLINT(gfp-a, gfp-redundant-*, -gfp-redundant-scope)"),
            (V{"gfp-a", "-gfp-redundant-scope"}));
  EXPECT_EQ(unused("a; // NOLINT(gfp-redundant-scope)"), V{"gfp-redundant-scope"});
  // Each that would have been enough is of use.
  EXPECT_EQ(unused("// NOLINTNEXTLINE(gfp-*)\na; // NOLINT(gfp-redundant-scope)"), V{});
  EXPECT_EQ(unused("// NOLINTBEGIN(gfp-redundant-scope)\na;\n// NOLINTEND(gfp-redundant-scope)"),
            V{});
}

/// \p Text without \p Gone of its first comment; "none" if that is not certain.
std::string without(std::string Text, std::vector<StringRef> Gone) {
  Suppressions Comments(Text);
  std::vector<Edit> Edits = removeNolint(Text, "/a.c", Comments.all().front(), Gone);
  if (Edits.empty())
    return "none";
  for (size_t I = Edits.size(); I-- > 0;)
    Text.replace(Edits[I].Offset, Edits[I].Length, Edits[I].Replacement);
  return Text;
}

TEST(RemoveNolint, WholeComment) {
  EXPECT_EQ(without("a;\t\t// NOLINT(gfp-a)\nb;\n", {"gfp-a"}), "a;\nb;\n");
  EXPECT_EQ(without("a; /* NOLINT(gfp-a): why */\nb;\n", {"gfp-a"}), "a;\nb;\n");
  EXPECT_EQ(without("a; /* NOLINT(gfp-a) */ b;\n", {"gfp-a"}), "a; b;\n");
  EXPECT_EQ(without("a;\n\t// NOLINTNEXTLINE(gfp-a)\n\tb;\n", {"gfp-a"}), "a;\n\tb;\n");
  EXPECT_EQ(without("// NOLINTBEGIN(gfp-a)\na;\n// NOLINTEND(gfp-a)\nb;\n", {"gfp-a"}), "a;\nb;\n");
  EXPECT_EQ(without("a; // NOLINT(gfp-a)\r\nb;\r\n", {"gfp-a"}), "a;\r\nb;\r\n");
}

TEST(RemoveNolint, NamesOfTheList) {
  EXPECT_EQ(without("a; // NOLINT(gfp-a, gfp-b): why\n", {"gfp-a"}), "a; // NOLINT(gfp-b): why\n");
  EXPECT_EQ(without("a; // NOLINT(gfp-a, gfp-b,gfp-c)\n", {"gfp-b"}),
            "a; // NOLINT(gfp-a,gfp-c)\n");
  EXPECT_EQ(without("a; // NOLINT(gfp-a, gfp-b)\n", {"gfp-b"}), "a; // NOLINT(gfp-a)\n");
  EXPECT_EQ(without("/* NOLINTBEGIN(a, b) */\nc;\n/* NOLINTEND(a, b) */\n", {"a"}),
            "/* NOLINTBEGIN(b) */\nc;\n/* NOLINTEND(b) */\n");
}

TEST(RemoveNolint, NotWhatSaysMore) {
  EXPECT_EQ(without("a; // the sum; NOLINT(gfp-a)\n", {"gfp-a"}), "none");
  EXPECT_EQ(without("a; // NOLINT(gfp-a) the sum\n", {"gfp-a"}), "none");
  EXPECT_EQ(without("a; // NOLINT(gfp-a): or NOLINT(b)\n", {"gfp-a"}), "none");
  EXPECT_EQ(without("a; /* NOLINT(gfp-a)\n */\n", {"gfp-a"}), "none");
  EXPECT_EQ(without("#define A a; /* NOLINT(gfp-a) */ \\\n\tb;\n", {"gfp-a"}), "none");
  EXPECT_EQ(without("#define A a; \\\n\tb; /* NOLINT(gfp-a) */\n", {"gfp-a"}), "none");
}

} // namespace
