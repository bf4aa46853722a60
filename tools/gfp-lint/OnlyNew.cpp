//===- OnlyNew.cpp - Reporting only what is new ---------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "OnlyNew.h"
#include "Findings/DisplayPath.h"
#include "Kbuild/GitChanges.h"
#include "WholeFile.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/format.h>
#include <set>

using namespace gfp;

namespace {

std::string joined(llvm::StringRef Dir, llvm::StringRef Name) {
  llvm::SmallString<256> Path(Dir);
  if (llvm::sys::path::is_absolute(Name))
    Path.clear();
  llvm::sys::path::append(Path, Name);
  llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return Path.str().str();
}

/// Nothing if there is no such file.
std::optional<std::string> existing(const std::string &Path) {
  llvm::SmallString<256> Real;
  if (Path.empty() || llvm::sys::fs::real_path(Path, Real))
    return std::nullopt;
  return Real.str().str();
}

llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>> load(const std::string &File,
                                                         llvm::StringRef Advice) {
  auto Buffer = llvm::MemoryBuffer::getFileOrSTDIN(File);
  if (Buffer)
    return std::move(*Buffer);
  return llvm::createStringError(
      fmt::format("cannot read {}: {}{}", File, Buffer.getError().message(), Advice.str()));
}

/// A source may include it, as far as its name tells.
bool mayBeIncluded(llvm::StringRef File) {
  static const llvm::StringSet<> Others = {".rst", ".txt", ".md", ".yaml", ".yml",  ".json", ".py",
                                           ".sh",  ".pl",  ".rs", ".dts",  ".dtsi", ".cocci"};
  llvm::StringRef Extension = llvm::sys::path::extension(File);
  return !Extension.empty() && !Others.contains(Extension);
}

/// Adds \p File to \p Into under each of the directories \p Bases that has it.
bool resolve(const PatchedFile &File, llvm::ArrayRef<std::string> Bases, ChangedLines &Into) {
  llvm::StringRef First = File.stripped(), Second = File.After;
  if (!File.hasPrefixes())
    std::swap(First, Second);
  for (llvm::StringRef Name : {First, Second}) {
    std::set<std::string> Found;
    for (const std::string &Base : Bases)
      if (auto Path = existing(joined(Base, Name)))
        Found.insert(*Path);
    for (const std::string &Path : Found)
      Into.add(Path, File.Changes);
    if (!Found.empty())
      return true;
  }
  return false;
}

} // namespace

llvm::Expected<OnlyNew> OnlyNew::read(const Options &Asked) {
  OnlyNew New;
  New.WriteTo = Asked.WriteBaseline;
  New.Since = Asked.Since;
  if (!Asked.Baseline.empty()) {
    auto Buffer = load(Asked.Baseline, " (--write-baseline makes one)");
    if (!Buffer)
      return Buffer.takeError();
    auto Known = Baseline::parse((*Buffer)->getBuffer(), Asked.Baseline);
    if (!Known)
      return Known.takeError();
    New.Known = std::move(*Known);
  }
  if (!Asked.Diff.empty()) {
    auto Buffer = load(Asked.Diff, "");
    if (!Buffer)
      return Buffer.takeError();
    New.PatchName = Asked.Diff == "-" ? "standard input" : Asked.Diff;
    auto Patch = parsePatch((*Buffer)->getBuffer(), New.PatchName);
    if (!Patch)
      return Patch.takeError();
    New.Patch = std::move(*Patch);
  }
  return New;
}

