//===- HeaderOrderTest.cpp - The headers many sources include ------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/HeaderOrder.h"
#include "Rules/RuleBase.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"
#include <optional>

using namespace gfp;

namespace {

class HeaderOrderTest : public testing::Test {
protected:
  void SetUp() override {
    ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("header-order", Directory));
    auto Base = RuleBase::builtin();
    ASSERT_TRUE(static_cast<bool>(Base));
    Rules = Base->select({6, 12});
    Order.emplace(Rules, Directory.str().str(), std::vector<std::string>{Directory.str().str()});
  }
  void TearDown() override { llvm::sys::fs::remove_directories(Directory); }

  std::string write(const std::string &Name, const std::string &Text) {
    std::string Path = (Directory + "/" + Name).str();
    std::error_code Error;
    llvm::raw_fd_ostream(Path, Error) << Text;
    EXPECT_FALSE(Error);
    return Path;
  }
  /// Headers that guard themselves.
  void guarded(std::initializer_list<const char *> Names) {
    for (const char *Name : Names)
      write(Name, "#pragma once\n");
  }
  void add(const std::string &Text) { Order->add(write("source.c", Text)); }
  using Headers = std::vector<std::string>;

  llvm::SmallString<128> Directory;
  RuleSet Rules;
  std::optional<HeaderOrder> Order;
};

TEST_F(HeaderOrderTest, KeepsTheOrderOfTheSources) {
  guarded({"a.h", "b.h", "c.h", "d.h"});
  add("#include <b.h>\n#include <a.h>\n#include <d.h>\n");
  add("#include <a.h>\n#include <c.h>\n#include <d.h>\n");
  add("#include <c.h>\n#include <b.h>\n");
  // Of equally long ones <a.h> comes first, and <b.h> is put before it.
  EXPECT_EQ(Order->common(/*OneIn=*/12, /*Enough=*/100),
            Headers({"<b.h>", "<a.h>", "<c.h>", "<d.h>"}));
}

TEST_F(HeaderOrderTest, TakesWhatSeveralInclude) {
  guarded({"all.h", "once.h", "two.h"});
  for (int I = 0; I < 9; ++I)
    add("#include <all.h>\n");
  add("#include <all.h>\n#include <once.h>\n#include <two.h>\n");
  add("#include <two.h>\n");
  EXPECT_EQ(Order->common(12, 100), Headers({"<all.h>", "<two.h>"}));
  EXPECT_EQ(Order->common(2, 100), Headers({"<all.h>"}));
  EXPECT_EQ(Order->common(2, /*Enough=*/2), Headers({"<all.h>", "<two.h>"}));
}

TEST_F(HeaderOrderTest, LeavesOutWhatIsReadEachTimeOrNotThere) {
  write("guarded.h", "// Says.\n/* more */\n # ifndef G\n#define G\n#endif\n");
  write("once.h", "#pragma once\n");
  write("list.h", "X(1)\n#ifdef G\n#endif\n");
  write("events.h", "#undef S\n#if !defined(E) || defined(TRACE_HEADER_MULTI_READ)\n#endif\n");
  for (int I = 0; I < 2; ++I)
    add("#include \"guarded.h\"\n#include \"list.h\"\n#include \"once.h\"\n#include \"events.h\"\n"
        "#include \"nowhere.h\"\n#include <list.h>\n#include <guarded.h>\n#include <none.h>\n"
        "#include \"part.inc\"\n#include \"open.h\n");
  EXPECT_EQ(Order->common(12, 100),
            Headers({"\"guarded.h\"", "\"once.h\"", "\"events.h\"", "<guarded.h>"}));
}

TEST_F(HeaderOrderTest, TakesNothingInQuotesWithoutItsPlace) {
  write("guarded.h", "#pragma once\n");
  Order.emplace(Rules, "", std::vector<std::string>{Directory.str().str()});
  for (int I = 0; I < 2; ++I)
    add("#include \"guarded.h\"\n#include <guarded.h>\n");
  EXPECT_EQ(Order->common(12, 100), Headers({"<guarded.h>"}));
}

TEST_F(HeaderOrderTest, TakesTracesOnlyIfAQuarterIncludesThem) {
  for (const char *Name : {"few_trace.h", "trace.h"})
    write(Name, "#if !defined(E) || defined(TRACE_HEADER_MULTI_READ)\n#endif\n");
  add("#include <few_trace.h>\n#include <trace.h>\n");
  add("#include <few_trace.h>\n#include <trace.h>\n");
  add("#include <trace.h>\n");
  for (int I = 0; I < 9; ++I)
    add("int x;\n");
  EXPECT_EQ(Order->common(12, 100), Headers({"<trace.h>"}));
}

} // namespace
