//===- KbuildTest.cpp - Compile commands, kernel trees, the prefilter -----===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Kbuild/BuildTree.h"
#include "Kbuild/CommandBytes.h"
#include "Kbuild/CompileCommands.h"
#include "Kbuild/KernelTree.h"
#include "Rules/WordFilter.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

using namespace gfp;
using namespace llvm;
using testing::Test;

namespace {

/// A directory that is gone after the test.
class KbuildTest : public Test {
protected:
  void SetUp() override {
    SmallString<128> Made;
    ASSERT_FALSE(sys::fs::createUniqueDirectory("gfp-lint-kbuild", Made));
    SmallString<128> Real;
    ASSERT_FALSE(sys::fs::real_path(Made, Real));
    Dir = std::string(Real);
  }
  void TearDown() override { sys::fs::remove_directories(Dir); }

  std::string path(StringRef Name) const { return Dir + "/" + Name.str(); }

  std::string write(StringRef Name, StringRef Text) {
    std::string Path = path(Name);
    sys::fs::create_directories(sys::path::parent_path(Path));
    std::error_code EC;
    raw_fd_ostream Out(Path, EC);
    EXPECT_FALSE(EC) << EC.message();
    Out << Text;
    return Path;
  }

  /// The message reading \p Json as a database fails with.
  std::string errorFor(StringRef Json) {
    auto Commands = readCompileDatabase(write("compile_commands.json", Json));
    return Commands ? "no error" : toString(Commands.takeError());
  }

  std::vector<CompileCommand> read(StringRef Json) {
    auto Commands = readCompileDatabase(write("compile_commands.json", Json));
    EXPECT_TRUE(static_cast<bool>(Commands)) << (Commands ? "" : toString(Commands.takeError()));
    return Commands ? std::move(*Commands) : std::vector<CompileCommand>();
  }

  void makeTree(StringRef Name, StringRef Version, StringRef Level) {
    write((Name + "/Kbuild").str(), "# top\n");
    write((Name + "/Makefile").str(), "# The release.\nVERSION = " + Version.str() +
                                          "\nPATCHLEVEL = " + Level.str() + "\nSUBLEVEL = 3\n");
  }

  std::string Dir;
};

template <class Strings> bool has(const Strings &Args, StringRef Arg) {
  return any_of(Args, [&](StringRef Other) { return Other == Arg; });
}

void expectMessage(const std::string &Message, std::initializer_list<StringRef> Parts) {
  for (StringRef Part : Parts)
    EXPECT_NE(Message.find(Part.str()), std::string::npos) << Message << "\nlacks: " << Part.str();
}

CompileCommand command(std::vector<Symbol> Args, StringRef File = "/k/fs/a.c") {
  return {"/k", File.str(), std::move(Args)};
}

// The database.

TEST_F(KbuildTest, DatabaseWithCommandAndArguments) {
  auto Commands = read(R"([
    {"directory": "/k", "file": "fs/../fs/a.c", "command": "cc -DNAME='\"a b\"' -c \"fs/a.c\""},
    {"directory": "/k dir", "file": "./b c.c", "arguments": ["cc", "-c", "b c.c"]}])");
  ASSERT_EQ(Commands.size(), 2u);
  EXPECT_EQ(Commands[0].File, "/k/fs/a.c");
  EXPECT_EQ(Commands[0].Args, (std::vector<Symbol>{"cc", "-DNAME=\"a b\"", "-c", "fs/a.c"}));
  EXPECT_EQ(Commands[1].Directory, "/k dir");
  EXPECT_EQ(Commands[1].File, "/k dir/b c.c");
}

TEST_F(KbuildTest, DatabaseByDirectory) {
  write("compile_commands.json", R"([{"directory":"/k","file":"a.c","arguments":["cc","a.c"]}])");
  auto Commands = readCompileDatabase(Dir);
  ASSERT_TRUE(static_cast<bool>(Commands));
  EXPECT_EQ(Commands->size(), 1u);
}

TEST_F(KbuildTest, DatabaseRelativeDirectoryIsAgainstTheFile) {
  auto Commands = read(R"([{"directory":"sub/..","file":"a.c","arguments":["cc","a.c"]}])");
  ASSERT_EQ(Commands.size(), 1u);
  EXPECT_EQ(Commands[0].Directory, Dir);
  EXPECT_EQ(Commands[0].File, path("a.c"));
}

TEST_F(KbuildTest, DatabaseLeavesOutWhatIsNoC) {
  auto Commands = read(R"([
    {"directory":"/k","file":"a.S","arguments":["cc","a.S"]},
    {"directory":"/k","file":"a.o","arguments":["ld","a.o"]},
    {"directory":"/k","file":"a.c","arguments":["cc","a.c"]}])");
  ASSERT_EQ(Commands.size(), 1u);
  EXPECT_EQ(Commands[0].File, "/k/a.c");
}

