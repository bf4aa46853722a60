//===- ReportOutput.h - Where a report goes, and how ------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_TOOL_REPORTOUTPUT_H
#define GFPLINT_TOOL_REPORTOUTPUT_H

#include "Render/Renderer.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace gfp {

/// One `-o`.
struct ReportTarget {
  const ReportFormat *Format = nullptr;
  std::string Path; ///< "-" is standard output.

  bool isStandardOutput() const { return Path == "-"; }
};

/// The outputs a user asked for. Made before a scan, so that a mistake does not cost one.
class ReportOutputs {
public:
  /// \p Outputs are the `-o`: FILE or FORMAT=FILE; none means standard output. A FILE alone is in
  /// \p Format if that is not empty, else in the format of its extension, else text. \p Format goes
  /// with one such FILE at most. Each mistake is an error that says what to write.
  static llvm::Expected<ReportOutputs> parse(llvm::StringRef Format,
                                             llvm::ArrayRef<std::string> Outputs);

  /// Tells on standard error, before the scan, which outputs surely cannot be written. They are not
  /// tried again. An error if no other is left.
  llvm::Error checkWritable();

  /// Writes \p R everywhere, each output whole or not at all, one that fails not stopping the
  /// others. Where the format is messages, standard output is left without the units with problems.
  /// What cannot be written is told on standard error; false if anything could not.
  bool write(Report &R, bool ShowSources);

private:
  std::vector<ReportTarget> Targets;
  bool AllWritten = true;
};

} // namespace gfp

#endif // GFPLINT_TOOL_REPORTOUTPUT_H
