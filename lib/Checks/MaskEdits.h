//===- MaskEdits.h - Rewriting the mask of a call -------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_CHECKS_MASKEDITS_H
#define GFPLINT_CHECKS_MASKEDITS_H

#include "Checks/Check.h"
#include <optional>
#include <string>
#include <vector>

namespace gfp {

/// The mask as the user spelled it, or as its flags are known.
std::string maskText(const FunctionView &View, const AllocationSite &Site);

/// Edits, none if the mask says it already, that take \p Clear out of \p Site's mask: GFP_KERNEL
/// becomes GFP_NOFS, a variable gets `& ~__GFP_FS`, vmalloc(n) becomes __vmalloc(n, GFP_NOFS).
/// Nothing if the call cannot say it. \p Spelled gets the new mask, or stays empty.
std::optional<std::vector<Edit>> restrictMask(const FunctionView &View, const AllocationSite &Site,
                                              llvm::ArrayRef<std::string> Clear,
                                              std::string &Spelled);

/// Edits that put \p Add into a mask of constants and take \p Remove out. Nothing if the mask is
/// no constant expression of the user's.
std::optional<std::vector<Edit>> changeMask(const FunctionView &View, const AllocationSite &Site,
                                            uint64_t Add, uint64_t Remove, std::string &Spelled);

} // namespace gfp

#endif // GFPLINT_CHECKS_MASKEDITS_H
