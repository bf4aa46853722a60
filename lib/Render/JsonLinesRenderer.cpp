//===- JsonLinesRenderer.cpp - One JSON object a line ---------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Render/JsonLinesRenderer.h"
#include "Findings/DisplayPath.h"
#include "Findings/Fingerprint.h"
#include "Render/FixText.h"
#include "llvm/Support/JSON.h"

using namespace gfp;
using llvm::StringRef;
namespace json = llvm::json;

namespace {

class Writer {
public:
  Writer(const Report &R, llvm::raw_ostream &OS) : R(R), OS(OS) {}

  void run();
  void finding(const Finding &F, StringRef Fingerprint);
  void problem(const UnitProblem &P);

private:
  /// One line, whose object has the members that \p Members writes.
  void line(StringRef Type, llvm::function_ref<void(json::OStream &)> Members);
  /// A place: its file, and its line and column if it has them.
  void place(json::OStream &J, const Position &At);
  void notes(json::OStream &J, const Finding &F);
  void fix(json::OStream &J, const Fix &F);
  std::string shown(StringRef File) const { return json::fixUTF8(displayPath(File, R.Root)); }

  const Report &R;
  llvm::raw_ostream &OS;
};

} // namespace

static void text(json::OStream &J, StringRef Key, StringRef Value) {
  J.attribute(Key, json::fixUTF8(Value));
}

static void names(json::OStream &J, StringRef Key, llvm::ArrayRef<std::string> Names) {
  J.attributeArray(Key, [&] {
    for (const std::string &Name : Names)
      J.value(json::fixUTF8(Name));
  });
}

void Writer::line(StringRef Type, llvm::function_ref<void(json::OStream &)> Members) {
  {
    json::OStream J(OS);
    J.object([&] {
      J.attribute("type", Type);
      Members(J);
    });
  }
  OS << '\n';
}

void Writer::place(json::OStream &J, const Position &At) {
  J.attribute("file", shown(At.File));
  if (At.Line == 0)
    return;
  J.attribute("line", At.Line);
  if (At.Column > 0)
    J.attribute("column", At.Column);
}

void Writer::notes(json::OStream &J, const Finding &F) {
  J.attributeArray("notes", [&] {
    for (const Note &N : F.Notes)
      J.object([&] {
        place(J, N.At);
        text(J, "message", N.Message);
      });
  });
}

void Writer::fix(json::OStream &J, const Fix &F) {
  J.attributeObject("fix", [&] {
    text(J, "title", F.Title);
    J.attributeArray("edits", [&] {
      for (const Edit &E : F.Edits)
        J.object([&] {
          J.attribute("file", shown(E.File));
          J.attribute("offset", E.Offset);
          J.attribute("length", E.Length);
          J.attribute("replacement", E.Replacement);
        });
    });
  });
}

void Writer::run() {
  line("run", [&](json::OStream &J) {
    J.attribute("schema", JsonLinesRenderer::SchemaVersion);
    J.attribute("tool", "gfp-lint");
    text(J, "version", R.ToolVersion);
    if (R.Release != KernelRelease())
      text(J, "release", R.Release.str());
    text(J, "root", R.Root);
    J.attributeArray("checks", [&] {
      for (const CheckInfo &Check : R.Checks)
        J.object([&] {
          text(J, "name", Check.Name);
          J.attribute("level", Check.Level);
          text(J, "summary", Check.Summary);
        });
    });
    if (!R.Configurations.empty())
      names(J, "configurations", R.Configurations);
    J.attribute("fingerprints", FingerprintVersion);
    J.attribute("findings", int64_t(R.Findings.size()));
    J.attribute("problems", int64_t(R.Problems.size()));
  });
}

void Writer::finding(const Finding &F, StringRef Fingerprint) {
  line("finding", [&](json::OStream &J) {
    text(J, "check", F.Check);
    J.attribute("level", F.Level);
    text(J, "message", F.Message);
    place(J, F.At);
    if (!F.Function.empty())
      text(J, "function", F.Function);
    if (!F.Statement.empty())
      text(J, "statement", F.Statement);
    if (F.Release != KernelRelease())
      text(J, "release", F.Release.str());
    J.attribute("fingerprint", Fingerprint);
    notes(J, F);
    if (F.Correction && fitsJson(*F.Correction))
      fix(J, *F.Correction);
    if (!F.Configurations.empty())
      names(J, "configurations", F.Configurations);
    if (!F.Neighbour.empty())
      J.attribute("neighbour", shown(F.Neighbour));
  });
}

void Writer::problem(const UnitProblem &P) {
  line("problem", [&](json::OStream &J) {
    J.attribute("file", shown(P.File));
    text(J, "reason", P.Reason);
    J.attribute("analysed", P.Analysed);
    if (!P.Neighbour.empty())
      J.attribute("neighbour", shown(P.Neighbour));
  });
}

void JsonLinesRenderer::render(const Report &R, llvm::raw_ostream &OS) const {
  Writer W(R, OS);
  std::vector<std::string> Fingerprints = fingerprints(R.Findings);
  W.run();
  for (size_t I = 0; I < R.Findings.size(); ++I)
    W.finding(R.Findings[I], Fingerprints[I]);
  for (const UnitProblem &P : R.Problems)
    W.problem(P);
}
