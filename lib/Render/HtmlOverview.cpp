//===- HtmlOverview.cpp - The counts of a report in HTML ------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Render/HtmlOverview.h"
#include "Findings/DisplayPath.h"
#include "Findings/Subsystem.h"
#include "Render/HtmlText.h"
#include "Render/PercentEncoding.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/JSON.h"

using namespace gfp;
using llvm::StringRef;

StringRef gfp::subsystemOf(const Finding &F, StringRef Root) {
  return subsystemOf(displayPath(F.At.File, Root));
}

FindingCounts::FindingCounts(const Report &R) : Total(R.Findings.size()) {
  for (const Finding &F : R.Findings) {
    ++ByCheck[F.Check];
    ++ByLevel[F.Level];
    ++BySubsystemAndCheck[subsystemOf(F, R.Root)][F.Check];
  }
}

std::string gfp::findingsOf(StringRef Subsystem, StringRef Check) {
  // What a browser makes of the link must be what it finds as an id, so both are of valid UTF-8.
  auto Part = [](StringRef Key, StringRef Value) {
    return (Key + "=" + percentEncode(llvm::json::fixUTF8(Value), "-._/")).str();
  };
  if (Check.empty())
    return Part("subsystem", Subsystem);
  if (Subsystem.empty())
    return Part("check", Check);
  return Part("subsystem", Subsystem) + "&" + Part("check", Check);
}

static void writeCount(size_t Count, StringRef Subsystem, StringRef Check, llvm::raw_ostream &OS) {
  OS << "<td>";
  if (Count > 0)
    OS << "<a href=\"#" << htmlText(findingsOf(Subsystem, Check)) << "\">" << Count << "</a>";
  OS << "</td>";
}

static void writeChecks(const Report &R, const FindingCounts &Counts, llvm::raw_ostream &OS) {
  if (Counts.Total > 0) {
    OS << "<div class=\"scroll\"><table><thead><tr><th>check</th><th>findings</th><th>level</th>"
          "<th class=\"wide\">about</th></tr></thead>\n<tbody>\n";
    for (const CheckInfo &Check : R.Checks) {
      auto Found = Counts.ByCheck.find(Check.Name);
      if (Found == Counts.ByCheck.end())
        continue;
      OS << "<tr><th>" << htmlText(Check.Name) << "</th>";
      writeCount(Found->second, "", Check.Name, OS);
      OS << "<td>" << Check.Level << "</td><td class=\"wide\">" << htmlText(Check.Summary)
         << "</td></tr>\n";
    }
    OS << "</tbody></table></div>\n";
  }
  StringRef Separator = "<p class=\"silent\">No finding of ";
  for (const CheckInfo &Check : R.Checks)
    if (!Counts.ByCheck.count(Check.Name)) {
      OS << Separator << "<span title=\"" << htmlText(Check.Summary) << "\">"
         << htmlText(Check.Name) << "</span>";
      Separator = ", ";
    }
  if (Separator == ", ")
    OS << ".</p>\n";
}

static void writeMatrix(const FindingCounts &Counts, llvm::raw_ostream &OS) {
  OS << "<div class=\"scroll fit\"><table><thead><tr><th>subsystem</th><th>all</th>";
  for (const auto &[Check, Count] : Counts.ByCheck) {
    StringRef Short = Check;
    Short.consume_front("gfp-");
    OS << "<th>" << htmlText(Short) << "</th>";
  }
  OS << "</tr></thead>\n<tbody>\n";
  for (const auto &[Subsystem, ByCheck] : Counts.BySubsystemAndCheck) {
    size_t All = 0;
    for (const auto &[Check, Count] : ByCheck)
      All += Count;
    OS << "<tr><th>" << htmlText(Subsystem) << "</th>";
    writeCount(All, Subsystem, "", OS);
    for (const auto &[Check, Count] : Counts.ByCheck) {
      auto Found = ByCheck.find(Check);
      writeCount(Found == ByCheck.end() ? 0 : Found->second, Subsystem, Check, OS);
    }
    OS << "</tr>\n";
  }
  OS << "</tbody></table></div>\n";
}

void gfp::writeOverview(const Report &R, const FindingCounts &Counts, llvm::raw_ostream &OS) {
  if (!R.Checks.empty()) {
    OS << "<h2>Checks</h2>\n";
    writeChecks(R, Counts, OS);
  }
  if (Counts.Total > 0) {
    OS << "<h2>Subsystems</h2>\n";
    writeMatrix(Counts, OS);
  }
}
