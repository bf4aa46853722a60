//===- SummaryFile.h - Linked summaries on disk ------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_SUMMARY_SUMMARYFILE_H
#define GFPLINT_SUMMARY_SUMMARYFILE_H

#include "Rules/RuleSet.h"
#include "Summary/Program.h"
#include "llvm/Support/Error.h"
#include <memory>

namespace gfp {

/// Writes \p Whole for \p Rules: equal programs give equal bytes. The file holds the records, too,
/// so that several can be linked again.
void writeSummaryFile(const Program &Whole, const RuleSet &Rules, llvm::raw_ostream &OS);

/// A file of summaries, read as it is asked.
class SummaryFile : public SummaryStore {
public:
  /// Fails, with a message that names \p Path and says what to do, if the file is none of ours, of
  /// another version of the program or of another release or rules than \p Rules, or damaged.
  static llvm::Expected<std::unique_ptr<SummaryFile>> open(llvm::StringRef Path,
                                                           const RuleSet &Rules);
  ~SummaryFile() override;

  const FunctionSummary *find(Symbol Key) const override;
  /// All records.
  llvm::Expected<UnitSummary> records() const;

private:
  struct Contents;
  explicit SummaryFile(std::unique_ptr<Contents> All);
  std::unique_ptr<Contents> All;
};

} // namespace gfp

#endif // GFPLINT_SUMMARY_SUMMARYFILE_H