TEST_F(KbuildTest, DatabaseSameSourceTwice) {
  auto Commands = read(R"([
    {"directory":"/k","file":"a.c","command":"cc -Wp,-MMD,.a.o.d -DX -c -o a.o a.c"},
    {"directory":"/k","file":"a.c","command":"cc -Wp,-MMD,.b.o.d -DX -c -o b.o a.c"},
    {"directory":"/k","file":"./a.c","command":"cc -DX -DKBUILD_MODNAME='\"m\"' -c -o c.o a.c"},
    {"directory":"/k","file":"a.c","command":"cc -DY -c -o b.o a.c"}])");
  ASSERT_EQ(Commands.size(), 2u);
  EXPECT_TRUE(has(Commands[0].Args, "-DX"));
  EXPECT_TRUE(has(Commands[1].Args, "-DY"));
}

TEST_F(KbuildTest, EmptyDatabaseIsNoError) { EXPECT_TRUE(read("[]").empty()); }

TEST_F(KbuildTest, MissingDatabaseSaysWhatToDo) {
  auto File = readCompileDatabase(path("none.json"));
  expectMessage(toString(File.takeError()), {"none.json", "gfp-lint db --kernel"});
  auto InDir = readCompileDatabase(Dir);
  expectMessage(toString(InDir.takeError()), {"compile_commands.json", "bear"});
}

TEST_F(KbuildTest, BadEntriesAreNamed) {
  const std::string Good = R"({"directory":"/k","file":"a.c","arguments":["cc","a.c"]})";
  struct {
    StringRef Entry, Says;
  } Cases[] = {
      {"7", "not an object"},
      {R"({"file":"a.c","command":"cc"})", "no \"directory\""},
      {R"({"directory":"/k","command":"cc"})", "no \"file\""},
      {R"({"directory":"/k","file":"a.c"})", "neither"},
      {R"({"directory":["/k"],"file":"a.c","command":"cc"})", "not a string"},
      {R"({"directory":"/k","file":3,"command":"cc"})", "not a string"},
      {R"({"directory":"/k","file":"","command":"cc"})", "empty"},
      {R"({"directory":"/k","file":"a.c","command":{}})", "not a string"},
      {R"({"directory":"/k","file":"a.c","command":"  "})", "names no compiler"},
      {R"({"directory":"/k","file":"a.c","arguments":"cc"})", "not an array"},
      {R"({"directory":"/k","file":"a.c","arguments":["cc",1]})", "not a string"},
      {R"({"directory":"/k","file":"a.c","arguments":[]})", "names no compiler"},
      {R"({"directory":"/k","file":"a\u0000.c","command":"cc"})", "null byte"},
  };
  for (const auto &Case : Cases)
    expectMessage(errorFor("[" + Good + "," + Case.Entry.str() + "]"),
                  {"compile_commands.json: entry 1: ", Case.Says});
}

TEST_F(KbuildTest, BadFilesAreErrors) {
  expectMessage(errorFor(""), {"compile_commands.json", "JSON"});
  expectMessage(errorFor("[{\"a\": "), {"JSON"});
  expectMessage(errorFor("{}"), {"no array"});
  expectMessage(errorFor("\xff\xfe"), {"JSON"});
  expectMessage(errorFor(std::string(5000000, '[')), {"nested too deep"});
  expectMessage(errorFor("[\"" + std::string(1000, '[')), {"JSON"});
}

TEST_F(KbuildTest, WrittenDatabaseReadsBack) {
  std::vector<CompileCommand> Commands = {
      command({"cc", "-DA=\"b c\"", "-D\\x", "", "-c", "fs/a.c"}),
      command({"cc", "-c", "fs/\xC3\xA4.c"}, "/k/fs/\xC3\xA4.c")};
  std::string File = write("out.json", "old");
  EXPECT_FALSE(static_cast<bool>(writeCompileDatabase(File, Commands)));
  auto Back = readCompileDatabase(File);
  ASSERT_TRUE(static_cast<bool>(Back));
  ASSERT_EQ(Back->size(), 2u);
  for (size_t I = 0; I != 2; ++I) {
    EXPECT_EQ((*Back)[I].Directory, Commands[I].Directory);
    EXPECT_EQ((*Back)[I].File, Commands[I].File);
    EXPECT_EQ((*Back)[I].Args, Commands[I].Args);
  }
  std::error_code EC;
  unsigned Files = 0;
  for (sys::fs::directory_iterator I(Dir, EC), End; I != End && !EC; I.increment(EC))
    ++Files;
  EXPECT_EQ(Files, 1u) << "a temporary file is left";
}

