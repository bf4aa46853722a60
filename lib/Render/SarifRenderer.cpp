//===- SarifRenderer.cpp - SARIF 2.1.0 for code scanning ------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Render/SarifRenderer.h"
#include "Findings/DisplayPath.h"
#include "Findings/Fingerprint.h"
#include "Render/CheckPage.h"
#include "Render/FixText.h"
#include "Render/PercentEncoding.h"
#include "Render/ProblemText.h"
#include "Render/SourceCache.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/JSON.h"
#include <algorithm>
#include <fmt/format.h>

using namespace gfp;
using llvm::StringRef;
namespace json = llvm::json;

namespace {

constexpr llvm::StringLiteral RootId = "SRCROOT";

/// How a level shows in a code-scanning service.
struct LevelWords {
  llvm::StringLiteral Level, Severity, Precision;
};

/// What a notification may be about; declared in the tool, referred to by the invocation.
struct NotificationKind {
  llvm::StringLiteral Id, Level, Description, Help;
};

constexpr NotificationKind NotAnalysed{
    "not-analysed", "error", "A file could not be analysed.",
    "The message has the reason. A generated file that is missing is made with --kernel."};
constexpr NotificationKind PartlyAnalysed{
    "partly-analysed", "warning", "A file was analysed only as far as it parses.",
    "The message has the first error. Functions it is in or that follow it may lack findings."};
constexpr NotificationKind NotCompiled{
    "not-compiled", "note",
    "A file that is not compiled was analysed with another's flags, and only in part.",
    "Choose a configuration that compiles the file, or scan without --all-files."};
constexpr NotificationKind TooManyResults{
    "result-limit", "warning", "There are more findings than a run may hold.",
    "Those of the lowest levels are here. Scan fewer paths, checks or levels to see the others."};

class Writer {
public:
  Writer(const Report &R, size_t MaxResults, llvm::raw_ostream &OS)
      : R(R), MaxResults(MaxResults), J(OS, /*IndentSize=*/2) {}

  void write();

private:
  void text(StringRef Key, StringRef Value);
  void message(StringRef Key, StringRef Text);
  void artifactLocation(StringRef File);
  void region(const Position &At);
  void physicalLocation(const Position &At);
  void deletedRegion(const Edit &E);

  void run();
  void tool();
  void rule(const CheckInfo &Check);
  void invocation();
  void notification(const NotificationKind &Kind, StringRef Text, StringRef File);
  void result(const Finding &F, StringRef Fingerprint);
  void relatedLocations(const Finding &F);
  void codeFlow(const Finding &F);
  void fix(const Fix &F);
  void origin(const Finding &F);

  void collectRules();
  std::vector<size_t> chosenResults() const;

  const Report &R;
  size_t MaxResults;
  json::OStream J;
  SourceCache Sources;
  std::vector<CheckInfo> Rules;
  llvm::StringMap<unsigned> RuleIndex;
};

} // namespace

static const NotificationKind &notificationKind(const UnitProblem &P) {
  switch (kindOf(P)) {
  case ProblemKind::NotAnalysed:
    return NotAnalysed;
  case ProblemKind::Partly:
    return PartlyAnalysed;
  case ProblemKind::NotCompiled:
    return NotCompiled;
  }
  llvm_unreachable("all kinds are above");
}

static LevelWords levelWords(unsigned Level) {
  switch (Level) {
  case 0:
    return {"warning", "warning", "very-high"};
  case 1:
    return {"note", "recommendation", "medium"};
  default:
    return {"note", "recommendation", "low"};
  }
}

/// \p Path as the path of a URI.
static std::string uriPath(StringRef Path) { return percentEncode(Path, "-._~/+,=@"); }

/// SARIF counts columns in UTF-16 code units, a Position in bytes.
static unsigned utf16Column(StringRef Line, unsigned ByteColumn) {
  StringRef Before = Line.take_front(ByteColumn - 1);
  if (!json::isUTF8(Line))
    return ByteColumn;
  unsigned Beyond = ByteColumn - 1 - Before.size();
  unsigned Units = 0;
  for (unsigned char C : Before)
    Units += C >= 0xf0 ? 2 : (C & 0xc0) == 0x80 ? 0 : 1;
  return Units + Beyond + 1;
}

