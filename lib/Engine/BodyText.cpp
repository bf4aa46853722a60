//===- BodyText.cpp - Calls in the text of a function ----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/BodyText.h"
#include "Engine/Identifiers.h"
#include "Engine/TokenShape.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include <algorithm>
#include <array>
#include <limits>
#include <utility>

using namespace gfp;
using llvm::StringRef;

namespace {

/// Deeper statements are not looked into.
constexpr unsigned MaxDepth = 200;

/// How many sections of each kind are open where control comes along, if it does. What is open on
/// all ways to a place is open on each: one that seems to exist tells what may be.
struct Sections {
  std::array<unsigned char, SectionName::MaxSections> Open{};
  bool Reached = true;

  static Sections none() { return {.Open = {}, .Reached = false}; }
  bool any() const {
    return llvm::any_of(Open, [](unsigned char Each) { return Each != 0; });
  }
  /// Control may surely come the other way, too.
  void orElse(const Sections &Other) {
    join(Other, [](auto A, auto B) { return std::min(A, B); });
  }
  /// It comes one of the two ways, and which is not known.
  void orRather(const Sections &Other) {
    join(Other, [](auto A, auto B) { return std::max(A, B); });
  }

  /// Control may not come out of what followed \p Before and let go, whatever it looks like: the
  /// last call may be one that does not come back, or a macro that leaves.
  void atLeast(const Sections &Before) {
    for (size_t I = 0; I < Open.size(); ++I)
      Open[I] = std::max(Open[I], Before.Open[I]);
  }

private:
  template <class Fn> void join(const Sections &Other, Fn Choose) {
    if (!Other.Reached)
      return;
    if (!std::exchange(Reached, true)) {
      Open = Other.Open;
      return;
    }
    for (size_t I = 0; I < Open.size(); ++I)
      Open[I] = Choose(Open[I], Other.Open[I]);
  }
};

/// Ways to one place by jumps.
struct Arrivals {
  Sections Surely = Sections::none();
  Sections Perhaps = Sections::none(); ///< From where the compiler may see that nobody comes.

  void add(const Sections &From, bool Doubtful) {
    if (Doubtful)
      Perhaps.orRather(From);
    else
      Surely.orElse(From);
  }
  void joinTo(Sections &Now) const {
    Now.orElse(Surely);
    if (!Now.Reached)
      Now.orRather(Perhaps);
  }
};

/// Goes through a body once, statement by statement.
class BodyReader {
public:
  BodyReader(StringRef Head, const TokenShape &Tokens, const BodyNames &Names)
      : Head(Head), GivesPointer(mayGivePointer(Head)), Names(Names), Tokens(Tokens) {}

