//===- HtmlRenderer.cpp - A report for a browser --------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Render/HtmlRenderer.h"
#include "Findings/DisplayPath.h"
#include "Render/Assets.h"
#include "Render/HtmlFinding.h"
#include "Render/HtmlOverview.h"
#include "Render/HtmlText.h"
#include "Render/ProblemText.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Base64.h"
#include "llvm/Support/SHA256.h"
#include <fmt/format.h>

using namespace gfp;
using llvm::StringRef;

/// The problems of a larger report are there to be opened: they must not hide the findings.
static constexpr size_t FewProblems = 10;

namespace {

class Page {
public:
  Page(const Report &R, bool ShowSources, llvm::raw_ostream &OS)
      : R(R), Counts(R), ShowSources(ShowSources), OS(OS) {}

  void write();

private:
  void head();
  void title();
  void problems();
  void filter();
  void choice(StringRef Name, StringRef All, llvm::ArrayRef<std::string> Values);
  void findings();

  const Report &R;
  FindingCounts Counts;
  bool ShowSources;
  llvm::raw_ostream &OS;
};

} // namespace

/// How a content security policy names a script or style that may be in the page.
static std::string policyHash(StringRef Text) {
  auto Digest = llvm::SHA256::hash(llvm::arrayRefFromStringRef(Text));
  return "'sha256-" + llvm::encodeBase64(Digest) + "'";
}

static std::string counted(size_t Count, StringRef One) {
  return fmt::format("{} {}{}", Count, One.str(), Count == 1 ? "" : "s");
}

void Page::head() {
  StringRef Style = assetText("report.css"), Script = assetText("report.js");
  OS << "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
     << "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
     << policyHash(Style) << "; script-src " << policyHash(Script)
     << "; base-uri 'none'; form-action 'none'\">\n"
     << "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
     << "<meta name=\"color-scheme\" content=\"light dark\">\n"
     << "<title>gfp-lint: " << counted(Counts.Total, "finding") << "</title>\n"
     << "<style>" << Style << "</style>\n</head>\n";
}

void Page::title() {
  OS << "<header>\n<h1>" << counted(Counts.Total, "finding");
  if (R.Release != KernelRelease())
    OS << " for Linux " << htmlText(R.Release.str());
  OS << "</h1>\n<p>gfp-lint " << htmlText(R.ToolVersion);
  if (!R.Root.empty())
    OS << " on <code>" << htmlText(R.Root) << "</code>";
  OS << "</p>\n</header>\n";
}

void Page::problems() {
  if (R.Problems.empty())
    return;
  OS << "<details class=\"problems\"" << (R.Problems.size() <= FewProblems ? " open" : "")
     << "><summary>" << counted(R.Problems.size(), "file")
     << " not analysed, or only in part</summary>\n<ul>\n";
  for (const UnitProblem &P : R.Problems)
    OS << "<li><code>" << htmlText(displayPath(P.File, R.Root)) << "</code> "
       << htmlText(problemText(P, R.Root)) << "</li>\n";
  OS << "</ul></details>\n";
}

void Page::choice(StringRef Name, StringRef All, llvm::ArrayRef<std::string> Values) {
  OS << "<label>" << Name << " <select name=\"" << Name << "\"><option value=\"\">" << All
     << "</option>";
  for (const std::string &Value : Values)
    OS << "<option>" << htmlText(Value) << "</option>";
  OS << "</select></label>\n";
}

/// Hidden until the script can do what it offers.
void Page::filter() {
  std::vector<std::string> Checks, Levels, Subsystems;
  for (const auto &[Check, Count] : Counts.ByCheck)
    Checks.push_back(Check.str());
  for (const auto &[Level, Count] : Counts.ByLevel)
    Levels.push_back(std::to_string(Level));
  for (const auto &[Subsystem, Count] : Counts.BySubsystemAndCheck)
    Subsystems.push_back(Subsystem.str());
  OS << "<form id=\"filter\" hidden>\n";
  choice("check", "all checks", Checks);
  choice("level", "all levels", Levels);
  choice("subsystem", "all subsystems", Subsystems);
  OS << "<label>text <input type=\"search\" name=\"text\" autocomplete=\"off\" "
        "spellcheck=\"false\"></label>\n<button type=\"reset\">Clear</button>\n"
        "<output name=\"shown\"></output>\n</form>\n";
}

/// In report order, so that a subsystem's are together but for those of other directories between.
void Page::findings() {
  OS << "<main>\n";
  HtmlFindingWriter Writer(R, ShowSources, OS);
  llvm::StringSet<> Seen;
  StringRef Current;
  for (size_t I = 0; I < R.Findings.size(); ++I) {
    const Finding &F = R.Findings[I];
    StringRef Subsystem = subsystemOf(F, R.Root);
    if (I == 0 || Subsystem != Current) {
      OS << (I == 0 ? "" : "</section>\n") << "<section data-subsystem=\"" << htmlText(Subsystem)
         << "\">\n<h2>" << htmlText(Subsystem) << "</h2>\n";
      Current = Subsystem;
    }
    std::vector<std::string> Anchors;
    for (auto [InSubsystem, OfCheck] : {std::pair(Subsystem, StringRef()),
                                        {StringRef(), StringRef(F.Check)},
                                        {Subsystem, StringRef(F.Check)}})
      if (std::string Id = findingsOf(InSubsystem, OfCheck); Seen.insert(Id).second)
        Anchors.push_back(std::move(Id));
    Writer.write(F, I + 1, Anchors);
  }
  OS << (R.Findings.empty() ? "" : "</section>\n") << "</main>\n";
}

void Page::write() {
  head();
  OS << "<body>\n";
  title();
  writeOverview(R, Counts, OS);
  problems();
  if (Counts.Total > 0)
    filter();
  findings();
  OS << "<script>" << assetText("report.js") << "</script>\n</body>\n</html>\n";
}

void HtmlRenderer::render(const Report &R, llvm::raw_ostream &OS) const {
  Page(R, Style.Sources, OS).write();
}
