//===- Subsystem.h - Which part of the kernel a file is in ------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FINDINGS_SUBSYSTEM_H
#define GFPLINT_FINDINGS_SUBSYSTEM_H

#include "llvm/ADT/StringRef.h"

namespace gfp {

/// The directory that counts as the subsystem of \p Path, a path from the tree's root: "mm", but
/// "fs/ext4", "drivers/mmc", "net/core" and "arch/x86", where the top is no subsystem. "." for a
/// file of the root; the result is part of \p Path otherwise.
llvm::StringRef subsystemOf(llvm::StringRef Path);

} // namespace gfp

#endif // GFPLINT_FINDINGS_SUBSYSTEM_H
