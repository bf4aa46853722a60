//===- UnreadHeaders.cpp - Units read for a header alone -------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/UnreadHeaders.h"
#include "Engine/Threads.h"
#include "llvm/ADT/STLExtras.h"

using namespace gfp;
using llvm::StringRef;

namespace {

/// Units whose text leads to a header, but not their commands, to this number.
constexpr size_t MaxTries = 4;

/// How many characters the paths of \p Unit and \p Header begin with alike.
size_t nearness(StringRef Unit, StringRef Header) {
  return std::mismatch(Unit.begin(), Unit.end(), Header.begin(), Header.end()).first - Unit.begin();
}

} // namespace

std::set<size_t> UnreadHeaders::unitsToRead(llvm::ArrayRef<size_t> Left, unsigned Threads) {
  std::set<size_t> Chosen;
  std::vector<std::string> Open;
  for (const auto &Header : Filter->suspects())
    if (!Read.contains(llvm::xxh3_64bits(Header.getKey())) &&
        Tried[Header.getKey()].size() < MaxTries)
      Open.push_back(Header.getKey().str());
  if (Open.empty())
    return Chosen;
  llvm::sort(Open);
  std::vector<IncludeTargets> Leading;
  IncludeTargets Any = Filter->leadingTo(Open.front());
  for (const std::string &Header : Open) {
    Leading.push_back(Filter->leadingTo(Header));
    for (const auto &Path : Leading.back().paths())
      Any.insert(Path.getKey());
  }
  auto those = [&](llvm::ArrayRef<size_t> Of, const IncludeTargets &Headers) {
    std::vector<char> Includes(Of.size());
    forEachBelow(Of.size(), Threads, 16, [&](size_t I) {
      Includes[I] = Filter->includesAny(Commands[Of[I]].File, Headers);
    });
    std::vector<size_t> Found;
    for (size_t I = 0; I < Of.size(); ++I)
      if (Includes[I])
        Found.push_back(Of[I]);
    return Found;
  };
  const std::vector<size_t> Candidates = those(Left, Any);
  for (const auto &[Header, Headers] : llvm::zip_equal(Open, Leading))
    if (auto Unit = unitFor(Header, those(Candidates, Headers), Chosen))
      Chosen.insert(*Unit);
    else
      Read.insert(llvm::xxh3_64bits(Header)); // By nobody.
  return Chosen;
}

std::optional<size_t> UnreadHeaders::unitFor(const std::string &Header,
                                             llvm::ArrayRef<size_t> Candidates,
                                             const std::set<size_t> &Chosen) {
  std::set<size_t> &Known = Tried[Header];
  std::optional<size_t> Best;
  // Whatever the order of the commands.
  auto isBetter = [&](size_t A, size_t B) {
    auto rank = [&](size_t Unit) {
      return std::pair(Chosen.contains(Unit), nearness(Commands[Unit].File, Header));
    };
    return rank(A) != rank(B) ? rank(A) > rank(B) : Commands[A].File < Commands[B].File;
  };
  for (size_t Unit : Candidates)
    if (!Known.contains(Unit) && (!Best || isBetter(Unit, *Best)))
      Best = Unit;
  if (Best)
    Known.insert(*Best);
  return Best;
}
