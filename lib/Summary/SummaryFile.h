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

/// What summaries hold for. They are of use only where it is the same.
struct SummaryLabel {
  /// This version of the program, the release and its rules, in words.
  std::string Text;
  LinkRules Link;

  static SummaryLabel of(const RuleSet &Rules);
};

/// Writes \p Whole: equal programs give equal bytes. The file holds the records, too, so that
/// several can be linked again.
void writeSummaryFile(const Program &Whole, const SummaryLabel &Label, llvm::raw_ostream &OS);

/// Links what the files \p Paths hold into one program, and returns it with their common label; as
/// if their units had been linked together in the first place. Fails as SummaryFile::open(), and if
/// their labels differ.
llvm::Expected<std::pair<Program, SummaryLabel>>
linkSummaryFiles(llvm::ArrayRef<std::string> Paths);

/// A file of summaries, read as it is asked.
class SummaryFile : public SummaryStore {
public:
  /// Fails, with a message that names \p Path and says what to do, if the file is none of ours, of
  /// another version of the program or of another release or rules than \p Rules, or damaged.
  static llvm::Expected<std::unique_ptr<SummaryFile>> open(llvm::StringRef Path,
                                                           const RuleSet &Rules);
  /// The same for one of any release.
  static llvm::Expected<std::unique_ptr<SummaryFile>> open(llvm::StringRef Path);
  ~SummaryFile() override;

  const FunctionSummary *find(Symbol Key) const override;
  const SummaryLabel &label() const;
  /// All records.
  llvm::Expected<PackedRecords> records() const;

private:
  struct Contents;
  /// Opens one whose label begins with, or if \p Whole is, \p Wanted.
  static llvm::Expected<std::unique_ptr<SummaryFile>>
  openLabelled(llvm::StringRef Path, llvm::StringRef Wanted, bool Whole);
  explicit SummaryFile(std::unique_ptr<Contents> All);
  std::unique_ptr<Contents> All;
};

} // namespace gfp

#endif // GFPLINT_SUMMARY_SUMMARYFILE_H
