//===- Neighbours.cpp - Commands for sources that have none ---------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Kbuild/Neighbours.h"
#include "Kbuild/CommandSet.h"
#include "Rules/CopiedFile.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace gfp {
namespace {

constexpr const char *UserSpace = "programs for user space or the build machine";
constexpr const char *Bpf = "BPF programs";
constexpr const char *OtherArch = "of other architectures";
constexpr const char *Part = "included by other sources";
constexpr const char *Alone = "without a neighbour that is compiled";

/// Top directories that hold no kernel code.
constexpr StringLiteral NoKernel[] = {"tools", "scripts", "usr", "Documentation"};

/// Headers that only a C library has.
constexpr StringLiteral LibraryHeaders[] = {"stdio.h>",   "stdlib.h>", "unistd.h>",
                                            "pthread.h>", "getopt.h>", "sys/"};

/// The text includes one of them.
bool isForUserSpace(StringRef Text) {
  for (size_t At = 0; (At = Text.find("include <", At)) != StringRef::npos; ++At) {
    StringRef Before = Text.take_front(At).rtrim(" \t");
    StringRef Name = Text.substr(At + StringRef("include <").size());
    if (Before.ends_with("#") &&
        any_of(LibraryHeaders, [&](StringRef Header) { return Name.starts_with(Header); }))
      return true;
  }
  return false;
}

bool isForBpf(StringRef File, StringRef Text) {
  return File.ends_with(".bpf.c") || Text.contains("#include <bpf/") ||
         Text.contains("#include \"vmlinux.h\"");
}

size_t commonPrefix(StringRef A, StringRef B) {
  return std::mismatch(A.begin(), A.end(), B.begin(), B.end()).first - A.begin();
}

/// "arch/x86" of a path below it.
StringRef archOf(StringRef Path) {
  if (!Path.starts_with("arch/"))
    return "";
  return Path.take_front(Path.find('/', StringRef("arch/").size()));
}

class Borrower {
public:
  Borrower(StringRef Root, const std::vector<CompileCommand> &Commands) : Root(Root) {
    for (const CompileCommand &Command : Commands) {
      StringRef Path = below(Command.File);
      if (Path.empty())
        continue;
      ByDirectory[sys::path::parent_path(Path).str()].push_back(&Command);
      Arches.insert(archOf(Path));
    }
  }

  /// Why \p File is left out; null if it is not.
  const char *reasonAgainst(StringRef File) const {
    StringRef Path = below(File);
    if (is_contained(NoKernel, Path.split('/').first))
      return UserSpace;
    // User-mode Linux has parts of its own in other architectures.
    StringRef Arch = archOf(Path);
    if ((!Arch.empty() && !Arches.contains(Arch)) ||
        (Path.starts_with("arch/x86/um/") && !Arches.contains("arch/um")))
      return OtherArch;
    auto Buffer = readCopy(File);
    if (!Buffer)
      return nullptr; // To be told by whoever parses it.
    if (isForBpf(File, (*Buffer)->getBuffer()))
      return Bpf;
    return isForUserSpace((*Buffer)->getBuffer()) || File.ends_with(".mod.c") ? UserSpace : nullptr;
  }

  /// Null if none is in the same top directory.
  const CompileCommand *neighbourOf(StringRef File) const {
    StringRef Directory = sys::path::parent_path(below(File));
    for (StringRef Dir = Directory; !Dir.empty(); Dir = sys::path::parent_path(Dir))
      if (const auto *Known = nearest(Dir, Directory))
        return *max_element(*Known, [&](const CompileCommand *A, const CompileCommand *B) {
          return commonPrefix(A->File, File) < commonPrefix(B->File, File);
        });
    return nullptr;
  }

  CompileCommand adapted(const CompileCommand &From, StringRef File) const;

private:
  using CommandList = std::vector<const CompileCommand *>;

