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

/// Files that may be meant where something is included. Compile commands tell which are, and no
/// text: one that stands beside the file that includes it, in quotes, is meant for certain; else
/// any one whose path ends like that.
class IncludeTargets {
public:
  /// \p Headers are all there are, sorted.
  explicit IncludeTargets(llvm::ArrayRef<std::string> Headers) : Headers(Headers) {}

  /// False if it was there.
  bool insert(llvm::StringRef Path);
  /// \p Includer, a path, may mean one of them by \p Spelled.
  bool mayBe(llvm::StringRef Includer, IncludedFile Spelled) const;
  const llvm::StringSet<> &paths() const { return Paths; }

private:
  llvm::ArrayRef<std::string> Headers;
  llvm::StringSet<> Paths, Endings;
};

/// What the headers of a tree include, as their text tells.
class IncludeGraph {
public:
  /// \p Headers, sorted, live as long as this.
  explicit IncludeGraph(llvm::ArrayRef<std::string> Headers) : Headers(Headers) {}

  /// The header of that number includes \p Spelled.
  void add(unsigned Header, IncludedFile Spelled);
  /// Takes in what \p Other, of the same headers, has.
  void take(IncludeGraph Other);

  /// \p Header and all headers that lead to it.
  IncludeTargets leadingTo(llvm::StringRef Header) const;

private:
  llvm::ArrayRef<std::string> Headers;
  /// The numbers of the headers that include each name, as it is spelled behind what opens it.
  llvm::StringMap<std::vector<unsigned>> Includers;
};

} // namespace gfp

#endif // GFPLINT_ENGINE_INCLUDEGRAPH_H
