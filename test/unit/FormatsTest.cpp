//===- FormatsTest.cpp - JSON lines, LKP, GitHub and HTML -----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Findings/Fingerprint.h"
#include "Render/HtmlText.h"
#include "RenderFixture.h"
#include "llvm/Support/JSON.h"

using namespace gfp;
using llvm::StringRef;
namespace json = llvm::json;

namespace {

class Formats : public RenderFixture {
protected:
  /// A finding with nothing but a place.
  Finding &addFinding(StringRef File, unsigned Line = 3, unsigned Level = 0) {
    Finding F;
    F.Check = "gfp-a";
    F.Message = "message";
    F.Level = Level;
    F.At = {(Dir + "/" + File).str(), 0, Line, 4};
    R.Findings.push_back(F);
    return R.Findings.back();
  }

  /// The lines of the report in JSON lines.
  std::vector<json::Object> jsonLines() const {
    std::vector<json::Object> Objects;
    std::string Text = render("jsonl");
    EXPECT_TRUE(StringRef(Text).ends_with("\n"));
    llvm::SmallVector<StringRef> Lines;
    StringRef(Text).drop_back().split(Lines, '\n');
    for (StringRef Line : Lines) {
      auto Value = json::parse(Line);
      if (!Value) {
        ADD_FAILURE() << toString(Value.takeError()) << "\n" << Line.str();
        continue;
      }
      Objects.push_back(std::move(*Value->getAsObject()));
    }
    return Objects;
  }
};

std::string str(json::Object O) {
  std::string Out;
  llvm::raw_string_ostream(Out) << json::Value(std::move(O));
  return Out;
}

unsigned count(StringRef Text, StringRef Word) { return Text.count(Word); }

TEST_F(Formats, EachIsFoundByItsName) {
  for (const ReportFormat &F : reportFormats())
    EXPECT_EQ(cantFail(findFormat(F.Name)), &F);
}

TEST_F(Formats, JsonLines) {
  addScopeFinding();
  R.Problems = {{(Dir + "/fs/b.c").str(), "no compile command", false, ""}};
  std::vector<json::Object> Lines = jsonLines();
  ASSERT_EQ(Lines.size(), 3u);
  EXPECT_EQ(
      str(Lines[0]),
      ("{\"checks\":[{\"level\":0,\"name\":\"gfp-redundant-scope\",\"summary\":\"A scope round "
       "one allocation\"}],\"findings\":1,\"fingerprints\":\"" +
       FingerprintVersion + "\",\"problems\":1,\"release\":\"6.12\",\"root\":\"" + Dir +
       "\",\"schema\":1,\"tool\":\"gfp-lint\",\"type\":\"run\",\"version\":\"0.1.0\"}")
          .str());
  EXPECT_EQ(*Lines[1].getString("fingerprint"), fingerprints(R.Findings)[0]);
  Lines[1].erase("fingerprint");
  EXPECT_EQ(
      str(Lines[1]),
      "{\"check\":\"gfp-redundant-scope\",\"column\":6,\"file\":\"fs/a.c\",\"fix\":{\"edits\":["
      "{\"file\":\"fs/a.c\",\"length\":10,\"offset\":32,\"replacement\":\"GFP_NOFS\"},"
      "{\"file\":\"fs/a.c\",\"length\":13,\"offset\":2,\"replacement\":\"\"}],\"title\":\"use "
      "GFP_NOFS\"},\"function\":\"fill\",\"level\":0,\"line\":2,\"message\":\"the scope holds one "
      "allocation\",\"notes\":[{\"column\":6,\"file\":\"fs/a.c\",\"line\":3,\"message\":\"the "
      "allocation\"},{\"column\":2,\"file\":\"fs/a.c\",\"line\":4,\"message\":\"closed here\"}],"
      "\"release\":\"6.12\",\"statement\":\"f = save();\",\"type\":\"finding\"}");
  EXPECT_EQ(str(Lines[2]), "{\"analysed\":false,\"file\":\"fs/b.c\",\"reason\":\"no compile "
                           "command\",\"type\":\"problem\"}");
}

TEST_F(Formats, JsonLinesOfAnyBytes) {
  Finding &F = addFinding("a\n\xff.c");
  F.Message = "of \"\xff\"\n";
  F.Configurations = {"all\xff"};
  F.Neighbour = (Dir + "/b.c").str();
  F.Correction = Fix{"append", {{F.At.File, 2, 0, "\xff"}}};
  std::vector<json::Object> Lines = jsonLines();
  ASSERT_EQ(Lines.size(), 2u);
  Lines[1].erase("fingerprint");
  // The fix cannot be said in JSON; half of it would be worse than none.
  EXPECT_EQ(str(Lines[1]),
            "{\"check\":\"gfp-a\",\"column\":4,\"configurations\":[\"all\xef\xbf\xbd\"],"
            "\"file\":\"a\\n\xef\xbf\xbd.c\",\"level\":0,\"line\":3,\"message\":\"of "
            "\\\"\xef\xbf\xbd\\\"\\n\",\"neighbour\":\"b.c\",\"notes\":[],\"type\":"
            "\"finding\"}");
}

TEST_F(Formats, Lkp) {
  addScopeFinding();
  R.Findings[0].Configurations = {"all", "tiny"};
  Finding &F = addFinding("fs/b.c");
  R.Configurations = {"all", "tiny"};
  F.Configurations = {"all"};
  F.Neighbour = "/else/c.c";
  Finding &Odd = addFinding("fs/c\nd.c:1 f() warn: forged.c");
  Odd.At.Line = 0;
  Odd.Configurations = R.Configurations;
  R.Problems = {{(Dir + "/fs/e.c").str(), "no compile command", false, ""},
                {(Dir + "/fs/f.c").str(), "'x.h' file not found", true, ""},
                {(Dir + "/fs/g.c").str(), "'y.h' file not found", false, (Dir + "/fs/a.c").str()}};
  EXPECT_EQ(render("lkp"),
            "fs/a.c:2 fill() warn: the scope holds one allocation [gfp-redundant-scope]\n"
            "fs/b.c:3 warn: message [gfp-a] (in configurations: all; not compiled in this "
            "configuration; linted with the flags of /else/c.c)\n"
            "fs/c\\nd.c:1 f() warn: forged.c warn: message [gfp-a]\n"
            "fs/e.c error: not analysed: no compile command\n"
            "fs/f.c warn: analysed only as far as it parses: 'x.h' file not found\n"
            "fs/g.c info: not compiled in this configuration; not analysed with the flags of "
            "fs/a.c: 'y.h' file not found\n");
}

TEST_F(Formats, Github) {
  addScopeFinding();
  R.Findings[0].Configurations = {"all", "tiny"};
  addFinding("fs/b.c", 3, 1).Configurations = {"all"};
  R.Configurations = {"all", "tiny"};
  R.Problems = {{(Dir + "/fs/e.c").str(), "no compile command", false, ""},
                {(Dir + "/fs/f.c").str(), "'x.h' file not found", true, ""},
                {(Dir + "/fs/g.c").str(), "'y.h' file not found", false, (Dir + "/fs/a.c").str()}};
  EXPECT_EQ(render("github"),
            "::warning file=fs/a.c,line=2,col=6,title=gfp-redundant-scope::the scope holds one "
            "allocation%0Afs/a.c:3: the allocation%0Afs/a.c:4: closed here%0Afix available: use "
            "GFP_NOFS\n"
            "::notice file=fs/b.c,line=3,col=4,title=gfp-a::message%0Ain configurations: all\n"
            "::error file=fs/e.c,title=gfp-lint::not analysed: no compile command\n"
            "::warning file=fs/f.c,title=gfp-lint::analysed only as far as it parses: 'x.h' file "
            "not found\n"
            "::notice file=fs/g.c,title=gfp-lint::not compiled in this configuration; not analysed "
            "with the flags of fs/a.c: 'y.h' file not found\n");
}

TEST_F(Formats, GithubEscapes) {
  Finding &F = addFinding("a,b:c%0A\n::error::\xff.c");
  F.Message = "100% of a,b\r\n::error::x";
  F.At.Line = 0;
  EXPECT_EQ(
      render("github"),
      "::warning file=a%2Cb%3Ac%250A%0A%3A%3Aerror%3A%3A\xef\xbf\xbd.c,title=gfp-a::100%25 of "
      "a,b%0D%0A::error::x\n");
}

TEST_F(Formats, Html) {
  addScopeFinding();
  R.Problems = {{(Dir + "/fs/e.c").str(), "no compile command", false, ""}};
  std::string Page = render("html");
  EXPECT_EQ(Page, render("html"));
  for (StringRef Part :
       {"<h1>1 finding for Linux 6.12</h1>", "<h2>fs</h2>", "A scope round one allocation",
        "<a href=\"#subsystem=fs&amp;check=gfp-redundant-scope\">1</a>",
        "<a id=\"subsystem=fs&amp;check=gfp-redundant-scope\"></a>", "<a id=\"subsystem=fs\"></a>",
        "<a id=\"check=gfp-redundant-scope\"></a>", "<pre>\n1\n2\n3\n\n4\n\n5\n</pre>",
        "{\n\tf = <mark class=\"here\">save</mark>();\n\tp = ", "\t<em><b>2</b> closed here</em>\n",
        "Fix: use GFP_NOFS", "\n-\tf = save();\n", "\n+\tp = kvmalloc(n, GFP_NOFS);\n",
        "<code>fs/e.c</code> not analysed: no compile command"})
    EXPECT_TRUE(StringRef(Page).contains(Part)) << Part.str() << "\n" << Page;
}

TEST_F(Formats, HtmlWithoutFindings) {
  std::string Page = render("html");
  EXPECT_TRUE(StringRef(Page).contains("<h1>0 findings for Linux 6.12</h1>")) << Page;
  R.Checks = {{"gfp-a", 0, "one"}, {"gfp-b", 1, "two"}};
  Page = render("html");
  EXPECT_TRUE(StringRef(Page).contains("No finding of <span title=\"one\">gfp-a</span>, <span "
                                       "title=\"two\">gfp-b</span>.</p>"))
      << Page;
  EXPECT_FALSE(StringRef(Page).contains("<form")) << Page;
}

TEST_F(Formats, HtmlNeedsNothingElse) {
  addScopeFinding();
  std::string Page = render("html");
  for (StringRef Part : {"http:", "https:", "src=", "@import", "url(", "<link"})
    EXPECT_FALSE(StringRef(Page).contains(Part)) << Part.str();
  EXPECT_TRUE(StringRef(Page).contains("default-src 'none'"));
}

TEST_F(Formats, HtmlOfHostileInput) {
  StringRef Text = "a; /* </pre><script>alert(1)</script> \xff \x01 \xe2\x80\xae */\n";
  Finding F;
  F.Check = "gfp-\"><script>alert(2)</script>";
  F.Message = "<img onerror=alert(3)>";
  F.Function = "<b>";
  F.At = at(write("\"><script>alert(4)<!-- \xfe/a.c", Text), Text, "a;");
  F.Notes = {{F.At, "</em><script>"}, {{"/gone/<i>.c", 0, 1, 1}, "</li><script>"}};
  F.Correction = Fix{"</summary><script>", {{F.At.File, 0, 1, "</ins><script>"}}};
  F.Configurations = {"<script>"};
  R.Findings.push_back(F);
  R.Problems = {{(Dir + "/<script>.c").str(), "'</ul><script>'", true, ""}};
  R.Checks = {{F.Check, 0, "<script>"}};
  R.ToolVersion = "<script>";
  std::string Page = render("html");
  EXPECT_TRUE(json::isUTF8(Page));
  // The only ones are the page's own.
  EXPECT_EQ(count(Page, "<script"), 1u) << Page;
  EXPECT_EQ(count(Page, "</script"), 1u);
  EXPECT_EQ(count(Page, "<img"), 0u);
  EXPECT_EQ(count(Page, "<!--"), 0u);
  for (StringRef Part : {"&lt;script&gt;alert(1)&lt;/script&gt; \xef\xbf\xbd &#9217; [U+202E] */",
                         "data-check=\"gfp-&quot;&gt;&lt;script&gt;alert(2)", "<code>&lt;b&gt;()",
                         "/gone/&lt;i&gt;.c:1:1: &lt;/li&gt;&lt;script&gt;"})
    EXPECT_TRUE(StringRef(Page).contains(Part)) << Part.str() << "\n" << Page;
}

TEST_F(Formats, HtmlOfSourcesThatAreGone) {
  addScopeFinding();
  llvm::sys::fs::remove(Dir + "/fs/a.c");
  std::string Page = render("html");
  EXPECT_TRUE(StringRef(Page).contains("<li value=\"2\">fs/a.c:4:2: closed here</li>")) << Page;
  EXPECT_TRUE(StringRef(Page).contains("<p>cannot read ")) << Page;
}

TEST_F(Formats, HtmlWithoutSources) {
  addScopeFinding();
  std::string Page;
  llvm::raw_string_ostream OS(Page);
  cantFail(findFormat("html"))->Create({false, /*Sources=*/false})->render(R, OS);
  EXPECT_FALSE(StringRef(Page).contains("kvmalloc(n")) << Page;
  EXPECT_TRUE(StringRef(Page).contains("<li value=\"1\">fs/a.c:3:6: the allocation</li>")) << Page;
  EXPECT_TRUE(StringRef(Page).contains("<p>Fix: use GFP_NOFS</p>")) << Page;
}

TEST_F(Formats, HtmlOfALongLine) {
  // The cut would be in the middle of a character.
  std::string Text = "x" + std::string(399, ' ') + "\xc3\xa4" + std::string(100000, 'y') + "\n";
  Text.erase(1, 1);
  Finding F;
  F.Check = "gfp-a";
  F.At = at(write("a.c", Text), Text, "x");
  R.Findings.push_back(F);
  std::string Page = render("html");
  EXPECT_LT(Page.size(), 20000u);
  EXPECT_FALSE(StringRef(Page).contains("\xef\xbf\xbd"));
}

TEST(HtmlText, Escapes) {
  EXPECT_EQ(htmlText("a\tb\n"), "a\tb\n");
  EXPECT_EQ(htmlText("<&>\"'"), "&lt;&amp;&gt;&quot;&#39;");
  EXPECT_EQ(htmlText(StringRef("\0\r\x7f", 3)), "&#9216;&#9229;&#9249;");
  EXPECT_EQ(htmlText("\xe2\x80\x8e\xe2\x81\xa9\xe2\x80\xa6\xe2\x80"),
            "[U+200E][U+2069]\xe2\x80\xa6\xef\xbf\xbd");
}

} // namespace
