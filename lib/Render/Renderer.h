//===- Renderer.h - A report in some format ---------------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_RENDER_RENDERER_H
#define GFPLINT_RENDER_RENDERER_H

#include "Findings/Finding.h"
#include "Rules/RuleSet.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"
#include <memory>
#include <string>

namespace gfp {

/// A translation unit that was not analysed, or only as far as it parsed.
struct UnitProblem {
  std::string File;
  std::string Reason;    ///< One line.
  bool Analysed = false; ///< True: findings of what did parse are in the report.
  /// The source whose compile command was borrowed for it; a problem is no surprise then.
  std::string Neighbour = {};
};

/// Everything a report shows; findings sorted and without doubles.
struct Report {
  std::vector<Finding> Findings;
  std::vector<UnitProblem> Problems;
  std::vector<CheckInfo> Checks; ///< Those that ran.
  /// All configurations that were asked for, if there are several.
  std::vector<std::string> Configurations;
  std::string Root; ///< Paths are shown relative to it; may be empty.
  KernelRelease Release;
  std::string ToolVersion;
};

/// Writes a report in one format. Never prints elsewhere.
class Renderer {
public:
  virtual ~Renderer() = default;
  virtual void render(const Report &R, llvm::raw_ostream &OS) const = 0;
};

/// How a report for people looks.
struct TextStyle {
  bool Color = false;  ///< For terminals.
  bool Sources = true; ///< Shows the lines each message is about.
};

/// A format reports come in.
struct ReportFormat {
  llvm::StringLiteral Name; ///< "sarif".
  /// What ends the names of its files, ".sarif"; empty if nothing tells them.
  llvm::StringLiteral Extension;
  /// One message a line, for people: beside standard error, which names the units with problems,
  /// it need not name them again.
  bool IsMessages;
  std::unique_ptr<Renderer> (*Create)(TextStyle Style);
};

/// All formats; the first is the default.
llvm::ArrayRef<ReportFormat> reportFormats();

/// The format of that name. Another name is an error that lists those there are.
llvm::Expected<const ReportFormat *> findFormat(llvm::StringRef Name);

/// Their names separated by ", ": for a message or a help text.
std::string formatNames();

} // namespace gfp

#endif // GFPLINT_RENDER_RENDERER_H
