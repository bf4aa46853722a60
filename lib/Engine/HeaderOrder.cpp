//===- HeaderOrder.cpp - The headers many sources include -----------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/HeaderOrder.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace gfp;
using llvm::StringRef;

/// Headers of trace events are read as often as the units that make them say.
static bool isOfTraceEvents(StringRef Name) {
  StringRef File = llvm::sys::path::filename(Name);
  return Name.starts_with("trace/") || File == "trace.h" || File.ends_with("_trace.h") ||
         File.ends_with("-trace.h");
}

void HeaderOrder::add(const std::string &Source, bool Quoted) {
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
    if (Open != '<' && !(Quoted && Open == '"'))
      continue;
    size_t Close = Rest.find_first_of(Open == '<' ? ">\n" : "\"\n", 1);
    if (Close == StringRef::npos || Rest[Close] == '\n')
      continue;
    StringRef Name = Rest.slice(1, Close);
    if (Name.ends_with(".h") && !isOfTraceEvents(Name) &&
        Seen.insert(Rest.take_front(Close + 1)).second)
      List.push_back(Rest.take_front(Close + 1).str());
  }
  for (const std::string &Header : List)
    ++Counts[Header];
  Lists.push_back(std::move(List));
}

std::vector<std::string> HeaderOrder::common(size_t Sources) const {
  auto isCommon = [&](const std::string &Header) { return Counts.lookup(Header) >= Sources; };
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
