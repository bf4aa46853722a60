//===- HeaderOrder.cpp - The headers many sources include -----------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/HeaderOrder.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace gfp;
using llvm::StringRef;

void HeaderOrder::add(const std::string &Source, llvm::ArrayRef<std::string> Directories) {
  auto Buffer = llvm::MemoryBuffer::getFile(Source, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!Buffer)
    return;
  constexpr StringRef Directive = "#include ";
  std::vector<std::string> List;
  llvm::StringSet<> Seen;
  StringRef Text = (*Buffer)->getBuffer();
  for (size_t At = Text.find(Directive); At != StringRef::npos; At = Text.find(Directive, At + 1)) {
    StringRef Rest = Text.substr(At + Directive.size());
    char Open = Rest.empty() ? '\0' : Rest.front();
    if (Open != '<' && Open != '"')
      continue;
    size_t Close = Rest.find_first_of(Open == '<' ? ">\n" : "\"\n", 1);
    if (Close == StringRef::npos || Rest[Close] == '\n')
      continue;
    StringRef Name = Rest.slice(1, Close);
    if (Open == '"' && !isIn(Directories, Name))
      continue;
    if (Name.ends_with(".h") && Seen.insert(Rest.take_front(Close + 1)).second)
      List.push_back(Rest.take_front(Close + 1).str());
  }
  for (const std::string &Header : List)
    ++Counts[Header];
  Lists.push_back(std::move(List));
}

bool HeaderOrder::isIn(llvm::ArrayRef<std::string> Directories, StringRef Name) {
  auto [Entry, New] = Exists.try_emplace(Name);
  if (New)
    Entry->second = llvm::any_of(Directories, [&](const std::string &Directory) {
      return llvm::sys::fs::exists(Directory + "/" + Name);
    });
  return Entry->second;
}

std::vector<std::string> HeaderOrder::common(size_t OneIn) const {
  auto isCommon = [&](StringRef Header) {
    // Headers of trace events define macros for their own use that others take ill.
    size_t Share = Header.contains("trace") ? 2 : OneIn;
    return Counts.lookup(Header) >= std::max<size_t>(2, Lists.size() / Share);
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
