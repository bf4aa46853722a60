//===- MemoryTextTest.cpp - Where memory goes, by the text ----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/MemoryText.h"
#include "gtest/gtest.h"

using namespace gfp;
using llvm::StringRef;

namespace {

constexpr FreeSet Kfree = 1, Vfree = 2;

MemoryUses usesOf(const std::string &Text) {
  auto cannotFree = [](StringRef Name) -> FreeSet { return Name == "vmalloc" ? Kfree : 0; };
  auto here = [](StringRef Name) -> FreeSet { return Name == "kmalloc" ? Vfree : 0; };
  auto frees = [](StringRef Name) -> FreeSet {
    return Name == "kfree" ? Kfree : Name == "vfree" ? Vfree : 0;
  };
  auto handsOn = [](StringRef Name) { return Name.contains("ptr") || Name == "swap"; };
  return memoryIn(Text, {cannotFree, here, frees, handsOn});
}

bool misused(const std::string &Text) { return usesOf(Text).Misused; }

/// Other sources may get it from all().
bool given(const std::string &Text) {
  const MemoryUses Uses = usesOf(Text);
  return !Uses.Misused && Uses.GivenBack.size() == 1 && Uses.GivenBack.lookup("all") == Kfree;
}

bool idle(const std::string &Text) {
  const MemoryUses Uses = usesOf(Text);
  return !Uses.Misused && Uses.GivenBack.empty();
}

/// A function with the body \p Body.
std::string in(StringRef Body) { return ("static void f(void)\n{\n" + Body + "\n}\n").str(); }

TEST(MemoryText, goesThroughVariables) {
  EXPECT_TRUE(misused(in("void *p = vmalloc(1); kfree(p);")));
  EXPECT_FALSE(misused(in("void *p = vmalloc(1); vfree(p);")));
  EXPECT_FALSE(misused(in("void *p = vmalloc(1), *q = get(); vfree(p); kfree(q);")));
  EXPECT_TRUE(misused(in("p = vmalloc(1); q = (char *)p; kfree(q);")));
  EXPECT_TRUE(misused(in("p = small ? kmalloc(1) : vmalloc(1); kfree(p);")));
  EXPECT_TRUE(misused(in("if (!(p = vmalloc(1)) || !(q = get())) return; kfree(p);")));
  EXPECT_FALSE(misused(in("if (!(p = vmalloc(1)) || !(q = get())) return; kfree(q);")));
  EXPECT_TRUE(misused(in("*out = vmalloc(1); kfree(*out);")));
  EXPECT_TRUE(misused(in("p = no_free_ptr(q); q = vmalloc(1); kfree(p);")));
  EXPECT_TRUE(misused(in("p = vmalloc(1); swap(p, q); kfree(q);")));
}

TEST(MemoryText, notThroughWhatFollowsNothing) {
  // What a function is given is not what it gives back.
  EXPECT_FALSE(misused(in("p = vmalloc(1); q = parse(p); kfree(q);")));
  EXPECT_FALSE(misused(in("p = vmalloc(sizeof(*q)); kfree(q);")));
  EXPECT_FALSE(misused(in("a[0] = vmalloc(1); kfree(a[0]);")));
  // Another function's variable.
  EXPECT_FALSE(misused(in("p = vmalloc(1); vfree(p);") + "void g(void *p)\n{\n\tkfree(p);\n}\n"));
  EXPECT_FALSE(misused(in("p = \"vmalloc(1)\"; /* = vmalloc() */ kfree(p);")));
  for (StringRef Compare : {"==", "!=", "<=", ">="})
    EXPECT_FALSE(misused(in(("if (p " + Compare + " vmalloc(1)) kfree(p);").str())));
}

TEST(MemoryText, goesThroughFieldsOfOwnRecords) {
  std::string Use = in("x->data = vmalloc(1);") + "void g(struct s *y)\n{\n\tkfree(y->data);\n}\n";
  EXPECT_TRUE(misused("struct s {\n\tvoid *data;\n};\n" + Use));
  EXPECT_FALSE(misused("struct s {\n\tvoid *other;\n};\n" + Use));
  EXPECT_FALSE(misused("struct s {\n\tvoid *data;\n};\n" + in("x->data = vmalloc(1); kfree(x);")));
  EXPECT_TRUE(misused(in("struct s { void *data; } x = { .data = vmalloc(1) }; kfree(x.data);")));
  EXPECT_TRUE(misused("struct s {\n\tvoid *data;\n};\n" + in("struct s x = { vmalloc(1) };")));
}

TEST(MemoryText, goesThroughFunctions) {
  std::string Own = "static void *own(void)\n{\n\treturn vmalloc(1);\n}\n";
  EXPECT_FALSE(misused(Own));
  EXPECT_FALSE(misused(Own + in("p = own(); vfree(p);")));
  EXPECT_TRUE(misused(Own + in("p = own(); kfree(p);")));
  // Others get it, too.
  EXPECT_TRUE(given("void *all(void)\n{\n\treturn vmalloc(1);\n}\n"));
  EXPECT_TRUE(given("void *all(void)\n{\n\tp = vmalloc(1);\n\treturn_ptr(p);\n}\n"));
  EXPECT_TRUE(given("void *all(void)\n{\n\tif (x)\n\t\treturn vmalloc(1);\n\treturn 0;\n}\n"));
  EXPECT_TRUE(given("void *all(void)\n{\n\tp = vmalloc(1);\nout:\n\treturn (p);\n}\n"));
  EXPECT_TRUE(idle("int all(void)\n{\n\treturn vmalloc(1) ? 0 : -1;\n}\n"));
  EXPECT_TRUE(idle("struct s *all(void)\n{\n\tx = get();\n\tx->p = vmalloc(1);\n\treturn x;\n}\n"));
}

TEST(MemoryText, goesThroughMacros) {
  EXPECT_TRUE(misused("#define GET(n) vmalloc(n)\n" + in("p = GET(1); kfree(p);")));
  EXPECT_TRUE(
      misused("#define PUT(p) do { kfree(p); } while (0)\n" + in("p = vmalloc(1); PUT(p);")));
  EXPECT_TRUE(misused("#define SET(p) (p) = vmalloc(1)\n" + in("SET(p); kfree(p);")));
  EXPECT_TRUE(misused("#define CAST(p) ((int *)(p))\n" + in("p = CAST(vmalloc(1)); kfree(p);")));
  EXPECT_TRUE(misused("#define GET(n) n##vmalloc(1), vmalloc(1)\n"));
  EXPECT_TRUE(misused(in("\n#define get vmalloc\n\tp = get(1); kfree(p);")));
}

TEST(MemoryText, cleanups) {
  EXPECT_TRUE(misused(in("void *p __free(kfree) = vmalloc(1);")));
  EXPECT_TRUE(misused(in("void *p __free(kfree) = NULL; p = vmalloc(1);")));
  EXPECT_FALSE(misused(in("void *p __free(kfree) = kmalloc(1); q = vmalloc(1);")));
  // A label, a field and a function that is handed over are called so, too.
  EXPECT_FALSE(misused(in("p = vmalloc(1);\nkfree:\n\tvfree(p);")));
  EXPECT_FALSE(misused(in("x->kfree = p = vmalloc(1);")));
  EXPECT_FALSE(misused(in("p = vmalloc(1); later(kfree, p);")));
}

TEST(MemoryText, attributesStandBetween) {
  EXPECT_TRUE(misused(in("void *p __maybe_unused = vmalloc(1); kfree(p);")));
  EXPECT_TRUE(misused(in("void *p __free(vfree) = vmalloc(1); kfree(no_free_ptr(p));")));
  EXPECT_TRUE(misused("struct s {\n\tvoid *data;\n};\n" +
                      in("void *p __free(vfree) = vmalloc(1); b->data = p; kfree(b->data);")));
  EXPECT_TRUE(misused("struct s {\n\tvoid *data;\n};\n" +
                      in("b->data = vmalloc(1); void *p __free(kfree) = b->data;")));
}

TEST(MemoryText, goesThroughPointersAndLists) {
  EXPECT_TRUE(misused(in("void **pp = &p; *pp = vmalloc(1); kfree(p);")));
  std::string Record = "struct s {\n\tint n;\n\tvoid *p;\n};\n";
  EXPECT_TRUE(misused(Record + in("struct s x = { 1, vmalloc(1) };")));
  EXPECT_TRUE(misused(Record + in("struct t x = { { 1, 2 }, vmalloc(1) };")));
  EXPECT_TRUE(misused(Record + in("x = (struct s){ vmalloc(1) };")));
  EXPECT_TRUE(misused(Record + in("use(&(struct s){ 1, vmalloc(1) });")));
  EXPECT_FALSE(misused(Record + in("struct s x = { .n = 1, .p = vmalloc(1) };")));
  // Blocks are no lists.
  EXPECT_FALSE(misused(in("for (i = 0; i < 2; i++) { use(p), p = vmalloc(1); }")));
  EXPECT_FALSE(misused(in("if ((p = vmalloc(1))) { p[0] = 1; if (p) vfree(p); }")));
  EXPECT_FALSE(misused(in("if (!q) { q = 0; } else if ((p = vmalloc(1))) { return p->n; }")));
  EXPECT_FALSE(misused(in("again: for_each(x, p = vmalloc(1)) { if (p) vfree(p); }")));
}

TEST(MemoryText, macrosOfFields) {
  std::string Record = "struct s {\n\tvoid *data;\n};\n#define data_of(b) ((b)->data)\n";
  EXPECT_TRUE(misused(Record + in("b->data = vmalloc(1); kfree(data_of(b));")));
  EXPECT_TRUE(misused(Record + in("data_of(b) = vmalloc(1); kfree(b->data);")));
  EXPECT_FALSE(misused(Record + in("data_of(b) = vmalloc(1); vfree(b->data);")));
}

TEST(MemoryText, whatOthersMayGetToCall) {
  EXPECT_TRUE(given("#ifdef X\nstatic\n#endif\nvoid *all(void)\n{\n\treturn vmalloc(1);\n}\n"));
  EXPECT_TRUE(given("void *all(int a[static 2])\n{\n\treturn vmalloc(1);\n}\n"));
  // A pointer by its type's name, and a comment that speaks of another.
  EXPECT_TRUE(given("/* A struct. */\nt all(void)\n{\n\treturn vmalloc(1);\n}\n"));
}

TEST(MemoryText, whatMacrosMakeIsNotLookedInto) {
  EXPECT_TRUE(misused("DEFINE_FREE(s, struct s *, if (_T) kfree(_T->data))\n"));
  EXPECT_TRUE(misused("#define MAKE(f) void *f(void) { return vmalloc(1); }\n"));
  EXPECT_TRUE(misused("static int f(int a,\n#else\nstatic int f(\n#endif\n\tint b)\n{\n}\n"));
}

TEST(MemoryText, memoryOfTheSourceItself) {
  EXPECT_TRUE(misused(in("p = kmalloc(1); vfree(p);")));
  EXPECT_FALSE(misused(in("p = kmalloc(1); kfree(p); vfree(q);")));
  EXPECT_TRUE(idle("void *all(void)\n{\n\treturn kmalloc(1);\n}\n"));
}

TEST(MemoryText, whatIsNotUnderstoodMayBeAnything) {
  EXPECT_TRUE(misused("void f(void)\n{\n"));
  EXPECT_TRUE(misused("#include \"other.c\"\n"));
}

} // namespace
