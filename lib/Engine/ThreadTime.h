//===- ThreadTime.h - Processor time of a thread -----------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_THREADTIME_H
#define GFPLINT_ENGINE_THREADTIME_H

#include <ctime>

namespace gfp {

/// Adds the processor time this thread spends in the life of this object, in seconds.
class ThreadTime {
public:
  explicit ThreadTime(double &Into) : Into(Into), Start(now()) {}
  ThreadTime(const ThreadTime &) = delete;
  ThreadTime &operator=(const ThreadTime &) = delete;
  ~ThreadTime() { Into += now() - Start; }

private:
  static double now() {
    timespec Time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &Time);
    return static_cast<double>(Time.tv_sec) + static_cast<double>(Time.tv_nsec) * 1e-9;
  }

  double &Into;
  double Start;
};

} // namespace gfp

#endif // GFPLINT_ENGINE_THREADTIME_H
