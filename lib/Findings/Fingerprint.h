//===- Fingerprint.h - Recognising a finding later --------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// A baseline and a code-scanning service must know a finding again after lines were added above it
// or the file was moved. So a fingerprint is of what the finding is about, not of where it is.
//
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FINDINGS_FINGERPRINT_H
#define GFPLINT_FINDINGS_FINGERPRINT_H

#include "Findings/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace gfp {

/// Names the recipe. A change to fingerprints() that gives other values must change it.
inline constexpr llvm::StringLiteral FingerprintVersion = "gfpLint/v1";

/// \p Text with every run of white space as one blank and none at the ends.
std::string foldWhiteSpace(llvm::StringRef Text);

/// One fingerprint per finding, 40 hexadecimal digits: check, function, folded statement (the
/// message if there is none) and how many equal ones the same file has before it. \p Sorted is in
/// report order.
std::vector<std::string> fingerprints(llvm::ArrayRef<Finding> Sorted);

} // namespace gfp

#endif // GFPLINT_FINDINGS_FINGERPRINT_H
