//===- TextProgram.h - A tree's functions, unparsed ---------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_TEXTPROGRAM_H
#define GFPLINT_ENGINE_TEXTPROGRAM_H

#include "Checks/Check.h"
#include "Engine/TextFunctions.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseSet.h"
#include <map>
#include <set>
#include <vector>

namespace gfp {

/// Functions of many files, linked by their names: which may sleep in an atomic section, which try
/// an allocation again and again, and which ignore a mask they are given.
class TextProgram {
public:
  /// Adds what was read of one file. \p IsHeader: others see what it defines.
  void add(unsigned File, bool IsHeader, std::vector<TextFunction> Functions);

  /// Functions of files by their offsets; 0: it may be all of the file.
  using Places = std::map<unsigned, std::set<unsigned>>;
  /// Where something may be found, and the functions of sources on which that hangs.
  struct Hits {
    Places Own, Behind;
    llvm::DenseSet<uint64_t> Names; ///< Of those behind, as hashes.
  };
  Hits find(const SoughtShapes &Asked) const;

private:
  class Search;

  struct Function {
    unsigned File;
    bool IsHeader;
    TextFunction Text;
  };
  std::vector<Function> Functions;
};

} // namespace gfp

#endif // GFPLINT_ENGINE_TEXTPROGRAM_H
