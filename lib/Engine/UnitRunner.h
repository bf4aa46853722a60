//===- UnitRunner.h - Parsing a unit for its findings ------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_UNITRUNNER_H
#define GFPLINT_ENGINE_UNITRUNNER_H

#include "Engine/Analysis.h"
#include "Engine/EventHeaders.h"
#include "Engine/SharedHeaders.h"
#include "Engine/SourceReduction.h"
#include "Kbuild/CompileCommands.h"
#include "clang/Basic/FileManager.h"
#include <optional>
#include <string>

namespace gfp {

/// How one translation unit went.
struct UnitOutcome {
  enum Status {
    Analysed,   ///< Parsed without an error.
    WithErrors, ///< Parsed with errors; findings are of what did parse.
    Failed,     ///< No analysis: see Reason.
    Filtered    ///< Not parsed: nothing in it can lead to a finding.
  } Status = Failed;
  std::string File;
  std::string Reason; ///< First error, or why it failed; one line.
  /// Why it could not share the headers that were there for it; empty if it did, or none were.
  std::string Difference;
  bool Shared = false; ///< It was parsed with shared headers.
  /// Functions it had to be read with though nothing in the file told so; sorted.
  std::vector<std::string> Needed;
  bool AllBodies = false; ///< It was parsed with all bodies of headers.
  bool Whole = false;     ///< Reduced, it would have lacked something.
  /// All that was read for it; absolute, sorted.
  std::vector<std::string> Files;
  /// All that was looked for in vain where the unit includes something that is not there; the same.
  std::vector<std::string> Missing;
  UnitAnalysis Result;
};

/// How units are parsed: nothing here changes findings, unless time runs out.
struct ParseOptions {
  /// Parse the bodies of all functions, not only those that matter.
  bool AllBodies = false;
  /// A line to tell of; null: none.
  const Question *Asked = nullptr;
  /// A unit that takes more seconds fails; 0: none does.
  unsigned Timeout = 0;
};

/// Parses and analyses one unit after another. Not for use by several threads: each has its own.
class UnitRunner {
public:
  UnitRunner(const Analysis &Checks, const Surroundings &Around, ParseOptions Options)
      : Checks(Checks), Around(Around), Options(Options) {}

  /// A crash of the parser or a check is contained and becomes a failure of this unit. \p Shared,
  /// headers that are parsed already, may be null. The source is parsed as \p Reduced says if there
  /// is anything it says; \p AllBodies: with all bodies of headers at once, as it turned out to
  /// need them before.
  UnitOutcome run(const CompileCommand &Command, std::shared_ptr<const PrecompiledHeader> Shared,
                  const ReducedSource &Reduced, bool AllBodies);

private:
  UnitOutcome analyse(const CompileCommand &Command,
                      const std::shared_ptr<const PrecompiledHeader> &Shared,
                      const ReducedSource *Reduced, bool AllBodies);
  /// False, with a reason, if the command's directory cannot be entered.
  bool enter(const CompileCommand &Command, std::shared_ptr<const PrecompiledHeader> Shared,
             std::string &Reason);
  std::string timedOut() const;
  /// \p Shared and \p Reduced may be null. Nothing if the unit cannot be parsed with the first as
  /// it would be without; \p Difference says why.
  std::optional<UnitOutcome> parse(const CompileCommand &Command, const PrecompiledHeader *Shared,
                                   const ReducedSource *Reduced, std::string &Difference,
                                   bool AllBodies);

  const Analysis &Checks;
  const Surroundings &Around;
  ParseOptions Options;
  /// Kept while units are compiled in the same directory, as a kernel's are, with the same headers.
  llvm::IntrusiveRefCntPtr<clang::FileManager> Files;
  llvm::IntrusiveRefCntPtr<EventFiles> Events; ///< What Files reads from.
  std::string Directory;
  std::shared_ptr<const PrecompiledHeader> Near;
};

} // namespace gfp

#endif // GFPLINT_ENGINE_UNITRUNNER_H
