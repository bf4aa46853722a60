//===- HeaderListing.cpp - The headers of a tree --------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/HeaderListing.h"
#include "Engine/ResultCache.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"

using namespace gfp;
using llvm::StringRef;

std::string DirectoryNames::str() const {
  return llvm::join(Headers, "\n") + "\n/\n" + llvm::join(Directories, "\n");
}

DirectoryNames gfp::headersIn(StringRef Directory) {
  DirectoryNames Names;
  std::error_code Error;
  for (llvm::sys::fs::directory_iterator It(Directory, Error, /*follow_symlinks=*/false), End;
       It != End && !Error; It.increment(Error)) {
    StringRef Name = llvm::sys::path::filename(It->path());
    if (It->type() == llvm::sys::fs::file_type::directory_file)
      Names.Directories.push_back(Name.str());
    else if (Name.ends_with(".h"))
      Names.Headers.push_back(Name.str());
  }
  llvm::sort(Names.Headers);
  llvm::sort(Names.Directories);
  return Names;
}

namespace {

using Listing = llvm::StringMap<DirectoryNames>;

/// A line for each directory's path, behind it one for each name in it; its first character tells
/// which of these it is.
std::string bytesOf(const HeaderListing &All, const Listing &Names) {
  std::string Bytes;
  auto add = [&](char Kind, const std::string &Name) { Bytes += Kind + Name + "\n"; };
  for (const std::string &Directory : All.Directories) {
    add('/', Directory);
    const DirectoryNames &In = Names.find(Directory)->second;
    for (const std::string &Name : In.Headers)
      add('h', Name);
    for (const std::string &Name : In.Directories)
      add('d', Name);
  }
  return Bytes;
}

Listing listingOf(StringRef Bytes) {
  Listing Names;
  DirectoryNames *In = nullptr;
  for (StringRef Line : llvm::split(Bytes, '\n'))
    if (Line.consume_front("/"))
      In = &Names[Line];
    else if (In && Line.consume_front("h"))
      In->Headers.push_back(Line.str());
    else if (In && Line.consume_front("d"))
      In->Directories.push_back(Line.str());
  return Names;
}

} // namespace

HeaderListing HeaderListing::below(const std::string &Root, unsigned Threads, ResultCache *Cache) {
  const uint64_t Key = llvm::xxh3_64bits("headers below " + Root);
  std::optional<std::string> Noted = Cache ? Cache->recall(Key) : std::nullopt;
  Listing Earlier = listingOf(Noted.value_or(""));
  if (Cache) {
    std::vector<std::string> Directories;
    for (const auto &Each : Earlier)
      Directories.push_back(Each.getKey().str());
    Cache->files().ask(Directories, Threads);
  }

  HeaderListing All;
  Listing Here;
  std::vector<std::string> Added, Work = {Root};
  while (!Work.empty()) {
    std::string Directory = std::move(Work.back());
    Work.pop_back();
    auto Known = Earlier.find(Directory);
    bool Same =
        Known != Earlier.end() && Cache->files().of(Directory) == FileHashes::hashOf(Known->second);
    DirectoryNames Names = Same ? std::move(Known->second) : headersIn(Directory);
    if (Cache && !Same) {
      Cache->files().of(Directory);
      for (const std::string &Name : Names.Headers)
        if (Noted && (Known == Earlier.end() || !llvm::is_contained(Known->second.Headers, Name)))
          Added.push_back(Name);
    }
    for (const std::string &Name : Names.Headers)
      All.Headers.push_back(Directory + "/" + Name);
    for (const std::string &Name : Names.Directories)
      Work.push_back(Directory + "/" + Name);
    Here[Directory] = std::move(Names);
    All.Directories.push_back(std::move(Directory));
  }
  llvm::sort(All.Headers);
  llvm::sort(All.Directories);
  if (Cache)
    if (std::string Bytes = bytesOf(All, Here); Bytes != Noted)
      Cache->noteHeaders(Key, Bytes, Added);
  return All;
}
