//===- SourceReductionTest.cpp - What of a source need not be parsed ------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/SourceReduction.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "gtest/gtest.h"

using namespace gfp;
using llvm::StringRef;

namespace {

/// The names of the functions that are taken out of \p Text, in order, where SAVE and RESTORE are
/// halves of a scope, alloc() gets a mask and odd() may do anything.
std::string gone(StringRef Text, std::initializer_list<StringRef> Wanted = {},
                 StringRef InHeaders = "") {
  std::vector<SourceSeed> Seeds;
  auto add = [&](StringRef Word, SourceSeed::Kind Kind) {
    for (size_t At = 0; (At = Text.find(Word, At)) != StringRef::npos; ++At)
      Seeds.push_back({Kind, static_cast<unsigned>(At)});
  };
  add("alloc(", SourceSeed::Mask);
  add("SAVE", SourceSeed::Save);
  add("RESTORE", SourceSeed::Restore);
  add("odd(", SourceSeed::Any);
  llvm::sort(Seeds, [](const SourceSeed &A, const SourceSeed &B) { return A.Offset < B.Offset; });
  auto isWanted = [&](StringRef Name) { return llvm::is_contained(Wanted, Name); };
  auto exports = [](StringRef Macro) { return Macro == "EXPORT"; };
  auto inHeaders = [&](auto Headers, const llvm::StringSet<> &Sought) {
    return !Headers.empty() && Sought.contains(InHeaders);
  };
  ReducedSource Reduced = reduceSource(Text, Seeds, {isWanted, exports, inHeaders});
  EXPECT_EQ(Reduced.Digest == 0, Reduced.Functions.empty());
  if (Reduced.Digest) {
    EXPECT_EQ(Reduced.Text.size(), Text.size());
    EXPECT_EQ(StringRef(Reduced.Text).count('\n'), Text.count('\n'));
  }
  std::vector<std::string> Sorted;
  for (const auto &Name : Reduced.Functions)
    Sorted.push_back(Name.getKey().str());
  llvm::sort(Sorted);
  return llvm::join(Sorted, " ");
}

TEST(SourceReduction, leavesADeclaration) {
  StringRef Text = "int f(int a)\n{\n\treturn a;\n}\n";
  auto no = [](StringRef) { return false; };
  auto inHeaders = [](auto, const auto &) { return false; };
  EXPECT_EQ(reduceSource(Text, {}, {no, no, inHeaders}).Text, "int f(int a)\n;\n          \n \n");
}

TEST(SourceReduction, keepsWhatHoldsASeed) {
  EXPECT_EQ(gone("void f(void)\n{\n\talloc(1);\n}\nvoid g(void)\n{\n}\n"), "g");
  EXPECT_EQ(gone("void f(void)\n{\n\t/* alloc( */\n\tputs(\"alloc(\");\n}\n"), "f");
}

TEST(SourceReduction, callersOfWhatGetsAMask) {
  StringRef Text = "static void *inner(gfp_t gfp)\n{\n\treturn alloc(gfp);\n}\n"
                   "static void *mine(void)\n{\n\treturn alloc(0);\n}\n"
                   "void f(void)\n{\n\tinner(GFP_NOFS);\n}\n"
                   "void above(void)\n{\n\tf();\n}\n"
                   "void g(void)\n{\n\tmine();\n}\n";
  // f() has no mask to hand on, and g() none to give.
  EXPECT_EQ(gone(Text), "above g");
}

TEST(SourceReduction, callersOfHalfAScope) {
  EXPECT_EQ(gone("void open(void)\n{\n\tSAVE;\n}\n"
                 "void both(void)\n{\n\tSAVE;\n\tRESTORE;\n}\n"
                 "void f(void)\n{\n\topen();\n}\n"
                 "void above(void)\n{\n\tf();\n}\n"
                 "void g(void)\n{\n\tboth();\n}\n"),
            "g");
  EXPECT_EQ(gone("void f(void)\n{\n\todd();\n}\nvoid g(void)\n{\n\tf();\n}\nvoid h(void)\n{\n}\n"),
            "h");
}

TEST(SourceReduction, keepsWhatAScopeMayAskFor) {
  StringRef Many = "a(); b(); c(); d(); e(); g(); h(); i(); j();";
  std::string Text = "void deep(void)\n{\n}\nvoid helper(void)\n{\n\tdeep();\n}\n"
                     "void other(void)\n{\n}\n"
                     "void f(void)\n{\n\tSAVE;\n\thelper();\n\tRESTORE;\n\tother();\n}\n";
  EXPECT_EQ(gone(Text), "other");
  std::string Crowded = Text;
  Crowded.insert(Crowded.find("\thelper();"), Many.str());
  EXPECT_EQ(gone(Crowded), "deep helper other");
}

TEST(SourceReduction, macrosAndVariables) {
  EXPECT_EQ(
      gone("#define MY(n) \\\n\talloc(n)\nvoid f(void)\n{\n\tMY(1);\n}\nvoid g(void)\n{\n}\n"),
      "g");
  EXPECT_EQ(gone("static gfp_t mask = odd();\nvoid f(void)\n{\n\tuse(mask);\n}\n"
                 "void g(void)\n{\n}\n"),
            "g");
  // Who knows what a macro makes of it.
  EXPECT_EQ(gone("static void release(void *p)\n{\n\todd();\n}\n"
                 "DEFINE_FREE(freer, void *, release(_T))\n"
                 "void f(void)\n{\n\tvoid *p __free(freer);\n}\nvoid g(void)\n{\n}\n"),
            "g");
}

TEST(SourceReduction, masksThroughPointers) {
  StringRef Text = "static void *mine(gfp_t gfp)\n{\n\treturn alloc(gfp);\n}\n"
                   "static const struct ops ops = { .get = mine, };\n"
                   "void f(struct a *a)\n{\n\ta->ops->get(GFP_NOFS);\n}\n"
                   "void g(struct a *a)\n{\n\ta->put = 0;\n}\n";
  EXPECT_EQ(gone(Text), "g");
  // In which field it is is not to be seen.
  EXPECT_EQ(gone("static void *mine(gfp_t gfp)\n{\n\treturn alloc(gfp);\n}\n"
                 "static const struct ops ops = { mine };\nvoid g(void)\n{\n}\n"),
            "");
}

TEST(SourceReduction, pointersThatAreNotSeenThrough) {
  StringRef Mine = "static void *mine(gfp_t gfp)\n{\n\treturn alloc(gfp);\n}\n";
  StringRef Idle = "void g(void)\n{\n}\n";
  EXPECT_EQ(gone((Mine + Idle).str()), "g");
  for (StringRef Use :
       {"void f(struct a *a)\n{\n\ta->get = &mine;\n}\n", "DEFINE_OPS(x, mine);\n",
        "void f(struct a *a)\n{\n\tSET(a, mine);\n}\n", "struct ops x = OPS(mine);\n"})
    EXPECT_EQ(gone((Mine + Use + Idle).str()), "") << Use.str();
  EXPECT_EQ(gone((Mine + "EXPORT(mine);\n" + Idle).str()), "g");
}

TEST(SourceReduction, masksByOtherNames) {
  StringRef Rest = "void f(void)\n{\n\tmine(0);\n}\nvoid g(void)\n{\n}\n";
  for (StringRef Parameters : {"mask_t gfp", "typeof(GFP_KERNEL) how", "ALLOC_PARAMS", "gfp_t g"})
    EXPECT_EQ(gone(("static void *mine(" + Parameters + ")\n{\n\talloc(g);\n}\n" + Rest).str()),
              "g");
  EXPECT_EQ(gone(("static void *mine(int n)\n{\n\talloc(0);\n}\n" + Rest).str()), "f g");
}

TEST(SourceReduction, headersThatCallBack) {
  StringRef Text = "#include \"own.h\"\nstatic void *mine(gfp_t gfp)\n{\n\treturn alloc(gfp);\n}\n"
                   "void g(void)\n{\n}\n";
  EXPECT_EQ(gone(Text), "g");
  EXPECT_EQ(gone(Text, {}, "mine"), "");
  EXPECT_EQ(gone(Text, {}, "g"), "g");
}

TEST(SourceReduction, whatHeadersMayCall) {
  llvm::StringSet<> Mine;
  Mine.insert("mine");
  for (StringRef Header :
       {"#define CALL() mine()\n", "static inline void f(void)\n{\n\tmine();\n}\n",
        "static const struct ops o = { .get = mine };\n", "DEFINE_OPS(o, mine);\n",
        "#define FIRST \\\n\tmine\n", "}\nint a;\n"})
    EXPECT_TRUE(mayCall(Header, Mine)) << Header.str();
  for (StringRef Header :
       {"static void mine(void);\n", "struct ops {\n\tvoid (*mine)(void);\n\tint other;\n};\n",
        "void f(int mine);\n", "static inline int f(int mine)\n{\n\treturn 0;\n}\n",
        "/* mine() */\n", "#ifdef mine\n#endif\n", "#define OTHER not_mine()\n"})
    EXPECT_FALSE(mayCall(Header, Mine)) << Header.str();
}

TEST(SourceReduction, allocatorsInScopes) {
  // More is called in the scope than is kept for its sake, but for what may allocate.
  EXPECT_EQ(gone("static void *page(gfp_t gfp)\n{\n\treturn get(gfp);\n}\n"
                 "void f(void)\n{\n\tSAVE;\n\ta(); b(); c(); d(); e(); i(); j(); k(); g();\n"
                 "\tpage(0);\n\tRESTORE;\n}\nvoid g(void)\n{\n}\n"),
            "g");
  // Be it by way of others; not what it calls besides, nor what is called elsewhere.
  EXPECT_EQ(gone("void count(void)\n{\n}\n"
                 "static void *page(gfp_t gfp)\n{\n\tcount();\n\treturn get(gfp);\n}\n"
                 "static void *other(gfp_t gfp)\n{\n\treturn get(gfp);\n}\n"
                 "#define FILL() fill(1)\n"
                 "static void fill(int n)\n{\n\tpage(0);\n}\n"
                 "void f(void)\n{\n\tSAVE;\n\ta(); b(); c(); d(); e(); i(); j(); k(); l();\n"
                 "\tFILL();\n\tRESTORE;\n}\nvoid g(void)\n{\n\tother(0);\n}\n"),
            "count fill g other");
}

TEST(SourceReduction, wantedFunctionsWithWhatTheyCall) {
  StringRef Text =
      "static int deep(void)\n{\n\treturn 0;\n}\nint asked(void)\n{\n\treturn deep();\n}\n"
      "int other(void)\n{\n\treturn asked();\n}\n";
  EXPECT_EQ(gone(Text), "asked deep other");
  EXPECT_EQ(gone(Text, {"asked"}), "other");
}

TEST(SourceReduction, whatMustStay) {
  // A directive may hold anything, and so may a comment for this program.
  EXPECT_EQ(gone("void f(void)\n{\n#ifdef A\n\tg();\n#endif\n}\n"), "");
  EXPECT_EQ(gone("void f(void)\n{\n\tg(); // NOLINT\n}\n"), "");
  // A macro makes the name.
  EXPECT_EQ(gone("SYSCALL_DEFINE1(f, int, a)\n{\n\treturn 0;\n}\n"), "");
  EXPECT_EQ(gone("define_it(f)\n{\n\treturn 0;\n}\n"), "");
  EXPECT_EQ(gone("static int make(f)(int a)\n{\n\treturn 0;\n}\n"), "");
  EXPECT_EQ(gone("void (*f(int a))(int)\n{\n\treturn 0;\n}\n"), "");
  // Not functions.
  EXPECT_EQ(gone("struct a {\n\tint (*f)(void);\n};\nstruct a b = MAKE(x) {\n};\nenum { A, B };\n"),
            "");
}

TEST(SourceReduction, givesUp) {
  StringRef Function = "void g(void)\n{\n}\n";
  for (StringRef Odd :
       {"int f(a)\nint a;\n{\n\treturn a;\n}\n", // Parameters declared the old way.
        "#include \"other.c\"\n", "}\n", "int a\\\nb;\n", "#define CALL(x, y) x##_##y()\n"}) {
    EXPECT_EQ(gone((Odd + Function).str()), "") << Odd.str();
    EXPECT_EQ(gone((Function + Odd).str()), "") << Odd.str();
  }
  EXPECT_EQ(gone((Function + "void f(void)\n{\n\tif (a) {\n").str()), "");
  EXPECT_EQ(gone(("#include \"a.h\"\n#include <b.h>\n" + Function).str()), "g");
}

TEST(SourceReduction, namesThatAreJoined) {
  StringRef Rest = "void do_it(gfp_t gfp)\n{\n\talloc(gfp);\n}\nvoid do_that(void)\n{\n}\n"
                   "void g(void)\n{\n}\n";
  StringRef Calls = "void f(void)\n{\n\tCALL(it);\n}\n";
  // Whose address it takes would not be known.
  EXPECT_EQ(gone(("#define CALL(x) do_##x(0)\n" + Calls + Rest).str()), "");
  EXPECT_EQ(gone(("#define CALL(x) did_##x(0)\n" + Calls + Rest).str()), "do_that f g");
  EXPECT_EQ(gone(("#define CALL(x, a...) print(x, ##a)\n" + Calls + Rest).str()), "do_that f g");
  EXPECT_EQ(gone(("#define CALL(x, ...) print(x, ## __VA_ARGS__)\n" + Calls + Rest).str()),
            "do_that f g");
  StringRef Scopes = "void do_it(void)\n{\n\tSAVE;\n}\nvoid that(void)\n{\n}\n"
                     "void g(void)\n{\n}\n";
  for (StringRef Joins : {"do_##x()", "x##_it()", "x ## it()", "do_ ## x ## it()",
                          "do \\\n\tdo_##x(); \\\n\twhile (0)", "a->x##1 = 0; do_##x()"})
    EXPECT_EQ(gone(("#define CALL(x) " + Joins + "\n" + Calls + Scopes).str()), "g that")
        << Joins.str();
  EXPECT_EQ(gone(("#define CALL(x) a->x##1\n" + Calls + Scopes).str()), "f g that");
}

TEST(SourceReduction, functionsWithJoinedNames) {
  StringRef Text = "#define MAKE(x) \\\nstatic void do_##x(void) \\\n{ \\\n\tSAVE; \\\n}\n"
                   "MAKE(it)\n"
                   "void f(void)\n{\n\tdo_it();\n}\nvoid h(void)\n{\n\tother();\n}\n";
  EXPECT_EQ(gone(Text), "h");
  EXPECT_EQ(gone("#define MAKE(x) \\\nstatic int show_##x(void) \\\n{ \\\n\treturn get(x); "
                 "\\\n}\nMAKE(it)\nstatic int get(int a)\n{\n}\nvoid g(void)\n{\n}\n"
                 "int f(void)\n{\n\treturn show_it();\n}\n",
                 {"f"}),
            "g");
}

TEST(SourceReduction, functionsThatAreMacrosToo) {
  StringRef Function = "static void h(void)\n{\n\tSAVE;\n}\n";
  StringRef Rest = "void a(void)\n{\n\th();\n}\nvoid b(void)\n{\n\tother();\n}\n"
                   "void g(void)\n{\n}\n";
  EXPECT_EQ(
      gone(
          ("#ifdef A\n" + Function + "#else\n#define h() do { } while (0)\n#endif\n" + Rest).str()),
      "b g");
  EXPECT_EQ(gone(("#ifdef A\n" + Function + "#else\n#define h NULL\n#endif\n" + Rest).str()),
            "b g");
  // One of them gives the function its name.
  for (StringRef Macro : {"#define h other\n", "#define h(x) other(x)\n"})
    EXPECT_EQ(gone((Macro + Function + Rest).str()), "g");
  EXPECT_EQ(gone(("#define h other\n" + Function + Rest).str(), {"b"}), "g");
}

TEST(SourceReduction, commentsBehindDirectives) {
  EXPECT_EQ(gone("#ifdef A /* don't {\n foo() { */\nvoid f(void)\n{\n\talloc(1);\n}\n#endif\n"
                 "void g(void)\n{\n}\n"),
            "g");
}

TEST(SourceReduction, bracesBehindDirectives) {
  // Both branches open a block that is closed once: the first column tells where the function ends.
  EXPECT_EQ(gone("void f(void)\n{\n#ifdef A\n\tif (a) {\n#else\n\tif (b) {\n#endif\n\t}\n}\n"
                 "void g(void)\n{\n}\n"),
            "g");
}

} // namespace
