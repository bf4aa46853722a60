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
    } else if (size_t End = endOfConstant(Text, At); End != At) {
      At = End;
    } else if (clang::isAsciiIdentifierStart(C)) {
      All.push_back({identifierAt(Text.substr(At))});
      At += All.back().Name.size();
    } else if (C == '#' && !Text.substr(At + 1).ltrim(" \t").starts_with("define")) {
      At = std::min(Text.find('\n', At), Text.size()); // A condition.
    } else {
      All.push_back({"", punctuatorAt(Text.substr(At))});
      At += All.back().Is == C ? 1 : 2;
    }
  }
  return All;
}

/// What may be assigned, handed over or freed at once.
using Statement = std::vector<Token>;

/// Follows memory through one source.
class Follower {
public:
  Follower(StringRef Text, const MemoryNames &Names) : Text(Text), Names(Names), Source(Text) {}

  MemoryUses follow() {
    MemoryUses Uses;
    Uses.Misused = anyMisuse();
    Uses.GivenBack = std::move(GivenBack);
    return Uses;
  }

private:
  bool anyMisuse() {
    if (Source.odd())
      return true;
    for (const SourcePart &Part : Source.parts())
      if (Part.Is == SourcePart::Macro)
        Macros.insert_range(Part.Names);
    readFields();
    if (holdsMore())
      return true;
    for (const SourcePart &Part : Source.parts())
      if (Part.Is == SourcePart::Function)
        Bodies.emplace_back(&Part, statementsOf(Text.slice(Part.Open, Part.End)));
    for (unsigned Pass = 0; Pass < MaxPasses; ++Pass) {
      Grown = false;
      for (const auto &[Part, Statements] : Bodies)
        for (const Statement &Each : Statements)
          Misused |= misuses(*Part, Each);
      readMacros();
      if (holdsMore()) // Macros may call what gives memory.
        return true;
      if (!Grown)
        return Misused;
    }
    return true;
  }

