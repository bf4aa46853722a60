//===- BodyText.cpp - Calls in the text of a function ----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/BodyText.h"
#include "Engine/Identifiers.h"
#include "Engine/OpenSections.h"
#include "Engine/RetriedCalls.h"
#include "Engine/TokenShape.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include <algorithm>
#include <utility>

using namespace gfp;
using llvm::StringRef;

namespace {

/// Deeper statements are not looked into.
constexpr unsigned MaxDepth = 200;

/// Goes through a body once, statement by statement.
class BodyReader {
public:
  BodyReader(StringRef Head, const TokenShape &Tokens, const BodyNames &Names)
      : GivesPointer(mayGivePointer(Head)), OwnMasks(maskParameters(Head)), Names(Names),
        Tokens(Tokens) {}

  /// False if the shape is not clear.
  bool read() {
    while (At < Tokens.size() && !Broken)
      statementOrDirective();
    for (TextCall &Each : Calls)
      Each.InSection &= Opens;
    for (unsigned I : Retried.find().set_bits())
      Calls[I].MayRepeat = true;
    return !Broken;
  }

  /// Every call, whatever the shape.
  void readFlat() {
    expression(Tokens.size());
    bool Repeats = Tokens.any({0, Tokens.size()}, [](const BodyToken &Each) {
      return Each.is("while") || Each.is("for") || Each.is("goto") || isLoop(Each.Text);
    });
    for (TextCall &Each : Calls)
      Each = {Each.Name, true, Opens, Each.Mask, Repeats};
  }

  std::vector<TextCall> take() { return std::move(Calls); }

private:
  /// A loop or switch.
  struct Breakable {
    Arrivals Left; ///< By break.
    OpenSections Head;
    bool IsSwitch = false, HasDefault = false, Constant = false, Endless = false;
  };
  enum Ending { Falls, Returns, Fails, Jumps };

  bool is(char Kind, size_t Ahead = 0) const { return Tokens.is(Kind, At + Ahead); }
  bool isWord(StringRef Word, size_t Ahead = 0) const { return Tokens.isWord(Word, At + Ahead); }
  static bool isLoop(StringRef Macro) { return Macro.contains("for_each"); }

  Ending statementOrDirective() { return is(BodyToken::If) ? alternatives() : statement(); }

  Ending statement() {
    bool Directive = is(BodyToken::If) || is(BodyToken::Else) || is(BodyToken::EndIf);
    if (Directive || (HadDirectives && isWord("else")) || ++Depth > MaxDepth) {
      Broken = true;
      return Falls;
    }
    Ending End = shapedStatement();
    --Depth;
    return End;
  }

  Ending shapedStatement() {
    if (is('{'))
      return compound();
    if (!is(BodyToken::Identifier))
      return expressionStatement();
    StringRef Word = Tokens[At].Text;
    bool Called = is('(', 1);
    if (Word == "if" && Called)
      return choice();
    if ((Word == "while" || Word == "for" || Word == "switch") && Called)
      return loop(Word);
    if (Word == "do")
      return doLoop();
    if (Word == "return")
      return returns();
    if (Word == "goto")
      return jump();
    if (Word == "break" || Word == "continue")
      return leaveLoop();
    if (Word == "case" || Word == "default")
      return caseLabel();
    if (Word == "else") { // Of a macro's if.
      ++At;
      return statement();
    }
    if (is(':', 1))
      return label();
    if (is('{', 1) && Word != "struct" && Word != "union" && Word != "enum")
      return macroBefore(At + 1); // `forever {`
    if (size_t End = Called ? Tokens.endOfGroup(At + 1) : Tokens.size();
        Tokens.is('{', End) || (Tokens.is(BodyToken::Identifier, End) && !Tokens[End].is("else")))
      return macroBefore(End);
    return expressionStatement();
  }

  Ending compound() {
    ++At;
    Ending Last = Falls;
    while (At < Tokens.size() && !is('}') && !Broken)
      Last = statementOrDirective();
    ++At;
    return Last;
  }

