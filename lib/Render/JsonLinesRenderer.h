//===- JsonLinesRenderer.h - One JSON object a line -------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_RENDER_JSONLINESRENDERER_H
#define GFPLINT_RENDER_JSONLINESRENDERER_H

#include "Render/Renderer.h"

namespace gfp {

/// A line about the run, a line for each finding, a line for each unit with a problem. The schema
/// is in docs/formats.md.
class JsonLinesRenderer final : public Renderer {
public:
  /// Goes up when a reader of the older schema would misread the newer; a new key does not do that.
  static constexpr int SchemaVersion = 1;

  void render(const Report &R, llvm::raw_ostream &OS) const override;
};

} // namespace gfp

#endif // GFPLINT_RENDER_JSONLINESRENDERER_H
