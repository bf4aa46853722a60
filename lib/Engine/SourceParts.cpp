//===- SourceParts.cpp - The functions of unparsed source text ------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/SourceParts.h"
#include "Engine/Identifiers.h"
#include "Findings/Comments.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <utility>

using namespace gfp;
using llvm::StringRef;

namespace {

/// \p Name, in a list of parameters, may be that of a mask or its type.
bool mayBeMask(StringRef Name) {
  return Name.contains_insensitive("gfp") || isShouted(Name) || Name == "typeof" ||
         Name.contains_insensitive("mask");
}

} // namespace

/// Goes through a text once, token by token.
class SourceParts::Reader {
public:
  Reader(StringRef Text, SourceParts &Into) : Text(Text), Into(Into) {
    begin(SourcePart::Statement);
  }

  void read() {
    while (At < Text.size() && !Into.Odd)
      token();
    endJoining();
    Into.Odd |= Depth != 0;
  }

private:
  SourcePart &part() { return Into.Parts.back(); }
  llvm::ArrayRef<SourceMention> head() const {
    return llvm::ArrayRef(Into.Mentions).drop_front(FirstMention);
  }

  void begin(SourcePart::Kind Kind) {
    Into.Parts.emplace_back().Is = Kind;
    FirstMention = Into.Mentions.size();
    Parens = Groups = 0;
    Assigned = Nolint = Block = false;
    Empty = Plain = Unnamed = true;
    Last = 0;
    Before = {};
  }

  void token() {
    char C = Text[At];
    if (C == '\n')
      return newline();
    if (clang::isWhitespace(C)) {
      ++At;
      return;
    }
    if (size_t End = endOfComment(Text, At); End != At)
      return comment(End);
    if (C == '#' && Text.slice(Text.take_front(At).rfind('\n') + 1, At).trim(" \t").empty())
      return directive();
    Empty = false;
    if (clang::isAsciiIdentifierStart(C))
      return identifier();
    if (size_t End = endOfConstant(Text, At); End != At) {
      if (InDirective)
        join(Text.slice(At, End));
      At = End;
    } else
      punctuator(C);
    Last = C;
  }

  bool isContinued(size_t Newline) const {
    return Text.take_front(Newline).rtrim('\r').ends_with("\\");
  }

  void newline() {
    bool Ends = InDirective && !isContinued(At);
    ++At;
    if (!Ends)
      return;
    endJoining();
    InDirective = false;
    if (part().Is == SourcePart::Macro)
      begin(SourcePart::Statement);
  }

  void comment(size_t End) {
    Nolint |= Text.slice(At, End).contains("NOLINT");
    At = End;
  }

  void directive() {
    Plain &= Empty;
    InDirective = true;
    StringRef Line = Text.substr(At + 1).ltrim(" \t");
    if (Line.starts_with("include"))
      include(Line);
    if (!Line.consume_front("define") || Line.empty() ||
        !clang::isHorizontalWhitespace(Line.front())) {
      skipDirective();
      return;
    }
    StringRef Name = identifierAt(Line.ltrim(" \t"));
    At = Name.data() + Name.size() - Text.data();
    if (!Depth)
      begin(SourcePart::Macro);
    part().Names.push_back(Name);
    Parameters.clear();
    if (StringRef List = Text.substr(At); List.consume_front("("))
      anyIdentifier(List.take_until([](char C) { return C == ')'; }), [&](StringRef Each) {
        Parameters.push_back(Each);
        return false;
      });
    if (!Depth)
      part().Parameters = Parameters;
  }

  /// The macro that is being defined is given \p Name's place.
  bool isParameter(StringRef Name) const {
    return Name == "__VA_ARGS__" || llvm::is_contained(Parameters, Name);
  }

  /// \p Piece, a name or a number, stands in a macro.
  void join(StringRef Piece) {
    if (!std::exchange(Joins, false)) {
      endJoining();
      FirstPiece = Piece;
    }
    LastPiece = Piece;
  }

