//===- Finding.h - What a check has to say ----------------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// A finding is plain data: files, offsets and text, free of any AST, so that it outlives the
// translation unit, crosses threads and can be rendered in every format from one place.
//
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FINDINGS_FINDING_H
#define GFPLINT_FINDINGS_FINDING_H

#include "Rules/KernelRelease.h"
#include <optional>
#include <string>
#include <vector>

namespace gfp {

/// A place in a file. Line and column count from 1, the offset (in bytes) from 0.
struct Position {
  std::string File; ///< Absolute, with "." and ".." removed.
  unsigned Offset = 0;
  unsigned Line = 0;
  unsigned Column = 0;

  auto operator<=>(const Position &) const = default;
};

/// One step of the proof behind a finding.
struct Note {
  Position At;
  std::string Message;

  auto operator<=>(const Note &) const = default;
};

/// Replaces \p Length bytes at \p Offset of \p File.
struct Edit {
  std::string File;
  unsigned Offset = 0;
  unsigned Length = 0;
  std::string Replacement;

  auto operator<=>(const Edit &) const = default;
};

/// A correction: all its edits go together or none does.
struct Fix {
  std::string Title; ///< What an editor shows: "use GFP_NOFS and drop the scope".
  std::vector<Edit> Edits;

  auto operator<=>(const Fix &) const = default;
};

/// One misuse, with its proof and, where one is certain, its correction.
struct Finding {
  std::string Check; ///< "gfp-redundant-scope".
  unsigned Level = 0;
  std::string Message; ///< One line, no trailing full stop.
  Position At;
  std::string Function; ///< The function it is in; empty at file scope.
  /// The statement it is about with white space folded; part of the fingerprint.
  std::string Statement;
  /// The lines of At.File that the statement stands on, where the user wrote it: in the argument of
  /// a macro these need not hold At.Line, where the macro's call begins. 0 if not known.
  unsigned FirstLine = 0, LastLine = 0;
  /// How many of the same fingerprint its file has before it; see sortAndUnique().
  unsigned Occurrence = 0;
  /// It says that something is not there: true only if each way to compile its file says so.
  bool OfAbsence = false;
  /// The release it holds for.
  KernelRelease Release;
  std::vector<Note> Notes;
  std::optional<Fix> Correction;
  /// The configurations it appears in, as the user named them, sorted; empty if only one was asked
  /// about.
  std::vector<std::string> Configurations;
  /// The source whose compile command was borrowed, for one that no configuration compiles; empty
  /// for one that has a command of its own.
  std::string Neighbour;
};

/// Orders by file, position, check and message: the order of every report. The other fields break
/// ties, so that a sorted report does not depend on the order in which units were analysed.
bool operator<(const Finding &A, const Finding &B);
/// Equal in every field but Occurrence, which hangs on the other findings of a report.
bool operator==(const Finding &A, const Finding &B);

/// The same misuse, perhaps seen from two units: file, position, check and message are equal.
bool isSameMisuse(const Finding &A, const Finding &B);

/// Puts \p Findings in report order, keeps one of those that are the same misuse and numbers those
/// that have the same fingerprint. If units disagree on the correction, the finding stays without
/// one: it is not certain. Units with borrowed commands (Finding::Neighbour) have no say where one
/// with its own has the finding, too.
void sortAndUnique(std::vector<Finding> &Findings);

} // namespace gfp

#endif // GFPLINT_FINDINGS_FINDING_H
