//===- GithubRenderer.h - Annotations of a GitHub workflow ------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_RENDER_GITHUBRENDERER_H
#define GFPLINT_RENDER_GITHUBRENDERER_H

#include "Render/Renderer.h"

namespace gfp {

/// Workflow commands, to be printed by a step of a job: findings of level 0 are warnings, the
/// others notices, with their notes in the message; a unit that was not analysed is an error.
class GithubRenderer final : public Renderer {
public:
  void render(const Report &R, llvm::raw_ostream &OS) const override;
};

} // namespace gfp

#endif // GFPLINT_RENDER_GITHUBRENDERER_H
