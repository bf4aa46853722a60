//===- ScanCache.h - The results a command may use ---------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_TOOL_SCANCACHE_H
#define GFPLINT_TOOL_SCANCACHE_H

#include "Engine/ResultCache.h"
#include "Options.h"
#include "Rules/RuleSet.h"

namespace gfp {

/// Opens the cache that \p Asked names, or the user's, for results of this program by \p Rules;
/// null if there can be none: \p Trouble says why, if it is worth telling. \p Root is the kernel's.
llvm::Expected<std::unique_ptr<ResultCache>> openCache(const Options &Asked, const RuleSet &Rules,
                                                       llvm::StringRef Root, std::string &Trouble);

} // namespace gfp

#endif // GFPLINT_TOOL_SCANCACHE_H
