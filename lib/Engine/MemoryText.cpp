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
  /// 'a': an identifier. Else its character; '.': an arrow, too; 'c': a comparison with `=`.
  char Is = 'a';
};

/// The punctuator at the start of \p Text.
char punctuatorAt(StringRef Text) {
  if (Text.starts_with("->"))
    return '.';
  bool Compares = Text.starts_with("==") || Text.starts_with("!=") || Text.starts_with("<=") ||
                  Text.starts_with(">=");
  return Compares ? 'c' : Text.front();
}

/// The tokens of \p Text, but for comments, literals and numbers.
std::vector<Token> tokensOf(StringRef Text) {
  std::vector<Token> All;
  for (size_t At = 0; At < Text.size();) {
    char C = Text[At];
    if (clang::isWhitespace(C)) {
      ++At;
    } else if (size_t End = endOfComment(Text, At); End != At) {
      At = End;
    } else if (C == '"' || C == '\'') {
      At = endOfLiteral(Text, At);
    } else if (clang::isAsciiIdentifierStart(C)) {
      All.push_back({identifierAt(Text.substr(At))});
      At += All.back().Name.size();
    } else if (clang::isDigit(C)) {
      while (At < Text.size() && clang::isPreprocessingNumberBody(Text[At]))
        ++At;
    } else {
      All.push_back({"", punctuatorAt(Text.substr(At))});
      At += All.back().Is == C ? 1 : 2;
    }
  }
  return All;
}

/// What may be assigned, handed over or freed at once.
using Statement = std::vector<Token>;

class Follower {
public:
  Follower(StringRef Text, const MemoryNames &Names) : Text(Text), Names(Names), Source(Text) {}

