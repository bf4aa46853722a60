//===- WholeFile.h - A file written whole or not at all ---------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_TOOL_WHOLEFILE_H
#define GFPLINT_TOOL_WHOLEFILE_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace gfp {

/// Whether writeWhole() could begin with \p Path now. The error is the one it would give.
llvm::Error checkWritable(llvm::StringRef Path);

/// Has \p Write fill \p Path. It is written beside its place and renamed over it, mode kept, so
/// that a reader never sees half of it and a failure leaves the old one. A symbolic link stays one.
/// What is no regular file, such as a pipe or /dev/stderr, is written as it is. "-" is standard
/// output. Errors name \p Path.
llvm::Error writeWhole(llvm::StringRef Path, llvm::function_ref<void(llvm::raw_ostream &)> Write);

} // namespace gfp

#endif // GFPLINT_TOOL_WHOLEFILE_H
