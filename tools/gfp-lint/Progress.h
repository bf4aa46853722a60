//===- Progress.h - How far a scan is ---------------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_TOOL_PROGRESS_H
#define GFPLINT_TOOL_PROGRESS_H

#include <chrono>
#include <cstddef>

namespace gfp {

/// A line on standard error: rewritten in place on a terminal; in a log, one every half minute.
class Progress {
public:
  explicit Progress(size_t Total);
  ~Progress();

  void update(size_t Done, size_t Findings);

private:
  using Clock = std::chrono::steady_clock;
  size_t Total;
  bool Terminal;
  bool Shown = false;
  Clock::time_point Start, Last;
};

} // namespace gfp

#endif // GFPLINT_TOOL_PROGRESS_H