  /// What was joined ends here.
  void endJoining() {
    const StringRef Begin = isParameter(FirstPiece) ? "" : FirstPiece,
                    End = isParameter(LastPiece) ? "" : LastPiece;
    const bool Any = FirstPiece.begin() != LastPiece.begin() &&
                     !clang::isDigit(FirstPiece.empty() ? 'a' : FirstPiece.front());
    FirstPiece = LastPiece = {};
    Joins = false;
    if (!Any)
      return;
    Into.MakesAnyName |= Begin.empty() && End.empty();
    Into.Joined.push_back({static_cast<unsigned>(Into.Parts.size() - 1), Begin, End});
  }

  void include(StringRef Line) {
    Line = Line.take_until([](char C) { return C == '\n'; });
    StringRef Name = Line.split('"').second.split('"').first;
    Into.IncludesCode |= Name.empty() ? !Line.contains(".h>") : !Name.ends_with(".h");
    if (!Name.empty())
      Into.Headers.push_back(Name);
  }

  /// To the newline that ends it: none in a comment, nor one behind a backslash.
  void skipDirective() {
    while (At < Text.size()) {
      At = std::min(Text.find_first_of("\n/", At), Text.size());
      if (At == Text.size() || (Text[At] == '\n' && !isContinued(At)))
        return;
      At = std::max(endOfComment(Text, At), At + 1);
    }
  }

  void identifier() {
    // What a macro makes needs no semicolon.
    if (!Depth && !InDirective && part().IsMade && Last == ')' && !Parens && Text[At - 1] == '\n')
      begin(SourcePart::Statement);
    StringRef Name = identifierAt(Text.substr(At));
    At += Name.size();
    if (InDirective)
      join(Name);
    StringRef Next = Text.substr(At);
    // One that goes on in the next line.
    Into.Odd |= Next.consume_front("\\\n") && !identifierAt(Next).empty();
    Next = Next.ltrim(" \t\n");
    bool Called =
        Next.starts_with("(") || (Next.consume_front(")") && Next.ltrim(" \t\n").starts_with("("));
    bool First = !Depth && !InDirective;
    if (First && !Parens && !isStorage(Name) && std::exchange(Unnamed, false))
      part().IsMade = Called;
    Into.Mentions.push_back({Name, static_cast<unsigned>(Into.Parts.size() - 1),
                             Last == '=' && IsField ? Before : "", Called,
                             First && !Parens && !Assigned, First && Parens > 0, Depth > 0});
    IsField = Last == '.' || Last == '>';
    Before = Name;
    Last = 'a';
  }

  void punctuator(char C) {
    ++At;
    if (InDirective) {
      if (C != '#' && C != '\\')
        endJoining();
      // A comma goes with what is behind it: it makes no name.
      else if (C == '#' && Last == '#' && Text[At - 2] == '#')
        Joins = !FirstPiece.empty();
      return;
    }
    Into.Odd |= C == '\\' && !Text.substr(At).ltrim('\r').starts_with("\n");
    if (C == '{')
      return open();
    if (C == '}')
      return close();
    if (Depth)
      return;
    if (C == '(') {
      Groups += !Parens++ && (Last != 'a' || !isAttribute(Before));
      return;
    }
    if (C == ')')
      --Parens;
    else if ((C == '=' || C == '[') && !Parens && !Assigned)
      variable(C);
    else if (C == ';' && Parens <= 0)
      begin(SourcePart::Statement);
  }

  void variable(char C) {
    Assigned = C == '=';
    if (!Before.empty())
      part().Names.push_back(Before);
  }

  void open() {
    if (Depth++ || Parens > 0 || Assigned)
      return;
    if (isFunction()) {
      part().Is = SourcePart::Function;
      part().Open = At - 1;
      Nolint = false;
      return;
    }
    // Or it is a function after all, with its parameters declared the old way.
    bool Type = llvm::any_of(head(), [](const SourceMention &Each) {
      return Each.Name == "struct" || Each.Name == "union" || Each.Name == "enum";
    });
    Into.Odd |= !Type || Block;
    Block = true;
  }

