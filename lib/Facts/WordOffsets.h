//===- WordOffsets.h - Where words stand in headers ---------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FACTS_WORDOFFSETS_H
#define GFPLINT_FACTS_WORDOFFSETS_H

#include "Rules/WordFilter.h"
#include <map>
#include <mutex>

namespace gfp {

/// The offsets of a filter's words in texts, each looked for once: units include the same headers.
/// For all threads.
class WordOffsets {
public:
  explicit WordOffsets(const WordFilter &Words) : Words(Words) {}

  /// As WordFilter::wordsIn(); valid as long as this is.
  const std::vector<unsigned> &in(llvm::StringRef Text);

private:
  const WordFilter &Words;
  std::mutex Lock;
  /// By the hash of the text.
  std::map<std::pair<uint64_t, uint64_t>, std::vector<unsigned>> Known;
};

} // namespace gfp

#endif // GFPLINT_FACTS_WORDOFFSETS_H
