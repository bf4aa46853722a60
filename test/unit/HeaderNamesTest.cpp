//===- HeaderNamesTest.cpp - The names in a header's text ----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/HeaderNames.h"
#include "gtest/gtest.h"
#include <string>

using namespace gfp;

namespace {

/// The names in \p Text, those that are set in braces.
std::string namesOf(llvm::StringRef Text, llvm::ArrayRef<TextPart> Skipped = {}) {
  std::string Names;
  for (const NameInText &Each : namesIn(Text, Skipped, [](auto) { return false; }))
    Names += (Each.Sets ? "{" + Each.Name + "} " : Each.Name + " ").str();
  return Names;
}

TEST(HeaderNames, AreThoseOfTheCode) {
  EXPECT_EQ(namesOf("int a; // b\n/* c */ d('e', \"f\") 0x1g a\n"), "int a d ");
}

TEST(HeaderNames, TellWhatIsSetFirst) {
  EXPECT_EQ(namesOf("#undef A\n # define B(x) C \\\n D\nB\n#ifdef E\n#define E F\n#endif\n"),
            "undef {A} define {B} ifdef E endif ");
  // No directive.
  EXPECT_EQ(namesOf("define A B\n"), "define A B ");
}

TEST(HeaderNames, TellWhatIsCalled) {
  std::string Called;
  for (const NameInText &Each : namesIn("int a, b; c (a); d\n(1); e/**/; f; f();\n"
                                        "#if g\\\n + h\n#endif\ni\n#define j k\nk",
                                        {}, [](auto) { return false; }))
    if (Each.Called)
      Called += (Each.Name + " ").str();
  EXPECT_EQ(Called, "c d e f if g h endif define j ");
}

TEST(HeaderNames, TellWhatAMacroMayCall) {
  std::string Called;
  for (const NameInText &Each : namesIn("MAC (a, (b), f(c) d); e\nf(g, (h))\nMAC; (i)", {},
                                        [](llvm::StringRef Name) { return Name == "MAC"; }))
    if (Each.Called)
      Called += (Each.Name + " ").str();
  EXPECT_EQ(Called, "MAC a b f c d ");
}

TEST(HeaderNames, LeaveOutWhatIsSkipped) {
  llvm::StringRef Text = "#if A\nB\n#endif\nC\n";
  EXPECT_EQ(namesOf(Text, {{5, 7}}), "if A endif C ");
}

} // namespace
