//===- DisplayPath.cpp - Paths as users read them -------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Findings/DisplayPath.h"

using namespace gfp;
using llvm::StringRef;

StringRef gfp::displayPath(StringRef File, StringRef Root) {
  if (Root.empty())
    return File;
  StringRef Rest = File;
  if (!Rest.consume_front(Root.rtrim('/')) || !Rest.consume_front("/") || Rest.empty())
    return File;
  return Rest;
}
