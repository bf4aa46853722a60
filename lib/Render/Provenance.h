//===- Provenance.h - What a finding was seen in ----------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_RENDER_PROVENANCE_H
#define GFPLINT_RENDER_PROVENANCE_H

#include "Render/Renderer.h"
#include <string>
#include <vector>

namespace gfp {

/// A sentence for each thing to know about how \p F was seen: in which configurations of \p R, if
/// not in all, and whose compile command was borrowed. Empty for most findings.
std::vector<std::string> provenance(const Finding &F, const Report &R);

} // namespace gfp

#endif // GFPLINT_RENDER_PROVENANCE_H
