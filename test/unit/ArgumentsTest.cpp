//===- ArgumentsTest.cpp - What Clang makes of kernels' flags -------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Kbuild/CompileCommands.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "gtest/gtest.h"

using namespace gfp;
using namespace llvm;

namespace {

CompileCommand command(StringRef Line) {
  SmallVector<StringRef> Words;
  Line.split(Words, ' ', -1, /*KeepEmpty=*/false);
  CompileCommand Command{"/k", "/k/a.c", {}};
  for (StringRef Word : Words)
    Command.Args.push_back(Word.str());
  return Command;
}

/// The words of \p Line, a compiler's call, that reach Clang.
std::vector<std::string> kept(StringRef Line) {
  const CompileCommand Given = command(Line);
  std::vector<std::string> Result;
  for (const std::string &Arg : argumentsForClang(Given))
    if (is_contained(Given.Args, Symbol(Arg)))
      Result.push_back(Arg);
  return Result;
}

void expectDropped(StringRef Line) {
  for (const std::string &Arg : kept(Line))
    ADD_FAILURE() << Arg << " of " << Line.str();
}

TEST(KernelFlagsTest, Plugins) {
  expectDropped("gcc -fplugin=./scripts/gcc-plugins/randomize_layout_plugin.so "
                "-fplugin-arg-randomize_layout_plugin-performance-mode "
                "-frandomize-layout-seed-file=./scripts/basic/randstruct.seed");
  EXPECT_EQ(kept("gcc -fplugin=./p.so -DRANDSTRUCT"), std::vector<std::string>{"-DRANDSTRUCT"});
}

TEST(KernelFlagsTest, Instrumentation) {
  expectDropped("gcc -mfentry -mrecord-mcount -fpatchable-function-entry=16,16 --param "
                "asan-globals=1 --param=tsan-distinguish-volatile=1 -fprofile-arcs -ftest-coverage "
                "-fprofile-generate -fprofile-sample-use=x -fsanitize-ignorelist=/dev/zero "
                "-mstack-protector-guard=sysreg -mstack-protector-guard-reg=sp_el0");
  // These are seen by the preprocessor.
  EXPECT_EQ(kept("gcc -fsanitize=kernel-address").size(), 1u);
  EXPECT_EQ(kept("gcc -fsanitize=thread -fsanitize=bounds-strict"),
            std::vector<std::string>{"-fsanitize=thread"});
}

TEST(KernelFlagsTest, CodeGeneration) {
  expectDropped("s390x-linux-gnu-gcc -mfunction-return=thunk -mtune=z16 -mindirect-branch=thunk");
  expectDropped("loongarch64-linux-gnu-gcc -mno-check-zero-division");
  expectDropped("powerpc64le-linux-gnu-gcc -fzero-call-used-regs=used-gpr");
  expectDropped("riscv64-linux-gnu-gcc -march=rv64imafdcv_xtheadvector");
  EXPECT_EQ(kept("riscv64-linux-gnu-gcc -march=rv64imac_zicsr").size(), 1u);
  EXPECT_EQ(kept("gcc -march=x86-64-v3").size(), 1u);
}

TEST(KernelFlagsTest, QuestionsToTheDriver) {
  expectDropped("cc --version --help -v -### -H -dumpversion -dumpmachine -print-search-dirs "
                "--print-file-name=x -ccc-print-phases -mcpu=help -include-pch x.pch @/dev/zero "
                "--config=/dev/zero");
}

TEST(OtherLanguageTest, IsTold) {
  EXPECT_EQ(otherLanguage(command("cc -x c++ -c a.c")), "c++");
  EXPECT_EQ(otherLanguage(command("cc -xast a.c")), "ast");
  EXPECT_EQ(otherLanguage(command("ccache cc -x c -xassembler a.c")), "assembler");
  for (StringRef C : {"cc a.c", "cc -x c a.c", "cc -xc a.c", "cc -x c++ -x none a.c",
                      "cc -mllvm -x a.c", "cc -Xclang -x -Xclang c++ a.c", "cc -x", ""})
    EXPECT_EQ(otherLanguage(command(C)), "") << C.str();
  EXPECT_FALSE(is_contained(argumentsForClang(command("cc -x c++ a.c")), "c++"));
}

} // namespace
