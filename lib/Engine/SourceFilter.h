//===- SourceFilter.h - Which sources need parsing ----------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_SOURCEFILTER_H
#define GFPLINT_ENGINE_SOURCEFILTER_H

#include "Rules/RuleSet.h"
#include "Rules/WordFilter.h"
#include "llvm/ADT/StringSet.h"
#include <memory>
#include <string>
#include <vector>

namespace gfp {

/// Tells from the text of a source whether parsing it can lead to a finding. The words that matter
/// are closed over the tree's headers first: a macro or inline function of a header that uses one
/// becomes one.
class SourceFilter {
public:
  /// Reads every header below \p Root on \p Threads threads. Two different names of \p Joined with
  /// but a `|` between them matter as well. The insides of what \p Rules know are their own affair:
  /// such a name becomes no word because of them.
  SourceFilter(const llvm::StringSet<> &Words, const llvm::StringSet<> &Joined,
               const RuleSet &Rules, const std::string &Root, unsigned Threads);

  /// Adds \p Words and what headers make of them.
  void extend(const llvm::StringSet<> &Words);

  /// \p File may lead to a finding; so may one that cannot be read.
  bool mayMatter(const std::string &File) const;
  /// How many words there are with those of the headers.
  size_t words() const { return Closed.size(); }
  const llvm::StringSet<> &list() const { return Closed; }

  /// \p File looks as if it defined a function that \p Names knows; so does one that cannot be read.
  static bool defines(const std::string &File, const WordFilter &Names);

private:
  bool mayMatter(const std::string &File, unsigned Depth) const;

  bool joins(llvm::StringRef Text) const;

  WordFilter Joined;
  const RuleSet &Rules;
  unsigned Threads;
  std::vector<std::string> Headers;
  llvm::StringSet<> Closed;
  std::unique_ptr<WordFilter> Filter;
};

} // namespace gfp

#endif // GFPLINT_ENGINE_SOURCEFILTER_H