  /// False if the shape is not clear.
  bool read() {
    while (At < Tokens.size() && !Broken)
      statementOrDirective();
    for (TextCall &Each : Calls)
      Each.InSection &= Opens;
    for (const auto &[Name, Each] : Labels)
      if (Each.Passed && !Each.Named) // Some macro jumps there.
        Repeated.push_back({{Each.FirstCall, Calls.size()}, Each.Begin});
    for (const auto &[Range, Begin] : Repeated)
      for (size_t I = Range.first; I < Range.second; ++I)
        Calls[I].MayRepeat |= !doesMore(Begin, CallTokens[I]);
    for (const auto &[To, Tested] : Left) // Not if it may be tried again from there.
      if (!JumpsBack && !Labels[To].InLoop)
        Decided.push_back(Tested);
    for (auto [First, Last] : Decided)
      for (size_t I = First; I < Last; ++I)
        Calls[I].MayRepeat = false;
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
  struct Label {
    Arrivals From;
    bool Passed = false, Named = false, InLoop = false;
    size_t Begin = 0;     ///< Its token.
    size_t FirstCall = 0; ///< Behind it.
  };
  /// A loop or switch.
  struct Breakable {
    Arrivals Left; ///< By break.
    Sections Head;
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
    const Sections Before = Now;
    const bool WasDone = MayBeDone, WasDoubtful = std::exchange(Doubtful, true);
    Sections After = Sections::none();
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
    const Sections Before = Now;
    bool WasConditional = std::exchange(Conditional, true);
    bool WasDoubtful = std::exchange(Doubtful, Doubtful || Constant);
    Ending Then = statement(), Else = Falls;
    Now.atLeast(Before);
    Sections After = std::exchange(Now, Before);
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
      Decided.push_back({Tested, Behind});
    else if (IsTest && Then == Jumps)
      Left.push_back({LastJump, {Tested, Behind}});
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
      Repeated.push_back({{FirstCall, Calls.size()}, Begin});
    else if (Repeats) // Or what the condition itself calls.
      Repeated.push_back({{FirstCall, FirstOfBody}, Begin});
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
      Repeated.push_back({{FirstCall, Calls.size()}, Begin});
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
    if (!Loops) // That has an end.
      Repeated.push_back({{FirstCall, Calls.size()}, Begin});
    if (Loops)
      Now.orElse(Here.Head);
    else
      Now.orRather(Here.Head);
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
    LastLabel = At;
    while (At < Tokens.size() && !is(':') && !is(';') && !is('{'))
      ++At;
    return behindLabel();
  }

  Ending label() {
    Label &Here = Labels[Tokens[At].Text];
    Here.Passed = true;
    Here.InLoop = !Around.empty();
    Here.Begin = LastLabel = At;
    Here.FirstCall = Calls.size();
    Here.From.joinTo(Now);
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
      Label &To = Labels[Tokens[At + 1].Text];
      LastJump = Tokens[At + 1].Text;
      To.Named = true;
      To.From.add(Now, Doubtful);
      JumpsBack |= To.Passed;
      if (To.Passed)
        Repeated.push_back({{To.FirstCall, Calls.size()}, To.Begin});
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
    effect();
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
    if (Tokens.hasEffect(LastTokens))
      effect();
    return Falls;
  }

  /// Before the current token something is changed, or the function ends.
  void effect() {
    if (!Doubtful)
      Effects.push_back({At, LastLabel});
  }

  /// Whoever comes from \p Begin to \p Call may come by such a place.
  bool doesMore(size_t Begin, size_t Call) const {
    return llvm::any_of(Effects, [&](const Effect &Each) {
      return Begin < Each.End && Each.End <= Call && Each.LastLabel <= Begin;
    });
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
      for (unsigned Each : Does->Leaves)
        Now.Open[Each] -= Now.Open[Each] > 0;
  }

  void add(const TextCall &Call) {
    Calls.push_back(Call);
    CallTokens.push_back(At);
  }

  void enter(const SectionName &Into) {
    Opens = true;
    for (unsigned Each : Into.Enters)
      Now.Open[Each] += Now.Open[Each] < std::numeric_limits<unsigned char>::max();
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
      Own |= Alone && isOwnMask(Each.Text) && !Tokens.changes(Each.Text, Names.CanSleep);
    }
    if (Quiet && (!Loud || Asks))
      return TextCall::CannotSleep;
    return Own && !Loud ? TextCall::HandedOn : TextCall::Other;
  }

  /// A parameter of the function, and a mask.
  bool isOwnMask(StringRef Name) const {
    for (size_t I = Head.find("gfp_t"); I != StringRef::npos; I = Head.find("gfp_t", I + 1))
      if (identifierAt(behindBlanks(Head.substr(I + 5))) == Name)
        return true;
    return false;
  }

  StringRef Head;
  bool GivesPointer;
  const BodyNames &Names;
  const TokenShape &Tokens;
  size_t At = 0;
  size_t InArguments = 0; ///< To here those of some call reach.
  size_t InBlock = 0;     ///< To here a statement's expression does.
  size_t InMacro = 0;     ///< To here the arguments of one reach that opens a section.
  unsigned Depth = 0;
  Sections Now;
  bool Conditional = false; ///< Some condition decides on what is read now.
  bool Doubtful = false;    ///< One the compiler may know.
  bool MayBeDone = false;   ///< An early return that is none for an error went before.
  bool Opens = false;       ///< It opens sections.
  bool Broken = false, HadDirectives = false;
  llvm::SmallVector<Breakable *, 8> Around;
  llvm::StringMap<Label> Labels;
  std::vector<TextCall> Calls;
  std::vector<size_t> CallTokens; ///< Where each is.
  struct Effect {
    size_t End;       ///< The token behind it.
    size_t LastLabel; ///< The token of the label before.
  };
  std::vector<Effect> Effects;
  size_t LastLabel = 0;
  size_t LastStatement = 0; ///< The first of its calls, if it is an expression.
  TokenRange LastTokens{0, 0};
  using CallRange = std::pair<size_t, size_t>;
  /// Calls, by their numbers, whose failure ends the function, and those that are made again.
  std::vector<CallRange> Decided;
  std::vector<std::pair<CallRange, size_t>> Repeated; ///< From that token on.
  /// Those whose failure has it go to a label.
  std::vector<std::pair<StringRef, CallRange>> Left;
  StringRef LastJump; ///< A label.
  bool JumpsBack = false;
};

} // namespace

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
