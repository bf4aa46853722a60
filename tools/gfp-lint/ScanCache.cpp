//===- ScanCache.cpp - The results a command may use ---------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "ScanCache.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"
#include <fmt/format.h>
#include <fmt/ranges.h>

using namespace gfp;

namespace {

uint64_t contentsOf(const std::string &Path) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  return Buffer ? llvm::xxh3_64bits((*Buffer)->getBuffer()) : 0;
}

/// What the files of \p Dir hold.
std::string contentsBelow(const std::string &Dir) {
  std::vector<std::string> Lines;
  std::error_code Error;
  for (llvm::sys::fs::directory_iterator I(Dir, Error), End; I != End && !Error; I.increment(Error))
    Lines.push_back(fmt::format("{} {:x}", I->path(), contentsOf(I->path())));
  llvm::sort(Lines);
  return llvm::join(Lines, "\n");
}

/// All that decides what is said of a source but its text and its command.
std::string identityOf(const Options &Asked, const RuleSet &Rules, llvm::StringRef Root) {
  std::vector<std::string> Features(Rules.features().keys().begin(), Rules.features().keys().end());
  llvm::sort(Features);
  // The program itself: versions do not tell one build from the next.
  return fmt::format("{:x}|{}|{}|{}|{}|{}|{}|{}|{}", contentsOf("/proc/self/exe"),
                     Rules.Release.str(), fmt::join(Features, ","),
                     Asked.RulesDir.empty() ? std::string() : contentsBelow(Asked.RulesDir),
                     Asked.CheckGlobs, Asked.Level.value_or(0), Asked.Policy, Root.str(),
                     Asked.ParseAllBodies);
}

} // namespace

llvm::Expected<std::unique_ptr<ResultCache>> gfp::openCache(const Options &Asked,
                                                            const RuleSet &Rules,
                                                            llvm::StringRef Root,
                                                            std::string &Trouble) {
  llvm::SmallString<256> Path(Asked.CacheFile);
  if (Path.empty()) {
    if (!llvm::sys::path::cache_directory(Path))
      return nullptr;
    llvm::sys::path::append(Path, "gfp-lint", "results.sqlite");
  }
  auto Cache = ResultCache::open(Path.str().str(), identityOf(Asked, Rules, Root), Trouble);
  if (!Cache || !*Cache)
    return Cache;
  for (const std::string &Results : Asked.Results)
    if (llvm::Error Failed = (*Cache)->take(Results))
      return Failed;
  return Cache;
}
