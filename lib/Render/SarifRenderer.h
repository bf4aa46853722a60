//===- SarifRenderer.h - SARIF 2.1.0 for code scanning ----------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_RENDER_SARIFRENDERER_H
#define GFPLINT_RENDER_SARIFRENDERER_H

#include "Render/Renderer.h"

namespace gfp {

/// One run with rules, results, fingerprints, the path as related locations and code flow, fixes,
/// and the units that had problems as notifications. The same report gives the same bytes.
class SarifRenderer final : public Renderer {
public:
  /// What GitHub takes in one upload.
  static constexpr size_t ResultLimit = 25000;

  /// If a report has more findings than \p MaxResults, those of the lowest levels stay and a
  /// notification says how many there were.
  explicit SarifRenderer(size_t MaxResults = ResultLimit) : MaxResults(MaxResults) {}
  void render(const Report &R, llvm::raw_ostream &OS) const override;

private:
  size_t MaxResults;
};

} // namespace gfp

#endif // GFPLINT_RENDER_SARIFRENDERER_H