  /// Of `#if` and what follows it one may be there.
  Ending alternatives() {
    const OpenSections Before = Now;
    const bool WasDone = MayBeDone, WasDoubtful = std::exchange(Doubtful, true);
    OpenSections After = OpenSections::none();
    bool Complete = false;
    while (!Broken && !is(BodyToken::EndIf)) {
      Complete |= Tokens[At].Text == "else";
      ++At;
      Now = Before;
      while (At < Tokens.size() && !Broken && !is(BodyToken::Else) && !is(BodyToken::EndIf) &&
             !is('}'))
        statementOrDirective();
      After.orRather(Now);
      MayBeDone = WasDone;
      Broken |= !is(BodyToken::Else) && !is(BodyToken::EndIf);
    }
    ++At;
    Now = After;
    if (!Complete)
      Now.orRather(Before);
    Doubtful = WasDoubtful;
    HadDirectives = true;
    return Falls;
  }

  Ending choice() {
    size_t End = Tokens.endOfGroup(At + 1);
    TokenRange Condition{At + 2, End - 1};
    bool Constant = Tokens.mayBeConstant(Condition);
    TokenRange Operand = Tokens.testedForFailure(Condition);
    bool IsTest = Tokens.is('(', Operand.Begin) || Tokens.assigns(LastTokens, Operand);
    size_t Tested = Tokens.is('(', Operand.Begin) ? Calls.size() : LastStatement;
    ++At;
    expression(End);
    size_t Behind = Calls.size();
    const OpenSections Before = Now;
    bool WasConditional = std::exchange(Conditional, true);
    bool WasDoubtful = std::exchange(Doubtful, Doubtful || Constant);
    Ending Then = statement(), Else = Falls;
    Now.atLeast(Before);
    OpenSections After = std::exchange(Now, Before);
    if (isWord("else")) {
      ++At;
      Else = statement();
      Now.atLeast(Before);
    }
    if (Constant)
      Now.orRather(After);
    else
      Now.orElse(After);
    Conditional = WasConditional;
    Doubtful = WasDoubtful;
    // An early end that is none for an error: what follows is not made surely.
    for (Ending Each : {Then, Else})
      MayBeDone |= Each == Returns || Each == Jumps;
    if (IsTest && (Then == Returns || Then == Fails))
      Retried.endsOnFailure({Tested, Behind});
    else if (IsTest && Then == Jumps)
      Retried.leavesOnFailure({Tested, Behind});
    return Falls;
  }

  Ending loop(StringRef Word) {
    size_t End = Tokens.endOfGroup(At + 1);
    TokenRange Inside{At + 2, End - 1}, Condition = Inside;
    Breakable Here;
    Here.IsSwitch = Word == "switch";
    Here.Constant = Tokens.mayBeConstant(Inside);
    Here.Endless = Word == "while" && Tokens.isLiteral(Inside);
    bool Repeats = !Here.IsSwitch && !Tokens.counts(Inside);
    if (Word == "for") {
      auto Parts = Tokens.partsOfFor(Inside);
      Condition = Parts ? Parts->first : Inside;
      Here.Constant = !Parts || Tokens.mayBeConstant(Condition);
      Here.Endless = Parts && Tokens.isLiteral(Condition);
      Repeats &= !Parts || !Tokens.any(Parts->second, [](auto &Each) { return Each.Kind == '='; });
    }
    size_t Begin = At, FirstCall = Calls.size();
    bool WasConditional = std::exchange(Conditional, true);
    ++At;
    expression(End);
    size_t FirstOfBody = Calls.size();
    body(Here);
    if (Repeats && (Here.Constant || Tokens.mayTest(Condition, {Begin, At})))
      Retried.repeat(Begin, FirstCall);
    else if (Repeats) // Or what the condition itself calls.
      Retried.repeat(Begin, {FirstCall, FirstOfBody});
    Now.atLeast(Here.Head);
    if (Here.IsSwitch) {
      Here.Left.joinTo(Now);
      if (!Here.HasDefault) // All there are may have a case.
        Now.orRather(Here.Head);
    } else {
      comeOutOf(Here);
    }
    Conditional = WasConditional;
    return Falls;
  }

