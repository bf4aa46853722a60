//===- TreeSources.cpp - The C sources of a kernel tree -------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Kbuild/BuildTree.h"
#include "Kbuild/CommandSet.h"
#include "Kbuild/Neighbours.h"
#include "Rules/CopiedFile.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <algorithm>

using namespace llvm;

namespace gfp {
namespace {

/// Larger headers are tables of registers.
constexpr uint64_t LargestHeader = 1 << 18;

/// What is below is no source of this tree.
bool isForeign(StringRef Dir) {
  StringRef Name = sys::path::filename(Dir);
  return Name.starts_with(".") || (sys::fs::exists(pathIn(Dir, ".config")) &&
                                   sys::fs::exists(pathIn(Dir, "include/generated")));
}

/// Calls \p Found with the name of each source that \p Text includes.
template <typename Callback> void forEachIncludedSource(StringRef Text, Callback Found) {
  for (size_t At = 0; (At = Text.find(".c", At)) != StringRef::npos; ++At) {
    if (!Text.drop_front(At + 2).starts_with("\"") && !Text.drop_front(At + 2).starts_with(">"))
      continue;
    size_t Newline = Text.rfind('\n', At);
    StringRef Line = Text.slice(Newline == StringRef::npos ? 0 : Newline + 1, At + 2).ltrim(" \t");
    if (!Line.consume_front("#") || !(Line = Line.ltrim(" \t")).consume_front("include"))
      continue;
    Line = Line.ltrim(" \t");
    if (Line.consume_front("\"") || Line.consume_front("<"))
      Found(Line);
  }
}

} // namespace

TreeSources TreeSources::read(StringRef Root) {
  TreeSources Tree;
  Tree.Root = Root.str();
  std::error_code EC;
  std::vector<std::string> Headers;
  for (sys::fs::recursive_directory_iterator I(Root, EC, /*follow_symlinks=*/false), End;
       I != End && !EC; I.increment(EC)) {
    StringRef Path = I->path();
    if (I->type() == sys::fs::file_type::directory_file) {
      if (isForeign(Path))
        I.no_push();
    } else if (I->type() == sys::fs::file_type::regular_file) {
      ErrorOr<sys::fs::basic_file_status> Status = I->status();
      if (Path.ends_with(".c"))
        Tree.Files.push_back(Path.str());
      else if (Path.ends_with(".h") && Status && Status->getSize() < LargestHeader)
        Headers.push_back(Path.str());
    }
  }
  std::sort(Tree.Files.begin(), Tree.Files.end());
  std::string Tools = pathIn(Root, "tools/");
  for (const std::vector<std::string> *List : {&Tree.Files, &Headers})
    for (const std::string &File : *List) {
      if (StringRef(File).starts_with(Tools)) // These borrow from the kernel to test it.
        continue;
      auto Buffer = readCopy(File);
      if (!Buffer)
        continue;
      forEachIncludedSource((*Buffer)->getBuffer(), [&](StringRef Name) {
        StringRef Dir = sys::path::parent_path(File);
        for (const std::string &Path : {absolutePath(Dir, Name), absolutePath(Root, Name)})
          if (Path != File)
            Tree.Included.insert(Path);
      });
    }
  return Tree;
}

} // namespace gfp
