//===- OutcomeBytes.h - How a unit went, as bytes ----------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_OUTCOMEBYTES_H
#define GFPLINT_ENGINE_OUTCOMEBYTES_H

#include "Engine/UnitRunner.h"
#include <optional>

namespace gfp {

/// \p Outcome but for what was explained and which files were read. Equal ones give equal bytes.
std::string encodeOutcome(const UnitOutcome &Outcome);

/// What encodeOutcome() was given; nothing if \p Bytes are not what it gave back.
std::optional<UnitOutcome> decodeOutcome(llvm::StringRef Bytes);

} // namespace gfp

#endif // GFPLINT_ENGINE_OUTCOMEBYTES_H
