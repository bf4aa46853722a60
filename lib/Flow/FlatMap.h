//===- FlatMap.h - A small sorted map that is cheap to copy -*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FLOW_FLATMAP_H
#define GFPLINT_FLOW_FLATMAP_H

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

namespace gfp {

/// A map of a few entries, sorted by key in one piece of memory: what a path knows is copied at
/// every branch.
template <typename Key, typename Mapped> class FlatMap {
public:
  struct Entry {
    Key first;
    Mapped second;
    bool operator==(const Entry &) const = default;
  };

  auto begin() { return Entries.begin(); }
  auto end() { return Entries.end(); }
  auto begin() const { return Entries.begin(); }
  auto end() const { return Entries.end(); }

  /// The value at \p K, or null. The next insertion makes the pointer invalid.
  const Mapped *find(Key K) const {
    auto At = llvm::lower_bound(Entries, K, before);
    return At != Entries.end() && At->first == K ? &At->second : nullptr;
  }
  Mapped &operator[](Key K) {
    auto At = llvm::lower_bound(Entries, K, before);
    if (At == Entries.end() || At->first != K)
      At = Entries.insert(At, Entry{K, Mapped()});
    return At->second;
  }
  void erase(Key K) {
    auto At = llvm::lower_bound(Entries, K, before);
    if (At != Entries.end() && At->first == K)
      Entries.erase(At);
  }
  template <typename Predicate> void eraseIf(Predicate P) { llvm::erase_if(Entries, P); }

  bool operator==(const FlatMap &) const = default;

private:
  static bool before(const Entry &E, Key K) { return E.first < K; }

  llvm::SmallVector<Entry, 4> Entries;
};

} // namespace gfp

#endif // GFPLINT_FLOW_FLATMAP_H
