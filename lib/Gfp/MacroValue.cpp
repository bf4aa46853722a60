//===- MacroValue.cpp - Integer values of object-like macros -----===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Gfp/MacroValue.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Lex/MacroInfo.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace gfp;

namespace {

constexpr unsigned MaxExpansionDepth = 32;
constexpr size_t MaxTokens = 4096;

using TokenList = std::vector<std::string>;

bool isName(llvm::StringRef Token) {
  return !Token.empty() && isAsciiIdentifierStart(static_cast<unsigned char>(Token.front()));
}

std::optional<uint64_t> literal(llvm::StringRef Token) {
  Token = Token.rtrim("uUlL");
  uint64_t Value;
  if (Token.empty() || Token.getAsInteger(0, Value))
    return std::nullopt;
  return Value;
}

/// A recursive-descent evaluator for what is left when all macros are expanded. A parenthesised
/// name (or two: `unsigned int`) is a cast and changes nothing here: flags fit every type they pass
/// through.
class ConstantParser {
public:
  ConstantParser(const TokenList &Tokens,
                 llvm::function_ref<std::optional<uint64_t>(llvm::StringRef)> Name)
      : Tokens(Tokens), Name(Name) {}

  std::optional<uint64_t> parse() {
    auto Value = binary(0);
    return Pos == Tokens.size() ? Value : std::nullopt;
  }

private:
  llvm::StringRef peek() const { return Pos < Tokens.size() ? Tokens[Pos] : llvm::StringRef(); }
  bool take(llvm::StringRef Token) {
    if (peek() != Token)
      return false;
    ++Pos;
    return true;
  }

  static int precedence(llvm::StringRef Op) {
    if (Op == "|")
      return 1;
    if (Op == "^")
      return 2;
    if (Op == "&")
      return 3;
    if (Op == "<<" || Op == ">>")
      return 4;
    if (Op == "+" || Op == "-")
      return 5;
    return -1;
  }

  static std::optional<uint64_t> apply(llvm::StringRef Op, uint64_t A, uint64_t B) {
    if (Op == "|")
      return A | B;
    if (Op == "^")
      return A ^ B;
    if (Op == "&")
      return A & B;
    if (Op == "+")
      return A + B;
    if (Op == "-")
      return A - B;
    if (B > 63)
      return std::nullopt;
    return Op == "<<" ? A << B : A >> B;
  }

  std::optional<uint64_t> binary(int Least) {
    auto Value = unary();
    while (Value) {
      std::string Op = peek().str();
      int Level = precedence(Op);
      if (Level < 0 || Level < Least)
        break;
      ++Pos;
      auto Right = binary(Level + 1);
      if (!Right)
        return std::nullopt;
      Value = apply(Op, *Value, *Right);
    }
    return Value;
  }

  std::optional<uint64_t> unary() {
    if (take("~")) {
      auto Value = unary();
      return Value ? std::optional(~*Value) : std::nullopt;
    }
    if (take("("))
      return parenthesis();
    std::string Token = peek().str();
    if (Token.empty())
      return std::nullopt;
    ++Pos;
    return isName(Token) ? Name(Token) : literal(Token);
  }

  /// After "(": a cast with its operand, or an expression and ")".
  std::optional<uint64_t> parenthesis() {
    size_t Start = Pos;
    while (isName(peek()) && !Name(peek()))
      ++Pos;
    if (Pos != Start && take(")"))
      return unary();
    Pos = Start;
    auto Value = binary(0);
    return take(")") ? Value : std::nullopt;
  }

  const TokenList &Tokens;
  llvm::function_ref<std::optional<uint64_t>(llvm::StringRef)> Name;
  size_t Pos = 0;
};

/// Joins `a ## b`.
TokenList paste(const TokenList &In) {
  TokenList Out;
  for (size_t I = 0; I < In.size(); ++I) {
    if (In[I] == "##" && !Out.empty() && I + 1 < In.size())
      Out.back() += In[++I];
    else
      Out.push_back(In[I]);
  }
  return Out;
}

/// The arguments of a macro call whose "(" is at \p Pos; leaves \p Pos after its ")".
std::optional<std::vector<TokenList>> arguments(const TokenList &In, size_t &Pos) {
  std::vector<TokenList> Args(1);
  unsigned Depth = 1;
  for (++Pos; Pos < In.size(); ++Pos) {
    const std::string &Token = In[Pos];
    if (Token == "(")
      ++Depth;
    if (Token == ")" && --Depth == 0) {
      ++Pos;
      return Args;
    }
    if (Token == "," && Depth == 1)
      Args.emplace_back();
    else
      Args.back().push_back(Token);
  }
  return std::nullopt;
}

} // namespace

MacroValue::MacroValue(const Preprocessor &PP, GlobalNames Names)
    : PP(PP), Names(std::move(Names)) {}

std::optional<MacroValue::Tokens> MacroValue::bodyOf(const MacroInfo &Info) const {
  Tokens Body;
  for (const Token &T : Info.tokens())
    Body.push_back(PP.getSpelling(T));
  return Body;
}

bool MacroValue::expand(const Tokens &In, Tokens &Out, unsigned Depth) const {
  if (Depth > MaxExpansionDepth || Out.size() > MaxTokens)
    return false;
  for (size_t Pos = 0; Pos < In.size();) {
    const std::string &Text = In[Pos];
    const MacroInfo *Info = nullptr;
    if (isName(Text))
      if (const IdentifierInfo *Id = PP.getIdentifierInfo(Text))
        Info = PP.getMacroInfo(Id);
    if (!Info || (Info->isFunctionLike() && (Pos + 1 >= In.size() || In[Pos + 1] != "("))) {
      Out.push_back(Text);
      ++Pos;
      continue;
    }
    Tokens Body = *bodyOf(*Info);
    ++Pos;
    if (Info->isFunctionLike()) {
      auto Args = arguments(In, Pos);
      if (!Args || Args->size() != Info->getNumParams())
        return false;
      Tokens Filled;
      for (size_t B = 0; B < Body.size(); ++B) {
        const std::string &Word = Body[B];
        int Param = -1;
        for (unsigned P = 0; P < Info->getNumParams(); ++P)
          if (Info->params()[P]->getName() == Word)
            Param = static_cast<int>(P);
        if (Param < 0) {
          Filled.push_back(Word);
          continue;
        }
        bool Pasted = (B + 1 < Body.size() && Body[B + 1] == "##") || (B && Body[B - 1] == "##");
        Tokens Arg;
        if (Pasted)
          Arg = (*Args)[Param];
        else if (!expand((*Args)[Param], Arg, Depth + 1))
          return false;
        Filled.insert(Filled.end(), Arg.begin(), Arg.end());
      }
      Body = paste(Filled);
    }
    if (!expand(Body, Out, Depth + 1))
      return false;
  }
  return true;
}

std::optional<uint64_t> MacroValue::enumerator(llvm::StringRef Name) const {
  for (const NamedDecl *D : Names(Name))
    if (const auto *E = dyn_cast<EnumConstantDecl>(D))
      return E->getInitVal().getExtValue();
  return std::nullopt;
}

std::optional<uint64_t> MacroValue::of(llvm::StringRef Name) const {
  const IdentifierInfo *Id = PP.getIdentifierInfo(Name);
  if (!Id || !PP.getMacroInfo(Id))
    return std::nullopt;
  Tokens Expanded;
  if (!expand({Name.str()}, Expanded, 0))
    return std::nullopt;
  return ConstantParser(Expanded, [this](llvm::StringRef N) { return enumerator(N); }).parse();
}
