//===- RegularFilesTest.cpp - Files of a tree that changes ---------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/RegularFiles.h"
#include "Render/SourceCache.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

using namespace gfp;

namespace {

/// A file of its own, larger than what LLVM rather copies than maps.
class ChangingFile {
public:
  ChangingFile() {
    int Handle = -1;
    EXPECT_FALSE(llvm::sys::fs::createTemporaryFile("gfp-lint", "c", Handle, Path));
    llvm::raw_fd_ostream OS(Handle, /*shouldClose=*/true);
    for (int I = 0; I < Lines; ++I)
      OS << Line << '\n';
  }
  ~ChangingFile() { llvm::sys::fs::remove(Path); }

  void cutShort() const {
    std::error_code Error;
    llvm::raw_fd_ostream Emptied(Path, Error);
    EXPECT_FALSE(Error);
  }

  static constexpr int Lines = 20'000;
  static constexpr llvm::StringRef Line = "int x;";
  llvm::SmallString<128> Path;
};

TEST(RegularFilesTest, HoldWhatWasReadOfAFileThatIsCutShort) {
  ChangingFile File;
  auto Buffer = RegularFiles::read(File.Path);
  ASSERT_TRUE(Buffer);
  File.cutShort();
  EXPECT_EQ(Buffer->getBuffer().count('\n'), size_t(File.Lines));
}

TEST(RegularFilesTest, ReportsShowLinesOfAFileThatIsCutShort) {
  ChangingFile File;
  SourceCache Sources;
  Position Last{.File = File.Path.str().str(), .Line = unsigned(File.Lines)};
  ASSERT_TRUE(Sources.line(Last));
  File.cutShort();
  EXPECT_EQ(Sources.line(Last), File.Line);
}

} // namespace