TEST_F(KbuildTest, DatabaseThatCannotBeWritten) {
  expectMessage(toString(writeCompileDatabase(path("no/such/dir/out.json"), {})),
                {"out.json", "cannot be written"});
  expectMessage(toString(writeCompileDatabase(path("o.json"), {command({"cc"}, "/k/\xff.c")})),
                {"UTF-8"});
  EXPECT_FALSE(sys::fs::exists(path("o.json")));
}

// The dry run.

/// A recipe as `make -n V=1` prints it, before (6.1) or after (6.12) the "# CC" line was added.
std::string recipe(StringRef Note, StringRef Compiler, StringRef Object, StringRef Source) {
  std::string Flags =
      (Compiler + " -Wp,-MMD,fs/.x.o.d -nostdinc -I./include -D__KERNEL__ -O2 ").str();
  std::string Target = (" -c -o " + Object + " " + Source).str();
  return ("set -e; " + Note + " echo '  " + Flags + "-DKBUILD_MODNAME='\\''\"x\"'\\''" + Target +
          "  ';   trap 'rm -f " + Object + "; trap - INT; kill -s INT $$' INT; " + Flags +
          "-DKBUILD_MODNAME='\"x\"'" + Target + "  ; ./tools/objtool --orc " + Object +
          "; scripts/basic/fixdep fs/.x.o.d " + Object + " '" + Flags + Target +
          "' > fs/.x.o.cmd; rm -f fs/.x.o.d\n")
      .str();
}

TEST(CommandBytes, GiveBackWhatTheyWereMadeOf) {
  std::vector<CompileCommand> Commands;
  // More than one block, so that some are read by other threads.
  for (int I = 0; I < 2000; ++I)
    Commands.push_back({"/build",
                        "/tree/" + std::to_string(I) + ".c",
                        {"cc", "-DNAME=\"a b\"", std::string(), "-DI=" + std::to_string(I % 7)}});
  std::string Bytes = encodeCommands(Commands);
  auto Read = decodeCommands(Bytes);
  ASSERT_TRUE(Read);
  ASSERT_EQ(Read->size(), Commands.size());
  for (size_t I = 0; I < Commands.size(); ++I) {
    EXPECT_EQ((*Read)[I].Directory, Commands[I].Directory);
    EXPECT_EQ((*Read)[I].File, Commands[I].File);
    EXPECT_EQ((*Read)[I].Args, Commands[I].Args);
  }
  EXPECT_TRUE(decodeCommands(encodeCommands({}))->empty());
}

TEST(CommandBytes, DamageIsNoticed) {
  std::string Bytes = encodeCommands({{"/build", "/tree/a.c", {"cc", "-c", "a.c"}}});
  for (size_t I = 0; I < Bytes.size(); ++I) {
    std::string Damaged = Bytes;
    Damaged[I] ^= 1;
    EXPECT_FALSE(decodeCommands(Damaged)) << I;
    EXPECT_FALSE(decodeCommands(llvm::StringRef(Bytes).take_front(I))) << I;
  }
}

TEST(DryRunTest, BothShapesOfKbuild) {
  std::string Output = "make[1]: Entering directory '/b'\n:\n" +
                       recipe("", "clang-22", "fs/x.o", "/src/fs/x.c") +
                       recipe("echo '# CC [M]  fs/y.o';", "gcc", "fs/y.o", "fs/y.c");
  auto Commands = parseDryRun(Output, "/b");
  ASSERT_EQ(Commands.size(), 2u);
  EXPECT_EQ(Commands[0].Directory, "/b");
  EXPECT_EQ(Commands[0].File, "/src/fs/x.c");
  EXPECT_EQ(Commands[0].Args,
            (std::vector<Symbol>{"clang-22", "-Wp,-MMD,fs/.x.o.d", "-nostdinc", "-I./include",
                                 "-D__KERNEL__", "-O2", "-DKBUILD_MODNAME=\"x\"", "-c", "-o",
                                 "fs/x.o", "/src/fs/x.c"}));
  EXPECT_EQ(Commands[1].File, "/b/fs/y.c");
  EXPECT_EQ(Commands[1].Args.front(), "gcc");
}

TEST(DryRunTest, KernelSourcesOnlyAndOnce) {
  std::string X = recipe("", "gcc", "fs/x.o", "/src/fs/x.c");
  auto Commands = parseDryRun("gcc -O2 -c -o scripts/h.o scripts/h.c\n"
                              "gcc -D__KERNEL__ -c -o fs/a.o fs/a.S\n"
                              "gcc -D__KERNEL__ -S -o fs/a.s fs/a.c\n"
                              "gcc -D__KERNEL__ -E fs/a.c | scripts/genksyms -c -d\n"
                              "echo 'gcc -D__KERNEL__ -c -o fs/a.o fs/a.c'\n" +
                                  X + X,
                              "/b");
  ASSERT_EQ(Commands.size(), 1u);
  EXPECT_EQ(Commands[0].File, "/src/fs/x.c");
}

