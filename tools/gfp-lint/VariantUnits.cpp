//===- VariantUnits.cpp - What to scan in each configuration --------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "VariantUnits.h"
#include "Kbuild/Neighbours.h"
#include "PathSelection.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/format.h>

using namespace gfp;

namespace {

/// That of the first source that is in one at all: sources that the build makes are outside of it.
std::optional<KernelTree> treeOf(const std::vector<CompileCommand> &Commands) {
  llvm::StringRef Last;
  for (const CompileCommand &Command : Commands) {
    llvm::StringRef Directory = llvm::sys::path::parent_path(Command.File);
    if (Directory == Last)
      continue;
    Last = Directory;
    if (auto Tree = KernelTree::containing(Command.File))
      return Tree;
  }
  return std::nullopt;
}

/// Fills Borrowed and LeftOut of \p All, whose commands are not selected yet.
llvm::Error borrow(std::vector<VariantUnits> &All, const PathSelection &Selected) {
  auto Tree = gfp::treeOf(All);
  if (!Tree)
    return Tree.takeError();
  if (!*Tree)
    return llvm::createStringError("--all-files needs the compile commands of a kernel tree");
  llvm::StringSet<> Compiled;
  for (const VariantUnits &Each : All)
    for (const CompileCommand &Command : Each.Own)
      Compiled.insert(Command.File);
  TreeSources Sources = TreeSources::read((*Tree)->root());
  for (VariantUnits &Each : All) {
    BorrowedCommands Borrowed = borrowCommands(
        Sources, Each.Own, Compiled, [&](llvm::StringRef File) { return Selected.holds(File); });
    Each.Borrowed = std::move(Borrowed.Commands);
    Each.LeftOut = std::move(Borrowed.LeftOut);
  }
  return llvm::Error::success();
}

} // namespace

llvm::Expected<std::vector<VariantUnits>> gfp::unitsOf(const Options &Asked, ResultCache *Cache) {
  auto Variants = variantsOf(Asked);
  if (!Variants)
    return Variants.takeError();
  auto Selected = PathSelection::of(Asked);
  if (!Selected)
    return Selected.takeError();
  std::vector<VariantUnits> Units;
  for (BuildVariant &Variant : *Variants) {
    auto Commands = commandsOf(Asked, Variant, Cache);
    if (!Commands)
      return Commands.takeError();
    Units.push_back({std::move(Variant), std::move(*Commands), {}, {}});
  }
  if (Asked.AllFiles)
    if (llvm::Error Failed = borrow(Units, *Selected))
      return Failed;
  for (VariantUnits &Each : Units) {
    Each.Own = Selected->select(std::move(Each.Own));
    Each.Borrowed = Selected->select(std::move(Each.Borrowed));
  }
  if (llvm::Error Failed = Selected->unmatched())
    return Failed;
  for (const VariantUnits &Each : Units)
    if (Units.size() > 1 && Each.Own.empty() && Each.Borrowed.empty())
      llvm::errs() << fmt::format("gfp-lint: {}: compiles nothing of what is asked for\n",
                                  Each.Variant.Name);
  if (llvm::all_of(Units, [](const VariantUnits &Each) {
        return Each.Own.empty() && Each.Borrowed.empty();
      }))
    return llvm::createStringError("the compile database has no C source");
  return Units;
}

llvm::Expected<std::optional<KernelTree>> gfp::treeOf(llvm::ArrayRef<VariantUnits> Units) {
  std::optional<KernelTree> Found;
  for (const VariantUnits &Each : Units) {
    auto Tree = ::treeOf(Each.Own);
    if (Tree && Found && Tree->root() != Found->root())
      return llvm::createStringError(
          fmt::format("the compile commands are of two kernels, {} and {}: scan one after the "
                      "other",
                      Found->root().str(), Tree->root().str()));
    if (!Found)
      Found = ::treeOf(Each.Own.empty() ? Each.Borrowed : Each.Own);
  }
  return Found;
}