  void comeOutOf(const Breakable &Loop) {
    if (Loop.Endless || (Loop.Constant && Loop.Left.Surely.Reached))
      Now.Reached = false; // It may not come out but by break.
    else if (Loop.Constant)
      Now.orRather(Loop.Head);
    else
      Now.orElse(Loop.Head);
    Loop.Left.joinTo(Now);
  }

  /// What a loop or switch does again and again.
  void body(Breakable &Here) {
    Here.Head = Now;
    if (Here.IsSwitch)
      Now.Reached = false;
    Around.push_back(&Here);
    bool WasDoubtful = std::exchange(Doubtful, Doubtful || (Here.IsSwitch && Here.Constant));
    statement();
    Doubtful = WasDoubtful;
    Around.pop_back();
  }

  Ending doLoop() {
    size_t Begin = At++;
    Breakable Here;
    size_t FirstCall = Calls.size();
    body(Here);
    bool Repeats = true;
    if (isWord("while") && is('(', 1)) {
      size_t End = Tokens.endOfGroup(At + 1);
      TokenRange Condition{At + 2, End - 1};
      bool Once = End == At + 4 && Tokens[At + 2].Text == "0";
      bool Endless = !Once && Tokens.isLiteral(Condition);
      Repeats = !Once && !Tokens.counts(Condition) &&
                (Tokens.mayBeConstant(Condition) || Tokens.mayTest(Condition, {Begin, End}));
      ++At;
      expression(End);
      if (Endless)
        Now.Reached = false; // It comes out by break.
    }
    if (Repeats)
      Retried.repeat(Begin, FirstCall);
    Here.Left.joinTo(Now);
    return Falls;
  }

  /// `list_for_each_entry(...) { ... }`, `scoped_guard(...) { ... }`.
  Ending macroBefore(size_t End) {
    bool Loops = isLoop(Tokens[At].Text);
    size_t Begin = At, FirstCall = Calls.size();
    expression(End);
    Breakable Here;
    bool WasConditional = std::exchange(Conditional, Conditional || Loops);
    body(Here);
    Conditional = WasConditional;
    if (Loops) { // That has an end.
      Now.orElse(Here.Head);
    } else {
      Retried.repeat(Begin, FirstCall);
      Now.orRather(Here.Head);
    }
    Here.Left.joinTo(Now);
    return Falls;
  }

  Ending caseLabel() {
    auto Switch = llvm::find_if(llvm::reverse(Around), [](auto *Each) { return Each->IsSwitch; });
    if (Switch != Around.rend()) {
      (*Switch)->HasDefault |= isWord("default");
      Now.atLeast((*Switch)->Head);
      if ((*Switch)->Constant)
        Now.orRather((*Switch)->Head);
      else
        Now.orElse((*Switch)->Head);
    }
    Retried.caseLabel(At);
    while (At < Tokens.size() && !is(':') && !is(';') && !is('{'))
      ++At;
    return behindLabel();
  }

  Ending label() {
    Retried.label(Tokens[At].Text, At, !Around.empty());
    Labels[Tokens[At].Text].joinTo(Now);
    if (!std::exchange(Now.Reached, true))
      Now.Open.fill(1); // Who knows from where.
    ++At;
    return behindLabel();
  }

  Ending behindLabel() {
    if (is(':'))
      ++At;
    if (At < Tokens.size() && !is('}') && !is(BodyToken::If) && !is(BodyToken::Else) &&
        !is(BodyToken::EndIf))
      statement();
    return Falls;
  }

  Ending jump() {
    if (is(BodyToken::Identifier, 1)) {
      Labels[Tokens[At + 1].Text].add(Now, Doubtful);
      Retried.jump(Tokens[At + 1].Text);
    }
    skipStatement();
    return Jumps;
  }

  Ending leaveLoop() {
    if (isWord("break") && !Around.empty())
      Around.back()->Left.add(Now, Doubtful);
    skipStatement();
    return Falls;
  }

  void skipStatement() {
    At = Tokens.endOfExpression(At);
    At += is(';');
    Now.Reached = false;
  }

  Ending returns() {
    TokenRange Value{At + 1, Tokens.endOfExpression(At + 1)};
    bool MayFail = mayFail(Value);
    ++At;
    expression(Value.End);
    At += is(';');
    if (!Doubtful)
      Retried.effect(At);
    Now.Reached = false;
    return MayFail ? Fails : Returns;
  }

