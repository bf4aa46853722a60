//===- CopiedFile.h - Files of a tree that changes ----------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_RULES_COPIEDFILE_H
#define GFPLINT_RULES_COPIEDFILE_H

#include "llvm/Support/MemoryBuffer.h"

namespace gfp {

/// What \p Path holds now, or why that cannot be read. A copy: a mapped file that somebody cuts
/// short in the meantime is a crash. (LLVM maps even volatile files unless they are to end in a
/// null.)
inline llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>> readCopy(const llvm::Twine &Path) {
  return llvm::MemoryBuffer::getFile(Path, /*IsText=*/false, /*RequiresNullTerminator=*/true,
                                     /*IsVolatile=*/true);
}

} // namespace gfp

#endif // GFPLINT_RULES_COPIEDFILE_H
