//===- NeighboursTest.cpp - Borrowed compile commands ---------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Kbuild/Neighbours.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

using namespace gfp;
using namespace llvm;

namespace {

/// A kernel tree that is gone after the test.
class NeighboursTest : public testing::Test {
protected:
  void SetUp() override {
    SmallString<128> Made, Real;
    ASSERT_FALSE(sys::fs::createUniqueDirectory("gfp-lint-neighbours", Made));
    ASSERT_FALSE(sys::fs::real_path(Made, Real));
    Root = std::string(Real);
  }
  void TearDown() override { sys::fs::remove_directories(Root); }

  void write(StringRef Name, StringRef Text = "") {
    std::string Path = Root + "/" + Name.str();
    sys::fs::create_directories(sys::path::parent_path(Path));
    std::error_code EC;
    raw_fd_ostream(Path, EC) << Text;
  }

  /// A source that is compiled.
  void compiled(StringRef Name, std::vector<std::string> Args = {}) {
    write(Name);
    CompileCommand Command{"/b", Root + "/" + Name.str(), {"cc"}};
    Command.Args.insert(Command.Args.end(), Args.begin(), Args.end());
    Command.Args.insert(Command.Args.end(), {"-c", Symbol(Command.File)});
    Commands.push_back(std::move(Command));
  }

  void borrow() {
    StringSet<> Compiled;
    for (const CompileCommand &Command : Commands)
      Compiled.insert(Command.File);
    Result =
        borrowCommands(TreeSources::read(Root), Commands, Compiled, [](StringRef) { return true; });
  }

  /// Whose command \p Name has; both below the root.
  std::string neighbourOf(StringRef Name) const {
    for (const CompileCommand &Command : Result.Commands)
      if (Command.File == Root + "/" + Name.str())
        return StringRef(Command.Neighbour).drop_front(Root.size() + 1).str();
    return "none";
  }

  std::string Root;
  std::vector<CompileCommand> Commands;
  BorrowedCommands Result;
};

TEST_F(NeighboursTest, Nearest) {
  compiled("fs/a/main.c");
  compiled("fs/a/other.c");
  compiled("fs/b/deep/x.c");
  compiled("net/n.c");
  for (StringRef Name : {"fs/a/mainline.c", "fs/a/sub/y.c", "fs/b/z.c", "fs/ba/z.c", "fs/top.c",
                         "net/deep/er/q.c", "sound/s.c"})
    write(Name);
  borrow();
  EXPECT_EQ(neighbourOf("fs/a/mainline.c"), "fs/a/main.c");
  EXPECT_EQ(neighbourOf("fs/a/sub/y.c"), "fs/a/main.c");
  EXPECT_EQ(neighbourOf("fs/b/z.c"), "fs/b/deep/x.c");
  EXPECT_EQ(neighbourOf("fs/ba/z.c"), "fs/b/deep/x.c");
  EXPECT_EQ(neighbourOf("net/deep/er/q.c"), "net/n.c");
  EXPECT_EQ(neighbourOf("sound/s.c"), "none");
  EXPECT_EQ(neighbourOf("net/n.c"), "none") << "it has its own";
}

TEST_F(NeighboursTest, Adapted) {
  compiled("fs/a/main.c",
           {"-Wp,-MMD,fs/a/.main.o.d", "-I" + Root + "/fs/a", "-I./fs/a", "-Ifs/aa", "-Iinclude",
            "-DKBUILD_BASENAME=\"main\"", "-DKBUILD_MODNAME=\"a\"", "-DKBUILD_MODFILE=\"fs/a/a\"",
            "-D__KBUILD_MODNAME=kmod_a", "-DA=\"m\"", "-o", "fs/a/main.o"});
  write("fs/c/one-two.c");
  borrow();
  ASSERT_EQ(Result.Commands.size(), 1u);
  EXPECT_EQ(Result.Commands[0].Directory, "/b");
  EXPECT_EQ(
      Result.Commands[0].Args,
      (std::vector<Symbol>{"cc", "-I" + Root + "/fs/c", "-I./fs/c", "-Ifs/aa", "-Iinclude",
                           "-DKBUILD_BASENAME=\"one_two\"", "-DKBUILD_MODNAME=\"one_two\"",
                           "-DKBUILD_MODFILE=\"fs/c/one-two\"", "-D__KBUILD_MODNAME=kmod_one_two",
                           "-DA=\"m\"", "-c", Root + "/fs/c/one-two.c"}));
}

TEST_F(NeighboursTest, LeftOut) {
  compiled("arch/x86/mm/a.c");
  compiled("fs/a.c");
  write("arch/x86/mm/b.c");
  write("arch/arm/mm/b.c");
  write("arch/x86/um/b.c");
  write("fs/part.c");
  write("fs/part.h", "#include \"part.c\"\n");
  write("fs/tested.c", "/* #include \"a.c\" */\nconst char *s = \"tested.c\";\n");
  write("tools/t.c", "#include \"../fs/tested.c\"\n");
  write("fs/mk.c", "#include <stdio.h>\n");
  write("fs/talks.c", "/* include <stdio.h> */\n");
  write("fs/x.bpf.c");
  write("fs/a.mod.c");
  write("o/.config");
  write("o/include/generated/autoconf.h");
  write("o/fs/made.c");
  borrow();
  std::vector<std::string> Taken;
  for (const CompileCommand &Command : Result.Commands)
    Taken.push_back(StringRef(Command.File).drop_front(Root.size() + 1).str());
  EXPECT_EQ(Taken, (std::vector<std::string>{"arch/x86/mm/b.c", "fs/talks.c", "fs/tested.c"}));
  EXPECT_EQ(Result.LeftOut,
            (std::map<std::string, size_t>{{"BPF programs", 1},
                                           {"included by other sources", 1},
                                           {"of other architectures", 2},
                                           {"programs for user space or the build machine", 3}}));
}

} // namespace
