//===- CheckSelection.cpp - Which checks run ---------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/CheckSelection.h"
#include "llvm/Support/GlobPattern.h"
#include <fmt/format.h>

using namespace gfp;

unsigned gfp::lowestLevel(const CheckInfo &Check, Policy Side) {
  // Who wants scopes finds what they imply worth a look.
  return Side == Policy::Scopes ? std::min(Check.Level, 1u) : Check.Level;
}

llvm::Expected<CheckSelection> gfp::selectChecks(llvm::StringRef Globs,
                                                 std::optional<unsigned> Level, Policy Side,
                                                 llvm::ArrayRef<CheckInfo> Known) {
  CheckSelection Selection;
  Selection.Level = Level.value_or(0);
  llvm::SmallVector<llvm::StringRef, 8> Parts;
  Globs.split(Parts, ',', -1, /*KeepEmpty=*/false);
  if (Parts.empty() || Parts.front().trim().starts_with("-"))
    for (const CheckInfo &Check : Known)
      Selection.Names.insert(Check.Name);
  for (llvm::StringRef Part : Parts) {
    llvm::StringRef Glob = Part.trim();
    bool Remove = Glob.consume_front("-");
    auto Pattern = llvm::GlobPattern::create(Glob);
    if (!Pattern)
      return llvm::createStringError(fmt::format("--checks: '{}' is no glob: {}", Glob.str(),
                                                 llvm::toString(Pattern.takeError())));
    bool Any = false;
    for (const CheckInfo &Check : Known) {
      if (!Pattern->match(Check.Name))
        continue;
      Any = true;
      if (Remove) {
        Selection.Names.erase(Check.Name);
        continue;
      }
      Selection.Names.insert(Check.Name);
      if (!Level && Glob == Check.Name)
        Selection.Level = std::max(Selection.Level, lowestLevel(Check, Side));
    }
    if (!Any)
      return llvm::createStringError(fmt::format(
          "--checks: unknown check '{}'; `gfp-lint checks` lists those there are", Glob.str()));
  }
  if (Selection.Names.empty())
    return llvm::createStringError("--checks: no check is left to run");
  unsigned Lowest = ~0u;
  for (const CheckInfo &Check : Known)
    if (Selection.runs(Check.Name))
      Lowest = std::min(Lowest, lowestLevel(Check, Side));
  if (Lowest > Selection.Level)
    return llvm::createStringError(
        fmt::format("--checks: none of these reports at level {}: they need --level {}",
                    Selection.Level, Lowest));
  return Selection;
}
