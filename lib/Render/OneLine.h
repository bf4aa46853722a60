//===- OneLine.h - Text that stays on its line ------------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_RENDER_ONELINE_H
#define GFPLINT_RENDER_ONELINE_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace gfp {

/// \p Text with each control character as an escape (`\n`, `\x1B`), so that the name of a file can
/// neither forge a line of a report nor talk to the terminal. Other bytes stay.
std::string oneLine(llvm::StringRef Text);

} // namespace gfp

#endif // GFPLINT_RENDER_ONELINE_H
