//===- HeaderOrder.cpp - The headers many sources include -----------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/HeaderOrder.h"
#include "Engine/IncludeLines.h"
#include "Engine/RegularFiles.h"
#include "Findings/Comments.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace gfp;
using llvm::StringRef;

/// A header of events is taken in if one source in so many includes it: what it defines for its own
/// use some of the others take ill, and are parsed twice; but each time it is parsed costs more
/// than most. (fs/xfs of 7.3: xfs_trace.h with 6,000 functions, which 97 of 196 sources include.
/// With two instead of four its units took four times as long.)
static constexpr size_t RereadableIn = 4;

void HeaderOrder::add(const std::string &Source) {
  auto Buffer = RegularFiles::read(Source);
  if (!Buffer)
    return;
  std::vector<std::string> List;
  llvm::StringSet<> Seen;
  anyInclude(Buffer->getBuffer(), [&](IncludedFile File) {
    if ((File.Open != '<' && (File.Open != '"' || Beside.empty())) || !File.isHeader())
      return false;
    std::string Quoted =
        (llvm::Twine(File.Open) + File.Name + (File.Open == '<' ? ">" : "\"")).str();
    if (Seen.insert(Quoted).second)
      List.push_back(std::move(Quoted));
    return false;
  });
  for (const std::string &Header : List)
    ++Counts[Header];
  Lists.push_back(std::move(List));
}

HeaderOrder::Kind HeaderOrder::kindOf(StringRef Quoted) {
  auto [Entry, New] = Kinds.try_emplace(Quoted, Absent);
  if (!New)
    return Entry->second;
  std::vector<StringRef> Search(Directories.begin(), Directories.end());
  if (Quoted.starts_with("\""))
    Search.insert(Search.begin(), Beside);
  for (StringRef Directory : Search)
    if (auto Buffer = RegularFiles::read((Directory + "/" + Quoted.drop_front().drop_back()).str()))
      return Entry->second = kindOfText(Buffer->getBuffer());
  return Absent;
}

/// It begins with a condition, as one does that guards itself.
HeaderOrder::Kind HeaderOrder::kindOfText(StringRef Text) const {
  if (Rules.isRereadable(Text))
    return Rereadable;
  Text = Text.ltrim();
  while (size_t End = endOfComment(Text, 0))
    Text = Text.drop_front(End).ltrim();
  bool Guards = Text.consume_front("#") && (Text.ltrim(" \t").starts_with("if") ||
                                            Text.ltrim(" \t").starts_with("pragma once"));
  return Guards ? Guarded : Unguarded;
}

std::vector<std::string> HeaderOrder::common(size_t OneIn, size_t Enough) {
  const size_t Fewest = std::max<size_t>(2, std::min(Lists.size() / OneIn, Enough));
  auto isCommon = [&](StringRef Header) {
    const size_t Count = Counts.lookup(Header);
    if (Count < Fewest) // Most: these need not be read.
      return false;
    const Kind Of = kindOf(Header);
    return Of == Guarded || (Of == Rereadable && Count >= Lists.size() / RereadableIn);
  };
  std::vector<std::vector<std::string>> Longest;
  for (const auto &List : Lists) {
    Longest.emplace_back();
    llvm::copy_if(List, std::back_inserter(Longest.back()), isCommon);
  }
  llvm::sort(Longest, [](const auto &A, const auto &B) {
    return A.size() != B.size() ? A.size() > B.size() : A < B;
  });
  std::vector<std::string> Order;
  for (const auto &List : Longest) {
    size_t Behind = 0;
    for (const std::string &Header : List) {
      size_t Known = llvm::find(Order, Header) - Order.begin();
      if (Known == Order.size())
        Order.insert(Order.begin() + (Known = Behind), Header);
      Behind = std::max(Behind, Known + 1);
    }
  }
  return Order;
}
