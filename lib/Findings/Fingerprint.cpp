//===- Fingerprint.cpp - Recognising a finding later ----------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Findings/Fingerprint.h"
#include "Findings/Comments.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SHA1.h"

using namespace gfp;
using llvm::StringRef;

std::string gfp::foldWhiteSpace(StringRef Text) {
  std::string Folded;
  Folded.reserve(Text.size());
  for (char C : Text.trim()) {
    if (!llvm::isSpace(C))
      Folded += C;
    else if (Folded.back() != ' ')
      Folded += ' ';
  }
  return Folded;
}

/// Without a blank between them \p A and \p B could make one token.
static bool needBlank(char A, char B) {
  auto inWord = [](char C) { return llvm::isAlnum(C) || C == '_'; };
  return (inWord(A) && inWord(B)) ||
         (A == B && llvm::isPunct(A) && !StringRef("()[]{};,").contains(A));
}

std::string gfp::normalisedCode(StringRef Code) {
  std::vector<CommentRange> Comments = commentsIn(Code);
  auto Comment = Comments.begin();
  std::string Result;
  bool Gap = false;
  for (size_t I = 0; I < Code.size();) {
    bool AtComment = Comment != Comments.end() && Comment->Begin == I;
    bool AtBreak = Code[I] == '\\' && Code.substr(I + 1).ltrim('\r').starts_with("\n");
    if (AtComment || AtBreak || llvm::isSpace(Code[I])) {
      Gap = true;
      I = AtComment ? Comment++->End : I + 1;
      continue;
    }
    if (Gap && !Result.empty() && needBlank(Result.back(), Code[I]))
      Result += ' ';
    Gap = false;
    bool Quote = Code[I] == '"' || Code[I] == '\'';
    size_t End = Quote ? endOfLiteral(Code, I) : I + 1;
    Result += Code.slice(I, End);
    I = End;
  }
  return Result;
}

std::string gfp::contentFingerprint(const Finding &F) {
  // The zero bytes keep ("ab", "c") and ("a", "bc") apart.
  std::string Content = F.Check + '\0' + F.Function + '\0';
  Content += F.Statement.empty() ? foldWhiteSpace(F.Message) : normalisedCode(F.Statement);
  llvm::SHA1 Hash;
  Hash.update(Content);
  return llvm::toHex(Hash.final(), /*LowerCase=*/true);
}

std::vector<std::string> gfp::fingerprints(llvm::ArrayRef<Finding> Findings) {
  std::vector<std::string> Result;
  Result.reserve(Findings.size());
  for (const Finding &F : Findings)
    Result.push_back(contentFingerprint(F) + ":" + std::to_string(F.Occurrence + 1));
  return Result;
}
