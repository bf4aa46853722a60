//===- RenderFixture.h - A report to render ---------------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_TEST_UNIT_RENDERFIXTURE_H
#define GFPLINT_TEST_UNIT_RENDERFIXTURE_H

#include "Render/Renderer.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "gtest/gtest.h"

namespace gfp {

/// An empty report whose root is a directory of its own.
class RenderFixture : public testing::Test {
protected:
  void SetUp() override {
    llvm::SmallString<128> Made;
    ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("gfp-render", Made));
    ASSERT_FALSE(llvm::sys::fs::real_path(Made, Dir));
    R.Root = Dir.str().str();
    R.ToolVersion = "0.1.0";
    R.Release = {6, 12};
  }
  void TearDown() override { llvm::sys::fs::remove_directories(Dir); }

  std::string write(llvm::StringRef Name, llvm::StringRef Text) const {
    std::string File = (Dir + "/" + Name).str();
    EXPECT_FALSE(llvm::sys::fs::create_directories(llvm::sys::path::parent_path(File)));
    std::error_code EC;
    llvm::raw_fd_ostream OS(File, EC);
    EXPECT_FALSE(EC) << EC.message();
    OS << Text;
    return File;
  }

  /// The place where \p Word is in \p Text, the content of \p File.
  static Position at(llvm::StringRef File, llvm::StringRef Text, llvm::StringRef Word) {
    size_t Offset = Text.find(Word);
    llvm::StringRef Before = Text.take_front(Offset);
    return {File.str(), unsigned(Offset), unsigned(Before.count('\n') + 1),
            unsigned(Offset - (Before.rfind('\n') + 1) + 1)};
  }

  /// A finding with two notes and a fix in fs/a.c.
  void addScopeFinding() {
    llvm::StringRef Text = "{\n\tf = save();\n\tp = kvmalloc(n, GFP_KERNEL);\n\trestore(f);\n}\n";
    std::string File = write("fs/a.c", Text);
    Finding F;
    F.Check = "gfp-redundant-scope";
    F.Message = "the scope holds one allocation";
    F.At = at(File, Text, "save");
    F.Function = "fill";
    F.Statement = "f = save();";
    F.Release = R.Release;
    F.Notes = {{at(File, Text, "kvmalloc"), "the allocation"},
               {at(File, Text, "restore"), "closed here"}};
    F.Correction =
        Fix{"use GFP_NOFS",
            {{File, at(File, Text, "GFP_KERNEL").Offset, 10, "GFP_NOFS"}, {File, 2, 13, ""}}};
    R.Findings.push_back(F);
    CheckInfo Check;
    Check.Name = F.Check;
    Check.Summary = "A scope round one allocation";
    R.Checks.push_back(Check);
  }

  std::string render(llvm::StringRef Format, bool Color = false) const {
    auto Found = findFormat(Format);
    if (!Found)
      return toString(Found.takeError());
    std::string Out;
    llvm::raw_string_ostream OS(Out);
    (*Found)->Create({Color, true})->render(R, OS);
    return Out;
  }

  llvm::SmallString<128> Dir;
  Report R;
};

} // namespace gfp

#endif // GFPLINT_TEST_UNIT_RENDERFIXTURE_H
