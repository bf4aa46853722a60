//===- IncludeLines.h - What unparsed text includes ---------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_INCLUDELINES_H
#define GFPLINT_ENGINE_INCLUDELINES_H

#include "Engine/Identifiers.h"
#include "llvm/ADT/StringRef.h"

namespace gfp {

/// The file of an #include, as it is spelled.
struct IncludedFile {
  llvm::StringRef Name; ///< Of one that a macro names, that from its second character on.
  char Open = '\0';     ///< What stands before it: `"` or `<`, if it is no macro.

  /// By its name.
  bool isHeader() const { return Name.ends_with(".h"); }
  /// Behind the last slash.
  llvm::StringRef lastName() const { return Name.substr(Name.rfind('/') + 1); }
};

/// \p Behind is what follows `include` up to the end of the text, or a part of that.
inline IncludedFile includedFile(llvm::StringRef Behind) {
  llvm::StringRef Line = behindBlanks(Behind.take_until([](char C) { return C == '\n'; }));
  return {Line.drop_front(!Line.empty()).take_until([](char C) { return C == '"' || C == '>'; }),
          Line.empty() ? '\0' : Line.front()};
}

/// \p Found holds for what some #include of \p Text names.
template <class Fn> bool anyInclude(llvm::StringRef Text, Fn Found) {
  for (size_t Hash = Text.find('#'); Hash != llvm::StringRef::npos;
       Hash = Text.find('#', Hash + 1)) {
    llvm::StringRef Directive = behindBlanks(Text.substr(Hash + 1));
    if (Directive.consume_front("include") && Found(includedFile(Directive)))
      return true;
  }
  return false;
}

/// \p Text includes something that is no header, by its name.
inline bool includesCode(llvm::StringRef Text) {
  return anyInclude(Text, [](IncludedFile File) { return !File.isHeader(); });
}

} // namespace gfp

#endif // GFPLINT_ENGINE_INCLUDELINES_H
