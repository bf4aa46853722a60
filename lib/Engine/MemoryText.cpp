//===- MemoryText.cpp - Memory in unparsed source text ---------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/MemoryText.h"
#include "Engine/Identifiers.h"
#include "Engine/SourceParts.h"
#include "Findings/Comments.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include <string>
#include <vector>

using namespace gfp;
using llvm::StringRef;

namespace {

/// Memory that goes through more variables than this is not followed: the source is parsed.
constexpr unsigned MaxPasses = 16;

/// Functions that cannot free some memory: in the lower half those that count wherever it gets, in
/// the upper half those that count in its source.
using Holds = uint64_t;

/// A type that no pointer has, unless a `*` says so.
bool isPlainType(StringRef Name) {
  static const llvm::StringSet<> Known = {
      "void",  "int",  "long",     "short",  "char",   "bool",    "struct",
      "union", "enum", "unsigned", "signed", "size_t", "ssize_t", "u8",
      "u16",   "u32",  "u64",      "s8",     "s16",    "s32",     "s64"};
  return Known.contains(Name);
}

/// An identifier or a punctuator.
struct Token {
  StringRef Name; ///< Empty: a punctuator.
  char Is = 'a';  ///< Its first character; 'a': an identifier; '=': an assignment.
};

/// What may be assigned, handed over or freed at once.
using Statement = std::vector<Token>;

class Follower {
public:
  Follower(StringRef Text, const MemoryNames &Names) : Text(Text), Names(Names), Source(Text) {}

  bool misuses() {
    if (Source.odd())
      return true;
    readMacros();
    // Nobody knows what they call.
    if (Source.makesNames() && !(MacroGives.empty() && MacroFrees.empty()))
      return true;
    for (const SourcePart &Part : Source.parts())
      if (Part.Is == SourcePart::Function)
        Bodies.emplace_back(&Part, statementsOf(Text.slice(Part.Open, Part.End)));
    for (unsigned Pass = 0; Pass < MaxPasses; ++Pass) {
      Grown = false;
      for (const auto &[Part, Statements] : Bodies)
        for (const Statement &Each : Statements)
          if (misuses(*Part, Each))
            return true;
      if (!Grown)
        return false;
    }
    return true;
  }

private:
  /// Splits the body of a function at what stands between statements; what is in parentheses stays
  /// together.
  static std::vector<Statement> statementsOf(StringRef Body) {
    std::vector<Statement> All(1);
    unsigned Parens = 0;
    for (size_t At = 0; At < Body.size();) {
      char C = Body[At];
      if (clang::isWhitespace(C)) {
        ++At;
      } else if (size_t End = endOfComment(Body, At); End != At) {
        At = End;
      } else if (C == '"' || C == '\'') {
        At = endOfLiteral(Body, At);
      } else if (clang::isAsciiIdentifierStart(C)) {
        StringRef Name = identifierAt(Body.substr(At));
        All.back().push_back({Name});
        At += Name.size();
      } else if (clang::isDigit(C)) {
        while (At < Body.size() && clang::isPreprocessingNumberBody(Body[At]))
          ++At;
      } else {
        bool Compares = Body.substr(At).starts_with("==") || Body.substr(At).starts_with("!=") ||
                        Body.substr(At).starts_with("<=") || Body.substr(At).starts_with(">=");
        bool Arrow = Body.substr(At).starts_with("->");
        At += Compares || Arrow ? 2 : 1;
        if (C == '(')
          ++Parens;
        else if (C == ')' && Parens)
          --Parens;
        if (!Parens && (C == ';' || C == '{' || C == '}'))
          All.emplace_back();
        else
          All.back().push_back({"", Compares ? '<' : Arrow ? '.' : C});
      }
    }
    llvm::erase_if(All, [](const Statement &Each) {
      return llvm::none_of(Each, [](const Token &T) { return T.Is == 'a'; });
    });
    return All;
  }

  /// Macros of the source stand for all they mention.
  void readMacros() {
    for (bool New = true; New;) {
      New = false;
      for (const SourceMention &Each : Source.mentions()) {
        const SourcePart &Part = Source.parts()[Each.Part];
        if (Part.Is != SourcePart::Macro)
          continue;
        for (StringRef Name : Part.Names) {
          if (Holds Gives = givenBy(Each.Name))
            New |= add(MacroGives[Name], Gives);
          if (Holds Frees = freedBy(Each.Name))
            New |= add(MacroFrees[Name], Frees);
        }
      }
    }
  }

