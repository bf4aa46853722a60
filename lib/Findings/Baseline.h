//===- Baseline.h - Findings that are known already -------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// A text file, made to be kept in git: one finding a line, sorted by path. It knows findings by
// what they are about (see Fingerprint.h) and how many of them there are; where they are only
// decides which of equal ones is meant. So it outlives edits elsewhere in a file and its move to
// another place.
//
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FINDINGS_BASELINE_H
#define GFPLINT_FINDINGS_BASELINE_H

#include "Findings/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace gfp {

/// A finding that is known.
struct KnownFinding {
  std::string Path; ///< Below the root.
  std::string Check;
  unsigned Level = 0;
  std::string Function;    ///< May be empty.
  std::string Fingerprint; ///< See contentFingerprint().

  auto operator<=>(const KnownFinding &) const = default;
};

/// What a baseline makes of a scan's findings.
struct BaselineMatch {
  /// For each finding: it is known.
  std::vector<bool> Known;
  /// Those of the baseline that were not found.
  std::vector<KnownFinding> Missing;
};

class Baseline {
public:
  /// Of what was written with str(); merged by git, its lines may come in any order. Errors begin
  /// with \p Name and the line.
  static llvm::Expected<Baseline> parse(llvm::StringRef Text, llvm::StringRef Name);
  /// \p Root as for displayPath().
  static Baseline of(llvm::ArrayRef<Finding> Findings, llvm::StringRef Root);

  void add(llvm::ArrayRef<KnownFinding> More) { Entries.append(More.begin(), More.end()); }

  /// The file's text: the same for the same findings.
  std::string str() const;

  /// Each of the baseline's lines covers one finding: with the same fingerprint, in the same file
  /// if there is one. Only a line whose finding \p MayHaveGone from its file covers one in another.
  BaselineMatch match(llvm::ArrayRef<Finding> Findings, llvm::StringRef Root,
                      llvm::function_ref<bool(const KnownFinding &)> MayHaveGone) const;

private:
  llvm::SmallVector<KnownFinding, 0> Entries;
};

} // namespace gfp

#endif // GFPLINT_FINDINGS_BASELINE_H
