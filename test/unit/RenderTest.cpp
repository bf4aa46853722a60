//===- RenderTest.cpp - Text and SARIF ------------------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Render/SarifRenderer.h"
#include "RenderFixture.h"
#include "llvm/Support/JSON.h"

using namespace gfp;
using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace json = llvm::json;

namespace {

class Render : public RenderFixture {
protected:
  /// The only run of the report in SARIF.
  json::Object sarifRun(StringRef Text) const {
    auto Root = json::parse(Text);
    if (!Root) {
      ADD_FAILURE() << toString(Root.takeError()) << "\n" << Text.str();
      return {};
    }
    EXPECT_EQ(Root->getAsObject()->getString("version"), "2.1.0");
    json::Array &Runs = *Root->getAsObject()->getArray("runs");
    EXPECT_EQ(Runs.size(), 1u);
    return std::move(*Runs[0].getAsObject());
  }
};

/// Follows "a.0.b" through objects and arrays; null where that ends.
const json::Value *valueAt(const json::Value &V, StringRef Path) {
  const json::Value *At = &V;
  while (At && !Path.empty()) {
    auto [Key, Rest] = Path.split('.');
    unsigned Index;
    if (const json::Object *O = At->getAsObject())
      At = O->get(Key);
    else if (const json::Array *A = At->getAsArray(); A && !Key.getAsInteger(10, Index))
      At = Index < A->size() ? &(*A)[Index] : nullptr;
    else
      At = nullptr;
    Path = Rest;
  }
  return At;
}

/// The value at \p Path as compact JSON.
std::string get(const json::Object &Run, StringRef Path) {
  json::Value Root(json::Object{Run});
  const json::Value *V = valueAt(Root, Path);
  if (!V)
    return "none";
  std::string Out;
  llvm::raw_string_ostream(Out) << *V;
  return Out;
}

TEST_F(Render, UnknownFormat) {
  EXPECT_EQ(formatNames(), "text, sarif, jsonl, html, lkp, github");
  EXPECT_EQ(render("xml"), "unknown format 'xml'; there are: " + formatNames());
}

TEST_F(Render, NothingToSay) {
  EXPECT_EQ(render("text"), "");
  json::Object Run = sarifRun(render("sarif"));
  EXPECT_EQ(get(Run, "results"), "[]");
  EXPECT_EQ(get(Run, "invocations.0.executionSuccessful"), "true");
}

TEST_F(Render, Text) {
  addScopeFinding();
  EXPECT_EQ(render("text"),
            "fs/a.c:2:6: warning: the scope holds one allocation [gfp-redundant-scope]\n"
            "    2 |         f = save();\n"
            "      |             ^\n"
            "fs/a.c:3:6: note: the allocation\n"
            "    3 |         p = kvmalloc(n, GFP_KERNEL);\n"
            "      |             ^\n"
            "fs/a.c:4:2: note: closed here\n"
            "    4 |         restore(f);\n"
            "      |         ^\n"
            "fs/a.c:2:6: note: fix available: use GFP_NOFS\n");
}

TEST_F(Render, TextWithoutTheSource) {
  Finding F;
  F.Check = "gfp-a";
  F.Message = "message";
  F.At = {"/else/a.c", 0, 3, 4};
  R.Findings.push_back(F);
  F.At.File = write("short.c", "one line\n");
  R.Findings.push_back(F);
  F.At.Line = F.At.Column = 0;
  R.Findings.push_back(F);
  EXPECT_EQ(render("text"), "/else/a.c:3:4: warning: message [gfp-a]\n"
                            "short.c:3:4: warning: message [gfp-a]\n"
                            "short.c: warning: message [gfp-a]\n");
}

TEST_F(Render, TextColumnsOnATerminal) {
  StringRef Text = "a\t/* \xc3\xa4\xe4\xbd\xa0 \xff */ x;  \r\n";
  Finding F;
  F.Check = "gfp-a";
  F.Message = "message";
  F.At = at(write("a.c", Text), Text, "x;");
  R.Findings.push_back(F);
  EXPECT_EQ(render("text"), "a.c:1:17: warning: message [gfp-a]\n"
                            "    1 | a       /* \xc3\xa4\xe4\xbd\xa0 ? */ x;\n"
                            "      |                     ^\n");
}

TEST_F(Render, TextSaysWhereAFindingWasSeen) {
  Finding F;
  F.Check = "gfp-a";
  F.Message = "message";
  F.At = {(Dir + "/a.c").str(), 0, 3, 4};
  R.Configurations = {"all", "none", "tiny"};
  F.Configurations = {"all", "tiny"};
  F.Neighbour = (Dir + "/b.c").str();
  R.Findings.push_back(F);
  EXPECT_EQ(render("text"), "a.c:3:4: warning: message [gfp-a]\n"
                            "a.c:3:4: note: in configurations: all, tiny\n"
                            "a.c:3:4: note: not compiled in this configuration; linted with the "
                            "flags of b.c\n");
  // What is in all of them needs no mention.
  R.Findings[0].Neighbour.clear();
  R.Findings[0].Configurations = R.Configurations;
  EXPECT_EQ(render("text"), "a.c:3:4: warning: message [gfp-a]\n");
}

TEST_F(Render, TextOfAHostileName) {
  Finding F;
  F.Check = "gfp-a";
  F.Message = "of\033[2J";
  F.At = {(Dir + "/a\nb.c:1:1: warning: forged.c").str(), 0, 3, 4};
  R.Findings.push_back(F);
  EXPECT_EQ(render("text"), "a\\nb.c:1:1: warning: forged.c:3:4: warning: of\\x1B[2J [gfp-a]\n");
}

TEST_F(Render, TextProblems) {
  R.Problems = {{(Dir + "/fs/b.c").str(), "no compile command", false, ""},
                {(Dir + "/fs/c.c").str(), "'x.h' file not found", true, ""},
                {(Dir + "/fs/d.c").str(), "'y.h' file not found", true, (Dir + "/fs/a.c").str()}};
  EXPECT_EQ(render("text"),
            "fs/b.c: error: not analysed: no compile command\n"
            "fs/c.c: warning: analysed only as far as it parses: 'x.h' file not found\n"
            "fs/d.c: note: not compiled in this configuration; analysed only as far as it parses "
            "with the flags of fs/a.c: 'y.h' file not found\n");
}

TEST_F(Render, TextColor) {
  addScopeFinding();
  R.Findings[0].Notes.clear();
  R.Findings[0].Correction.reset();
  EXPECT_EQ(render("text", true),
            "\033[1mfs/a.c:2:6: \033[0;1;35mwarning: \033[0m\033[1mthe scope holds one allocation "
            "[gfp-redundant-scope]\033[0m\n"
            "    2 |         f = save();\n"
            "      |             \033[0;1;32m^\033[0m\n");
}

TEST_F(Render, Sarif) {
  addScopeFinding();
  std::string Text = render("sarif");
  EXPECT_TRUE(StringRef(Text).ends_with("}\n"));
  EXPECT_FALSE(StringRef(Text).ends_with("\n\n"));
  EXPECT_EQ(Text, render("sarif"));
  json::Object Run = sarifRun(Text);

  EXPECT_EQ(get(Run, "tool.driver.name"), "\"gfp-lint\"");
  EXPECT_EQ(get(Run, "tool.driver.semanticVersion"), "\"0.1.0\"");
  EXPECT_EQ(get(Run, "columnKind"), "\"utf16CodeUnits\"");
  EXPECT_EQ(get(Run, "originalUriBaseIds.SRCROOT.uri"), ("\"file://" + Dir + "/\"").str());
  EXPECT_EQ(get(Run, "properties.kernelRelease"), "\"6.12\"");

  EXPECT_EQ(get(Run, "tool.driver.rules.0.id"), "\"gfp-redundant-scope\"");
  EXPECT_EQ(get(Run, "tool.driver.rules.0.name"), "\"GfpRedundantScope\"");
  EXPECT_EQ(get(Run, "tool.driver.rules.0.shortDescription.text"),
            "\"A scope round one allocation\"");
  EXPECT_EQ(get(Run, "tool.driver.rules.0.defaultConfiguration.level"), "\"warning\"");
  EXPECT_NE(get(Run, "tool.driver.rules.0.fullDescription.text"), "none");
  EXPECT_NE(get(Run, "tool.driver.rules.0.help.text"), "none");
  EXPECT_NE(get(Run, "tool.driver.rules.0.help.markdown"), "none");
  // GitHub asks the same of the notifications.
  for (StringRef Key : {"shortDescription.text", "fullDescription.text", "help.text"})
    EXPECT_NE(get(Run, ("tool.driver.notifications.3." + Key).str()), "none") << Key.str();

  EXPECT_EQ(get(Run, "results.1"), "none");
  EXPECT_EQ(get(Run, "results.0.ruleId"), "\"gfp-redundant-scope\"");
  EXPECT_EQ(get(Run, "results.0.ruleIndex"), "0");
  EXPECT_EQ(get(Run, "results.0.level"), "\"warning\"");
  EXPECT_EQ(get(Run, "results.0.message.text"), "\"the scope holds one allocation\"");
  EXPECT_EQ(get(Run, "results.0.locations"),
            "[{\"logicalLocations\":[{\"kind\":\"function\",\"name\":\"fill\"}],"
            "\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"fs/a.c\",\"uriBaseId\":"
            "\"SRCROOT\"},\"region\":{\"startColumn\":6,\"startLine\":2}}}]");
  EXPECT_EQ(get(Run, "results.0.partialFingerprints.gfpLint/v2").size(), 44u);
  EXPECT_EQ(get(Run, "results.0.relatedLocations.1"),
            "{\"id\":2,\"message\":{\"text\":\"closed here\"},"
            "\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"fs/a.c\",\"uriBaseId\":"
            "\"SRCROOT\"},\"region\":{\"startColumn\":2,\"startLine\":4}}}");
  StringRef Steps = "results.0.codeFlows.0.threadFlows.0.locations";
  EXPECT_EQ(get(Run, (Steps + ".0.location.message.text").str()), "\"the allocation\"");
  EXPECT_EQ(get(Run, (Steps + ".1.location.physicalLocation.region.startLine").str()), "4");
  EXPECT_EQ(get(Run, (Steps + ".2").str()), "none");
}

TEST_F(Render, SarifFix) {
  addScopeFinding();
  json::Object Run = sarifRun(render("sarif"));
  StringRef Change = "results.0.fixes.0.artifactChanges.0";
  EXPECT_EQ(get(Run, "results.0.fixes.0.description.text"), "\"use GFP_NOFS\"");
  EXPECT_EQ(get(Run, (Change + ".artifactLocation.uri").str()), "\"fs/a.c\"");
  // The line with its newline, then the mask.
  EXPECT_EQ(
      get(Run, (Change + ".replacements").str()),
      "[{\"deletedRegion\":{\"endColumn\":1,\"endLine\":3,\"startColumn\":1,\"startLine\":2}},"
      "{\"deletedRegion\":{\"endColumn\":28,\"endLine\":3,\"startColumn\":18,\"startLine\":3},"
      "\"insertedContent\":{\"text\":\"GFP_NOFS\"}}]");
}

TEST_F(Render, SarifFixOfAFileThatIsGone) {
  addScopeFinding();
  fs::remove(Dir + "/fs/a.c");
  json::Object Run = sarifRun(render("sarif"));
  EXPECT_EQ(get(Run, "results.0.fixes.0.artifactChanges.0.replacements.0.deletedRegion"),
            "{\"byteLength\":13,\"byteOffset\":2}");
  EXPECT_EQ(get(Run, "results.0.locations.0.physicalLocation.region.startColumn"), "6");
}

TEST_F(Render, SarifFixAtTheEndOfTheFile) {
  std::string File = write("a.c", "a\n");
  Finding F;
  F.Check = "gfp-a";
  F.Message = "message";
  F.At = {File, 0, 1, 1};
  F.Correction = Fix{"append", {{File, 2, 0, "b\n"}}};
  R.Findings.push_back(F);
  json::Object Run = sarifRun(render("sarif"));
  EXPECT_EQ(get(Run, "results.0.fixes.0.artifactChanges.0.replacements.0.deletedRegion"),
            "{\"endColumn\":1,\"endLine\":2,\"startColumn\":1,\"startLine\":2}");
  // JSON cannot say this one.
  R.Findings[0].Correction->Edits[0].Replacement = "\xff";
  EXPECT_EQ(get(sarifRun(render("sarif")), "results.0.fixes"), "none");
}

TEST_F(Render, SarifColumnsAreUtf16) {
  // Two bytes and one unit, four bytes and two units.
  StringRef Text = "/* \xc3\xa4\xf0\x9f\x90\xa7 */ x;\n/* \xff\xff */ y;\n";
  std::string File = write("a.c", Text);
  Finding F;
  F.Check = "gfp-a";
  F.Message = "of \xff";
  F.At = at(File, Text, "x;");
  R.Findings.push_back(F);
  F.At = at(File, Text, "y;");
  R.Findings.push_back(F);
  json::Object Run = sarifRun(render("sarif"));
  EXPECT_EQ(get(Run, "results.0.locations.0.physicalLocation.region.startColumn"), "11");
  EXPECT_EQ(get(Run, "results.1.locations.0.physicalLocation.region.startColumn"), "10");
  EXPECT_EQ(get(Run, "results.0.message.text"), "\"of \xef\xbf\xbd\"");
}

TEST_F(Render, SarifUris) {
  auto Uri = [&](StringRef File) {
    Finding F;
    F.Check = "gfp-a";
    F.At = {File.str(), 0, 1, 1};
    R.Findings = {F};
    return get(sarifRun(render("sarif")),
               "results.0.locations.0.physicalLocation.artifactLocation");
  };
  EXPECT_EQ(Uri((Dir + "/a b%#?:\xc3\xa4+.c").str()),
            "{\"uri\":\"a%20b%25%23%3F%3A%C3%A4+.c\",\"uriBaseId\":\"SRCROOT\"}");
  EXPECT_EQ(Uri("/usr/include/a b.h"), "{\"uri\":\"file:///usr/include/a%20b.h\"}");
  R.Root.clear();
  EXPECT_EQ(Uri("/usr/a.h"), "{\"uri\":\"file:///usr/a.h\"}");
  EXPECT_EQ(get(sarifRun(render("sarif")), "originalUriBaseIds"), "none");
}

TEST_F(Render, SarifLevelsAndUnlistedChecks) {
  for (unsigned Level : {0, 1, 2}) {
    Finding F;
    F.Check = "gfp-" + std::to_string(Level);
    F.Level = Level;
    F.At = {(Dir + "/a.c").str(), Level, 1, 1};
    R.Findings.push_back(F);
  }
  json::Object Run = sarifRun(render("sarif"));
  EXPECT_EQ(get(Run, "results.0.level"), "\"warning\"");
  EXPECT_EQ(get(Run, "results.1.level"), "\"note\"");
  EXPECT_EQ(get(Run, "results.2.level"), "\"note\"");
  EXPECT_EQ(get(Run, "results.2.ruleIndex"), "2");
  EXPECT_EQ(get(Run, "tool.driver.rules.2.id"), "\"gfp-2\"");
  EXPECT_EQ(get(Run, "tool.driver.rules.2.defaultConfiguration.level"), "\"note\"");
  EXPECT_EQ(get(Run, "results.0.codeFlows"), "none");
  EXPECT_EQ(get(Run, "results.0.fixes"), "none");
}

TEST_F(Render, SarifProblems) {
  R.Problems = {{(Dir + "/fs/c.c").str(), "'x.h' file not found", true, ""},
                {(Dir + "/fs/d.c").str(), "'y.h' file not found", false, "/fs/a.c"}};
  json::Object Run = sarifRun(render("sarif"));
  EXPECT_EQ(get(Run, "invocations.0.executionSuccessful"), "true");
  R.Problems.push_back({(Dir + "/fs/b.c").str(), "no compile command", false, ""});
  Run = sarifRun(render("sarif"));
  EXPECT_EQ(get(Run, "invocations.0.executionSuccessful"), "false");
  EXPECT_EQ(get(Run, "invocations.0.toolExecutionNotifications.1.level"), "\"note\"");
  StringRef Second = "invocations.0.toolExecutionNotifications.2";
  EXPECT_EQ(get(Run, (Second + ".level").str()), "\"error\"");
  EXPECT_EQ(get(Run, (Second + ".message.text").str()), "\"not analysed: no compile command\"");
  EXPECT_EQ(get(Run, (Second + ".descriptor.id").str()), "\"not-analysed\"");
  EXPECT_EQ(get(Run, (Second + ".locations.0.physicalLocation.artifactLocation.uri").str()),
            "\"fs/b.c\"");
}

TEST_F(Render, SarifHelpIsThePageOfTheCheck) {
  addScopeFinding();
  std::string Help = get(sarifRun(render("sarif")), "tool.driver.rules.0.help.markdown");
  EXPECT_TRUE(StringRef(Help).contains("## Right")) << Help;
  EXPECT_TRUE(StringRef(Help).contains("both sides are in policy.md.")) << Help;
  EXPECT_FALSE(StringRef(Help).contains("](")) << Help;
}

TEST_F(Render, SarifSaysWhereAFindingWasSeen) {
  addScopeFinding();
  EXPECT_EQ(get(sarifRun(render("sarif")), "results.0.properties"), "none");
  R.Findings[0].Configurations = {"allmodconfig", "tiny\xff"};
  R.Findings[0].Neighbour = (Dir + "/fs/b.c").str();
  EXPECT_EQ(get(sarifRun(render("sarif")), "results.0.properties"),
            "{\"configurations\":[\"allmodconfig\",\"tiny\xef\xbf\xbd\"],"
            "\"neighbour\":\"fs/b.c\"}");
}

TEST_F(Render, SarifKeepsTheLowestLevelsWithinTheLimit) {
  for (unsigned I : {0, 1, 2, 3}) {
    Finding F;
    F.Check = "gfp-a";
    F.Message = std::to_string(I);
    F.Level = I == 3 ? 0 : 1;
    F.Statement = "same";
    F.At = {(Dir + "/a.c").str(), I, I + 1, 1};
    R.Findings.push_back(F);
  }
  json::Object Full = sarifRun(render("sarif"));
  std::string Out;
  llvm::raw_string_ostream OS(Out);
  SarifRenderer(2).render(R, OS);
  json::Object Run = sarifRun(Out);
  EXPECT_EQ(get(Run, "results.0.message.text"), "\"0\"");
  EXPECT_EQ(get(Run, "results.1.message.text"), "\"3\"");
  EXPECT_EQ(get(Run, "results.2"), "none");
  EXPECT_EQ(get(Run, "results.1.partialFingerprints"), get(Full, "results.3.partialFingerprints"));
  EXPECT_EQ(get(Run, "invocations.0.toolExecutionNotifications.0.message.text"),
            "\"only 2 of 4 findings are listed, those of the lowest levels\"");
  EXPECT_EQ(get(Full, "invocations.0.toolExecutionNotifications"), "[]");
}

} // namespace
