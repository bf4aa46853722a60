//===- Options.h - The command line -----------------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_TOOL_OPTIONS_H
#define GFPLINT_TOOL_OPTIONS_H

#include <optional>
#include <string>
#include <vector>

namespace gfp {

/// What the user asked for.
struct Options {
  enum Command { Scan, Fix, Db, Cc, Explain, Merge, Rules, Checks } Command = Scan;

  std::string KernelDir, BuildDir;
  std::vector<std::string> ConfigFiles, Arches; ///< Several: each combination is scanned.
  std::vector<std::string> Databases;           ///< -p
  bool AllFiles = false;
  std::vector<std::string> Paths;
  /// Compiler arguments after "--": one file without a database.
  std::vector<std::string> FixedArgs;
  bool HasFixedArgs = false;
  /// The compiler they are for, perhaps with a launcher; `cc` knows it.
  std::vector<std::string> Compiler = {"clang"};

  std::string Release = "auto";
  std::string RulesDir;
  std::string CheckGlobs;
  std::optional<unsigned> Level;
  /// The project's configuration, and "flags", "scopes" or nothing.
  std::string Configuration, Policy;
  std::string Format;               ///< Empty: what the outputs say.
  std::vector<std::string> Outputs; ///< Of `scan`, see ReportOutputs; of `db` one file at most.
  unsigned Threads = 0;
  bool Stats = false, Summary = false, NoSource = false;
  bool WarningsAreErrors = false; ///< Of `cc`.
  /// Linked summaries to know, and to write.
  std::string SummaryFile, SummaryOut;
  /// Where results are kept; and for how many megabytes.
  std::string CacheFile;
  bool NoCache = false;
  /// Files of results that are taken in first.
  std::vector<std::string> Results;
  std::string Shard; ///< "I/N", or empty: all.
  unsigned CacheSize = 2000;
  unsigned Timeout = 0; ///< Seconds for one unit; 0: any time.
  bool NoPrefilter = false, NoPch = false, ParseAllBodies = false;

  /// What is not new: a baseline to know and to write, a revision, a patch ("-": standard input).
  std::string Baseline, WriteBaseline, Since, Diff;

  bool DryRun = false, InPlace = false;
  std::string Subject; ///< Of `checks NAME`, `explain FILE:LINE` and `rules verify`.
};

/// Exit codes every command keeps to.
enum ExitCode { Clean = 0, FoundSome = 1, BadInput = 2, SomeFailed = 3 };

/// Parses the arguments; on a mistake prints one line that names it and leaves with BadInput.
/// Prints help or the version and leaves with Clean if asked to.
Options parseOptions(int Argc, const char **Argv);

} // namespace gfp

#endif // GFPLINT_TOOL_OPTIONS_H