TEST(DryRunTest, OtherShells) {
  auto Commands = parseDryRun("if true; then A=1 ccache gcc -D__KERNEL__ -c -o a.o a.c; fi\n"
                              "  gcc -D__KERNEL__ \\\n  -DB \\\n  -c -o b.o b.c\n"
                              "( gcc -D__KERNEL__ -c -o \"c d.o\" 'c d.c' ) && true\n"
                              "gcc -D__KERNEL__ -c -o e.o e.c",
                              "/b");
  ASSERT_EQ(Commands.size(), 4u);
  EXPECT_EQ(Commands[0].Args.front(), "ccache");
  EXPECT_TRUE(has(Commands[1].Args, "-DB"));
  EXPECT_EQ(Commands[2].File, "/b/c d.c");
  EXPECT_EQ(Commands[3].File, "/b/e.c");
}

TEST(DryRunTest, BrokenOutputIsNoObstacle) {
  EXPECT_TRUE(parseDryRun("", "/b").empty());
  auto Commands = parseDryRun("echo 'never closed gcc -D__KERNEL__ -c -o a.o a.c\n"
                              "gcc -D__KERNEL__ -c \"\n"
                              "gcc -D__KERNEL__ -c \\",
                              "/b");
  EXPECT_TRUE(Commands.empty());
  EXPECT_EQ(parseDryRun("it's\ngcc -D__KERNEL__ -c -o a.o a.c\n", "/b").size(), 1u);
}

// Arguments.

TEST(ClangArgumentsTest, KeepsWhatTheProgramMeans) {
  auto Args = argumentsForClang(command({"clang-22",
                                         "-nostdinc",
                                         "-I",
                                         "./include",
                                         "-I/src/include",
                                         "-include",
                                         "/src/k.h",
                                         "-D__KERNEL__",
                                         "-DNAME=\"a\"",
                                         "-U",
                                         "X",
                                         "-std=gnu11",
                                         "-fshort-wchar",
                                         "-m64",
                                         "-O2",
                                         "-mcmodel=kernel",
                                         "-isystem",
                                         "/gcc/include",
                                         "--target=x86_64-linux-gnu",
                                         "-c",
                                         "-o",
                                         "fs/a.o",
                                         "fs/a.c"}));
  for (StringRef Kept :
       {"-nostdinc", "./include", "-I/src/include", "/src/k.h", "-D__KERNEL__", "-DNAME=\"a\"", "X",
        "-std=gnu11", "-fshort-wchar", "-m64", "-O2", "-mcmodel=kernel", "/gcc/include",
        "--target=x86_64-linux-gnu", "-fsyntax-only", "-w"})
    EXPECT_TRUE(has(Args, Kept)) << Kept.str();
  EXPECT_EQ(Args.back(), "/k/fs/a.c");
  EXPECT_FALSE(has(Args, "clang-22"));
  EXPECT_FALSE(has(Args, "fs/a.c"));
}

TEST(ClangArgumentsTest, DropsWhatOnlyGccKnows) {
  std::vector<std::string> Gcc = {"-mpreferred-stack-boundary=3",
                                  "-fconserve-stack",
                                  "-fno-allow-store-data-races",
                                  "-mindirect-branch=thunk-extern",
                                  "-mindirect-branch-register",
                                  "-fmin-function-alignment=16",
                                  "-mrecord-mcount",
                                  "-fno-ipa-sra",
                                  "-flive-patching=inline-clone",
                                  "-fdump-tree-all",
                                  "-fplugin=./p.so",
                                  "-fplugin-arg-p-x=1",
                                  "-fsanitize=bounds-strict"};
  std::vector<Symbol> Words = {"gcc"};
  Words.insert(Words.end(), Gcc.begin(), Gcc.end());
  Words.insert(Words.end(), {"-c", "fs/a.c"});
  auto Args = argumentsForClang(command(Words));
  for (StringRef Dropped : Gcc)
    EXPECT_FALSE(has(Args, Dropped)) << Dropped.str();
}

