//===- IncludeGraph.cpp - Which headers include which ----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/IncludeGraph.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

using namespace gfp;
using llvm::StringRef;

/// A key of IncludeGraph.
static IncludedFile spelled(StringRef Key) { return {Key.drop_front(), Key.front()}; }

bool IncludeTargets::insert(StringRef Path) {
  if (!Paths.insert(Path).second)
    return false;
  for (size_t Slash = Path.rfind('/'); Slash != StringRef::npos;
       Slash = Path.take_front(Slash).rfind('/'))
    Endings.insert(Path.drop_front(Slash + 1));
  return true;
}

bool IncludeTargets::mayBe(StringRef Includer, IncludedFile Spelled) const {
  StringRef Ending = Spelled.Name;
  while (Ending.consume_front("../") || Ending.consume_front("./"))
    ;
  if (!Endings.contains(Ending))
    return false;
  if (Spelled.Open != '"')
    return true;
  llvm::SmallString<256> Beside = llvm::sys::path::parent_path(Includer);
  llvm::sys::path::append(Beside, Spelled.Name);
  llvm::sys::path::remove_dots(Beside, /*remove_dot_dot=*/true);
  return Paths.contains(Beside) || !llvm::binary_search(Headers, Beside.str());
}

void IncludeGraph::add(unsigned Header, IncludedFile Spelled) {
  Includers[(llvm::Twine(Spelled.Open) + Spelled.Name).str()].push_back(Header);
}

void IncludeGraph::take(IncludeGraph Other) {
  for (auto &Each : Other.Includers)
    llvm::append_range(Includers[Each.getKey()], Each.second);
}

IncludeTargets IncludeGraph::leadingTo(StringRef Header) const {
  llvm::StringMap<std::vector<const decltype(Includers)::value_type *>> ByLastName;
  for (const auto &Each : Includers)
    ByLastName[spelled(Each.getKey()).lastName()].push_back(&Each);

  IncludeTargets Found(Headers);
  std::vector<StringRef> Work;
  auto add = [&](StringRef Path) {
    if (Found.insert(Path))
      Work.push_back(Path);
  };
  add(Header);
  while (!Work.empty()) {
    StringRef Path = Work.back();
    Work.pop_back();
    IncludeTargets Only(Headers);
    Only.insert(Path);
    for (const auto *Each : ByLastName.lookup(llvm::sys::path::filename(Path)))
      for (unsigned Includer : Each->second)
        if (Only.mayBe(Headers[Includer], spelled(Each->getKey())))
          add(Headers[Includer]);
  }
  return Found;
}