  /// Splits the body of a function at what stands between statements; what is in parentheses stays
  /// together. A list of values begins with its brace.
  std::vector<Statement> statementsOf(StringRef Body) {
    std::vector<Statement> All(1);
    unsigned Parens = 0;
    for (const Token &Each : tokensOf(Body)) {
      Statement &Last = All.back();
      HasRecords |= Each.Is == '{' && endsAsRecord(Last);
      bool List = Each.Is == '{' && beginsList(Last);
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

  /// `for (...)`: what comes next is a block.
  static bool isHead(llvm::ArrayRef<Token> Before) {
    while (Before.size() > 1 && (Before[0].Name == "else" || Before[1].Is == ':'))
      Before = Before.drop_front(Before[0].Name == "else" ? 1 : 2);
    return Before.size() > 1 && Before[0].Is == 'a' && Before[1].Is == '(' &&
           behindGroup(Before, 1) == Before.size();
  }

  /// What comes next may be a list of values.
  static bool beginsList(const Statement &Before) {
    if (Before.empty() || isHead(Before))
      return false;
    auto gives = [](const Token &Each) { return Each.Is == '=' || Each.Name == "return"; };
    char Last = Before.back().Is;
    return Last == '=' || Last == '{' || Last == ',' ||
           (Last == ')' && llvm::any_of(Before, gives));
  }

  /// What comes next may be the fields of a record.
  static bool endsAsRecord(const Statement &Before) {
    return llvm::any_of(
        Before, [](const Token &Each) { return Each.Name == "struct" || Each.Name == "union"; });
  }

  /// Outside functions, something gives or frees memory: in a macro, or in what one makes.
  bool holdsMore() const {
    return llvm::any_of(Source.mentions(), [&](const SourceMention &Each) {
      SourcePart::Kind Where = Source.parts()[Each.Part].Is;
      return Where != SourcePart::Function && (Where == SourcePart::Macro || Each.Called) &&
             !Each.InHead && (givenBy(Each.Name) || freedBy(Each.Name));
    });
  }

  /// Only of records that the source itself defines is known what all their fields hold.
  void readFields() {
    for (const SourceMention &Each : Source.mentions()) {
      SourcePart::Kind Where = Source.parts()[Each.Part].Is;
      if (Where == SourcePart::Macro || (Where == SourcePart::Statement && Each.InBraces))
        OwnFields.insert(Each.Name);
    }
  }

  /// Macros of the source stand for the fields they mention.
  void readMacros() {
    for (bool New = true; New;) {
      New = false;
      for (const SourceMention &Each : Source.mentions())
        if (const SourcePart &Part = Source.parts()[Each.Part]; Part.Is == SourcePart::Macro)
          for (StringRef Name : Part.Names)
            if (Holds Value = Fields.lookup(Each.Name) | Fields.lookup(Name)) {
              New |= add(Fields[Each.Name], Value);
              New |= add(Fields[Name], Value);
            }
      Grown |= New;
    }
  }

  static bool add(Holds &Known, Holds More) {
    Holds Before = std::exchange(Known, Known | More);
    return Known != Before;
  }

  Holds givenBy(StringRef Name) const {
    return Names.CannotFree(Name) | Holds(Names.CannotFreeHere(Name)) << 32 | Given.lookup(Name);
  }
  Holds freedBy(StringRef Name) const {
    Holds Functions = Names.Frees(Name);
    return Functions | Functions << 32;
  }

  /// Where it is kept what the \p I-th token of \p In holds in \p Part: a field in the whole
  /// source, and else a variable of one function. Null: it is not followed.
  llvm::StringMap<Holds> *namesAround(const SourcePart &Part, const Statement &In, size_t I) {
    if (Macros.contains(In[I].Name))
      return &Fields; // It may stand for one.
    if (!I || In[I - 1].Is != '.')
      return &Variables[&Part];
    return HasRecords || OwnFields.contains(In[I].Name) ? &Fields : nullptr;
  }

  Holds heldBy(const SourcePart &Part, const Statement &In, size_t I) {
    llvm::StringMap<Holds> *Around = namesAround(Part, In, I);
    return Around ? Around->lookup(In[I].Name) : 0;
  }

  void hold(const SourcePart &Part, const Statement &In, size_t I, Holds Value) {
    if (llvm::StringMap<Holds> *Around = Value ? namesAround(Part, In, I) : nullptr)
      Grown |= add((*Around)[In[I].Name], Value);
  }

  /// A macro that may give back what it is given, or set it.
  bool handsOn(StringRef Name) const { return Macros.contains(Name) || Names.HandsOn(Name); }

  /// The token behind what is in the parentheses or brackets that \p In opens at \p Open.
  static size_t behindGroup(llvm::ArrayRef<Token> In, size_t Open) {
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
        if (Macros.contains(In[I].Name))
          All |= Fields.lookup(In[I].Name);
        if (!handsOn(In[I].Name))
          I = behindGroup(In, I + 1) - 1;
      } else if (Next != '.' && Next != '[') { // Of a record, the field counts.
        All |= givenBy(In[I].Name) | heldBy(Part, In, I);
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
    bool Defines = false, Concerned = false, Wrong = false;
    for (size_t I = 0; I < In.size(); ++I) {
      if (In[I].Is == '=')
        assign(Part, In, I);
      if (In[I].Is != 'a')
        continue;
      Defines |= In[I].Name == "define";
      Concerned |= givenBy(In[I].Name) || freedBy(In[I].Name);
      Wrong |= frees(Part, In, I) || (In[I].Name.contains_insensitive("return") &&
                                      !giveBack(Part, valueOf(Part, In, I + 1, In.size())));
      if (I + 1 < In.size() && In[I + 1].Is == '(' && handsOn(In[I].Name))
        setArguments(Part, In, I);
    }
    return Wrong || (Defines && Concerned) || holdsUnnamed(Part, In);
  }

  /// \p In is a list of values, or the end of one, and there is memory whose field is not named.
  bool holdsUnnamed(const SourcePart &Part, const Statement &In) {
    if (llvm::any_of(llvm::drop_begin(In), [](const Token &T) { return T.Is == '{'; }))
      return llvm::any_of(In, [&](const Token &Each) { return givenBy(Each.Name) != 0; });
    if (In.front().Is != '{' && In.front().Is != ',')
      return false;
    for (size_t Begin = 1, End; Begin < In.size(); Begin = End + 1) {
      End = endOfExpression(In, Begin);
      bool Named = llvm::any_of(llvm::ArrayRef(In).slice(Begin, End - Begin),
                                [](const Token &Each) { return Each.Is == '='; });
      if (!Named && valueOf(Part, In, Begin, End))
        return true;
    }
    return false;
  }

  /// The \p I-th token of \p In frees what it must not.
  bool frees(const SourcePart &Part, const Statement &In, size_t I) {
    Holds Functions = freedBy(In[I].Name);
    if (!Functions)
      return false;
    if (I + 1 < In.size() && In[I + 1].Is == '(')
      return Functions & valueOf(Part, In, I + 2, behindGroup(In, I + 1));
    // Else it may be a variable's cleanup: `__free(kfree)`.
    if (!I || In[I - 1].Is != '(' || I + 1 == In.size() || In[I + 1].Is != ')')
      return false;
    for (size_t Each = 0; Each < In.size(); ++Each)
      if (In[Each].Is == 'a' && (Functions & (givenBy(In[Each].Name) | heldBy(Part, In, Each))))
        return true;
    return false;
  }

  /// What a macro, the \p I-th token of \p In, is given or gives goes to all it is given.
  void setArguments(const SourcePart &Part, const Statement &In, size_t I) {
    size_t End = behindGroup(In, I + 1);
    Holds Value = valueOf(Part, In, I, End);
    for (size_t Each = I + 2; Value && Each < End; ++Each)
      if (In[Each].Is == 'a')
        hold(Part, In, Each, Value);
  }

  /// The value behind the `=` at \p Equals goes to what is named before it, past attributes.
  void assign(const SourcePart &Part, const Statement &In, size_t Equals) {
    Holds Value = valueOf(Part, In, Equals + 1, endOfExpression(In, Equals + 1));
    bool Points = Equals + 2 < In.size() && In[Equals + 1].Is == '&' && In[Equals + 2].Is == 'a';
    for (size_t I = Equals; I-- > 0;) {
      if (In[I].Is == ']')
        return;
      if (In[I].Is != 'a')
        continue; // What is in parentheses is set, too.
      hold(Part, In, I, Value);
      if (Points) // What comes to be where it points.
        hold(Part, In, Equals + 2, heldBy(Part, In, I));
      bool MayBeAttribute =
          In[I].Name.starts_with("__") || In[I + 1].Is == '(' || In[I + 1].Is == ')';
      if (!MayBeAttribute || (I && In[I - 1].Is == '.'))
        return;
    }
  }

  /// \p Part gives back \p Value. False if others can get it, and by what name is not known.
  bool giveBack(const SourcePart &Part, Holds Value) {
    if (!Value || !givesPointers(Part))
      return true;
    for (StringRef Name : Part.Names)
      Grown |= add(Given[Name], Value);
    // Under some condition, others may have it after all.
    const bool Own = Part.IsStatic && !headOf(Part).contains('#');
    if (Own || !static_cast<FreeSet>(Value))
      return true;
    if (Part.Names.size() != 1)
      return false;
    GivenBack[Part.Names.front()] |= static_cast<FreeSet>(Value);
    return true;
  }

  /// The text before the name of \p Part, with comments and directives there.
  StringRef headOf(const SourcePart &Part) const {
    size_t Name = Part.Names.front().begin() - Text.begin();
    size_t Begin = Text.take_front(Name).find_last_of(";}");
    return Text.slice(Begin == StringRef::npos ? 0 : Begin + 1, Name);
  }

  bool givesPointers(const SourcePart &Part) const {
    if (Part.Names.size() != 1 || headOf(Part).contains('*'))
      return true;
    return llvm::none_of(Source.mentions(), [&](const SourceMention &Each) {
      return &Source.parts()[Each.Part] == &Part && Each.InHead && isPlainType(Each.Name);
    });
  }

  StringRef Text;
  const MemoryNames &Names;
  SourceParts Source;
  std::vector<std::pair<const SourcePart *, std::vector<Statement>>> Bodies;
  llvm::StringSet<> Macros;
  llvm::StringMap<Holds> Given; ///< By functions of the source.
  llvm::StringMap<FreeSet> GivenBack;
  llvm::StringMap<Holds> Fields;
  llvm::StringSet<> OwnFields;
  bool HasRecords = false; ///< Of functions.
  llvm::DenseMap<const SourcePart *, llvm::StringMap<Holds>> Variables;
  bool Grown = false, Misused = false;
};

} // namespace

MemoryUses gfp::memoryIn(StringRef Text, const MemoryNames &Names) {
  return Follower(Text, Names).follow();
}