  bool misuses() {
    if (Source.odd())
      return true;
    for (const SourcePart &Part : Source.parts())
      if (Part.Is == SourcePart::Macro)
        Macros.insert_range(Part.Names);
    readMacros();
    readFields();
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
  /// together. A list of values begins with its brace.
  std::vector<Statement> statementsOf(StringRef Body) {
    std::vector<Statement> All(1);
    unsigned Parens = 0;
    for (const Token &Each : tokensOf(Body)) {
      Statement &Last = All.back();
      HasRecords |= Each.Is == '{' && endsAsRecord(Last);
      bool List =
          Each.Is == '{' && !Last.empty() && (Last.back().Is == '=' || Last.back().Is == '{');
      if (Each.Is == '(')
        ++Parens;
      else if (Each.Is == ')' && Parens)
        --Parens;
      if (Parens || (Each.Is != ';' && Each.Is != '{' && Each.Is != '}'))
        Last.push_back(Each);
      else
        All.emplace_back();
      if (!Parens && List)
        All.back().push_back(Each);
    }
    llvm::erase_if(All, [](const Statement &Each) {
      return llvm::none_of(Each, [](const Token &T) { return T.Is == 'a'; });
    });
    return All;
  }

  /// What comes next are the fields of a record.
  static bool endsAsRecord(const Statement &Before) {
    auto isKey = [](const Token &Each) { return Each.Name == "struct" || Each.Name == "union"; };
    return llvm::any_of(llvm::ArrayRef(Before).take_back(2), isKey);
  }

  /// Only of records that the source itself defines is known what all their fields hold.
  void readFields() {
    for (const SourceMention &Each : Source.mentions())
      if (Source.parts()[Each.Part].Is == SourcePart::Macro || Each.InBraces)
        if (Source.parts()[Each.Part].Is != SourcePart::Function)
          OwnFields.insert(Each.Name);
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

  /// Where it is kept what the \p I-th token of \p In holds in \p Part: a field in the whole
  /// source, and else a variable of one function.
  llvm::StringMap<Holds> &namesAround(const SourcePart &Part, const Statement &In, size_t I) {
    if (!I || In[I - 1].Is != '.')
      return Variables[&Part];
    return HasRecords || OwnFields.contains(In[I].Name) ? Fields : OtherFields;
  }

  void hold(const SourcePart &Part, const Statement &In, size_t I, Holds Value) {
    llvm::StringMap<Holds> &Around = namesAround(Part, In, I);
    if (&Around != &OtherFields)
      Grown |= add(Around[In[I].Name], Value);
  }

  /// A macro that may give back what it is given, or set it. That of a header is not looked at, but
  /// for its name: no_free_ptr(), PTR_ALIGN(), swap().
  bool handsOn(StringRef Name) const {
    return Macros.contains(Name) || isShouted(Name) || Name.contains("ptr") || Name == "swap";
  }

  /// The token behind what is in the parentheses or brackets that \p In opens at \p Open.
  static size_t behindGroup(const Statement &In, size_t Open) {
    unsigned Depth = 0;
    for (size_t I = Open; I < In.size(); ++I) {
      Depth += In[I].Is == '(' || In[I].Is == '[';
      if ((In[I].Is == ')' || In[I].Is == ']') && --Depth == 0)
        return I + 1;
    }
    return In.size();
  }

  /// What the expression from \p Begin to \p End can be. What a function is given is not what it
  /// gives back; the elements of arrays are not followed.
  Holds valueOf(const SourcePart &Part, const Statement &In, size_t Begin, size_t End) {
    Holds All = 0;
    for (size_t I = Begin; I < End; ++I) {
      if (In[I].Is == '[')
        I = behindGroup(In, I) - 1;
      if (In[I].Is != 'a')
        continue;
      char Next = I + 1 < End ? In[I + 1].Is : 0;
      if (Next == '(') {
        All |= givenBy(In[I].Name);
        if (!handsOn(In[I].Name))
          I = behindGroup(In, I + 1) - 1;
      } else if (Next != '.' && Next != '[') { // Of a record, the field counts.
        All |= givenBy(In[I].Name) | namesAround(Part, In, I).lookup(In[I].Name);
      }
    }
    return All;
  }

  /// Where the expression ends that begins at \p Begin: at a comma or the parenthesis around it.
  static size_t endOfExpression(const Statement &In, size_t Begin) {
    for (size_t I = Begin; I < In.size(); ++I)
      if (In[I].Is == '(' || In[I].Is == '[')
        I = behindGroup(In, I) - 1;
      else if (In[I].Is == ',' || In[I].Is == ')')
        return I;
    return In.size();
  }

  bool misuses(const SourcePart &Part, const Statement &In) {
    bool Defines = false, Concerned = false, Assigns = false;
    for (size_t I = 0; I < In.size(); ++I) {
      if (In[I].Is == '=') {
        assign(Part, In, I);
        Assigns = true;
      }
      if (In[I].Is != 'a')
        continue;
      Defines |= In[I].Name == "define";
      Concerned |= givenBy(In[I].Name) || freedBy(In[I].Name);
      if (frees(Part, In, I) ||
          (In[I].Name.contains("return") && givesBack(Part, valueOf(Part, In, I + 1, In.size()))))
        return true;
      if (I + 1 < In.size() && In[I + 1].Is == '(' && handsOn(In[I].Name))
        setArguments(Part, In, I);
    }
    if (Defines && Concerned)
      return true;
    // In a list of values without names, nobody knows what gets it.
    return In.front().Is == '{' && !Assigns && valueOf(Part, In, 1, In.size());
  }

  /// The \p I-th token of \p In frees what it must not.
  bool frees(const SourcePart &Part, const Statement &In, size_t I) {
    Holds Functions = freedBy(In[I].Name);
    if (!Functions)
      return false;
    if (I + 1 < In.size() && In[I + 1].Is == '(')
      return Functions & valueOf(Part, In, I + 2, behindGroup(In, I + 1));
    // It is a variable's cleanup.
    return I && In[I - 1].Is == '(' && llvm::any_of(In, [&](const Token &Each) {
             return Functions & (givenBy(Each.Name) | Variables[&Part].lookup(Each.Name));
           });
  }

  /// What a macro, the \p I-th token of \p In, is given or gives goes to all it is given.
  void setArguments(const SourcePart &Part, const Statement &In, size_t I) {
    size_t End = behindGroup(In, I + 1);
    Holds Value = valueOf(Part, In, I, End);
    for (size_t Each = I + 2; Value && Each < End; ++Each)
      if (In[Each].Is == 'a')
        hold(Part, In, Each, Value);
  }

  /// The value behind the `=` at \p Equals goes to what is named before it.
  void assign(const SourcePart &Part, const Statement &In, size_t Equals) {
    Holds Value = valueOf(Part, In, Equals + 1, endOfExpression(In, Equals + 1));
    for (size_t I = Equals; Value && I-- > 0;) {
      if (In[I].Is == ']')
        return;
      if (In[I].Is == 'a')
        return hold(Part, In, I, Value);
    }
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
    if (Part.Names.size() != 1)
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
  llvm::StringSet<> Macros;
  llvm::StringMap<Holds> Given; ///< By functions of the source.
  llvm::StringMap<Holds> Fields, OtherFields;
  llvm::StringSet<> OwnFields;
  bool HasRecords = false; ///< Of functions.
  llvm::DenseMap<const SourcePart *, llvm::StringMap<Holds>> Variables;
  bool Grown = false;
};

} // namespace

bool gfp::memoryMayBeMisused(StringRef Text, const MemoryNames &Names) {
  return Follower(Text, Names).misuses();
}
