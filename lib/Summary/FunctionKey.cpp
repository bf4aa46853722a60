//===- FunctionKey.cpp - The name of a function in the tree ----------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Summary/FunctionKey.h"
#include "Gfp/SourceText.h"
#include "clang/Basic/FileManager.h"
#include "llvm/Support/Path.h"

using namespace clang;
using namespace gfp;

const std::string &FunctionKeys::fileOf(SourceLocation Loc) const {
  FileID File = SM.getFileID(userLocation(Loc, SM));
  auto [Entry, New] = Files.try_emplace(File);
  if (!New)
    return Entry->second;
  if (auto Known = SM.getFileEntryRefForID(File)) {
    llvm::SmallString<256> Path(Known->getName());
    SM.getFileManager().makeAbsolutePath(Path);
    llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
    llvm::StringRef Below = Path;
    if (!Root.empty() && Below.consume_front(Root))
      Below = Below.ltrim('/');
    else
      Below = Path;
    Entry->second = Below.str();
  }
  return Entry->second;
}

std::string FunctionKeys::absolute(llvm::StringRef File) const {
  return File.starts_with("/") || Root.empty() ? File.str() : Root + "/" + File.str();
}

const std::string &FunctionKeys::of(const FunctionDecl *Function) const {
  const FunctionDecl *Canonical = Function->getCanonicalDecl();
  auto [Entry, New] = Keys.try_emplace(Canonical);
  if (!New || !Canonical->getIdentifier())
    return Entry->second;
  std::string Key = Canonical->getName().str();
  if (!Canonical->isExternallyVisible()) {
    const FunctionDecl *Definition = Canonical->getDefinition();
    Key += "@" + fileOf((Definition ? Definition : Canonical)->getLocation());
  }
  return Keys[Canonical] = std::move(Key);
}

llvm::StringRef gfp::nameOfKey(llvm::StringRef Key) { return Key.split('@').first; }

bool gfp::isOfHeader(llvm::StringRef Key) { return Key.ends_with(".h"); }
