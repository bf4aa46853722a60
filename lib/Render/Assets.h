//===- Assets.h - Files built into the program ------------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_RENDER_ASSETS_H
#define GFPLINT_RENDER_ASSETS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace gfp {

/// A file of lib/Render/html/ or a page of docs/checks/, by its name without directories.
struct Asset {
  llvm::StringRef Name;
  llvm::StringRef Text;
};

/// All of them. Implemented by a source that the build makes (cmake/EmbedFiles.cmake).
llvm::ArrayRef<Asset> assets();

/// The text of the file of that name; empty if there is none.
llvm::StringRef assetText(llvm::StringRef Name);

} // namespace gfp

#endif // GFPLINT_RENDER_ASSETS_H