void Writer::text(StringRef Key, StringRef Value) { J.attribute(Key, json::fixUTF8(Value)); }

void Writer::message(StringRef Key, StringRef Text) {
  J.attributeObject(Key, [&] { text("text", Text); });
}

void Writer::artifactLocation(StringRef File) {
  StringRef Shown = displayPath(File, R.Root);
  J.attributeObject("artifactLocation", [&] {
    if (Shown == File && File.starts_with("/")) {
      J.attribute("uri", "file://" + uriPath(File));
      return;
    }
    J.attribute("uri", uriPath(Shown));
    if (!R.Root.empty())
      J.attribute("uriBaseId", RootId);
  });
}

void Writer::region(const Position &At) {
  if (At.Line == 0)
    return;
  J.attributeObject("region", [&] {
    J.attribute("startLine", At.Line);
    if (At.Column == 0)
      return;
    std::optional<StringRef> Line = Sources.line(At);
    J.attribute("startColumn", Line ? utf16Column(*Line, At.Column) : At.Column);
  });
}

void Writer::physicalLocation(const Position &At) {
  if (At.File.empty())
    return;
  J.attributeObject("physicalLocation", [&] {
    artifactLocation(At.File);
    region(At);
  });
}

/// What is replaced, as lines and columns; as bytes if the file cannot be read.
void Writer::deletedRegion(const Edit &E) {
  const LineIndex *Lines = Sources.file(E.File);
  size_t End = size_t(E.Offset) + E.Length;
  J.attributeObject("deletedRegion", [&] {
    if (!Lines || End > Lines->text().size()) {
      J.attribute("byteOffset", E.Offset);
      J.attribute("byteLength", E.Length);
      return;
    }
    auto Place = [&](StringRef LineKey, StringRef ColumnKey, unsigned Offset) {
      unsigned Line = Lines->lineOf(Offset);
      unsigned Column = Offset - Lines->start(Line) + 1;
      StringRef Text = Line < Lines->size() ? Lines->full(Line) : StringRef();
      J.attribute(LineKey, Line + 1);
      J.attribute(ColumnKey, utf16Column(Text, Column));
    };
    Place("startLine", "startColumn", E.Offset);
    Place("endLine", "endColumn", End);
  });
}

/// The checks that ran and, should a finding be of another, that one.
void Writer::collectRules() {
  auto Add = [&](const CheckInfo &Check) {
    if (RuleIndex.try_emplace(Check.Name, Rules.size()).second)
      Rules.push_back(Check);
  };
  for (const CheckInfo &Check : R.Checks)
    Add(Check);
  for (const Finding &F : R.Findings) {
    CheckInfo Unlisted;
    Unlisted.Name = F.Check;
    Unlisted.Level = F.Level;
    Unlisted.Summary = F.Check;
    Add(Unlisted);
  }
}

/// The check's page; what is known without one for a check that has none.
static std::string helpMarkdown(const CheckInfo &Check, StringRef Silence) {
  std::string Page = checkPage(Check.Name);
  if (!Page.empty())
    return Page;
  return fmt::format("**{}** (level {})\n\n{}\n\nA comment with `{}` on the line silences one "
                     "finding.",
                     Check.Name, Check.Level, Check.Summary, Silence.str());
}

/// A rule's name is not its id, and a word of its own: GfpKvmallocFlags of gfp-kvmalloc-flags.
static std::string ruleName(StringRef Check) {
  std::string Name;
  for (StringRef Word : llvm::split(Check, '-'))
    if (!Word.empty()) {
      Name += llvm::toUpper(Word.front());
      Name += Word.drop_front();
    }
  return Name;
}

