//===- Assets.cpp - Files built into the program --------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Render/Assets.h"

llvm::StringRef gfp::assetText(llvm::StringRef Name) {
  for (const Asset &A : assets())
    if (A.Name == Name)
      return A.Text;
  return {};
}
