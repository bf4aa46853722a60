//===- Provenance.h - What a finding was seen in ----------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_RENDER_PROVENANCE_H
#define GFPLINT_RENDER_PROVENANCE_H

#include "Findings/Finding.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace gfp {

/// A sentence for each thing to know about how \p F was seen: the configurations it appears in, and
/// whose compile command was borrowed. Empty for most findings. Paths are relative to \p Root.
std::vector<std::string> provenance(const Finding &F, llvm::StringRef Root);

} // namespace gfp

#endif // GFPLINT_RENDER_PROVENANCE_H