  StringRef below(StringRef File) const {
    return File.consume_front(Root) && File.consume_front("/") ? File : StringRef();
  }

  /// The commands of \p Dir, or else of the directory below it whose name is most like \p Wanted.
  const CommandList *nearest(StringRef Dir, StringRef Wanted) const {
    auto Own = ByDirectory.find(Dir.str());
    if (Own != ByDirectory.end())
      return &Own->second;
    std::string Prefix = (Dir + "/").str();
    const CommandList *Best = nullptr;
    size_t Length = 0;
    for (auto I = ByDirectory.lower_bound(Prefix);
         I != ByDirectory.end() && StringRef(I->first).starts_with(Prefix); ++I)
      if (size_t Common = commonPrefix(I->first, Wanted); !Best || Common > Length) {
        Best = &I->second;
        Length = Common;
      }
    return Best;
  }

  StringRef Root;
  std::map<std::string, CommandList> ByDirectory; ///< Below the root.
  StringSet<> Arches;
};

/// An identifier as kbuild makes one of a file's name.
std::string identifierOf(StringRef Stem) {
  std::string Name = Stem.str();
  for (char &C : Name)
    if (C == '-' || C == ',' || C == '.')
      C = '_';
  return Name;
}

CompileCommand Borrower::adapted(const CompileCommand &From, StringRef File) const {
  std::string Own = sys::path::parent_path(below(File)).str();
  std::string Theirs = sys::path::parent_path(below(From.File)).str();
  std::string Stem = sys::path::stem(File).str(), Name = identifierOf(Stem);
  // What names the object, by the option that does.
  const std::pair<StringRef, std::string> Names[] = {
      {"-DKBUILD_BASENAME=", "\"" + Name + "\""},
      {"-DKBUILD_MODNAME=", "\"" + Name + "\""},
      {"-DKBUILD_MODFILE=", "\"" + Own + "/" + Stem + "\""},
      {"-D__KBUILD_MODNAME=", "kmod_" + Name}};

  CompileCommand Result;
  Result.Directory = From.Directory;
  Result.File = File.str();
  Result.Neighbour = From.File;
  for (size_t I = 0; I < From.Args.size(); ++I) {
    StringRef Arg = From.Args[I];
    if (Arg == "-o") { // Nobody makes an object of it.
      ++I;
      continue;
    }
    if (Arg.starts_with("-Wp,-M"))
      continue;
    const auto *Named = find_if(Names, [&](const auto &N) { return Arg.starts_with(N.first); });
    StringRef Dir = Arg;
    if (Named != std::end(Names))
      Result.Args.push_back((Named->first + Named->second).str());
    else if (Arg.ends_with(".c") && absolutePath(From.Directory, Arg) == From.File)
      Result.Args.push_back(File);
    else if (Dir.consume_front("-I") && Dir.consume_back(Theirs) &&
             (Dir.empty() || Dir.ends_with("/"))) // kbuild adds the source's own directory.
      Result.Args.push_back(("-I" + Dir + Own).str());
    else
      Result.Args.push_back(Arg);
  }
  return Result;
}

} // namespace

BorrowedCommands borrowCommands(const TreeSources &Tree,
                                const std::vector<CompileCommand> &Commands,
                                const StringSet<> &Compiled, function_ref<bool(StringRef)> Wanted) {
  Borrower From(Tree.root(), Commands);
  BorrowedCommands Result;
  for (const std::string &File : Tree.files()) {
    if (Compiled.contains(File) || !Wanted(File))
      continue;
    const char *Reason = Tree.isIncluded(File) ? Part : From.reasonAgainst(File);
    const CompileCommand *Neighbour = Reason ? nullptr : From.neighbourOf(File);
    if (Neighbour)
      Result.Commands.push_back(From.adapted(*Neighbour, File));
    else
      ++Result.LeftOut[Reason ? Reason : Alone];
  }
  return Result;
}

} // namespace gfp