  /// Spelled as one, or a name that is no number's by its manners.
  static bool mayGivePointer(StringRef Head) {
    if (Head.contains('*'))
      return true;
    while (isStorage(identifierAt(Head)))
      Head = Head.drop_front(identifierAt(Head).size()).ltrim();
    StringRef Type = identifierAt(Head);
    return !isKeyword(Type) && Type != "bool" && !Type.ends_with("_t") &&
           !clang::isDigit(Type.empty() ? ' ' : Type.back());
  }

  /// A function that returns \p Value may say by that that it failed.
  bool mayFail(TokenRange Value) const {
    if (Value.Begin >= Value.End)
      return false;
    if (Tokens.is('-', Value.Begin) || Tokens.is('(', Value.Begin))
      return true;
    return Tokens.any(Value, [&](const BodyToken &Each) {
      if (Each.Kind == BodyToken::Identifier)
        return isShouted(Each.Text) && (GivesPointer || !Each.Text.starts_with("PTR_ERR"));
      return GivesPointer && (Each.Kind == '(' || Each.Kind == BodyToken::Constant);
    });
  }

  Ending expressionStatement() {
    size_t End = std::min(std::max(Tokens.endOfExpression(At), At + 1), Tokens.size());
    LastStatement = Calls.size();
    LastTokens = {At, End};
    expression(End);
    At += is(';');
    if (!Doubtful && Tokens.hasEffect(LastTokens))
      Retried.effect(At);
    return Falls;
  }

  /// Reads up to \p End. What is behind `&&`, `||` and `?` in the same group may not happen.
  void expression(size_t End) {
    llvm::SmallVector<bool, 16> Groups{Conditional};
    bool OfRecord = false;
    size_t Cleared = 0; // Behind the arguments of a call through a pointer.
    for (; At < End; ++At) {
      const BodyToken &Next = Tokens[At];
      if (Cleared && At >= Cleared) {
        Now.Open.fill(0); // Whoever it was may have let go.
        Cleared = 0;
      }
      if (Next.Kind == '(' && is('{', 1))
        InBlock = std::max(InBlock, Tokens.endOfGroup(At));
      if (Next.opens())
        Groups.push_back(Groups.back());
      else if (Next.closes() && Groups.size() > 1)
        Groups.pop_back();
      else if (Next.Kind == BodyToken::And || Next.Kind == BodyToken::Or ||
               (Next.Kind == '?' && !is(':', 1))) // CallPlaces does not tell `a ?: b()`.
        Groups.back() = true;
      else if (Next.Kind == ',' || Next.Kind == ';')
        Groups.back() = Groups.size() > 1 ? Groups[Groups.size() - 2] : Conditional;
      else if (Next.Kind == BodyToken::Identifier && is('(', 1) && OfRecord)
        Cleared = At < InArguments ? Cleared : Tokens.endOfGroup(At + 1);
      else if (Next.Kind == BodyToken::Identifier && is('(', 1))
        call(Next.Text, Groups.back());
      else if (Next.Kind == BodyToken::Identifier && !OfRecord)
        name(Next.Text, Groups.back());
      Broken |= Next.Kind == BodyToken::If || Next.Kind == BodyToken::Else ||
                Next.Kind == BodyToken::EndIf;
      OfRecord = Next.Kind == BodyToken::Member;
    }
    if (Cleared)
      Now.Open.fill(0);
  }

  /// A macro without parentheses, perhaps.
  void name(StringRef Name, bool IsConditional) {
    const SectionName *Does = isShouted(Name) ? Names.Section(Name) : nullptr;
    if (Does)
      enter(*Does);
    // In small letters it is a variable, mostly.
    if (Does ? Does->HoldsCalls : isShouted(Name) && Names.IsAllocation(Name))
      add({Name, !IsConditional && !MayBeDone, Does || !Now.Reached || Now.any(), TextCall::Other,
           false});
  }

