//===- NofailVmalloc.cpp - gfp-nofail-vmalloc -----------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// __GFP_NOFAIL to a vmalloc or kv allocator where the release cannot keep the promise.
//
//===----------------------------------------------------------------------===//
#include "Checks/Checks.h"
#include "Checks/VerdictCheck.h"

std::unique_ptr<gfp::Check> gfp::createNofailVmallocCheck() {
  return std::make_unique<VerdictCheck>("gfp-nofail-vmalloc");
}
