//===- Fingerprint.h - Recognising a finding later --------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// A baseline and a code-scanning service must know a finding again after lines were added above it,
// the code was indented or commented anew or the file was moved. So a fingerprint is of what the
// finding is about, not of where it is: check, function and statement. The message is no part of
// it: it differs between releases and may be worded better some day.
//
// A function that gets another name has new findings. Without its name, a scope that is mended in
// one function would hide a new one in the next: the statements that open them are all the same.
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

/// Names the recipe. A change that gives other values must change it.
inline constexpr llvm::StringLiteral FingerprintVersion = "gfpLint/v2";

/// \p Text with every run of white space as one blank and none at the ends.
std::string foldWhiteSpace(llvm::StringRef Text);

/// \p Code without comments, broken lines and the white space that a formatter may change.
std::string normalisedCode(llvm::StringRef Code);

/// What \p F is about, as 40 hexadecimal digits: check, function and normalised statement (the
/// message if there is none). Equal for findings that are told apart by their place only.
std::string contentFingerprint(const Finding &F);

/// One fingerprint per finding: that of its content, a colon, and how many equal ones its file has
/// before it, counted from 1.
std::vector<std::string> fingerprints(llvm::ArrayRef<Finding> Findings);

} // namespace gfp

#endif // GFPLINT_FINDINGS_FINGERPRINT_H