  /// What stands before the brace is the head of one; takes its names.
  bool isFunction() {
    if (Last != ')' && Last != 'a')
      return false;
    std::vector<StringRef> Names;
    bool Plainly = true;
    for (const SourceMention &Each : head())
      if (Each.Called && Each.InHead && !isAttribute(Each.Name)) {
        Names.push_back(Each.Name);
        StringRef Inside = Text.substr(Each.Name.end() - Text.begin()).ltrim(" \t\n").drop_front();
        Plainly &= !isShouted(Each.Name) && !Inside.ltrim().starts_with("*");
      }
    if (Names.empty())
      return false;
    // A type comes first, and one list of parameters last.
    Plainly &=
        Names.size() == 1 && head().front().Name.begin() != Names.front().begin() && Groups == 1;
    if (!Plainly) // A macro makes its name, or it gives back a pointer to a function.
      for (const SourceMention &Each : head())
        if (Each.InParens)
          Names.push_back(Each.Name);
    Plain &= Plainly;
    part().IsStatic = llvm::any_of(
        head(), [](const SourceMention &Each) { return Each.Name == "static" && Each.InHead; });
    part().TakesMask = !Plainly || llvm::any_of(head(), [](const SourceMention &Each) {
      return Each.InParens && mayBeMask(Each.Name);
    });
    part().Names = std::move(Names);
    return true;
  }

  void close() {
    Into.Odd |= Depth == 0;
    bool InFirstColumn = At < 2 || Text[At - 2] == '\n';
    Into.Odd |= InFirstColumn && Parens > 0; // Conditions took one away.
    // What is not balanced because of conditions ends with the function, or the initializer.
    bool Ends =
        InFirstColumn && (part().Is == SourcePart::Function || Text.substr(At).starts_with(";"));
    Depth = Ends || !Depth ? 0 : Depth - 1;
    if (Depth || part().Is != SourcePart::Function)
      return;
    part().Plain = Plain;
    part().Removable = Plain && !Nolint;
    part().End = At;
    begin(SourcePart::Statement);
  }

  StringRef Text;
  SourceParts &Into;
  size_t At = 0, FirstMention = 0;
  int Parens = 0;     ///< At the first level.
  int Groups = 0;     ///< Of parentheses there so far, but for attributes.
  unsigned Depth = 0; ///< Of braces.
  bool InDirective = false;
  bool Assigned = false; ///< A `=` at the first level of this part.
  bool Block = false;    ///< A block in this part that is no function.
  bool Empty = true;     ///< Nothing yet in this part.
  bool Plain = true;     ///< No directive in this part.
  bool Unnamed = true;   ///< No more than what says how it is stored.
  bool IsField = false;  ///< Before is one.
  bool Nolint = false;   ///< A comment for this program in this function.
  char Last = 0;         ///< The first character of the last token; 'a': of an identifier.
  StringRef Before;      ///< The last identifier.
  std::vector<StringRef> Parameters; ///< Of the last macro.
  StringRef FirstPiece, LastPiece;   ///< Of what may be a name that a macro joins.
  bool Joins = false;                ///< Behind a `##`.
};

SourceParts::SourceParts(StringRef Text) { Reader(Text, *this).read(); }

std::string SourceParts::definitionsIn(StringRef Text) {
  std::string Definitions;
  for (size_t Begin = 0; Begin < Text.size();) {
    size_t End = std::min(Text.find('\n', Begin), Text.size());
    StringRef Line = behindBlanks(Text.slice(Begin, End));
    bool Defines = Line.consume_front("#") && behindBlanks(Line).starts_with("define");
    if (Defines) {
      End = endOfDirective(Text, Begin);
      Definitions += (Text.slice(Begin, End) + "\n").str();
    }
    Begin = End + 1;
  }
  return Definitions;
}
