//===- TextFunctionBytes.h - Functions of texts, as bytes --*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_TEXTFUNCTIONBYTES_H
#define GFPLINT_ENGINE_TEXTFUNCTIONBYTES_H

#include "Engine/TextFunctions.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>
#include <vector>

namespace gfp {

/// The fields of \p Functions, and back; nothing if \p Bytes are something else.
std::string bytesOf(const std::vector<TextFunction> &Functions);
std::optional<std::vector<TextFunction>> textFunctions(llvm::StringRef Bytes);

} // namespace gfp

#endif // GFPLINT_ENGINE_TEXTFUNCTIONBYTES_H