TEST(ClangArgumentsTest, DropsWhatWritesOrLoads) {
  auto Args = argumentsForClang(command({"gcc",
                                         "-Wp,-MMD,fs/.a.o.d",
                                         "-MD",
                                         "-MF",
                                         "dep",
                                         "-MTx",
                                         "-MQ",
                                         "y",
                                         "-o",
                                         "a.o",
                                         "-oa.o",
                                         "-c",
                                         "-save-temps",
                                         "-ftime-trace",
                                         "--serialize-diagnostics",
                                         "diag",
                                         "-Xclang",
                                         "-load",
                                         "-Xclang",
                                         "p.so",
                                         "-fpass-plugin=p.so",
                                         "-mllvm",
                                         "-x",
                                         "-g",
                                         "-gdwarf-5",
                                         "-flto=thin",
                                         "-fsanitize=kcfi,cfi",
                                         "-Wall",
                                         "-Werror=x",
                                         "-Wa,-a",
                                         "-pedantic",
                                         "@file",
                                         "fs/a.c"}));
  for (StringRef Arg : ArrayRef(Args).drop_back())
    EXPECT_TRUE(Arg.starts_with("-fsyntax-only") || Arg == "-w" || Arg.starts_with("-Wno-") ||
                Arg == "-Qunused-arguments" || Arg == "-fsanitize=kcfi")
        << Arg.str();
}

TEST(ClangArgumentsTest, KeepsDefinitionsForThePreprocessor) {
  auto Args = argumentsForClang(command({"gcc", "-Wp,-DX=1,-MD,dep,-Iinc", "-c", "fs/a.c"}));
  EXPECT_TRUE(has(Args, "-DX=1"));
  EXPECT_TRUE(has(Args, "-Iinc"));
  EXPECT_FALSE(has(Args, "dep"));
}

TEST(ClangArgumentsTest, CrossCompilerNamesTheTarget) {
  auto Target = [](std::vector<Symbol> Words) {
    Words.insert(Words.end(), {"-c", "fs/a.c"});
    std::string Found;
    for (StringRef Arg : argumentsForClang(command(Words)))
      if (Arg.starts_with("--target="))
        Found += Arg.str();
    return Found;
  };
  EXPECT_EQ(Target({"aarch64-linux-gnu-gcc"}), "--target=aarch64-linux-gnu");
  EXPECT_EQ(Target({"/opt/bin/arm-linux-gnueabihf-gcc-12.2"}), "--target=arm-linux-gnueabihf");
  EXPECT_EQ(Target({"ccache", "riscv64-linux-gnu-gcc"}), "--target=riscv64-linux-gnu");
  EXPECT_EQ(Target({"aarch64-linux-gnu-gcc", "--target=x86_64-linux-gnu"}),
            "--target=x86_64-linux-gnu");
  EXPECT_EQ(Target({"gcc"}), "");
  EXPECT_EQ(Target({"gcc-12"}), "");
  EXPECT_EQ(Target({"clang-22"}), "");
  EXPECT_EQ(Target({"my-own-gcc"}), "");
}

TEST(ClangArgumentsTest, AbiThatOneTargetHas) {
  EXPECT_FALSE(
      has(argumentsForClang(command({"aarch64-linux-gnu-gcc", "-mabi=lp64"})), "-mabi=lp64"));
  EXPECT_TRUE(
      has(argumentsForClang(command({"riscv64-linux-gnu-gcc", "-mabi=lp64"})), "-mabi=lp64"));
}

TEST(ClangArgumentsTest, HostileWords) {
  EXPECT_EQ(argumentsForClang(command({})).back(), "/k/fs/a.c");
  EXPECT_EQ(argumentsForClang(command({"gcc", "", "-", "--", "-o"})).back(), "/k/fs/a.c");
  EXPECT_EQ(argumentsForClang(command({"gcc", "-include"})).back(), "/k/fs/a.c");
  EXPECT_EQ(argumentsForClang(command({"ccache"})).back(), "/k/fs/a.c");
}

// The tree.

TEST_F(KbuildTest, TreeFromInside) {
  makeTree("linux", "6", "12");
  write("linux/fs/btrfs/a.c", "");
  write("linux/fs/Makefile", "obj-y += a.o\n");
  for (StringRef Inside :
       {"linux", "linux/", "linux/fs/btrfs", "linux/fs/btrfs/a.c", "linux/fs/../fs/nothing.c"}) {
    auto Tree = KernelTree::containing(path(Inside));
    ASSERT_TRUE(Tree) << Inside.str();
    EXPECT_EQ(Tree->root(), path("linux"));
    EXPECT_EQ(Tree->release(), (KernelRelease{6, 12}));
  }
  EXPECT_FALSE(KernelTree::containing(Dir));
}

TEST_F(KbuildTest, TreeErrorsSayWhy) {
  auto Error = [&](StringRef Name) {
    auto Tree = KernelTree::open(path(Name));
    return Tree ? "no error" : toString(Tree.takeError());
  };
  expectMessage(Error("none"), {"no such"});
  write("file", "");
  expectMessage(Error("file"), {"not a directory"});
  write("other/Makefile", "all:\n");
  expectMessage(Error("other"), {"not the root of a kernel"});
  makeTree("odd", "6", "x");
  expectMessage(Error("odd"), {"Makefile", "6.x"});
  makeTree("linux", "6", "12");
  sys::fs::create_directories(path("build"));
  ASSERT_FALSE(sys::fs::create_link(path("linux"), path("build/source")));
  expectMessage(Error("build"), {"build directory", path("linux")});
}

