//===- EventHeadersTest.cpp - Headers without unused events ---------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/EventHeaders.h"
#include "Rules/RuleBase.h"
#include "llvm/ADT/StringExtras.h"
#include "gtest/gtest.h"

using namespace gfp;
using llvm::StringRef;

namespace {

class EventHeaders : public testing::Test {
protected:
  EventHeaders() : Rules(llvm::cantFail(RuleBase::builtin()).select({6, 12})) {}

  /// \p Header without the events that \p User does not use, and without blanks.
  std::string left(StringRef Header, StringRef User) const {
    EventNames Used(Rules);
    Used.add(User);
    std::string Left = withoutEvents(Header, Used, Rules);
    if (Left.empty())
      Left = Header.str();
    EXPECT_EQ(Left.size(), Header.size());
    EXPECT_EQ(StringRef(Left).count('\n'), Header.count('\n'));
    llvm::erase_if(Left, [](char C) { return C == ' ' || C == '\n'; });
    return Left;
  }

  RuleSet Rules;
};

TEST_F(EventHeaders, takesOutWhatIsNotUsed) {
  StringRef Header = "TRACE_EVENT(one,\n TP_PROTO(int a, int b),\n TP_printk(\"(%d\", a)\n);\n"
                     "DEFINE_EVENT(class, two, TP_PROTO(int a));\nint f(int one);\n";
  EXPECT_EQ(left(Header, "trace_one(1);"),
            "TRACE_EVENT(one,TP_PROTO(inta,intb),TP_printk(\"(%d\",a));;intf(intone);");
  EXPECT_EQ(left(Header, "if (trace_two_enabled())"),
            ";DEFINE_EVENT(class,two,TP_PROTO(inta));intf(intone);");
  EXPECT_EQ(left(Header, "one(two);"), ";;intf(intone);");
}

TEST_F(EventHeaders, waysToUseOne) {
  StringRef Header = "DEFINE_OWN_EVENT(a_b)\n";
  for (StringRef User : {"trace_a_b(1);", "register_trace_a_b(f, 0);", "trace_a_b_rcuidle();",
                         "EXPORT_TRACEPOINT_SYMBOL_GPL(a_b);", "tracepoint_enabled( a_b )",
                         "count_and_trace(c, a_b, 1)", "trace_a_##which(1)", "__tracepoint_a_b.key",
                         "#define TELL(n) trace_ ## n\nTELL_TRACE(a_b)"})
    EXPECT_EQ(left(Header, User), "DEFINE_OWN_EVENT(a_b)") << User.str();
  for (StringRef User : {"a_b(1);", "trace_a(1);", "trace_a_bc(1);", "trace(), f(a_b);"})
    EXPECT_EQ(left(Header, User), "") << User.str();
}

TEST_F(EventHeaders, leavesTheRest) {
  for (StringRef Header :
       {"static inline int TRACE_EVENT(int one) { return one; }", "DEFINE_OTHER(one);",
        "#define TRACE_MINE(one) DEFINE_EVENT(one)\n", "/* TRACE_EVENT(one); */",
        "struct a { TRACE_EVENT(one); };", "TRACE_EVENT(one) { }", "TRACE_EVENT(one, a",
        "TRACE_EVENT;", "TRACE_EVENT(one, /* NOLINT */ a);", "int a = TRACE_EVENT(one);",
        "TRACE_EVENT(1, a(one));"}) {
    std::string Whole = Header.str();
    llvm::erase_if(Whole, [](char C) { return C == ' ' || C == '\n'; });
    EXPECT_EQ(left(Header, ""), Whole);
  }
  EXPECT_EQ(
      left("int a;\n#if B\nTRACE_EVENT(one)\n#endif\nTRACE_EVENT(two, { int b; \")\" });", ""),
      "inta;#ifB#endif;");
}

TEST_F(EventHeaders, noEventsAreMade) {
  EXPECT_EQ(withoutCreation("#define CREATE_TRACE_POINTS\n#include <a.h>\n"
                            "#undef CREATE_TRACE_POINTS\nint a;\n",
                            Rules),
            "                           \n#include <a.h>\n#undef CREATE_TRACE_POINTS\nint a;\n");
  for (StringRef Source :
       {"#define CREATE_TRACE_POINTS\n#ifdef CREATE_TRACE_POINTS\nint a;\n#endif\n",
        "#define CREATE_TRACE_POINTS 1\n", "int a; /* CREATE_TRACE_POINTS */\n",
        "#define CREATE_TRACE_POINTS_LATER\n", "int a;\n"})
    EXPECT_EQ(withoutCreation(Source, Rules), "") << Source.str();
}

TEST_F(EventHeaders, filesThatHoldEvents) {
  auto Memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  StringRef Guarded = "#ifdef TRACE_HEADER_MULTI_READ\n#endif\nTRACE_EVENT(one);\n";
  for (StringRef Path : {"/trace/one.h", "/other/one.h"})
    Memory->addFile(Path, 0, llvm::MemoryBuffer::getMemBuffer(Guarded));
  Memory->addFile("/trace/two.h", 0, llvm::MemoryBuffer::getMemBuffer("TRACE_EVENT(one);\n"));
  EventFiles Files(Memory, Rules);
  auto holdsEvent = [&](StringRef Path) {
    auto Buffer = Files.getBufferForFile(Path);
    return Buffer && (*Buffer)->getBuffer().contains("EVENT");
  };
  EXPECT_TRUE(holdsEvent("/trace/one.h"));
  EventNames Used(Rules);
  Files.use(&Used);
  EXPECT_FALSE(holdsEvent("/trace/one.h"));
  EXPECT_TRUE(holdsEvent("/trace/two.h"));
  EXPECT_TRUE(holdsEvent("/other/one.h"));
  Used.add("trace_one()");
  EXPECT_TRUE(holdsEvent("/trace/one.h"));
  EXPECT_FALSE(Files.openFileForRead("/trace/three.h"));
}

} // namespace
