//===- IncludeGraph.cpp - Which headers include which ----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/IncludeGraph.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"
#include <utility>

using namespace gfp;
using llvm::StringRef;

void IncludeGraph::add(unsigned Header, IncludedFile Name) {
  Spelled[(llvm::Twine(Name.Open) + Name.Name).str()].push_back(Header);
}

void IncludeGraph::take(IncludeGraph Other) {
  for (auto &Each : Other.Spelled)
    llvm::append_range(Spelled[Each.getKey()], Each.second);
}

void IncludeGraph::finish() {
  for (unsigned Header = 0; Header < Headers.size(); ++Header)
    ByLastName[llvm::sys::path::filename(Headers[Header])].push_back(Header);
  Includers.resize(Headers.size());
  for (const auto &Each : std::exchange(Spelled, {}))
    for (unsigned Includer : Each.second)
      for (unsigned Header :
           meant(Headers[Includer], {Each.getKey().drop_front(), Each.getKey().front()}))
        Includers[Header].push_back(Includer);
}

std::vector<unsigned> IncludeGraph::meant(StringRef Includer, IncludedFile Name) const {
  auto Known = ByLastName.find(Name.lastName());
  if (Known == ByLastName.end())
    return {};
  StringRef Ending = Name.Name;
  bool Upwards = false; // From which directory, is not followed.
  while (Ending.consume_front("./") || Ending.starts_with("../"))
    Upwards |= Ending.consume_front("../");
  llvm::SmallString<256> Beside;
  if (Name.Open == '"') {
    Beside = llvm::sys::path::parent_path(Includer);
    llvm::sys::path::append(Beside, Name.Name);
    llvm::sys::path::remove_dots(Beside, /*remove_dot_dot=*/true);
  }
  std::vector<unsigned> Found;
  for (unsigned Header : Known->second) {
    StringRef Path = Headers[Header];
    if (Path == Beside)
      return {Header};
    if (Path.consume_back(Ending) && Path.consume_back("/") &&
        (Upwards || Directories->contains(Path)))
      Found.push_back(Header);
  }
  return Found;
}

std::vector<unsigned> IncludeGraph::leadingTo(llvm::ArrayRef<std::string> Of) const {
  std::vector<bool> Seen(Headers.size());
  std::vector<unsigned> Found;
  auto add = [&](unsigned Header) {
    if (!Seen[Header])
      Found.push_back(Header);
    Seen[Header] = true;
  };
  for (const std::string &Header : Of)
    if (auto At = llvm::lower_bound(Headers, Header); At != Headers.end() && *At == Header)
      add(At - Headers.begin());
  for (size_t I = 0; I < Found.size(); ++I)
    llvm::for_each(Includers[Found[I]], add);
  return Found;
}
