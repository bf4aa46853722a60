//===- OpenQuestions.h - Functions that must be read -------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_OPENQUESTIONS_H
#define GFPLINT_ENGINE_OPENQUESTIONS_H

#include "Summary/GivenMasks.h"
#include "Summary/Program.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringSet.h"
#include <map>
#include <set>
#include <vector>

namespace gfp {

/// Finds the functions whose definitions must be read to tell whether one that was asked for
/// allocates nothing beside what its mask says, and where masks get to. Where something that is
/// known says that it does, or that it cannot be told, nothing needs to be read.
class OpenQuestions {
public:
  /// \p Linked are the records there are, \p Known the summaries of these and of others.
  OpenQuestions(const Program &Linked, const SummaryStore &Known) : Linked(Linked), Known(Known) {}

  /// All there is to ask for now.
  struct Questions {
    std::set<Symbol> Allocating = {};  ///< Functions: whether they allocate.
    std::set<Symbol> LettingGo = {};   ///< Whether they close sections.
    std::set<Symbol> Memory = {};      ///< What memory they give.
    std::set<Symbol> Sleeping = {};    ///< Whether they make an allocation that sleeps.
    std::vector<GivenMask> Masks = {}; ///< Where these get to.
  };
  /// Tells of functions' names for which an answer can be of interest: memory of which it matters
  /// where it is from, or an allocation in a section.
  struct Interest {
    llvm::function_ref<bool(llvm::StringRef)> MayGive, MaySleep;
  };
  /// What must be read for an answer to \p Asked. Nothing is named twice in the life of this
  /// object: what was read and is not known then will never be.
  llvm::StringSet<> missing(Questions Asked, const Interest &In);
  /// The names of all functions that were looked at for an answer so far.
  const llvm::StringSet<> &followed() const { return Followed; }

private:
  struct Search {
    std::vector<Symbol> Missing;
    llvm::DenseSet<uint32_t> Seen;
  };
  /// Follows what \p Key calls into so many files beyond its own; false if no answer can come of
  /// it.
  bool follow(Symbol Key, unsigned Files, Search &Into) const;
  bool followCall(const FunctionSummary &Caller, Symbol Callee, unsigned Files, Search &Into) const;
  /// Adds what \p Key calls, in so many files beyond its own, of which nothing is known.
  void followLettingGo(Symbol Key, unsigned Files, std::map<Symbol, unsigned> &Seen,
                       std::set<Symbol> &Missing) const;
  /// Adds \p Key, or those it calls by edges that \p Counts is true for, if nothing is known of
  /// them and they are \p OfInterest.
  void followEdges(Symbol Key, llvm::function_ref<bool(const CallEdge &)> Counts,
                   llvm::function_ref<bool(llvm::StringRef)> OfInterest, std::set<Symbol> &Seen,
                   std::set<Symbol> &Missing) const;
  /// Adds the functions that masks get to and of which nothing is known.
  void followMasks(std::vector<GivenMask> Given, std::set<Symbol> &Missing) const;

  const Program &Linked;
  const SummaryStore &Known;
  std::set<Symbol> Sought;
  mutable llvm::StringSet<> Followed;
};

} // namespace gfp

#endif // GFPLINT_ENGINE_OPENQUESTIONS_H
