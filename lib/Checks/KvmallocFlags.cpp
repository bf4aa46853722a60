//===- KvmallocFlags.cpp - gfp-kvmalloc-flags -----------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// A call of the kv or vmalloc family whose mask the release does not honour.
//
//===----------------------------------------------------------------------===//
#include "Checks/Checks.h"
#include "Checks/VerdictCheck.h"

std::unique_ptr<gfp::Check> gfp::createKvmallocFlagsCheck() {
  return std::make_unique<VerdictCheck>("gfp-kvmalloc-flags");
}
