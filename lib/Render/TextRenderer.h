//===- TextRenderer.h - As a compiler reports -------------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_RENDER_TEXTRENDERER_H
#define GFPLINT_RENDER_TEXTRENDERER_H

#include "Render/Renderer.h"

namespace gfp {

/// "path:line:col: warning: message [check]", the source line with a caret, then the notes: what
/// editors, problem matchers and people read. Units that were not analysed come last.
class TextRenderer final : public Renderer {
public:
  explicit TextRenderer(TextStyle Style) : Style(Style) {}
  void render(const Report &R, llvm::raw_ostream &OS) const override;

private:
  TextStyle Style;
};

} // namespace gfp

#endif // GFPLINT_RENDER_TEXTRENDERER_H
