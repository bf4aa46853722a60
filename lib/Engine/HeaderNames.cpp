//===- HeaderNames.cpp - The names in a header's text ---------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/HeaderNames.h"
#include "Engine/Identifiers.h"
#include "Findings/Comments.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"

using namespace gfp;
using llvm::StringRef;

/// \p Word of \p Text follows a `#` that begins a line.
static bool isDirective(StringRef Text, StringRef Word) {
  StringRef Before = Text.take_front(Word.data() - Text.data()).rtrim(" \t");
  return Before.consume_back("#") &&
         (Before.rtrim(" \t").empty() || Before.rtrim(" \t").ends_with("\n"));
}

/// \p Behind, a name, comes a parenthesis, or a comment, behind which there may be one.
static bool mayHaveArguments(StringRef Behind) {
  Behind = Behind.drop_while(clang::isWhitespace);
  return Behind.starts_with("(") || Behind.starts_with("/");
}

namespace {

/// Whether a place is between the parentheses of a macro.
class MacroArguments {
public:
  explicit MacroArguments(llvm::function_ref<bool(StringRef)> IsMacro) : IsMacro(IsMacro) {}

  void name(StringRef Name) { Last = Name; }
  void other(char C) {
    if (C == '(' && ++Depth && !Outermost && !Last.empty() && IsMacro(Last))
      Outermost = Depth;
    if (C == ')' && Depth && Depth-- == Outermost)
      Outermost = 0;
    if (!clang::isWhitespace(C))
      Last = {};
  }
  bool inside() const { return Outermost; }

private:
  llvm::function_ref<bool(StringRef)> IsMacro;
  StringRef Last; ///< The name right before; empty: something else is.
  unsigned Depth = 0;
  unsigned Outermost = 0; ///< The depth of the first macro's; 0: in none.
};

} // namespace

std::vector<NameInText> gfp::namesIn(StringRef Text, llvm::ArrayRef<TextPart> Skipped,
                                     llvm::function_ref<bool(StringRef)> IsMacro) {
  std::vector<TextPart> Idle(Skipped);
  for (const CommentRange &Comment : commentsIn(Text))
    Idle.push_back({Comment.Begin, Comment.End});
  llvm::sort(Idle);
  auto Next = Idle.begin();
  std::vector<NameInText> Names;
  llvm::StringMap<size_t> Seen;
  StringRef Last; // The name before, on the same line.
  bool InDirective = false;
  MacroArguments Arguments(IsMacro);
  for (size_t At = 0; At < Text.size();) {
    while (Next != Idle.end() && Next->second <= At)
      ++Next;
    char C = Text[At];
    if (Next != Idle.end() && Next->first <= At) {
      At = Next->second;
    } else if (C == '"' || C == '\'') {
      At = endOfLiteral(Text, At);
    } else if (clang::isDigit(C)) {
      // A number's letters are no names.
      while (At < Text.size() && clang::isAsciiIdentifierContinue(Text[At]))
        ++At;
    } else if (!clang::isAsciiIdentifierStart(C)) {
      if (C == '\n') {
        Last = {};
        InDirective &= Text.take_front(At).rtrim('\r').ends_with("\\");
      }
      InDirective |= C == '#';
      Arguments.other(C);
      ++At;
    } else {
      StringRef Name = identifierAt(Text.substr(At));
      At += Name.size();
      bool Sets = (Last == "define" || Last == "undef") && isDirective(Text, Last);
      auto [Known, New] = Seen.try_emplace(Name, Names.size());
      if (New)
        Names.push_back({Name, Sets, false});
      bool &Called = Names[Known->second].Called;
      Called = Called || InDirective || Arguments.inside() || mayHaveArguments(Text.substr(At));
      Arguments.name(Name);
      if (Sets)
        At = endOfDirective(Text, At);
      Last = Name;
    }
  }
  return Names;
}
