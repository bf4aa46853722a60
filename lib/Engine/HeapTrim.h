//===- HeapTrim.h - Freed memory, given back ---------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_HEAPTRIM_H
#define GFPLINT_ENGINE_HEAPTRIM_H

#include <cstdlib> // Tells whether this is glibc.
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace gfp {

/// Gives memory that was freed back to the system. The C library does so only with what lies at the
/// end of a heap, where the little that is kept of each unit holds the rest: a quarter of a
/// long scan's memory was such holes. tcmalloc, where it is linked, does it by itself: then there is
/// nothing to trim.
inline void trimHeap() {
#ifdef __GLIBC__
  ::malloc_trim(0);
#endif
}

} // namespace gfp

#endif // GFPLINT_ENGINE_HEAPTRIM_H
