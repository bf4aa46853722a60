//===- HeaderWords.h - What headers make of words ----------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_HEADERWORDS_H
#define GFPLINT_ENGINE_HEADERWORDS_H

#include "Engine/IncludeGraph.h"
#include "Engine/MaskText.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <string>
#include <vector>

namespace gfp {

/// The macros and inline functions of a tree's headers with the identifiers they mention: read
/// once, whatever is asked later.
class HeaderWords {
public:
  /// A macro or function mentions something.
  struct Mention {
    uint64_t Word;   ///< Hash of what is mentioned.
    unsigned Within; ///< Number of the macro or function.
    /// Of the call that mentions it, if it is one.
    MaskText::Kind Mask;

    auto operator<=>(const Mention &) const = default;
  };

  /// Reads \p Headers, on \p Threads threads. For these, sorted, and \p Directories see
  /// IncludeGraph.
  HeaderWords(llvm::ArrayRef<std::string> Headers, const llvm::StringSet<> &Directories,
              const MaskText &Masks, unsigned Threads);

  /// All mentions of \p Word.
  llvm::ArrayRef<Mention> of(llvm::StringRef Word) const;
  const std::string &nameOf(unsigned Definition) const { return Names[Definition].Name; }
  /// It names flags or masks, wherever.
  bool namesFlags(unsigned Definition) const { return Names[Definition].Flags; }
  const std::string &fileOf(unsigned Definition) const { return Headers[Names[Definition].Header]; }
  /// The header a function is in; null for a macro.
  const std::string *headerOf(unsigned Definition) const {
    return Names[Definition].IsFunction ? &fileOf(Definition) : nullptr;
  }
  const IncludeGraph &includes() const { return Includes; }

  /// A macro or function.
  struct Definition {
    std::string Name;
    unsigned Header;
    bool IsFunction, Flags = false;
  };

private:
  llvm::ArrayRef<std::string> Headers;
  IncludeGraph Includes;
  std::vector<Definition> Names;
  std::vector<Mention> Mentions; ///< Sorted.
};

} // namespace gfp

#endif // GFPLINT_ENGINE_HEADERWORDS_H
