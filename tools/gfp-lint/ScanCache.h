//===- ScanCache.h - The results a command may use ---------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_TOOL_SCANCACHE_H
#define GFPLINT_TOOL_SCANCACHE_H

#include "Engine/ResultCache.h"
#include "Options.h"
#include "Rules/RuleSet.h"
#include "VariantUnits.h"

namespace gfp {

/// Opens the cache that \p Asked names, or the user's; null if there can be none: says why on
/// standard error, if it is worth telling.
llvm::Expected<std::unique_ptr<ResultCache>> openCache(const Options &Asked);

/// All that decides what is said of a source but its text and its command: see
/// ResultCache::begin(). \p Root is the kernel's.
std::string identityOf(const Options &Asked, const RuleSet &Rules, llvm::StringRef Root);

/// A number for all that \p Asked asks but what the files hold; see ScanMemory.h. Nothing if that
/// cannot be told by the databases alone.
std::optional<uint64_t> questionOf(const Options &Asked, ResultCache &Cache);
/// The same, of commands that are at hand.
uint64_t questionOf(const Options &Asked, llvm::ArrayRef<VariantUnits> Units);

} // namespace gfp

#endif // GFPLINT_TOOL_SCANCACHE_H
