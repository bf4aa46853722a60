//===- HeaderHistory.h - What was met while headers were read -*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_HEADERHISTORY_H
#define GFPLINT_ENGINE_HEADERHISTORY_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace gfp {

/// What a HeaderRecorder has to remember of headers that were read to judge those that are read
/// after them. Files and names are numbers.
struct HeaderHistory {
  /// The number of \p Name, from now on at the latest.
  unsigned numberOf(llvm::StringRef Name) {
    auto [Entry, New] = Numbers.try_emplace(Name, Names.size());
    if (New)
      Names.push_back(Name.str());
    return Entry->second;
  }

  llvm::StringMap<unsigned> Numbers;
  std::vector<std::string> Names; ///< By their numbers.

  /// Of a file, when it last did so: how many files it had included.
  using Moments = std::map<unsigned, size_t>;
  /// Where each macro was found undefined.
  llvm::DenseMap<unsigned, Moments> Missed;
  /// Where each macro was expanded or found defined, as another file says.
  llvm::DenseMap<unsigned, Moments> Met;
  /// A file undefines a macro.
  struct Undefinition {
    unsigned By, Of;             ///< That file, and who had defined it.
    size_t Includes, Inclusions; ///< So far: of the file, and of all.
    bool Redefined = false;      ///< It defines it anew at once.
  };
  llvm::DenseMap<unsigned, std::vector<Undefinition>> Undone;
  /// Macros that several files define: which of them counts is a matter of order.
  llvm::DenseMap<unsigned, std::set<unsigned>> Contested;
  /// ((file, file of the macro), macro): how many files the first had included by then.
  std::map<std::pair<std::pair<unsigned, unsigned>, unsigned>, size_t> Expansions;
  /// How many files had been included when each macro was last defined, and by now.
  llvm::DenseMap<unsigned, size_t> DefinedAt;
  /// Macros that were undefined since then.
  llvm::DenseSet<unsigned> Gone;
  size_t Inclusions = 0;
  /// Macros that other files than the one that defines them have seen defined, or may have.
  llvm::DenseSet<unsigned> Lasting;
  /// What is declared outside functions.
  llvm::DenseSet<unsigned> Declared;
  struct Definition {
    size_t Met;      ///< How many files were met by then.
    size_t Includes; ///< Of these, how many the file had included.
  };
  /// The files that define each macro.
  llvm::DenseMap<unsigned, std::map<unsigned, Definition>> Defined;
};

} // namespace gfp

#endif // GFPLINT_ENGINE_HEADERHISTORY_H
