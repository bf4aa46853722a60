//===- KernelRelease.h - A Linux release number ----------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// The mainline release (major.minor) that a rule or a verdict holds for.
//
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_RULES_KERNELRELEASE_H
#define GFPLINT_RULES_KERNELRELEASE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <compare>
#include <string>

namespace gfp {

/// A mainline kernel release such as 6.12. Stable patch levels (6.12.117) belong to their release:
/// what they backported is found by probing the tree, not from the number.
struct KernelRelease {
  unsigned Major = 0;
  unsigned Minor = 0;

  auto operator<=>(const KernelRelease &) const = default;

  /// "6.12".
  std::string str() const;

  /// Parses "6.12", "6.12.117", "v6.12" or "6.12-rc3". Anything else, and a release no kernel ever
  /// had or can have soon (before 2.6, a 4.21, a 5.20, after 9), is an error that says so.
  static llvm::Expected<KernelRelease> parse(llvm::StringRef Text);
};

} // namespace gfp

#endif // GFPLINT_RULES_KERNELRELEASE_H