llvm::Error OnlyNew::locate(llvm::StringRef Dir) {
  if (Changes || (!Patch && Since.empty()))
    return llvm::Error::success();
  ChangedLines Found;
  if (!Since.empty()) {
    auto Git = changesSince(Since, Dir);
    if (!Git)
      return Git.takeError();
    auto Read = parsePatch(Git->Patch, "git diff");
    if (!Read)
      return Read.takeError();
    for (const PatchedFile &File : *Read)
      if (auto Path = existing(joined(Git->Root, File.stripped())); Path && !File.isGone())
        Found.add(*Path, File.Changes);
    for (const std::string &Name : Git->Untracked)
      if (auto Path = existing(joined(Git->Root, Name)))
        Found.add(*Path, {/*Whole=*/true, {}, {}});
    Changes = std::move(Found);
    return llvm::Error::success();
  }

  llvm::SmallString<256> Here, Tree(Dir);
  llvm::sys::fs::current_path(Here);
  llvm::sys::fs::make_absolute(Tree);
  std::vector<std::string> Bases = {Tree.str().str(), workTreeAround(Tree), Here.str().str(),
                                    workTreeAround(Here)};
  llvm::erase(Bases, "");
  std::vector<llvm::StringRef> Missing;
  for (const PatchedFile &File : *Patch)
    if (!File.isGone() && !resolve(File, Bases, Found))
      Missing.push_back(File.After);
  if (!Missing.empty() && Found.files().empty())
    return llvm::createStringError(
        fmt::format("{}: none of the files it changes is here, {} for one: looked in {}", PatchName,
                    Missing.front().str(), fmt::join(Bases, ", ")));
  if (!Missing.empty())
    llvm::errs() << fmt::format(
        "gfp-lint: {}: {} of the files it changes are not here, {} for one\n", PatchName,
        Missing.size(), Missing.front().str());
  Changes = std::move(Found);
  return llvm::Error::success();
}

std::vector<CompileCommand> OnlyNew::narrow(std::vector<CompileCommand> All) const {
  std::set<std::string> Sources;
  std::vector<CompileCommand> Changed;
  for (const CompileCommand &Command : All) {
    std::string File = existing(Command.File).value_or(Command.File);
    if (Changes->files().contains(File)) {
      Changed.push_back(Command);
      Sources.insert(File);
    }
  }
  for (const auto &Each : Changes->files())
    if (!Sources.count(Each.getKey().str()) && mayBeIncluded(Each.getKey()))
      return All;
  return Changed;
}

llvm::Error OnlyNew::applyBaseline(Report &Scanned, const ScanExtent &Extent) const {
  llvm::StringSet<> Sources, Ran;
  for (llvm::StringRef Source : Extent.Sources)
    Sources.insert(displayPath(Source.str(), Scanned.Root));
  for (const UnitProblem &Problem : Scanned.Problems)
    Sources.erase(displayPath(Problem.File, Scanned.Root));
  for (const CheckInfo &Check : Scanned.Checks)
    Ran.insert(Check.Name);
  bool Headers = Extent.WholeTree && Scanned.Problems.empty();
  // That the scan does not have it says that it is there no more.
  auto gone = [&](const KnownFinding &Each) {
    if (!llvm::sys::fs::exists(joined(Scanned.Root, Each.Path)))
      return true;
    bool Read =
        Sources.contains(Each.Path) || (Headers && !llvm::StringRef(Each.Path).ends_with(".c"));
    return Read && Ran.contains(Each.Check) && Each.Level <= Extent.Level;
  };

  Baseline Next = Baseline::of(Scanned.Findings, Scanned.Root);
  if (Known) {
    BaselineMatch Match = Known->match(Scanned.Findings, Scanned.Root, gone);
    size_t Gone = llvm::count_if(Match.Missing, gone);
    llvm::erase_if(Match.Missing, gone);
    Next.add(Match.Missing);
    std::vector<Finding> Rest;
    for (size_t I = 0; I < Scanned.Findings.size(); ++I)
      if (!Match.Known[I])
        Rest.push_back(std::move(Scanned.Findings[I]));
    llvm::errs() << fmt::format("gfp-lint: baseline: {} known, {} gone\n",
                                Scanned.Findings.size() - Rest.size(), Gone);
    Scanned.Findings = std::move(Rest);
  }
  if (WriteTo.empty())
    return llvm::Error::success();
  return writeWhole(WriteTo, [&](llvm::raw_ostream &OS) { OS << Next.str(); });
}

llvm::Error OnlyNew::apply(Report &Scanned, const ScanExtent &Extent) const {
  // The baseline first: it counts findings, those on other lines too.
  if (Known || !WriteTo.empty())
    if (llvm::Error Failed = applyBaseline(Scanned, Extent))
      return Failed;
  if (!Changes)
    return llvm::Error::success();
  llvm::StringMap<std::string> Names;
  auto real = [&](const std::string &File) {
    auto [Entry, New] = Names.try_emplace(File);
    if (New)
      Entry->second = existing(File).value_or(File);
    return Entry->second;
  };
  llvm::erase_if(Scanned.Findings, [&](const Finding &F) { return !Changes->touches(F, real); });
  return llvm::Error::success();
}