  void call(StringRef Name, bool IsConditional) {
    InArguments = std::max(InArguments, Tokens.endOfGroup(At + 1));
    const SectionName *Does = Names.Section(Name);
    // A macro makes of its arguments what it likes; and those of who leaves come before.
    if (Does && (Does->HoldsCalls || Does->Enters.empty()) && (Does->Leaves.empty() || Now.any()))
      InMacro = std::max(InMacro, Tokens.endOfGroup(At + 1));
    if (!Does || Does->HoldsCalls)
      add({Name, !IsConditional && !MayBeDone, Does || At < InMacro || !Now.Reached || Now.any(),
           maskOf({At + 2, Tokens.endOfGroup(At + 1) - 1}), false});
    if (is(BodyToken::Identifier, 2)) // guard(spinlock)(...)
      if (const SectionName *Guard = Names.Guard(Name, Tokens[At + 2].Text))
        enter(*Guard);
    if (!Does)
      return;
    if (Does->Leaves.empty() || !Does->Enters.empty())
      enter(*Does);
    else if (At >= InBlock) // In a statement's expression nothing is known of ways.
      Now.leave(*Does);
  }

  void add(const TextCall &Call) {
    Calls.push_back(Call);
    Retried.addCall(At);
  }

  void enter(const SectionName &Into) {
    Opens = true;
    Now.enter(Into);
  }

  TextCall::MaskKind maskOf(TokenRange Arguments) const {
    bool Quiet = false, Loud = false, Asks = false, Own = false;
    unsigned Level = 0;
    for (size_t I = Arguments.Begin; I < Arguments.End; ++I) {
      const BodyToken &Each = Tokens[I];
      Level += Each.opens();
      Level -= Each.closes();
      if (Level)
        continue;
      Asks |= Each.Kind == '?';
      if (Each.Kind != BodyToken::Identifier)
        continue;
      Quiet |= Names.CannotSleep(Each.Text);
      Loud |= Names.CanSleep(Each.Text);
      bool Alone = (I == Arguments.Begin || Tokens.is(',', I - 1)) &&
                   (I + 1 == Arguments.End || Tokens.is(',', I + 1));
      Own |= Alone && llvm::is_contained(OwnMasks, Each.Text) &&
             !Tokens.changes(Each.Text, Names.CanSleep);
    }
    if (Quiet && (!Loud || Asks))
      return TextCall::CannotSleep;
    return Own && !Loud ? TextCall::HandedOn : TextCall::Other;
  }

  const bool GivesPointer;
  const llvm::SmallVector<StringRef, 2> OwnMasks;
  const BodyNames &Names;
  const TokenShape &Tokens;
  size_t At = 0;
  size_t InArguments = 0; ///< To here those of some call reach.
  size_t InBlock = 0;     ///< To here a statement's expression does.
  size_t InMacro = 0;     ///< To here the arguments of one reach that opens a section.
  unsigned Depth = 0;
  OpenSections Now;
  bool Conditional = false; ///< Some condition decides on what is read now.
  bool Doubtful = false;    ///< One the compiler may know.
  bool MayBeDone = false;   ///< An early return that is none for an error went before.
  bool Opens = false;       ///< It opens sections.
  bool Broken = false, HadDirectives = false;
  llvm::SmallVector<Breakable *, 8> Around;
  llvm::StringMap<Arrivals> Labels;
  std::vector<TextCall> Calls;
  RetriedCalls Retried;     ///< With the same numbers.
  size_t LastStatement = 0; ///< The first of its calls, if it is an expression.
  TokenRange LastTokens{0, 0};
};

} // namespace

llvm::SmallVector<StringRef, 2> gfp::maskParameters(StringRef Head) {
  constexpr StringRef Type = "gfp_t";
  llvm::SmallVector<StringRef, 2> Names;
  for (size_t I = Head.find(Type); I != StringRef::npos; I = Head.find(Type, I + 1))
    Names.push_back(identifierAt(Head.substr(I + Type.size()).ltrim()));
  return Names;
}

std::vector<TextCall> gfp::callsIn(StringRef Head, StringRef Body, bool Shaped,
                                   const BodyNames &Names) {
  const TokenShape Tokens(Body);
  BodyReader Read(Head, Tokens, Names);
  if (Shaped && Read.read())
    return Read.take();
  BodyReader Flat(Head, Tokens, Names);
  Flat.readFlat();
  return Flat.take();
}
