//===- FixSet.cpp - Choosing the fix-its that go together -----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Fixes/FixSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <algorithm>
#include <fmt/format.h>

using namespace gfp;
using llvm::Error;
using llvm::Expected;

namespace {

/// What was there and what is to be changed in one file.
struct PlannedFile {
  std::string Text;
  /// In the order they were accepted.
  std::vector<Edit> Edits;
};

/// Collects the edits of one correction after the other.
class Planner {
public:
  explicit Planner(llvm::vfs::FileSystem &FS) : FS(FS) {}

  /// Takes all edits of \p F's correction or, if they collide with earlier ones, none.
  Expected<bool> take(const Finding &F);
  /// The files with all the edits that were taken.
  std::vector<FileChange> changes() const;

private:
  Expected<PlannedFile *> open(const std::string &File);
  bool collidesWithTaken(const Edit &E) const;

  llvm::vfs::FileSystem &FS;
  std::map<std::string, PlannedFile> Files;
};

} // namespace

static unsigned end(const Edit &E) { return E.Offset + E.Length; }

/// Whether two edits of the same file cannot both be made without one guessing what the other
/// means.
///
/// \p SameFix edits know of each other: an insertion may then touch a replacement.
static bool collide(const Edit &A, const Edit &B, bool SameFix) {
  if (A.File != B.File || A == B)
    return false;
  if (A.Length > 0 && B.Length > 0)
    return A.Offset < end(B) && B.Offset < end(A);
  if (A.Length == 0 && B.Length == 0)
    return A.Offset == B.Offset;
  const Edit &Insertion = A.Length == 0 ? A : B;
  const Edit &Range = A.Length == 0 ? B : A;
  if (Range.Offset < Insertion.Offset && Insertion.Offset < end(Range))
    return true;
  bool Touches = Insertion.Offset == Range.Offset || Insertion.Offset == end(Range);
  return Touches && !SameFix && !Range.Replacement.empty();
}

Expected<PlannedFile *> Planner::open(const std::string &File) {
  auto [Entry, New] = Files.try_emplace(File);
  if (New) {
    auto Buffer = FS.getBufferForFile(File, /*FileSize=*/-1, /*RequiresNullTerminator=*/true,
                                      /*IsVolatile=*/true);
    if (!Buffer)
      return llvm::createStringError(
          Buffer.getError(), fmt::format("cannot read {}: {}", File, Buffer.getError().message()));
    Entry->second.Text = (*Buffer)->getBuffer().str();
  }
  return &Entry->second;
}

bool Planner::collidesWithTaken(const Edit &E) const {
  const PlannedFile &File = Files.at(E.File);
  return llvm::any_of(File.Edits, [&](const Edit &Taken) { return collide(E, Taken, false); });
}

Expected<bool> Planner::take(const Finding &F) {
  std::vector<Edit> Edits;
  for (const Edit &E : F.Correction->Edits) {
    Expected<PlannedFile *> File = open(E.File);
    if (!File)
      return File.takeError();
    size_t Size = (*File)->Text.size();
    if (E.Offset > Size || E.Length > Size - E.Offset)
      return llvm::createStringError(
          std::make_error_code(std::errc::invalid_argument),
          fmt::format("{}: the fix of {} at line {} edits bytes {} to {} of a file of {}: has it "
                      "changed since it was analysed?",
                      E.File, F.Check, F.At.Line, E.Offset, size_t(E.Offset) + E.Length, Size));
    if (!llvm::is_contained(Edits, E))
      Edits.push_back(E);
  }
  for (size_t I = 0; I < Edits.size(); ++I) {
    if (collidesWithTaken(Edits[I]))
      return false;
    for (size_t J = 0; J < I; ++J)
      if (collide(Edits[I], Edits[J], true))
        return false;
  }
  for (Edit &E : Edits) {
    std::vector<Edit> &Taken = Files.at(E.File).Edits;
    if (!llvm::is_contained(Taken, E))
      Taken.push_back(std::move(E));
  }
  return true;
}

/// \p Text with \p Edits made.
static std::string edited(llvm::StringRef Text, std::vector<Edit> Edits) {
  // An insertion goes before a replacement that begins at the same place.
  llvm::sort(Edits, [](const Edit &A, const Edit &B) {
    return std::tie(A.Offset, A.Length) < std::tie(B.Offset, B.Length);
  });
  std::string Result;
  Result.reserve(Text.size());
  unsigned Done = 0;
  for (const Edit &E : Edits) {
    Result += Text.slice(Done, E.Offset);
    Result += E.Replacement;
    Done = end(E);
  }
  Result += Text.drop_front(Done);
  return Result;
}

std::vector<FileChange> Planner::changes() const {
  std::vector<FileChange> Result;
  for (const auto &[Name, File] : Files) {
    std::string After = edited(File.Text, File.Edits);
    if (After != File.Text)
      Result.push_back({Name, File.Text, std::move(After)});
  }
  return Result;
}

Expected<FixPlan> gfp::planFixes(llvm::ArrayRef<Finding> Findings, llvm::vfs::FileSystem &FS) {
  FixPlan Plan;
  Planner P(FS);
  for (const Finding &F : Findings) {
    if (!F.Correction || F.Correction->Edits.empty()) {
      ++Plan.NotFixable;
      continue;
    }
    Expected<bool> Taken = P.take(F);
    if (!Taken)
      return Taken.takeError();
    (*Taken ? Plan.Applied : Plan.Waiting).push_back(F);
  }
  Plan.Changes = P.changes();
  return Plan;
}

Expected<FixPlan> gfp::planFixes(llvm::ArrayRef<Finding> Findings) {
  return planFixes(Findings, *llvm::vfs::getRealFileSystem());
}
