//===- SourceMapping.cpp - Findings back in a SourceManager ---------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/SourceMapping.h"
#include "clang/Basic/FileManager.h"

using namespace clang;
using namespace gfp;

namespace {

SourceLocation locate(SourceManager &SM, const std::string &File, unsigned Offset) {
  auto Entry = SM.getFileManager().getOptionalFileRef(File);
  FileID Id = Entry ? SM.translateFile(*Entry) : FileID();
  return Id.isValid() ? SM.getLocForStartOfFile(Id).getLocWithOffset(Offset) : SourceLocation();
}

} // namespace

SourceLocation gfp::locate(SourceManager &SM, const Position &P) {
  return ::locate(SM, P.File, P.Offset);
}

std::vector<FixItHint> gfp::hintsFor(SourceManager &SM, const Fix &F) {
  std::vector<FixItHint> Hints;
  for (const Edit &E : F.Edits) {
    SourceLocation Begin = ::locate(SM, E.File, E.Offset);
    if (Begin.isInvalid())
      return {};
    if (E.Length == 0)
      Hints.push_back(FixItHint::CreateInsertion(Begin, E.Replacement));
    else
      Hints.push_back(FixItHint::CreateReplacement(
          CharSourceRange::getCharRange(Begin, Begin.getLocWithOffset(E.Length)), E.Replacement));
  }
  return Hints;
}
