//===- HtmlFinding.h - A finding in HTML ------------------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_RENDER_HTMLFINDING_H
#define GFPLINT_RENDER_HTMLFINDING_H

#include "Render/Excerpt.h"
#include "Render/Renderer.h"
#include "Render/SourceCache.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/raw_ostream.h"

namespace gfp {

/// Writes findings as articles.
class HtmlFindingWriter {
public:
  /// Of \p R. Without \p ShowSources neither source lines nor diffs are shown.
  HtmlFindingWriter(const Report &R, bool ShowSources, llvm::raw_ostream &OS)
      : R(R), Root(R.Root), ShowSources(ShowSources), OS(OS) {}

  /// \p Number is the finding's in the report, from 1; \p Anchors are ids that lead to it.
  void write(const Finding &F, size_t Number, llvm::ArrayRef<std::string> Anchors);

private:
  void header(const Finding &F, size_t Number);
  void source(const Finding &F);
  void steps(llvm::ArrayRef<Remark> Steps);
  void fix(const Finding &F);
  std::string place(const Position &At) const;

  const Report &R;
  llvm::StringRef Root;
  bool ShowSources;
  llvm::raw_ostream &OS;
  SourceCache Sources;
};

} // namespace gfp

#endif // GFPLINT_RENDER_HTMLFINDING_H
