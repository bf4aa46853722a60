//===- UnitQueue.h - Units for threads that share headers --*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_UNITQUEUE_H
#define GFPLINT_ENGINE_UNITQUEUE_H

#include "Engine/SharedHeaders.h"
#include <condition_variable>
#include <mutex>
#include <optional>

namespace gfp {

/// Hands units to threads, those that share a header one after the other, the header first.
class UnitQueue {
public:
  /// \p Shared may be null: then no unit shares any.
  UnitQueue(const std::vector<CompileCommand> &Commands, llvm::ArrayRef<size_t> Units,
            SharedHeaders *Shared);

  struct Item {
    size_t Unit; ///< Index into the commands.
    std::shared_ptr<const PrecompiledHeader> Header;
    std::string Obstacle; ///< Why it cannot share the header there is; empty: it may, or none is.
  };
  /// The next unit; nothing at the end. Called by many threads: one that finds a header to be made
  /// makes it, and one that finds nothing else to do waits for it.
  std::optional<Item> next();

private:
  struct Batch {
    SharedHeaders::Group *Group = nullptr; ///< Null: its units share nothing.
    enum { ToBeMade, BeingMade, Ready } State = Ready;
    std::vector<size_t> Units;
  };

  /// The header that of \p Of goes on from is not there yet.
  bool isBehind(const Batch &Of) const;

  const std::vector<CompileCommand> &Commands;
  SharedHeaders *Shared;
  std::vector<Batch> Batches;
  std::mutex Lock;
  std::condition_variable Changed;
};

} // namespace gfp

#endif // GFPLINT_ENGINE_UNITQUEUE_H