void Writer::rule(const CheckInfo &Check) {
  LevelWords Words = levelWords(Check.Level);
  std::string Silence = fmt::format("NOLINT({})", Check.Name);
  J.object([&] {
    text("id", Check.Name);
    text("name", ruleName(Check.Name));
    message("shortDescription", Check.Summary);
    message("fullDescription", Check.Summary);
    if (std::string Url = checkUrl(Check.Name); !Url.empty())
      text("helpUri", Url);
    J.attributeObject("help", [&] {
      text("text", fmt::format("{}\n\nA comment with {} on the line silences one finding.",
                               Check.Summary, Silence));
      text("markdown", helpMarkdown(Check, Silence));
    });
    J.attributeObject("defaultConfiguration", [&] { J.attribute("level", Words.Level); });
    J.attributeObject("properties", [&] {
      J.attribute("precision", Words.Precision);
      J.attribute("problem.severity", Words.Severity);
      J.attributeArray("tags", [&] {
        for (StringRef Tag : {"linux-kernel", "memory-allocation"})
          J.value(Tag);
      });
    });
  });
}

void Writer::tool() {
  J.attributeObject("tool", [&] {
    J.attributeObject("driver", [&] {
      J.attribute("name", "gfp-lint");
      if (!R.ToolVersion.empty()) {
        text("version", R.ToolVersion);
        text("semanticVersion", R.ToolVersion);
      }
      J.attributeArray("notifications", [&] {
        for (const NotificationKind &Kind :
             {NotAnalysed, PartlyAnalysed, NotCompiled, TooManyResults})
          J.object([&] {
            J.attribute("id", Kind.Id);
            message("shortDescription", Kind.Description);
            message("fullDescription", Kind.Description);
            message("help", Kind.Help);
          });
      });
      J.attributeArray("rules", [&] {
        for (const CheckInfo &Check : Rules)
          rule(Check);
      });
    });
  });
}

void Writer::notification(const NotificationKind &Kind, StringRef Text, StringRef File) {
  J.object([&] {
    J.attributeObject("descriptor", [&] { J.attribute("id", Kind.Id); });
    J.attribute("level", Kind.Level);
    message("message", Text);
    if (File.empty())
      return;
    J.attributeArray("locations", [&] {
      J.object([&] { J.attributeObject("physicalLocation", [&] { artifactLocation(File); }); });
    });
  });
}

void Writer::invocation() {
  J.object([&] {
    J.attribute("executionSuccessful", llvm::none_of(R.Problems, [](const UnitProblem &P) {
                  return kindOf(P) == ProblemKind::NotAnalysed;
                }));
    J.attributeArray("toolExecutionNotifications", [&] {
      for (const UnitProblem &P : R.Problems)
        notification(notificationKind(P), problemText(P, R.Root), P.File);
      if (R.Findings.size() > MaxResults)
        notification(TooManyResults,
                     fmt::format("only {} of {} findings are listed, those of the lowest levels",
                                 MaxResults, R.Findings.size()),
                     "");
    });
  });
}

void Writer::relatedLocations(const Finding &F) {
  if (F.Notes.empty())
    return;
  J.attributeArray("relatedLocations", [&] {
    for (const auto &[Index, N] : llvm::enumerate(F.Notes))
      J.object([&, Id = Index + 1, &N = N] {
        J.attribute("id", int64_t(Id));
        physicalLocation(N.At);
        message("message", N.Message);
      });
  });
}

/// The notes as the steps of a path, if there are enough to make one.
void Writer::codeFlow(const Finding &F) {
  if (F.Notes.size() < 2)
    return;
  auto Step = [&](const Note &N) {
    J.object([&] {
      J.attributeObject("location", [&] {
        physicalLocation(N.At);
        message("message", N.Message);
      });
    });
  };
  auto Flow = [&] {
    J.attributeArray("locations", [&] {
      for (const Note &N : F.Notes)
        Step(N);
    });
  };
  J.attributeArray("codeFlows", [&] {
    J.object([&] { J.attributeArray("threadFlows", [&] { J.object(Flow); }); });
  });
}

