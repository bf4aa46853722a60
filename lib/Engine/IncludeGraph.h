//===- IncludeGraph.h - Which headers include which ---------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_INCLUDEGRAPH_H
#define GFPLINT_ENGINE_INCLUDEGRAPH_H

#include "Engine/IncludeLines.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"
#include <string>
#include <vector>

namespace gfp {

/// What the headers of a tree include, as their text tells. Which file is meant hangs on the
/// command: one that stands beside the file that includes it, in quotes, is meant for certain; else
/// one in any of the directories that some command names.
class IncludeGraph {
public:
  /// \p Headers, sorted, and \p Directories live as long as this; the places of headers are their
  /// numbers.
  IncludeGraph(llvm::ArrayRef<std::string> Headers, const llvm::StringSet<> &Directories)
      : Headers(Headers), Directories(&Directories) {}

  /// The header of that number includes \p Spelled.
  void add(unsigned Header, IncludedFile Spelled);
  /// Takes in what \p Other, of the same headers, has.
  void take(IncludeGraph Other);
  /// To be called once, when all is there and before anything is asked.
  void finish();

  /// The headers that \p Includer, a path, may mean by \p Spelled.
  std::vector<unsigned> meant(llvm::StringRef Includer, IncludedFile Spelled) const;
  /// Those of \p Of, of which some are no headers of these, and all headers that lead to one.
  std::vector<unsigned> leadingTo(llvm::ArrayRef<std::string> Of) const;

private:
  llvm::ArrayRef<std::string> Headers;
  const llvm::StringSet<> *Directories;
  /// The headers that include each name, as it is spelled behind what opens it. Before finish().
  llvm::StringMap<std::vector<unsigned>> Spelled;
  llvm::StringMap<std::vector<unsigned>> ByLastName;
  std::vector<std::vector<unsigned>> Includers; ///< Of each header.
};

} // namespace gfp

#endif // GFPLINT_ENGINE_INCLUDEGRAPH_H
