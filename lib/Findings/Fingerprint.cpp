//===- Fingerprint.cpp - Recognising a finding later ----------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Findings/Fingerprint.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
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

std::vector<std::string> gfp::fingerprints(llvm::ArrayRef<Finding> Sorted) {
  std::vector<std::string> Result;
  Result.reserve(Sorted.size());
  // Equal contents seen so far in the file of the finding at hand.
  llvm::StringMap<unsigned> Seen;
  StringRef File;
  for (const Finding &F : Sorted) {
    if (F.At.File != File) {
      Seen.clear();
      File = F.At.File;
    }
    // The zero bytes keep ("ab", "c") and ("a", "bc") apart.
    std::string Content = F.Check + '\0' + F.Function + '\0';
    Content += foldWhiteSpace(F.Statement.empty() ? F.Message : F.Statement);
    unsigned Occurrence = Seen[Content]++;
    Content += '\0' + std::to_string(Occurrence);
    llvm::SHA1 Hash;
    Hash.update(Content);
    auto Digest = Hash.final();
    Result.push_back(llvm::toHex(Digest, /*LowerCase=*/true));
  }
  return Result;
}