TEST_F(KbuildTest, TreeThroughALink) {
  makeTree("linux", "6", "1");
  ASSERT_FALSE(sys::fs::create_link(path("linux"), path("link")));
  auto Tree = KernelTree::open(path("link"));
  ASSERT_TRUE(static_cast<bool>(Tree));
  EXPECT_EQ(Tree->root(), path("linux"));
}

TEST_F(KbuildTest, HowMakeIsToldToDescend) {
  makeTree("linux", "6", "12");
  EXPECT_EQ(cantFail(KernelTree::open(path("linux"))).descent(), std::vector<std::string>{"./"});
  makeTree("older", "5", "10");
  write("older/Makefile", "VERSION = 5\nPATCHLEVEL = 10\nPHONY += descend $(build-dirs)\n"
                          "descend: $(build-dirs)\n");
  EXPECT_EQ(cantFail(KernelTree::open(path("older"))).descent(),
            (std::vector<std::string>{"KBUILD_MODULES=1", "descend"}));
}

TEST_F(KbuildTest, ListWithoutAKernelIsAnError) {
  makeTree("linux", "5", "10");
  write("linux/init/main.c", "");
  write("build/.config", "# Linux/x86 5.10.1 Kernel Configuration\nCONFIG_CC_IS_CLANG=y\n");
  write("build/include/generated/autoconf.h", "");
  write("build/include/generated/bounds.h", "");
  DryRunOptions Options;
  Options.KernelDir = path("linux");
  Options.BuildDir = path("build");
  auto compiling = [&](const std::string &Sources) {
    write("linux/Makefile", "VERSION = 5\nPATCHLEVEL = 10\ndescend: $(build-dirs)\n"
                            "\t$(foreach s," +
                                Sources + ",clang -D__KERNEL__ -c -o $(s).o $(s).c;)\n");
    return compileCommandsOf(Options);
  };
  expectMessage(toString(compiling("scripts/mod/empty").takeError()),
                {"went into no directory", path("linux"), "1 compile commands", "init/main.c"});
  auto Commands = compiling("scripts/mod/empty init/main");
  ASSERT_TRUE(static_cast<bool>(Commands)) << toString(Commands.takeError());
  EXPECT_EQ(Commands->size(), 2u);
}

TEST_F(KbuildTest, ProbesLookForWholeWords) {
  makeTree("linux", "6", "12");
  write("linux/include/mm.h", "int memalloc_flags_save_x; x_memalloc_flags_save; ratio(one);\n"
                              "int two_one;");
  auto Tree = KernelTree::open(path("linux"));
  ASSERT_TRUE(static_cast<bool>(Tree));
  ProbeTree Probe = Tree->probe();
  auto Ask = [&](StringRef File, StringRef Word) {
    FeatureProbe Question;
    Question.File = File.str();
    Question.Contains = Word.str();
    return Probe(Question);
  };
  EXPECT_EQ(Ask("include/mm.h", "memalloc_flags_save"), std::optional<bool>(false));
  EXPECT_EQ(Ask("include/mm.h", "one"), std::optional<bool>(true));
  EXPECT_EQ(Ask("include/mm.h", "two_one"), std::optional<bool>(true));
  EXPECT_EQ(Ask("include/mm.h", ""), std::optional<bool>(false));
  EXPECT_EQ(Ask("include/none.h", "one"), std::nullopt);
  EXPECT_EQ(Ask("include", "one"), std::nullopt);
  write("linux/include/mm.h", "");
  EXPECT_EQ(Ask("include/mm.h", "one"), std::optional<bool>(true)) << "each file is read once";
}

TEST_F(KbuildTest, NoCommandsFromNoTree) {
  DryRunOptions Options;
  Options.KernelDir = Dir;
  auto Commands = compileCommandsOf(Options);
  expectMessage(toString(Commands.takeError()), {"not the root of a kernel"});
}

TEST_F(KbuildTest, ConfiguredTreeIsLeftAlone) {
  makeTree("linux", "6", "12");
  write("linux/.config", "# Linux/x86 6.12.3 Kernel Configuration\n");
  DryRunOptions Options;
  Options.KernelDir = path("linux");
  Options.BuildDir = path("build");
  expectMessage(toString(compileCommandsOf(Options).takeError()), {"mrproper"});
  Options.BuildDir = "";
  Options.ConfigFile = path("config");
  expectMessage(toString(compileCommandsOf(Options).takeError()), {"has a .config already"});
}

