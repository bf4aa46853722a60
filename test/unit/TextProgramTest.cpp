//===- TextProgramTest.cpp - A tree's functions, unparsed ----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/TextProgram.h"
#include "Rules/RuleBase.h"
#include "gtest/gtest.h"

using namespace gfp;
using llvm::StringRef;

namespace {

using Numbers = std::vector<unsigned>;

class TextProgramTest : public testing::Test {
protected:
  void source(StringRef Text) { add(Text, false); }
  void header(StringRef Text) { add(Text, true); }
  TextProgram::Files sections() { return Program.find({.Sections = true}); }

private:
  void add(StringRef Text, bool IsHeader) {
    Program.add(Files++, IsHeader, TextFunctionReader(Rules, Names, Macros).read(Text));
  }

  RuleSet Rules = llvm::cantFail(RuleBase::builtin()).select({6, 12});
  SectionNames Names{Rules};
  llvm::StringSet<> Macros;
  unsigned Files = 0;

protected:
  TextProgram Program;
};

TEST_F(TextProgramTest, AnAllocationInASection) {
  source(
      "void f(void)\n{\n\tspin_lock(&l);\n\tp = kmalloc(8, GFP_KERNEL);\n\tspin_unlock(&l);\n}\n");
  source(
      "void g(void)\n{\n\tspin_lock(&l);\n\tp = kmalloc(8, GFP_ATOMIC);\n\tspin_unlock(&l);\n}\n");
  source(
      "void h(void)\n{\n\tspin_lock(&l);\n\tspin_unlock(&l);\n\tp = kmalloc(8, GFP_KERNEL);\n}\n");
  source("void __init i(void)\n{\n\tspin_lock(&l);\n\tp = kmalloc(8, GFP_KERNEL);\n}\n");
  EXPECT_EQ(sections().Own, Numbers({0}));
  EXPECT_EQ(sections().Behind, Numbers());
}

TEST_F(TextProgramTest, CallsLeadThroughFiles) {
  source("void f(void)\n{\n\tspin_lock(&l);\n\tfar();\n\tspin_unlock(&l);\n}\n");
  source("void far(void)\n{\n\tfarther();\n}\n");
  source("void farther(void)\n{\n\tif (!kzalloc(8, GFP_KERNEL))\n\t\treturn;\n}\n");
  source("void other(void)\n{\n\tif (x)\n\t\tkzalloc(8, GFP_KERNEL);\n}\n");
  source("void g(void)\n{\n\tspin_lock(&l);\n\tother();\n\tspin_unlock(&l);\n}\n");
  EXPECT_EQ(sections().Own, Numbers({0}));
  EXPECT_EQ(sections().Behind, Numbers({1, 2}));
}

TEST_F(TextProgramTest, AFileHasItsOwnFunctionsAndMacros) {
  source("void get(void)\n{\n\tkzalloc(8, GFP_KERNEL);\n}\n");
  source("static void get(void)\n{\n\tnothing();\n}\n"
         "void f(void)\n{\n\tspin_lock(&l);\n\tget();\n\tspin_unlock(&l);\n}\n");
  source("#define LOCK(x) spin_lock(&(x)->lock)\n"
         "void g(void)\n{\n\tLOCK(x);\n\tget();\n\tspin_unlock(&x->lock);\n}\n");
  source("#define get() nothing()\n"
         "void h(void)\n{\n\tspin_lock(&l);\n\tget();\n\tspin_unlock(&l);\n}\n");
  header("#define GETS() get()\n");
  source("void i(void)\n{\n\tspin_lock(&l);\n\tGETS();\n\tspin_unlock(&l);\n}\n");
  EXPECT_EQ(sections().Own, Numbers({2, 5}));
  EXPECT_EQ(sections().Behind, Numbers({0}));
}

TEST_F(TextProgramTest, MasksDecideInWrappers) {
  header("static inline void *get(gfp_t gfp)\n{\n\treturn kmalloc(8, gfp);\n}\n");
  source("void f(void)\n{\n\tspin_lock(&l);\n\tget(GFP_ATOMIC);\n\tspin_unlock(&l);\n}\n");
  source("void g(void)\n{\n\tspin_lock(&l);\n\tget(GFP_KERNEL);\n\tspin_unlock(&l);\n}\n");
  source("void h(gfp_t gfp)\n{\n\tspin_lock(&l);\n\tget(gfp);\n\tspin_unlock(&l);\n}\n");
  EXPECT_EQ(sections().Own, Numbers({2}));
}

TEST_F(TextProgramTest, OtherShapes) {
  source("void *f(gfp_t gfp)\n{\n\treturn kmalloc(8, GFP_KERNEL);\n}\n");
  source("void *g(gfp_t gfp)\n{\n\treturn kmalloc(8, gfp);\n}\n");
  source("void h(void)\n{\n\tdo {\n\t\tp = kmalloc(8, GFP_NOFS);\n\t} while (!p);\n}\n");
  source("void i(void)\n{\n\tp = kmalloc(8, GFP_KERNEL);\n\tif (!p)\n\t\tp = vmalloc(8);\n}\n");
  EXPECT_EQ(Program.find({.Masks = true}).Own, Numbers({0}));
  EXPECT_EQ(Program.find({.Retries = true}).Own, Numbers({2}));
  EXPECT_EQ(Program.find({.Pairs = true}).Own, Numbers({3}));
}

TEST_F(TextProgramTest, TextThatMakesNoSenseIsReadRoughly) {
  source("int x = y(1;\n\nvoid f(void)\n{\n\tspin_lock(&l);\n\tkmalloc(8, GFP_KERNEL);\n}\n");
  EXPECT_EQ(sections().Own, Numbers({0}));
}

} // namespace
