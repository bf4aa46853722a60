//===- Deadline.h - When a unit is given up -----------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FACTS_DEADLINE_H
#define GFPLINT_FACTS_DEADLINE_H

#include <chrono>
#include <optional>

namespace gfp {

/// As long as it lives, the work of its thread has an end. Whoever loops for long asks, and returns
/// early with whatever there is; who set the deadline throws that away.
class Deadline {
public:
  /// \p Seconds from now; 0: never.
  explicit Deadline(unsigned Seconds);
  ~Deadline();
  Deadline(const Deadline &) = delete;
  Deadline &operator=(const Deadline &) = delete;

  /// The time of this thread is up. It stays so.
  static bool passed();

private:
  using Clock = std::chrono::steady_clock;
  static thread_local std::optional<Clock::time_point> End;
};

} // namespace gfp

#endif // GFPLINT_FACTS_DEADLINE_H
