//===- Threads.h - The same work on several threads ---------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_THREADS_H
#define GFPLINT_ENGINE_THREADS_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace gfp {

/// Calls \p Do on each of \p Threads threads, this one among them, and waits for all.
inline void onThreads(unsigned Threads, llvm::function_ref<void()> Do) {
  std::vector<std::thread> Others;
  for (unsigned I = 1; I < Threads; ++I)
    Others.emplace_back(Do);
  Do();
  for (std::thread &T : Others)
    T.join();
}

/// Calls \p Do with each number below \p Count on \p Threads threads, \p Share at a time.
inline void forEachBelow(size_t Count, unsigned Threads, size_t Share,
                         llvm::function_ref<void(size_t)> Do) {
  std::atomic<size_t> Next = 0;
  size_t Useful = std::max<size_t>(1, (Count + Share - 1) / Share);
  onThreads(static_cast<unsigned>(std::min<size_t>(Threads, Useful)), [&] {
    for (size_t First = Next.fetch_add(Share); First < Count; First = Next.fetch_add(Share))
      for (size_t I = First; I < std::min(First + Share, Count); ++I)
        Do(I);
  });
}

} // namespace gfp

#endif // GFPLINT_ENGINE_THREADS_H
