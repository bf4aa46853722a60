//===- PackedBytes.h - Fields with their strings ----------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// First the strings, each as its length and its bytes, then the fields, in which strings are
// numbers.
//
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_PACKEDBYTES_H
#define GFPLINT_ENGINE_PACKEDBYTES_H

#include "Summary/ByteIO.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <string>

namespace gfp {

/// What \p Fields writes.
std::string packed(llvm::function_ref<void(Writer &)> Fields);

/// Has \p Fields read what packed() gave; false if \p Bytes are something else.
bool unpack(llvm::StringRef Bytes, llvm::function_ref<void(Reader &)> Fields);

} // namespace gfp

#endif // GFPLINT_ENGINE_PACKEDBYTES_H