TEST_F(KbuildTest, KbuildsOwnDatabaseServes) {
  makeTree("linux", "6", "12");
  std::string Config = write("build/.config", "");
  write("build/compile_commands.json",
        R"([{"directory":"/k","file":"a.c","arguments":["cc","a.c"]}])");
  int FD;
  ASSERT_FALSE(sys::fs::openFileForWrite(Config, FD, sys::fs::CD_OpenExisting));
  sys::fs::setLastAccessAndModificationTime(FD, sys::TimePoint<>());
  raw_fd_ostream Close(FD, /*shouldClose=*/true);
  DryRunOptions Options;
  Options.KernelDir = path("linux");
  Options.BuildDir = path("build");
  auto Commands = compileCommandsOf(Options);
  ASSERT_TRUE(static_cast<bool>(Commands)) << toString(Commands.takeError());
  EXPECT_EQ(Commands->size(), 1u);
}

// What the build makes.

TEST(ObjectsTest, TargetsForMake) {
  std::vector<CompileCommand> Units = {
      command({"cc", "-c", "-o", "fs/a.o", "fs/a.c"}),
      command({"cc", "-o", "/b/lib/raid6/int1.o", "-c", "x.c"}),
      command({"cc", "-c", "-o", "fs/a.o", "fs/a.c", "-DX"}),
  };
  EXPECT_EQ(objectsOf(Units, "/b"), (std::vector<std::string>{"fs/a.o", "lib/raid6/int1.o"}));
  for (StringRef Odd :
       {"/elsewhere/a.o", "/bb/a.o", "-f.o", "A=b.o", "a b.o", "$(shell x).o", "a", "all", ""})
    EXPECT_TRUE(objectsOf({command({"cc", "-c", "a.c", "-o", Odd.str()})}, "/b").empty())
        << Odd.str();
  EXPECT_TRUE(objectsOf({command({"cc", "-c", "a.c", "-o"}), command({})}, "/b").empty());
}

TEST(ObjectsTest, RecordedCommands) {
  EXPECT_EQ(
      recordedCommand("savedcmd_fs/a.o := cc -DX='$$y$(pound)' -c -o fs/a.o a.c \n\nx := y\n"),
      "cc -DX='$y#' -c -o fs/a.o a.c ");
  EXPECT_EQ(recordedCommand("cmd_a.o := cc \\# b"), "cc # b");
  for (StringRef None : {"", "source_a.o := a.c", "cmd_a.o", "savedcmd_a.o := "})
    EXPECT_EQ(recordedCommand(None), "") << None.str();
  EXPECT_EQ(recordedCommand("cmd_a.o := $"), "");
}

TEST_F(KbuildTest, CommandsOfBuiltObjects) {
  auto Record = [&](StringRef Name, StringRef Flags) {
    write(("b/fs/." + Name + ".o.cmd").str(),
          ("savedcmd_fs/" + Name + ".o := cc " + Flags + " -c -o fs/" + Name + ".o fs/" + Name +
           ".c ; objtool fs/" + Name + ".o\n\nsource := x\n")
              .str());
    write(("b/fs/" + Name + ".c").str(), "");
    write(("b/fs/" + Name + ".o").str(), "");
  };
  Record("built", "-D__KERNEL__");
  Record("host", "-DHOST");
  Record("cleaned", "-D__KERNEL__");
  Record("orphan", "-D__KERNEL__");
  sys::fs::remove(path("b/fs/cleaned.o"));
  sys::fs::remove(path("b/fs/orphan.c"));
  auto Commands = commandsOfBuiltObjects(path("b"));
  ASSERT_EQ(Commands.size(), 1u);
  EXPECT_EQ(Commands[0].Directory, path("b"));
  EXPECT_EQ(Commands[0].File, path("b/fs/built.c"));
  EXPECT_EQ(objectsOf(Commands, path("b")), (std::vector<std::string>{"fs/built.o"}));
  EXPECT_TRUE(commandsOfBuiltObjects(path("none")).empty());
}

TEST_F(KbuildTest, NothingIsMadeInATreeNotGiven) {
  makeTree("linux", "6", "12");
  write("linux/.config", "# Linux/x86 6.12.3 Kernel Configuration\nCONFIG_CC_VERSION_TEXT=\"\"\n");
  DryRunOptions Options;
  Options.KernelDir = path("linux");
  auto Message = toString(makeObjects(Options, {command({"cc", "-c", "-o", "a.o", "a.c"})}));
  expectMessage(Message, {path("linux")});
  EXPECT_FALSE(sys::fs::exists(path("linux/a.o")));
}

// The prefilter.

StringSet<> words(std::initializer_list<StringRef> List) {
  StringSet<> Set;
  for (StringRef Word : List)
    Set.insert(Word);
  return Set;
}

