//===- CommandBytes.h - Compile commands as bytes ---------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_KBUILD_COMMANDBYTES_H
#define GFPLINT_KBUILD_COMMANDBYTES_H

#include "Kbuild/CompileCommands.h"
#include "llvm/ADT/ArrayRef.h"
#include <optional>

namespace gfp {

/// \p Commands, none of them borrowed, in a form that is a tenth as long as JSON and quickly read.
std::string encodeCommands(llvm::ArrayRef<CompileCommand> Commands);

/// What encodeCommands() was given; nothing if \p Bytes are not what it gave back.
std::optional<std::vector<CompileCommand>> decodeCommands(llvm::StringRef Bytes);

} // namespace gfp

#endif // GFPLINT_KBUILD_COMMANDBYTES_H
