//===- LkpRenderer.h - As smatch and the kernel test robot report -*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_RENDER_LKPRENDERER_H
#define GFPLINT_RENDER_LKPRENDERER_H

#include "Render/Renderer.h"

namespace gfp {

/// "file:line function() warn: message [check]", one line a finding and nothing else, which is what
/// scripts round smatch read. Units with problems follow as "file error: …" and "file warn: …".
class LkpRenderer final : public Renderer {
public:
  void render(const Report &R, llvm::raw_ostream &OS) const override;
};

} // namespace gfp

#endif // GFPLINT_RENDER_LKPRENDERER_H