void Writer::fix(const Fix &F) {
  std::vector<Edit> Edits = F.Edits;
  llvm::sort(Edits);
  auto Replacement = [&](const Edit &E) {
    J.object([&] {
      deletedRegion(E);
      if (!E.Replacement.empty())
        message("insertedContent", E.Replacement);
    });
  };
  J.object([&] {
    message("description", F.Title);
    J.attributeArray("artifactChanges", [&] {
      for (auto Begin = Edits.begin(), End = Begin; Begin != Edits.end(); Begin = End) {
        End =
            std::find_if(Begin, Edits.end(), [&](const Edit &E) { return E.File != Begin->File; });
        J.object([&] {
          artifactLocation(Begin->File);
          J.attributeArray("replacements", [&] { std::for_each(Begin, End, Replacement); });
        });
      }
    });
  });
}

void Writer::origin(const Finding &F) {
  if (F.Configurations.empty() && F.Neighbour.empty())
    return;
  J.attributeObject("properties", [&] {
    if (!F.Configurations.empty())
      J.attributeArray("configurations", [&] {
        for (const std::string &Name : F.Configurations)
          J.value(json::fixUTF8(Name));
      });
    if (!F.Neighbour.empty())
      text("neighbour", displayPath(F.Neighbour, R.Root));
  });
}

void Writer::result(const Finding &F, StringRef Fingerprint) {
  J.object([&] {
    text("ruleId", F.Check);
    J.attribute("ruleIndex", RuleIndex.lookup(F.Check));
    J.attribute("level", levelWords(F.Level).Level);
    message("message", F.Message);
    J.attributeArray("locations", [&] {
      J.object([&] {
        physicalLocation(F.At);
        if (F.Function.empty())
          return;
        J.attributeArray("logicalLocations", [&] {
          J.object([&] {
            text("name", F.Function);
            J.attribute("kind", "function");
          });
        });
      });
    });
    J.attributeObject("partialFingerprints", [&] { text(FingerprintVersion, Fingerprint); });
    relatedLocations(F);
    codeFlow(F);
    if (F.Correction && fitsJson(*F.Correction))
      J.attributeArray("fixes", [&] { fix(*F.Correction); });
    origin(F);
  });
}

/// The indices of the findings to list, in report order.
std::vector<size_t> Writer::chosenResults() const {
  std::vector<size_t> Chosen(R.Findings.size());
  for (size_t I = 0; I < Chosen.size(); ++I)
    Chosen[I] = I;
  if (Chosen.size() <= MaxResults)
    return Chosen;
  llvm::sort(Chosen, [&](size_t A, size_t B) {
    return std::pair(R.Findings[A].Level, A) < std::pair(R.Findings[B].Level, B);
  });
  Chosen.resize(MaxResults);
  llvm::sort(Chosen);
  return Chosen;
}

void Writer::run() {
  // Of all findings: what is left out must not renumber what is listed.
  std::vector<std::string> Fingerprints = fingerprints(R.Findings);
  J.object([&] {
    tool();
    J.attributeArray("invocations", [&] { invocation(); });
    if (!R.Root.empty())
      J.attributeObject("originalUriBaseIds", [&] {
        J.attributeObject(RootId, [&] {
          StringRef Root = StringRef(R.Root).rtrim('/');
          J.attribute("uri", "file://" + uriPath(Root) + "/");
        });
      });
    J.attribute("columnKind", "utf16CodeUnits");
    J.attributeArray("results", [&] {
      for (size_t I : chosenResults())
        result(R.Findings[I], Fingerprints[I]);
    });
    if (R.Release != KernelRelease())
      J.attributeObject("properties", [&] { text("kernelRelease", R.Release.str()); });
  });
}

void Writer::write() {
  collectRules();
  J.object([&] {
    J.attribute("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    J.attribute("version", "2.1.0");
    J.attributeArray("runs", [&] { run(); });
  });
  J.flush();
}

void SarifRenderer::render(const Report &R, llvm::raw_ostream &OS) const {
  Writer(R, MaxResults, OS).write();
  OS << '\n';
}
