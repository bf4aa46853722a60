//===- GithubRenderer.cpp - Annotations of a GitHub workflow --------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Render/GithubRenderer.h"
#include "Findings/DisplayPath.h"
#include "Render/ProblemText.h"
#include "Render/Provenance.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/JSON.h"
#include <fmt/format.h>

using namespace gfp;
using llvm::StringRef;

/// As the runner decodes it: "%", and the ends of lines; in a property also what ends one.
static std::string escape(StringRef Text, bool IsProperty) {
  std::string Out;
  for (unsigned char C : llvm::json::fixUTF8(Text)) {
    bool Special = C == '%' || C == '\r' || C == '\n' || (IsProperty && (C == ':' || C == ','));
    if (Special)
      Out += fmt::format("%{:02X}", C);
    else
      Out += char(C);
  }
  return Out;
}

static void print(StringRef Command, const Position &At, StringRef Title, StringRef Message,
                  StringRef Root, llvm::raw_ostream &OS) {
  OS << "::" << Command << " file=" << escape(displayPath(At.File, Root), true);
  if (At.Line > 0) {
    OS << ",line=" << At.Line;
    if (At.Column > 0)
      OS << ",col=" << At.Column;
  }
  OS << ",title=" << escape(Title, true) << "::" << escape(Message, false) << '\n';
}

static std::string messageOf(const Finding &F, const Report &R) {
  std::string Text = F.Message;
  for (const Note &N : F.Notes)
    Text += fmt::format("\n{}:{}: {}", displayPath(N.At.File, R.Root).str(), N.At.Line, N.Message);
  if (F.Correction && !F.Correction->Edits.empty())
    Text += "\nfix available: " + F.Correction->Title;
  for (const std::string &Sentence : provenance(F, R))
    Text += "\n" + Sentence;
  return Text;
}

static StringRef commandFor(ProblemKind Kind) {
  switch (Kind) {
  case ProblemKind::NotAnalysed:
    return "error";
  case ProblemKind::Partly:
    return "warning";
  case ProblemKind::NotCompiled:
    return "notice";
  }
  llvm_unreachable("all kinds are above");
}

void GithubRenderer::render(const Report &R, llvm::raw_ostream &OS) const {
  for (const Finding &F : R.Findings)
    print(F.Level == 0 ? "warning" : "notice", F.At, F.Check, messageOf(F, R), R.Root, OS);
  for (const UnitProblem &P : R.Problems)
    print(commandFor(kindOf(P)), Position{P.File}, "gfp-lint", problemText(P, R.Root), R.Root, OS);
}
