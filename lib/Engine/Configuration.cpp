//===- Configuration.cpp - What a project asks of gfp-lint ----------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/Configuration.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/YAMLTraits.h"
#include <fmt/format.h>

using namespace gfp;
using llvm::StringRef;

namespace llvm::yaml {

template <> struct MappingTraits<Configuration> {
  static void mapping(IO &Io, Configuration &C) {
    std::optional<std::string> Word;
    Io.mapOptional("policy", Word);
    Io.mapOptional("checks", C.Checks);
    Io.mapOptional("level", C.Level);
    Io.mapOptional("release", C.Release);
    Io.mapOptional("rules", C.Rules);
    if (C.Level && *C.Level > 2)
      Io.setError("level is 0, 1 or 2");
    if (!Word)
      return;
    if (auto Side = parsePolicy(*Word))
      C.Side = *Side;
    else
      Io.setError(toString(Side.takeError()));
  }
};

} // namespace llvm::yaml

namespace {

void keepFirst(const llvm::SMDiagnostic &D, void *Context) {
  auto &First = *static_cast<std::string *>(Context);
  if (First.empty())
    First = fmt::format("{}: {}", D.getLineNo(), D.getMessage().str());
}

} // namespace

llvm::Expected<Policy> gfp::parsePolicy(StringRef Word) {
  if (Word == "flags")
    return Policy::Flags;
  if (Word == "scopes")
    return Policy::Scopes;
  return llvm::createStringError(
      fmt::format("unknown policy '{}': one of flags, scopes", Word.str()));
}

llvm::Expected<Configuration> Configuration::read(StringRef File) {
  auto Buffer = llvm::MemoryBuffer::getFile(File);
  if (!Buffer)
    return llvm::createStringError(
        fmt::format("cannot read {}: {}", File.str(), Buffer.getError().message()));
  Configuration C;
  if ((*Buffer)->getBuffer().contains("CONFIG_"))
    return llvm::createStringError(
        fmt::format("{}: this is a kernel's configuration: name it with --kconfig", File.str()));
  std::string Error;
  llvm::yaml::Input In((*Buffer)->getBuffer(), nullptr, keepFirst, &Error);
  // An empty file asks nothing.
  if (In.getCurrentNode() || !(*Buffer)->getBuffer().trim().empty())
    In >> C;
  if (In.error() || !Error.empty())
    return llvm::createStringError(
        fmt::format("{}:{}", File.str(), Error.empty() ? " " + In.error().message() : Error));
  if (!C.Rules.empty() && !llvm::sys::path::is_absolute(C.Rules)) {
    llvm::SmallString<256> Path = llvm::sys::path::parent_path(File);
    llvm::sys::path::append(Path, C.Rules);
    C.Rules = Path.str().str();
  }
  return C;
}

llvm::Expected<Configuration> Configuration::around(StringRef Path) {
  llvm::SmallString<256> Start(Path);
  llvm::sys::fs::make_absolute(Start);
  llvm::sys::path::remove_dots(Start, /*remove_dot_dot=*/true);
  for (StringRef Dir = Start; !Dir.empty(); Dir = llvm::sys::path::parent_path(Dir)) {
    llvm::SmallString<256> File(Dir);
    llvm::sys::path::append(File, ".gfp-lint.yaml");
    if (llvm::sys::fs::exists(File))
      return read(File);
  }
  return Configuration();
}