TEST(WordFilterTest, WholeIdentifiersOnly) {
  WordFilter Filter(words({"kvmalloc", "kfree", "x"}));
  EXPECT_EQ(Filter.wordsIn("kvmalloc(kvmalloc_node, kkvmalloc, kvmalloc)"),
            (std::vector<unsigned>{0, 35}));
  EXPECT_EQ(Filter.wordsIn("a x;x"), (std::vector<unsigned>{2, 4}));
  EXPECT_EQ(Filter.wordsIn("0x 1kfree kfree1 _kfree kfree$ kfree"), (std::vector<unsigned>{31}));
  EXPECT_EQ(Filter.wordsIn("/* kfree */ \"kfree\""), (std::vector<unsigned>{3, 13}));
  EXPECT_TRUE(Filter.anyIn("kfree"));
  EXPECT_FALSE(Filter.anyIn("kfre"));
  EXPECT_FALSE(Filter.anyIn(""));
}

TEST(WordFilterTest, NoWords) {
  EXPECT_FALSE(WordFilter(StringSet<>()).anyIn("kfree"));
  EXPECT_FALSE(WordFilter(words({""})).anyIn("kfree"));
}

TEST(WordFilterTest, IdentifiersBrokenOverLines) {
  WordFilter Filter(words({"kvmalloc"}));
  EXPECT_EQ(Filter.wordsIn("a k\\\nvmal\\\r\nloc(1); kvmalloc"), (std::vector<unsigned>{2, 20}));
  EXPECT_EQ(Filter.wordsIn("kvmalloc\\\n"), (std::vector<unsigned>{0}));
  EXPECT_EQ(Filter.wordsIn("kvmalloc\\\n_node"), (std::vector<unsigned>{}));
  EXPECT_EQ(Filter.wordsIn("kvmalloc\\"), (std::vector<unsigned>{0}));
}

TEST(WordFilterTest, SignaturesOfTexts) {
  llvm::StringSet<> Words;
  Words.insert("mempool_alloc");
  const WordFilter Sought(Words);
  auto mayBeIn = [](const WordFilter &In, StringRef Text) {
    return In.mayBeIn(TextSignature(Text));
  };
  EXPECT_TRUE(mayBeIn(Sought, "p = mempool_alloc(pool);"));
  EXPECT_TRUE(mayBeIn(Sought, "mempool_alloc"));
  // One that is broken is not seen, but that there is one is.
  EXPECT_TRUE(mayBeIn(Sought, "p = memp\\\nool_alloc(pool);"));
  EXPECT_FALSE(mayBeIn(Sought, "p = mempool_free(pool); \\\n"));
  EXPECT_FALSE(mayBeIn(Sought, "mem"));
  EXPECT_FALSE(mayBeIn(Sought, ""));
  // Too short to be told of.
  Words.insert("vm");
  EXPECT_TRUE(mayBeIn(WordFilter(Words), ""));
  EXPECT_FALSE(mayBeIn(WordFilter({}), "mempool_alloc"));
}

TEST(WordFilterTest, LongWordsOnly) {
  WordFilter Filter(words({"kvmalloc", "vmap"}));
  EXPECT_EQ(Filter.wordsIn("vmap(kvmalloc, kvmap, vmapx, vmap"), (std::vector<unsigned>{0, 5, 29}));
  EXPECT_TRUE(Filter.anyIn("vmap"));
  for (const char *Text : {"", "v", "vm", "vma", "kvma", "1vmap"})
    EXPECT_FALSE(Filter.anyIn(Text)) << Text;
}

/// With words of any length, and with long ones only, which are looked for in another way.
class WordFilterAgreement : public testing::TestWithParam<std::vector<std::string>> {};

TEST_P(WordFilterAgreement, OfBothScans) {
  StringSet<> Words;
  Words.insert(GetParam().begin(), GetParam().end());
  WordFilter Filter(Words);
  const char *Pieces[] = {"kv", "k", " ", "2", "alloc_", "pages", "(", "kfree", "\"", "\n", "_"};
  unsigned Random = 1;
  for (unsigned Round = 0; Round != 300; ++Round) {
    std::string Text;
    for (unsigned I = 0; I != 40; ++I) {
      Random = Random * 1103515245 + 12345;
      Text += Pieces[(Random >> 16) % std::size(Pieces)];
    }
    // A broken identifier at the end makes the filter join.
    EXPECT_EQ(Filter.wordsIn(Text + " z"), Filter.wordsIn(Text + " z\\\nz")) << Text;
    EXPECT_EQ(Filter.anyIn(Text), !Filter.wordsIn(Text).empty()) << Text;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Words, WordFilterAgreement,
    testing::Values(std::vector<std::string>{"kv", "k", "alloc_pages", "kfree", "kv2"},
                    std::vector<std::string>{"alloc_pages", "kfree", "pages"}));

} // namespace
