//===- HeaderIndex.h - What a tree's headers declare --------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_KBUILD_HEADERINDEX_H
#define GFPLINT_KBUILD_HEADERINDEX_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Error.h"
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gfp {

/// A function as a header declares it.
struct Prototype {
  std::vector<std::string> Parameters; ///< Their text, white space folded.
  std::string Header;                  ///< Below the tree's root.

  /// Index of the first parameter that is a gfp_t by value.
  std::optional<unsigned> gfp() const;
};

/// The functions and function-like macros of all headers below include/, read as text: for a tree
/// that need not be configured.
class HeaderIndex {
public:
  /// Fails if \p Root has no include directory.
  static llvm::Expected<HeaderIndex> read(llvm::StringRef Root);

  /// Takes in the text of one header.
  void add(llvm::StringRef Text, llvm::StringRef Header);

  /// Declared or defined, as a function or as a macro.
  bool has(llvm::StringRef Name) const { return Names.contains(Name); }
  bool isMacro(llvm::StringRef Name) const { return Macros.contains(Name); }
  /// The declarations of a function that could be read.
  const std::vector<Prototype> *prototypes(llvm::StringRef Name) const;
  /// Every function with a gfp_t parameter, by name.
  const std::map<std::string, std::vector<Prototype>> &all() const { return Functions; }

private:
  llvm::StringSet<> Names, Macros;
  std::map<std::string, std::vector<Prototype>> Functions;
};

} // namespace gfp

#endif // GFPLINT_KBUILD_HEADERINDEX_H
