//===- SourceParts.h - The functions of unparsed source text -*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_SOURCEPARTS_H
#define GFPLINT_ENGINE_SOURCEPARTS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace gfp {

/// A function, a macro, or what else stands at the first level of a source.
struct SourcePart {
  enum Kind { Function, Macro, Statement } Is = Statement;
  /// What others know it by; of a statement, the variables with a value and the macros in it.
  std::vector<llvm::StringRef> Names;
  /// Of a macro, what it calls its arguments.
  std::vector<llvm::StringRef> Parameters;
  /// Of a function, the bytes from its opening brace to behind the closing one.
  size_t Open = 0, End = 0;
  /// It holds no directive, and no macro makes its name.
  bool Plain = false;
  /// The source means the same without a function's body, as far as others are concerned: it is
  /// plain, holds no comment for this program, and its braces match.
  bool Removable = false;
  /// Nobody outside this file can call it by its name.
  bool IsStatic = false;
  /// It may be given a mask.
  bool TakesMask = false;
  /// A statement that begins with the call of a macro: what that makes is not to be seen.
  bool IsMade = false;
};

/// An identifier of a source, outside comments, literals and directives that define nothing.
struct SourceMention {
  llvm::StringRef Name;
  unsigned Part = 0;
  /// The field it is assigned to, by `=` right before it; empty: none.
  llvm::StringRef Field;
  bool Called = false;   ///< A `(` follows, perhaps behind a `)`.
  bool InHead = false;   ///< Of the first level, up to a `{` or `=`, but not in parentheses.
  bool InParens = false; ///< Of the first level.
  bool InBraces = false;
};

/// Names that a macro joins with `##` and that nothing spells: one of its arguments is a part of
/// them.
struct JoinedName {
  unsigned Part = 0;          ///< The macro is in.
  llvm::StringRef Begin, End; ///< Of the names; one of both may be empty.

  /// \p Name may be one of them.
  bool mayBe(llvm::StringRef Name) const {
    return Name.size() >= Begin.size() + End.size() && Name.starts_with(Begin) &&
           Name.ends_with(End);
  }
};

/// Takes a source apart as far as that can be done without its headers. Kernel style helps: what
/// begins and ends in the first column.
class SourceParts {
public:
  explicit SourceParts(llvm::StringRef Text);

  llvm::ArrayRef<SourcePart> parts() const { return Parts; }
  /// The headers of its own that it includes, as they are spelled in quotes.
  llvm::ArrayRef<llvm::StringRef> ownHeaders() const { return Headers; }
  /// In source order.
  llvm::ArrayRef<SourceMention> mentions() const { return Mentions; }
  /// Calls \p Do with each part of \p Kind that mentions something, and what it mentions.
  template <class Fn> void forEach(SourcePart::Kind Kind, Fn Do) const {
    llvm::ArrayRef<SourceMention> Left = Mentions;
    while (!Left.empty()) {
      unsigned Part = Left.front().Part;
      auto Own = Left.take_while([&](const SourceMention &Each) { return Each.Part == Part; });
      Left = Left.drop_front(Own.size());
      if (Parts[Part].Is == Kind)
        Do(Parts[Part], Own);
    }
  }
  /// Something did not make sense, or there is more than its text: nothing can be told.
  bool odd() const { return Odd || IncludesCode; }
  /// Something did not make sense: the parts behind it are missing.
  bool isCutShort() const { return Odd; }
  /// A macro makes names of its arguments alone: each name may be one of them.
  bool makesAnyName() const { return MakesAnyName; }
  llvm::ArrayRef<JoinedName> joinedNames() const { return Joined; }

  /// The macros of \p Text, and nothing else: a text that can be taken apart whatever the rest of
  /// \p Text is like.
  static std::string definitionsIn(llvm::StringRef Text);

private:
  class Reader;

  std::vector<SourcePart> Parts;
  std::vector<SourceMention> Mentions;
  std::vector<llvm::StringRef> Headers;
  std::vector<JoinedName> Joined;
  bool Odd = false, MakesAnyName = false;
  bool IncludesCode = false; ///< What it includes is no header, by its name.
};

} // namespace gfp

#endif // GFPLINT_ENGINE_SOURCEPARTS_H
