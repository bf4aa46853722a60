//===- HtmlRenderer.h - A report for a browser ------------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_RENDER_HTMLRENDERER_H
#define GFPLINT_RENDER_HTMLRENDERER_H

#include "Render/Renderer.h"

namespace gfp {

/// One file that needs no other and asks no network: counts by subsystem and check, each finding
/// with its source, path and fix, and the units with problems. The script only filters: without it
/// all is there to read. Nothing of the report can be markup, and the page's policy forbids every
/// script but its own.
class HtmlRenderer final : public Renderer {
public:
  explicit HtmlRenderer(TextStyle Style) : Style(Style) {}
  void render(const Report &R, llvm::raw_ostream &OS) const override;

private:
  TextStyle Style;
};

} // namespace gfp

#endif // GFPLINT_RENDER_HTMLRENDERER_H
