//===- VariantScan.cpp - Scanning configurations one by one ---------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "VariantScan.h"
#include "Findings/Configurations.h"
#include "Progress.h"
#include "Summary/LayeredStore.h"
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <tuple>

using namespace gfp;

namespace {

/// Every problem once; where not all configurations have it, it says which do.
std::vector<UnitProblem> mergeProblems(llvm::ArrayRef<VariantResult> Results) {
  using Key = std::tuple<std::string, std::string, bool, std::string>;
  std::map<Key, std::vector<std::string>> Names;
  for (const VariantResult &Each : Results)
    for (const UnitProblem &P : Each.Problems) {
      std::vector<std::string> &In = Names[{P.File, P.Reason, P.Analysed, P.Neighbour}];
      if (In.empty() || In.back() != Each.Name)
        In.push_back(Each.Name);
    }
  std::vector<UnitProblem> Merged;
  for (const auto &[What, In] : Names) {
    auto [File, Reason, Analysed, Neighbour] = What;
    if (In.size() < Results.size())
      Reason += fmt::format(" (in configurations: {})", fmt::join(In, ", "));
    Merged.push_back({File, Reason, Analysed, Neighbour});
  }
  return Merged;
}

} // namespace

VariantResult gfp::scanVariant(const VariantUnits &Units, const Analysis &Checks,
                               ScanOptions Scan) {
  VariantResult Result;
  Result.Name = Units.Variant.Name;
  Result.LeftOut = Units.LeftOut;
  Progress Line(Units.Own.size() + Units.Borrowed.size());
  size_t Before = 0, FoundBefore = 0;
  Scan.Progress = [&](size_t Finished, size_t Findings) {
    Line.update(Before + Finished, FoundBefore + Findings);
  };
  Report Found;
  Result.Own = scan(Units.Own, Checks, Scan, Found, &Result.Linked);
  if (!Units.Borrowed.empty()) {
    Before = Units.Own.size();
    FoundBefore = Found.Findings.size();
    LayeredStore Known(Result.Linked, Scan.Around.Tree);
    Scan.Around.Tree = &Known;
    Scan.WholeTree = false;
    Scan.MakeMissing = nullptr; // There is no object to make.
    Scan.ShareHeaders = false;  // What such a file lacks must not come from elsewhere.
    Result.Borrowed = scan(Units.Borrowed, Checks, Scan, Found);
    sortAndUnique(Found.Findings);
  }
  Result.Findings = std::move(Found.Findings);
  Result.Problems = std::move(Found.Problems);
  return Result;
}

void gfp::mergeResults(std::vector<VariantResult> &Results, Report &Into) {
  if (Results.size() == 1) {
    Into.Findings = std::move(Results.front().Findings);
    Into.Problems = std::move(Results.front().Problems);
    return;
  }
  Into.Problems = mergeProblems(Results);
  std::vector<ConfigurationFindings> Parts;
  for (VariantResult &Each : Results) {
    Into.Configurations.push_back(Each.Name);
    Parts.push_back({Each.Name, std::move(Each.Findings)});
  }
  Into.Findings = mergeConfigurations(std::move(Parts));
}
