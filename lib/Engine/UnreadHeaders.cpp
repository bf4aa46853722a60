//===- UnreadHeaders.cpp - Units read for a header alone -------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/UnreadHeaders.h"
#include "Engine/IncludeLines.h"
#include "Engine/RegularFiles.h"
#include "Engine/Threads.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <tuple>

using namespace gfp;
using llvm::StringRef;

namespace {

/// Units whose text leads to a header, but not their commands, to this number.
constexpr size_t MaxTries = 4;

/// Of two commands of one source, whatever their order.
bool isFirst(const CompileCommand &A, const CompileCommand &B) {
  return std::tie(A.Args, A.Directory) < std::tie(B.Args, B.Directory);
}

/// A source that includes headers.
struct Includer {
  StringRef File; ///< Empty: none.
  /// A macro is set before some of them, and they may say more then than most units see of them
  /// (CREATE_TRACE_POINTS).
  bool SetsMacros = false;
};

bool setsMacros(StringRef Text) {
  return Text.take_front(Text.rfind("#include")).contains("#define");
}

/// Sets no macros and is nearer to \p Header than \p Other: its path begins with more of the same
/// characters; or it comes first.
bool isBetter(const Includer &Each, const Includer &Other, StringRef Header) {
  auto rank = [&](const Includer &Of) {
    auto Differs = std::mismatch(Of.File.begin(), Of.File.end(), Header.begin(), Header.end());
    return std::tuple(Of.SetsMacros, Of.File.begin() - Differs.first, Of.File);
  };
  return Other.File.empty() || rank(Each) < rank(Other);
}

} // namespace

std::vector<size_t> UnreadHeaders::unitsToRead(llvm::ArrayRef<size_t> Left, unsigned Threads) {
  std::vector<std::string> Open;
  for (const auto &Header : Filter->suspects())
    if (!Read.contains(llvm::xxh3_64bits(Header.getKey())) &&
        Tried[Header.getKey()].size() < MaxTries)
      Open.push_back(Header.getKey().str());
  if (Open.empty())
    return {};
  llvm::sort(Open);
  const SourceFilter::FileNames Leading = Filter->leadingTo(Open);
  std::vector<char> Leads(Left.size());
  forEachBelow(Left.size(), Threads, 16,
               [&](size_t I) { Leads[I] = Filter->includesAny(Commands[Left[I]].File, Leading); });
  std::map<StringRef, size_t> Units;
  for (size_t I = 0; I < Left.size(); ++I)
    if (Leads[I]) {
      auto [Same, New] = Units.try_emplace(Commands[Left[I]].File, Left[I]);
      if (!New && isFirst(Commands[Left[I]], Commands[Same->second]))
        Same->second = Left[I];
    }

  std::set<size_t> Chosen;
  std::vector<std::string> Files;
  for (const auto &[File, Unit] : Units)
    Files.push_back(File.str());
  for (const auto &[Header, File] : choose(Open, Files))
    if (auto Unit = Units.find(File); Unit != Units.end()) {
      Tried[Header].insert(File);
      Chosen.insert(Unit->second);
    } else {
      Read.insert(llvm::xxh3_64bits(Header)); // By nobody.
    }
  return {Chosen.begin(), Chosen.end()};
}

std::map<std::string, std::string> UnreadHeaders::choose(llvm::ArrayRef<std::string> Open,
                                                         const std::vector<std::string> &Files) {
  std::string Question = "units for headers\n";
  for (const std::string &Header : Open)
    Question += fmt::format("{} {}\n", Header, fmt::join(Tried[Header], " "));
  for (const std::string &File : Files)
    Question += fmt::format("{} {}\n", File, Filter->contentsOf(File));
  auto make = [&] {
    llvm::DenseMap<unsigned, std::vector<Includer>> Including;
    for (const std::string &File : Files)
      if (auto Buffer = RegularFiles::read(File)) {
        const Includer By{File, setsMacros(Buffer->getBuffer())};
        anyInclude(Buffer->getBuffer(), [&](IncludedFile Name) {
          for (unsigned Header : Filter->includes().meant(File, Name))
            Including[Header].push_back(By);
          return false;
        });
      }
    std::string Lines;
    for (const std::string &Header : Open) {
      Includer Best;
      const std::set<std::string> &Known = Tried[Header];
      for (unsigned Each : Filter->includes().leadingTo(Header))
        if (auto By = Including.find(Each); By != Including.end())
          for (const Includer &Source : By->second)
            if (isBetter(Source, Best, Header) && !Known.contains(Source.File.str()))
              Best = Source;
      Lines += Header + "\n" + Best.File.str() + "\n";
    }
    return Lines;
  };
  std::string Answer = Filter->keep(Question, make);
  std::map<std::string, std::string> Chosen;
  for (StringRef Rest = Answer; !Rest.empty();) {
    auto [Header, Behind] = Rest.split('\n');
    auto [File, Others] = Behind.split('\n');
    Chosen[Header.str()] = File.str();
    Rest = Others;
  }
  return Chosen;
}
