//===- Deadline.cpp - When a unit is given up -----------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Facts/Deadline.h"

using namespace gfp;

thread_local std::optional<Deadline::Clock::time_point> Deadline::End;

Deadline::Deadline(unsigned Seconds) {
  if (Seconds)
    End = Clock::now() + std::chrono::seconds(Seconds);
}

Deadline::~Deadline() { End.reset(); }

bool Deadline::passed() { return End && Clock::now() >= *End; }
