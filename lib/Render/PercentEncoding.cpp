//===- PercentEncoding.cpp - Text in a URI --------------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Render/PercentEncoding.h"
#include "llvm/ADT/StringExtras.h"
#include <fmt/format.h>

using llvm::StringRef;

std::string gfp::percentEncode(StringRef Text, StringRef Kept) {
  std::string Out;
  for (unsigned char C : Text) {
    if (llvm::isAlnum(C) || Kept.contains(C))
      Out += char(C);
    else
      Out += fmt::format("%{:02X}", C);
  }
  return Out;
}