  static bool add(Holds &Known, Holds More) {
    Holds Before = std::exchange(Known, Known | More);
    return Known != Before;
  }

  Holds givenBy(StringRef Name) const {
    return Names.CannotFree(Name) | Holds(Names.CannotFreeHere(Name)) << 32 |
           MacroGives.lookup(Name) | Given.lookup(Name);
  }
  Holds freedBy(StringRef Name) const {
    Holds Functions = Names.Frees(Name);
    return Functions | Functions << 32 | MacroFrees.lookup(Name);
  }

  bool isField(const Statement &In, size_t I) const { return I && In[I - 1].Is == '.'; }

  /// What the \p I-th token of \p In names in \p Part: a field in the whole source, and else a
  /// variable of one function.
  llvm::StringMap<Holds> &namesAround(const SourcePart &Part, const Statement &In, size_t I) {
    return isField(In, I) ? Fields : Variables[&Part];
  }

  /// Of the value the \p I-th token stands for.
  Holds valueOf(const SourcePart &Part, const Statement &In, size_t I) {
    if (In[I].Is != 'a' || (I + 1 < In.size() && In[I + 1].Is == '.'))
      return 0; // Of a record, the field counts.
    return givenBy(In[I].Name) | namesAround(Part, In, I).lookup(In[I].Name);
  }

  void hold(const SourcePart &Part, const Statement &In, size_t I, Holds Value) {
    Grown |= add(namesAround(Part, In, I)[In[I].Name], Value);
  }

  Holds valuesIn(const SourcePart &Part, const Statement &In, size_t From) {
    Holds All = 0;
    for (size_t I = From; I < In.size(); ++I)
      All |= valueOf(Part, In, I);
    return All;
  }

  bool misuses(const SourcePart &Part, const Statement &In) {
    Holds Frees = 0, Macro = 0;
    for (size_t I = 0; I < In.size(); ++I)
      if (In[I].Name == "define") {
        return true;
      } else if (In[I].Is == 'a') {
        Frees |= freedBy(In[I].Name);
        Macro |= MacroGives.lookup(In[I].Name);
      } else if (In[I].Is == '=') {
        assign(Part, In, I);
      }
    if (Macro) // It may set what it is given.
      for (size_t I = 0; I < In.size(); ++I)
        if (In[I].Is == 'a')
          hold(Part, In, I, Macro);
    if (Frees && (Frees & valuesIn(Part, In, 0)))
      return true;
    return In.front().Name == "return" && givesBack(Part, valuesIn(Part, In, 1));
  }

  /// The value behind the `=` at \p Equals goes to what is named before it.
  void assign(const SourcePart &Part, const Statement &In, size_t Equals) {
    Holds Value = valuesIn(Part, In, Equals + 1);
    if (!Value)
      return;
    size_t I = Equals;
    unsigned Brackets = 0;
    while (I-- > 0) {
      Brackets += In[I].Is == ']';
      if (In[I].Is == '[' && Brackets)
        --Brackets;
      else if (In[I].Is == 'a' && !Brackets)
        break;
    }
    if (I < Equals)
      hold(Part, In, I, Value);
  }

  /// \p Part gives back \p Value. True if others can get it.
  bool givesBack(const SourcePart &Part, Holds Value) {
    if (!Value || !givesPointers(Part))
      return false;
    for (StringRef Name : Part.Names)
      Grown |= add(Given[Name], Value);
    return !Part.IsStatic && static_cast<FreeSet>(Value);
  }

  bool givesPointers(const SourcePart &Part) const {
    if (!Part.Plain)
      return true;
    size_t Name = Part.Names.front().begin() - Text.begin();
    size_t Begin = Text.take_front(Name).find_last_of(";}");
    StringRef Head = Text.slice(Begin == StringRef::npos ? 0 : Begin + 1, Name);
    return Head.contains('*') || !anyIdentifier(Head, isPlainType);
  }

  StringRef Text;
  const MemoryNames &Names;
  SourceParts Source;
  std::vector<std::pair<const SourcePart *, std::vector<Statement>>> Bodies;
  llvm::StringMap<Holds> MacroGives, MacroFrees;
  llvm::StringMap<Holds> Given; ///< By functions of the source.
  llvm::StringMap<Holds> Fields;
  llvm::DenseMap<const SourcePart *, llvm::StringMap<Holds>> Variables;
  bool Grown = false;
};

} // namespace

bool gfp::memoryMayBeMisused(StringRef Text, const MemoryNames &Names) {
  return Follower(Text, Names).misuses();
}
