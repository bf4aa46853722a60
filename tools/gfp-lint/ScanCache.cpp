//===- ScanCache.cpp - The results a command may use ---------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "ScanCache.h"
#include "Kbuild/CommandBytes.h"
#include "PathSelection.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
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

/// What is asked of the commands that \p Compiled tells.
uint64_t questionOf(const Options &Asked, const PathSelection &Selected,
                    const std::string &Compiled) {
  std::string Text = fmt::format(
      "scan|{:x}|{}|{}|{}|{}|{}|{:x}|{}|{}|{}|{}|{}", contentsOf("/proc/self/exe"), Asked.Release,
      Asked.RulesDir.empty() ? std::string() : contentsBelow(Asked.RulesDir), Asked.CheckGlobs,
      Asked.Level.value_or(0), Asked.Policy,
      Asked.SummaryFile.empty() ? 0 : contentsOf(Asked.SummaryFile), Asked.Shard, Asked.AllFiles,
      Asked.NoPrefilter, Asked.NoPch, Asked.ParseAllBodies);
  for (const std::string &Path : Selected.names())
    Text += '\0' + Path;
  return llvm::xxh3_64bits(Text + '\0' + Compiled);
}

} // namespace

std::string gfp::identityOf(const Options &Asked, const RuleSet &Rules, llvm::StringRef Root) {
  std::vector<std::string> Features(Rules.features().keys().begin(), Rules.features().keys().end());
  llvm::sort(Features);
  // The program itself: versions do not tell one build from the next.
  return fmt::format("{:x}|{}|{}|{}|{}|{}|{}|{}|{}", contentsOf("/proc/self/exe"),
                     Rules.Release.str(), fmt::join(Features, ","),
                     Asked.RulesDir.empty() ? std::string() : contentsBelow(Asked.RulesDir),
                     Asked.CheckGlobs, Asked.Level.value_or(0), Asked.Policy, Root.str(),
                     Asked.ParseAllBodies);
}

std::optional<uint64_t> gfp::questionOf(const Options &Asked, ResultCache &Cache) {
  auto Variants = variantsOf(Asked);
  auto Selected = PathSelection::of(Asked);
  std::string Compiled;
  bool Known = Variants && Selected && !Asked.HasFixedArgs && !Asked.AllFiles && !asksKbuild(Asked);
  for (size_t I = 0; Known && I < Variants->size(); ++I) {
    auto File = databaseOf(Asked, (*Variants)[I]);
    const uint64_t Contents = File ? Cache.hashOf(absolute(*File)) : 0;
    Known = Contents != 0;
    if (Known)
      Compiled += fmt::format("{}|{}|{:x}\n", (*Variants)[I].Name, absolute(*File), Contents);
    llvm::consumeError(File.takeError());
  }
  // What is wrong is told by those that need it.
  llvm::consumeError(Variants.takeError());
  std::optional<uint64_t> Question;
  if (Known)
    Question = ::questionOf(Asked, *Selected, Compiled);
  llvm::consumeError(Selected.takeError());
  return Question;
}

uint64_t gfp::questionOf(const Options &Asked, llvm::ArrayRef<VariantUnits> Units) {
  std::string Compiled;
  for (const VariantUnits &Each : Units)
    Compiled += fmt::format("{}|{:x}|{:x}\n", Each.Variant.Name,
                            llvm::xxh3_64bits(encodeCommands(Each.Own)),
                            llvm::xxh3_64bits(encodeCommands(Each.Borrowed)));
  return ::questionOf(Asked, PathSelection(), Compiled);
}

llvm::Expected<std::unique_ptr<ResultCache>> gfp::openCache(const Options &Asked) {
  llvm::SmallString<256> Path(Asked.CacheFile);
  if (Path.empty()) {
    if (!llvm::sys::path::cache_directory(Path))
      return nullptr;
    llvm::sys::path::append(Path, "gfp-lint", "results.sqlite");
  }
  std::string Trouble;
  auto Cache = ResultCache::open(Path.str().str(), Trouble);
  if (!Trouble.empty())
    llvm::errs() << fmt::format("gfp-lint: warning: results are not kept: {}\n", Trouble);
  if (!Cache || !*Cache)
    return Cache;
  for (const std::string &Results : Asked.Results)
    if (llvm::Error Failed = (*Cache)->take(Results))
      return Failed;
  return Cache;
}
