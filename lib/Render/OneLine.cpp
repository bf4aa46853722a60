//===- OneLine.cpp - Text that stays on its line --------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Render/OneLine.h"
#include <fmt/format.h>

std::string gfp::oneLine(llvm::StringRef Text) {
  std::string Out;
  Out.reserve(Text.size());
  for (unsigned char C : Text) {
    if (C == '\n')
      Out += "\\n";
    else if (C < 0x20 || C == 0x7f)
      Out += fmt::format("\\x{:02X}", C);
    else
      Out += char(C);
  }
  return Out;
}
