//===- Make.cpp - Running make on a kernel --------------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Kbuild/BuildTree.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"

using namespace llvm;

extern char **environ; // NOLINT: POSIX has no header for it.

namespace gfp {
namespace {

constexpr size_t LinesShown = 5;

std::string llvmSuffix() { return "-" + std::to_string(LLVM_VERSION_MAJOR); }

/// The last lines of \p Text that say something, indented.
std::string lastLines(StringRef Text) {
  SmallVector<StringRef> Lines;
  Text.split(Lines, '\n', -1, /*KeepEmpty=*/false);
  std::string Result;
  for (StringRef Line : ArrayRef(Lines).take_back(LinesShown))
    Result += "\n  " + Line.take_front(300).str();
  return Result;
}

/// What to do about failures every newcomer meets.
std::string advice(StringRef Log) {
  if (Log.contains("gelf.h") || Log.contains("libelf"))
    return "\n(install libelf-dev; `utils/setup kernel` does)";
  if (Log.contains("openssl/"))
    return "\n(install libssl-dev; `utils/setup kernel` does)";
  if (Log.contains("requires explicit update"))
    return "\n(the compiler or the sources changed since it was configured: run `make "
           "olddefconfig` there)";
  if (Log.contains("source tree is not clean"))
    return "\n(run `make mrproper` in the source tree, or lint the tree in place)";
  if (Log.contains("command not found") || Log.contains(": not found"))
    return "\n(a program is missing; `utils/setup kernel` installs what a kernel needs)";
  return "";
}

/// Our environment without what a make above us, or another kernel build, has left in it.
std::vector<StringRef> environmentFor(bool MayChangeConfig) {
  std::vector<StringRef> Result;
  for (char **Entry = environ; *Entry; ++Entry) {
    StringRef Name = StringRef(*Entry).split('=').first;
    if (!is_contained({"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "KBUILD_OUTPUT", "O",
                       "LC_ALL", "KCONFIG_NOSILENTUPDATE", "KBUILD_VERBOSE", "V"},
                      Name))
      Result.push_back(*Entry);
  }
  Result.push_back("LC_ALL=C");
  if (!MayChangeConfig)
    Result.push_back("KCONFIG_NOSILENTUPDATE=1");
  return Result;
}

std::string textOf(StringRef File) {
  ErrorOr<std::unique_ptr<MemoryBuffer>> Buffer = MemoryBuffer::getFile(File);
  return Buffer ? (*Buffer)->getBuffer().str() : "";
}

/// The first line `Program --version` prints.
std::string versionLine(StringRef Program) {
  ErrorOr<std::string> Path = sys::findProgramByName(Program);
  SmallString<128> Output;
  if (!Path || sys::fs::createTemporaryFile("gfp-lint-version", "txt", Output))
    return "";
  FileRemover Remove(Output);
  sys::ExecuteAndWait(*Path, {Program, "--version"}, std::nullopt,
                      {StringRef(""), StringRef(Output), StringRef("")});
  return StringRef(textOf(Output)).split('\n').first.trim().str();
}

/// The text of `Name="..."` in a .config.
StringRef stringSetting(StringRef Config, StringRef Name) {
  size_t At = Config.find(("\n" + Name + "=\"").str());
  return At == StringRef::npos ? "" : Config.drop_front(At + Name.size() + 3).split('"').first;
}

/// What CONFIG_CC_VERSION_TEXT "aarch64-linux-gnu-gcc-12 (Debian ...) 12.2.0" means for make.
void addGcc(StringRef VersionText, MakeVariables &Result) {
  StringRef Compiler = VersionText.split(' ').first;
  StringRef Prefix = Compiler.take_front(Compiler.rfind("gcc"));
  if (Compiler.empty() || Compiler.rfind("gcc") == StringRef::npos)
    Prefix = "", Compiler = "gcc";
  if (!Prefix.empty())
    Result.Settings.push_back("CROSS_COMPILE=" + Prefix.str());
  if (!Compiler.ends_with("gcc"))
    Result.Settings.push_back("CC=" + Compiler.str());
  Result.Programs.push_back(Compiler.str());
}

/// LLVM= for the clang whose version line the configuration holds; our own where none is found.
void addClang(StringRef VersionText, MakeVariables &Result) {
  std::string Major;
  if (size_t At = VersionText.find("clang version "); At != StringRef::npos)
    Major =
        VersionText.drop_front(At + StringRef("clang version ").size()).take_while(isDigit).str();
  if (!Major.empty() && versionLine("clang-" + Major) == VersionText) {
    Result.Settings.push_back("LLVM=-" + Major);
    Result.Programs.push_back("clang-" + Major);
  } else if (versionLine("clang") == VersionText) {
    Result.Settings.push_back("LLVM=1");
    Result.Programs.push_back("clang");
  } else {
    Result.Settings.push_back("LLVM=" + llvmSuffix());
    Result.Programs.push_back("clang" + llvmSuffix());
  }
}

} // namespace

Expected<MakeVariables> ownVariables(const KernelTree &Tree, StringRef Arch) {
  MakeVariables Result;
  std::string Suffix = llvmSuffix();
  if (!Arch.empty())
    Result.Settings.push_back("ARCH=" + Arch.str());
  if (Tree.release() >= KernelRelease{5, 18}) {
    Result.Settings.push_back("LLVM=" + Suffix);
  } else { // LLVM= takes no suffix yet.
    for (auto [Variable, Program] :
         {std::pair("CC", "clang"), std::pair("HOSTCC", "clang"), std::pair("HOSTCXX", "clang++"),
          std::pair("LD", "ld.lld"), std::pair("AR", "llvm-ar"), std::pair("NM", "llvm-nm"),
          std::pair("OBJCOPY", "llvm-objcopy"), std::pair("OBJDUMP", "llvm-objdump"),
          std::pair("READELF", "llvm-readelf"), std::pair("STRIP", "llvm-strip")})
      Result.Settings.push_back(std::string(Variable) + "=" + Program + Suffix);
    Result.Settings.push_back("LLVM_IAS=1");
  }
  Result.Programs = {"clang" + Suffix, "ld.lld" + Suffix, "llvm-nm" + Suffix,
                     "flex",           "bison",           "bc"};
  return Result;
}

Expected<MakeVariables> variablesOf(StringRef ConfigFile, StringRef Arch) {
  std::string Config = textOf(ConfigFile);
  if (Config.empty())
    return createStringError(ConfigFile + ": empty or not readable");
  MakeVariables Result;
  // "# Linux/arm64 6.12.0 Kernel Configuration"
  StringRef Head = StringRef(Config).take_front(400);
  std::string Own = Head.contains("# Linux/") ? Head.split("# Linux/").second.split(' ').first.str()
                                              : std::string();
  if (!Arch.empty() || !Own.empty())
    Result.Settings.push_back("ARCH=" + (Arch.empty() ? Own : Arch.str()));
  StringRef VersionText = stringSetting(Config, "CONFIG_CC_VERSION_TEXT");
  if (StringRef(Config).contains("\nCONFIG_CC_IS_CLANG=y"))
    addClang(VersionText, Result);
  else
    addGcc(VersionText, Result);
  return Result;
}

Error requireTools(const MakeVariables &Variables) {
  std::vector<std::string> Missing;
  for (const std::string &Program : Variables.Programs)
    if (!sys::findProgramByName(Program))
      Missing.push_back(Program);
  if (!sys::findProgramByName("make"))
    Missing.push_back("make");
  if (Missing.empty())
    return Error::success();
  return createStringError("not in PATH: " + join(Missing, ", ") +
                           " (`utils/setup kernel` installs what a kernel needs)");
}

Error runMake(const std::vector<std::string> &Args, StringRef OutputFile, bool MayChangeConfig) {
  ErrorOr<std::string> Make = sys::findProgramByName("make");
  if (!Make)
    return createStringError("not in PATH: make (`utils/setup` installs it)");
  SmallString<128> Log;
  if (std::error_code EC = sys::fs::createTemporaryFile("gfp-lint-make", "log", Log))
    return createStringError(EC, "no temporary file: " + EC.message());
  FileRemover Remove(Log);
  std::vector<StringRef> Words(Args.begin(), Args.end());
  std::vector<StringRef> Environment = environmentFor(MayChangeConfig);
  StringRef Out = OutputFile.empty() ? StringRef(Log) : OutputFile;
  std::string Reason;
  int Status = sys::ExecuteAndWait(*Make, Words, ArrayRef(Environment),
                                   {StringRef(""), Out, StringRef(Log)}, /*SecondsToWait=*/0,
                                   /*MemoryLimit=*/0, &Reason);
  if (Status == 0)
    return Error::success();
  std::string Text = textOf(Log);
  return createStringError("`" + join(Args, " ") + "` failed" +
                           (Reason.empty() ? "" : " (" + Reason + ")") + ":" + lastLines(Text) +
                           advice(Text));
}

Error unpackConfig(StringRef From, StringRef To) {
  ErrorOr<std::unique_ptr<MemoryBuffer>> Buffer = MemoryBuffer::getFile(From);
  if (!Buffer)
    return createStringError(Buffer.getError(), From + ": " + Buffer.getError().message());
  StringRef Text = (*Buffer)->getBuffer();
  StringRef Unpacker = Text.starts_with("\xFD"
                                        "7zXZ")
                           ? "xz"
                       : Text.starts_with("\x1F\x8B") ? "gzip"
                                                      : "";
  if (Unpacker.empty()) {
    if (std::error_code EC = sys::fs::copy_file(From, To))
      return createStringError(EC, To + ": " + EC.message());
    return Error::success();
  }
  ErrorOr<std::string> Program = sys::findProgramByName(Unpacker);
  if (!Program)
    return createStringError("not in PATH: " + Unpacker + ", to unpack " + From);
  if (sys::ExecuteAndWait(*Program, {Unpacker, "-dc", From}, std::nullopt,
                          {StringRef(""), To, StringRef("")}))
    return createStringError(From + ": " + Unpacker + " cannot unpack it");
  return Error::success();
}

} // namespace gfp
