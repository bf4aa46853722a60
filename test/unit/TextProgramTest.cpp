//===- TextProgramTest.cpp - A tree's functions, unparsed ----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/TextProgram.h"
#include "Engine/TextFunctionBytes.h"
#include "Rules/RuleBase.h"
#include "gtest/gtest.h"

using namespace gfp;
using llvm::StringRef;

namespace {

using Numbers = std::vector<unsigned>;

Numbers filesOf(const TextProgram::Places &Found) {
  Numbers Files;
  for (const auto &Each : Found)
    Files.push_back(Each.first);
  return Files;
}

class TextProgramTest : public testing::Test {
protected:
  void source(StringRef Text) { add(Text, false); }
  void header(StringRef Text) { add(Text, true); }
  TextProgram::Hits sections() { return Program.find({.Sections = true}); }

  RuleSet Rules = llvm::cantFail(RuleBase::builtin()).select({6, 12});
  SectionNames Names{Rules};
  AllocationMacros Macros;
  TextProgram Program;

private:
  void add(StringRef Text, bool IsHeader) {
    Program.add(Files++, IsHeader, TextFunctionReader(Rules, Names, Macros).read(Text));
  }

  unsigned Files = 0;
};

TEST_F(TextProgramTest, AnAllocationInASection) {
  source(
      "void f(void)\n{\n\tspin_lock(&l);\n\tp = kmalloc(8, GFP_KERNEL);\n\tspin_unlock(&l);\n}\n");
  source(
      "void g(void)\n{\n\tspin_lock(&l);\n\tp = kmalloc(8, GFP_ATOMIC);\n\tspin_unlock(&l);\n}\n");
  source(
      "void h(void)\n{\n\tspin_lock(&l);\n\tspin_unlock(&l);\n\tp = kmalloc(8, GFP_KERNEL);\n}\n");
  source("void __init i(void)\n{\n\tspin_lock(&l);\n\tp = kmalloc(8, GFP_KERNEL);\n}\n");
  EXPECT_EQ(filesOf(sections().Own), Numbers({0}));
  EXPECT_EQ(filesOf(sections().Behind), Numbers());
}

TEST_F(TextProgramTest, CallsLeadThroughFiles) {
  source("void f(void)\n{\n\tspin_lock(&l);\n\tfar();\n\tspin_unlock(&l);\n}\n");
  source("void far(void)\n{\n\tfarther();\n}\n");
  source("void farther(void)\n{\n\tif (!kzalloc(8, GFP_KERNEL))\n\t\treturn;\n}\n");
  source("void other(void)\n{\n\tif (x)\n\t\tkzalloc(8, GFP_KERNEL);\n}\n");
  source("void g(void)\n{\n\tspin_lock(&l);\n\tother();\n\tspin_unlock(&l);\n}\n");
  EXPECT_EQ(filesOf(sections().Own), Numbers({0}));
  EXPECT_EQ(filesOf(sections().Behind), Numbers({1, 2}));
  EXPECT_TRUE(sections().Names.contains(TextFunction::hashOf("farther")));
  EXPECT_FALSE(sections().Names.contains(TextFunction::hashOf("other")));
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
  EXPECT_EQ(filesOf(sections().Own), Numbers({2, 5}));
  EXPECT_EQ(filesOf(sections().Behind), Numbers({0}));
}

TEST_F(TextProgramTest, SomeNeverSleep) {
  source("void f(void)\n{\n\tspin_lock(&l);\n\tdev_alloc_skb(8);\n\tspin_unlock(&l);\n}\n");
  source("void g(void)\n{\n\tspin_lock(&l);\n\tvmalloc(8);\n\tspin_unlock(&l);\n}\n");
  // Of this the shape is not clear.
  source("void h(void)\n{\n#ifdef A\n\tif (x) {\n#endif\n\tspin_lock(&l);\n"
         "\tkmalloc(8, GFP_ATOMIC);\n#ifdef A\n\t}\n#endif\n}\n");
  source("void i(void)\n{\n#ifdef A\n\tif (x) {\n#endif\n\tspin_lock(&l);\n"
         "\tkmalloc(8, GFP_KERNEL);\n#ifdef A\n\t}\n#endif\n}\n");
  EXPECT_EQ(filesOf(sections().Own), Numbers({1, 3}));
}

TEST_F(TextProgramTest, MasksDecideInWrappers) {
  header("static inline void *get(gfp_t gfp)\n{\n\treturn kmalloc(8, gfp);\n}\n");
  source("void f(void)\n{\n\tspin_lock(&l);\n\tget(GFP_ATOMIC);\n\tspin_unlock(&l);\n}\n");
  source("void g(void)\n{\n\tspin_lock(&l);\n\tget(GFP_KERNEL);\n\tspin_unlock(&l);\n}\n");
  source("void h(gfp_t gfp)\n{\n\tspin_lock(&l);\n\tget(gfp);\n\tspin_unlock(&l);\n}\n");
  EXPECT_EQ(filesOf(sections().Own), Numbers({2}));
}

TEST_F(TextProgramTest, MacrosThatLock) {
  auto lockedBy = [&](StringRef Macro, StringRef Lock) {
    source(("#define " + Macro + "\nvoid f(void)\n{\n\t" + Lock +
            "(x);\n\tp = kmalloc(8, GFP_KERNEL);\n}\n")
               .str());
  };
  lockedBy("TWICE(t) do { spin_unlock(t); schedule(); spin_lock(t); } while (0)", "TWICE");
  lockedBy("TEST(t) do { spin_lock(t); if (t) { spin_unlock(t); return; } } while (0)", "TEST");
  lockedBy("HOLD(t) guard(spinlock)(&(t)->lock)", "HOLD");
  lockedBy("TOUCH(t) do { spin_lock(t); spin_unlock(t); } while (0)", "TOUCH");
  lockedBy("FREE(t) guard(kfree)(&(t)->lock)", "FREE");
  EXPECT_EQ(filesOf(sections().Own), Numbers({0, 1, 2}));
}

TEST_F(TextProgramTest, MacrosThatMakeFunctions) {
  source("#define DEFINE(name) \\\nvoid name(void) \\\n{ \\\n\tspin_lock(&l); \\\n"
         "\tp = kmalloc(8, GFP_KERNEL); \\\n}\nDEFINE(one)\n");
  source("#define DEFINE(name) \\\nvoid *name(gfp_t gfp) \\\n{ \\\n"
         "\treturn kmalloc(8, GFP_KERNEL); \\\n}\nDEFINE(two)\n");
  source("#define DEFINE(name) \\\nvoid *name(gfp_t gfp) \\\n{ \\\n"
         "\treturn kmalloc(8, gfp); \\\n}\nDEFINE(three)\n");
  EXPECT_EQ(filesOf(sections().Own), Numbers({0}));
  EXPECT_EQ(filesOf(Program.find({.Masks = true}).Own), Numbers({1}));
}

TEST_F(TextProgramTest, NamesThatMacrosMake) {
  source("CALL_DEFINE2(make_entry, u32, flags)\n{\n\tkmalloc(8, GFP_KERNEL);\n}\n");
  header("#define SWAP(x) ((u32)(x) >> 8)\n#define TAKE(flags) ((flags)(1))\n");
  source("void f(void)\n{\n\tspin_lock(&l);\n\tmake_entry(1);\n\tspin_unlock(&l);\n}\n");
  source("void g(void)\n{\n\tspin_lock(&l);\n\tSWAP(1);\n\tspin_unlock(&l);\n}\n");
  source("void h(void)\n{\n\tspin_lock(&l);\n\tTAKE(h);\n\tspin_unlock(&l);\n}\n");
  EXPECT_EQ(filesOf(sections().Own), Numbers({2}));
}

TEST_F(TextProgramTest, OtherShapes) {
  source("void *f(gfp_t gfp)\n{\n\treturn kmalloc(8, GFP_KERNEL);\n}\n");
  source("void *g(gfp_t gfp)\n{\n\treturn kmalloc(8, gfp);\n}\n");
  source("void h(void)\n{\n\tdo {\n\t\tp = kmalloc(8, GFP_NOFS);\n\t} while (!p);\n}\n");
  source("void i(void)\n{\n\tp = kmalloc(8, GFP_KERNEL);\n\tif (!p)\n\t\tp = vmalloc(8);\n}\n");
  EXPECT_EQ(filesOf(Program.find({.Masks = true}).Own), Numbers({0}));
  EXPECT_EQ(filesOf(Program.find({.Retries = true}).Own), Numbers({2}));
  EXPECT_EQ(filesOf(Program.find({.Pairs = true}).Own), Numbers({3}));
}

TEST_F(TextProgramTest, BytesTellAll) {
  Names.takeMacros(
      SourceParts("#define LOCK(x) spin_lock(&(x)->lock)\n"
                  "#define WITH(x) do { spin_lock(&l); x; spin_unlock(&l); } while (0)\n"));
  SectionNames Again = SectionNames::of(Rules, Names.bytes());
  EXPECT_EQ(Again.bytes(), Names.bytes());
  ASSERT_TRUE(Again.find("LOCK"));
  EXPECT_EQ(Again.find("LOCK")->Enters, Names.find("LOCK")->Enters);

  auto Functions =
      TextFunctionReader(Rules, Names, Macros)
          .read("#define GET() kmalloc(8, GFP_KERNEL)\n"
                "static void *f(gfp_t gfp)\n{\n\tLOCK(x);\n\treturn g(vmalloc(8));\n}\n"
                "void __init h(void)\n{\n\tf(GFP_ATOMIC);\n}\n");
  EXPECT_EQ(Functions.size(), 3u);
  std::string Bytes = bytesOf(Functions);
  EXPECT_EQ(textFunctions(Bytes), Functions);
  EXPECT_FALSE(textFunctions(StringRef(Bytes).drop_back()));
}

TEST_F(TextProgramTest, TextThatMakesNoSenseIsReadRoughly) {
  source("int x = y(1;\n\nvoid f(void)\n{\n\tspin_lock(&l);\n\tkmalloc(8, GFP_KERNEL);\n}\n");
  EXPECT_EQ(filesOf(sections().Own), Numbers({0}));
}

} // namespace
