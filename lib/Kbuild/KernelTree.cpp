//===- KernelTree.cpp - A kernel source tree ------------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Kbuild/KernelTree.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <mutex>

using namespace llvm;

namespace gfp {
namespace {

std::string joined(StringRef Dir, StringRef File) {
  SmallString<256> Path(Dir);
  sys::path::append(Path, File);
  return std::string(Path);
}

/// \p Path as make would print it: absolute, through links.
std::string absolute(StringRef Path) {
  SmallString<256> Result;
  if (!sys::fs::real_path(Path, Result))
    return std::string(Result);
  Result = Path;
  sys::fs::make_absolute(Result); // Fails only where there is no current directory.
  sys::path::remove_dots(Result, /*remove_dot_dot=*/true);
  return std::string(Result);
}

/// The text of a regular file, or null.
std::unique_ptr<MemoryBuffer> textOf(const Twine &Path) {
  if (!sys::fs::is_regular_file(Path))
    return nullptr;
  ErrorOr<std::unique_ptr<MemoryBuffer>> Buffer =
      MemoryBuffer::getFile(Path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  return Buffer ? std::move(*Buffer) : nullptr;
}

/// The value of `Name = value` among a Makefile's lines.
StringRef makeVariable(StringRef Makefile, StringRef Name) {
  while (!Makefile.empty()) {
    auto [Line, Rest] = Makefile.split('\n');
    Makefile = Rest;
    if (!Line.consume_front(Name))
      continue;
    Line = Line.ltrim();
    if (Line.consume_front("="))
      return Line.trim();
  }
  return "";
}

/// "6.12" if \p Dir is the root of a kernel.
std::string versionOf(StringRef Dir) {
  if (!sys::fs::exists(joined(Dir, "Kbuild")))
    return "";
  std::unique_ptr<MemoryBuffer> Makefile = textOf(joined(Dir, "Makefile"));
  if (!Makefile)
    return "";
  StringRef Head = Makefile->getBuffer().take_front(4096);
  StringRef Version = makeVariable(Head, "VERSION");
  StringRef Level = makeVariable(Head, "PATCHLEVEL");
  if (Version.empty() || Level.empty())
    return "";
  return (Version + "." + Level).str();
}

bool isWordByte(char C) { return isAlnum(C) || C == '_'; }

bool holdsWord(StringRef Text, StringRef Word) {
  if (Word.empty())
    return false;
  for (size_t At = 0; (At = Text.find(Word, At)) != StringRef::npos; ++At) {
    size_t End = At + Word.size();
    if ((At == 0 || !isWordByte(Text[At - 1])) && (End == Text.size() || !isWordByte(Text[End])))
      return true;
  }
  return false;
}

/// The files probes asked for, each read once, for all threads.
struct ProbedFiles {
  std::mutex Lock;
  StringMap<std::unique_ptr<MemoryBuffer>> Texts; ///< Null: the tree lacks the file.
};

} // namespace

std::optional<KernelTree> KernelTree::containing(StringRef Path) {
  std::string Start = absolute(Path);
  for (StringRef Dir = Start; !Dir.empty(); Dir = sys::path::parent_path(Dir)) {
    if (versionOf(Dir).empty())
      continue;
    Expected<KernelTree> Tree = open(Dir);
    if (Tree)
      return std::move(*Tree);
    consumeError(Tree.takeError());
  }
  return std::nullopt;
}

Expected<KernelTree> KernelTree::open(StringRef Dir) {
  KernelTree Tree;
  Tree.Root = absolute(Dir);
  if (!sys::fs::exists(Tree.Root))
    return createStringError(Dir + ": no such directory");
  if (!sys::fs::is_directory(Tree.Root))
    return createStringError(Dir + ": not a directory");
  std::string Version = versionOf(Tree.Root);
  if (Version.empty()) {
    SmallString<256> Source;
    if (!sys::fs::real_path(joined(Tree.Root, "source"), Source) && !versionOf(Source).empty())
      return createStringError(Dir + ": a build directory; the kernel's sources are in " + Source);
    return createStringError(
        Dir + ": not the root of a kernel: needs a Kbuild, and a Makefile with VERSION and "
              "PATCHLEVEL");
  }
  Expected<KernelRelease> Release = KernelRelease::parse(Version);
  if (!Release)
    return createStringError(joined(Dir, "Makefile") + ": " + toString(Release.takeError()));
  Tree.Release = *Release;
  return Tree;
}

std::vector<std::string> KernelTree::descent() const {
  std::unique_ptr<MemoryBuffer> Makefile = textOf(joined(Root, "Makefile"));
  if (Makefile && Makefile->getBuffer().contains("\ndescend: $(build-dirs)"))
    return {"KBUILD_MODULES=1", "descend"};
  return {"./"};
}

ProbeTree KernelTree::probe() const {
  return [Root = Root, Files = std::make_shared<ProbedFiles>()](
             const FeatureProbe &Probe) -> std::optional<bool> {
    std::lock_guard<std::mutex> Guard(Files->Lock);
    auto [Known, New] = Files->Texts.try_emplace(Probe.File);
    if (New)
      Known->second = textOf(joined(Root, Probe.File));
    if (!Known->second)
      return std::nullopt;
    return holdsWord(Known->second->getBuffer(), Probe.Contains);
  };
}

} // namespace gfp
