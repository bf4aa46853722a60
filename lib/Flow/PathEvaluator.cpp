//===- PathEvaluator.cpp - Expressions and conditions on a path ----===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Flow/PathEvaluator.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;
using namespace gfp;

namespace {

/// The variable an lvalue lives in (`ctx.flags[1]` -> ctx), if it does not go through a pointer.
const VarDecl *rootOf(const Expr *E) {
  E = E->IgnoreParenCasts();
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return Member->isArrow() ? nullptr : rootOf(Member->getBase());
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E)) {
    const Expr *Base = Element->getBase()->IgnoreParenCasts();
    return Base->getType()->isArrayType() ? rootOf(Base) : nullptr;
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenCasts());
  return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

/// \p Member, of an object and not of a pointer, is all there is in it.
bool isOnlyField(const MemberExpr *Member) {
  const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
  return Field && !Member->isArrow() && llvm::hasSingleElement(Field->getParent()->fields());
}

/// `a | b` and `a & b` of truth values say what `||` and `&&` do.
bool joinsTruths(const BinaryOperator *E) {
  return (E->getOpcode() == BO_Or || E->getOpcode() == BO_And) &&
         E->getLHS()->isKnownToHaveBooleanValue() && E->getRHS()->isKnownToHaveBooleanValue();
}

} // namespace

PathEvaluator::PathEvaluator(const ASTContext &Context, const Stmt *Body, SymbolTable &Symbols,
                             bool CookieIsDelta)
    : Context(Context), Symbols(Symbols), CookieIsDelta(CookieIsDelta) {
  llvm::SmallVector<const Stmt *, 32> Work{Body};
  while (!Work.empty()) {
    const Stmt *S = Work.pop_back_val();
    if (const auto *Unary = dyn_cast<UnaryOperator>(S); Unary && Unary->getOpcode() == UO_AddrOf)
      if (const VarDecl *Root = rootOf(Unary->getSubExpr()))
        AddressTaken.insert(Root);
    if (const auto *Call = dyn_cast<CallExpr>(S))
      for (const Expr *Arg : Call->arguments())
        if (Arg->IgnoreParenCasts()->getType()->isArrayType())
          if (const VarDecl *Root = rootOf(Arg))
            AddressTaken.insert(Root);
    for (const Stmt *Child : S->children())
      if (Child)
        Work.push_back(Child);
  }
}

const Expr *PathEvaluator::computeStrip(const Expr *E) const {
  auto losesBits = [&](const CastExpr *Cast) {
    if (Cast->getCastKind() == CK_IntegralToBoolean)
      return !Cast->getSubExpr()->isKnownToHaveBooleanValue();
    return Cast->getCastKind() == CK_IntegralCast &&
           Context.getIntWidth(Cast->getType()) <
               Context.getIntWidth(Cast->getSubExpr()->getType());
  };
  for (;;) {
    const Expr *Inner = E;
    for (;;) {
      const Expr *Next = Inner->IgnoreParens();
      if (const auto *Cast = dyn_cast<CastExpr>(Next); Cast && !losesBits(Cast))
        Next = Cast->getSubExpr();
      if (Next == Inner)
        break;
      Inner = Next;
    }
    if (const auto *Call = dyn_cast<CallExpr>(Inner)) {
      const FunctionDecl *Callee = Call->getDirectCallee();
      if (Callee && Callee->getBuiltinID() && Call->getNumArgs() >= 1 &&
          Callee->getName().starts_with("__builtin_expect"))
        Inner = Call->getArg(0);
    } else if (const auto *Block = dyn_cast<StmtExpr>(Inner)) {
      const CompoundStmt *Body = Block->getSubStmt();
      if (!Body->body_empty())
        if (const auto *Last = dyn_cast<Expr>(Body->body_back()))
          Inner = Last;
    }
    if (Inner == E)
      return E;
    E = Inner;
  }
}

const Expr *PathEvaluator::strip(const Expr *E) const {
  auto [Known, New] = Stripped.try_emplace(E, nullptr);
  if (New)
    Known->second = computeStrip(E);
  return Known->second;
}

void PathEvaluator::addText(const Value &V, llvm::SmallVectorImpl<char> &To) const {
  llvm::raw_svector_ostream OS(To);
  switch (V.Kind) {
  case Value::Constant:
    OS << V.Number;
    return;
  case Value::Cookie:
    OS << "cookie" << V.Number;
    return;
  case Value::Symbol:
    OS << Symbols.text(V.Number);
    return;
  }
}

Value PathEvaluator::compose(llvm::StringRef Operator, llvm::ArrayRef<Value> Parts,
                             llvm::ArrayRef<llvm::StringRef> NameList) {
  // The texts are long, and made of the same operands over and over.
  llvm::SmallString<64> Key;
  for (const Value &Part : Parts) {
    Key.push_back(static_cast<char>(1 + Part.Kind));
    Key.append(llvm::StringRef(reinterpret_cast<const char *>(&Part.Number), sizeof(Part.Number)));
  }
  Key.push_back(0); // No kind: the operands end here.
  Key += Operator;
  auto [Known, New] = Composed.try_emplace(Key, 0);
  if (!New)
    return Value::symbol(Known->second);

  llvm::SmallString<128> Text("(");
  Text += Operator;
  llvm::BitVector Names;
  llvm::SmallVector<unsigned, 4> Bases;
  for (const Value &Part : Parts) {
    Text += ' ';
    addText(Part, Text);
    if (Part.Kind == Value::Symbol) {
      Names |= Symbols.names(Part.Number);
      llvm::append_range(Bases, Symbols.bases(Part.Number));
    }
  }
  for (llvm::StringRef Name : NameList) {
    unsigned Id = Symbols.nameId(Name);
    if (Names.size() <= Id)
      Names.resize(Id + 1);
    Names.set(Id);
  }
  Text += ')';
  Known->second = Symbols.intern(Text, Names, Bases);
  return Value::symbol(Known->second);
}

Value PathEvaluator::volatileSymbol(const Stmt *E) {
  auto [Known, New] = VolatileSymbols.try_emplace(E);
  if (New)
    Known->second = Value::symbol(Symbols.internVolatile("e" + std::to_string(E->getID(Context))));
  return Known->second;
}

Value PathEvaluator::before(const UnaryOperator *E) {
  auto [Known, New] = ValuesBefore.try_emplace(E);
  if (New)
    Known->second =
        Value::symbol(Symbols.internVolatile("before e" + std::to_string(E->getID(Context))));
  return Known->second;
}

std::optional<int64_t> PathEvaluator::constant(const Expr *E) const {
  auto [Known, New] = Constants.try_emplace(E);
  if (New)
    Known->second = computeConstant(E);
  return Known->second;
}

std::optional<int64_t> PathEvaluator::computeConstant(const Expr *E) const {
  Expr::EvalResult Result;
  if (E->isValueDependent() || !E->getType()->isIntegralOrEnumerationType() ||
      !E->EvaluateAsInt(Result, Context)) {
    if (E->isNullPointerConstant(const_cast<ASTContext &>(Context),
                                 Expr::NPC_ValueDependentIsNotNull))
      return 0;
    return std::nullopt;
  }
  const llvm::APSInt &Value = Result.Val.getInt();
  if (!Value.isRepresentableByInt64())
    return std::nullopt; // SIZE_MAX is no -1 here.
  return Value.getExtValue();
}

Value PathEvaluator::compare(const PathState &State, Value V, BinaryOperatorKind Op, int64_t C) {
  if (auto Known = test(State, V, Op, C))
    return Value::constant(*Known);
  if (V.Kind != Value::Symbol)
    return compose(BinaryOperator::getOpcodeStr(Op), {V, Value::constant(C)});
  return Value::symbol(Symbols.internComparison({static_cast<unsigned>(V.Number), Op, C}));
}

std::optional<bool> PathEvaluator::test(const PathState &State, Value V, BinaryOperatorKind Op,
                                        int64_t C) const {
  if (V.Kind == Value::Constant) {
    Range Exact;
    Exact.restrict(BO_EQ, V.Number);
    return Exact.test(Op, C);
  }
  // A cookie is 0 or a task flag: never negative, never -1.
  if (V.Kind == Value::Cookie && C < 0) {
    Range Cookie;
    Cookie.Low = 0;
    return Cookie.test(Op, C);
  }
  if (V.Kind != Value::Symbol)
    return std::nullopt;
  if (const auto &Compared = Symbols.comparison(V.Number)) {
    // A truth value: 0 or 1, decided by the symbol that was compared.
    auto Truth = test(State, Value::symbol(Compared->Of), Compared->Op, Compared->With);
    Range Bool;
    Bool.Low = Truth ? *Truth : 0;
    Bool.High = Truth ? *Truth : 1;
    return Bool.test(Op, C);
  }
  const Range *Known = State.Known.find(V.Number);
  return Known ? Known->test(Op, C) : std::nullopt;
}

bool PathEvaluator::restrict(PathState &State, Value V, BinaryOperatorKind Op, int64_t C,
                             bool Unsigned) {
  if (auto Known = test(State, V, Op, C))
    return *Known;
  if (V.Kind != Value::Symbol)
    return true;
  if (const auto &Compared = Symbols.comparison(V.Number)) {
    // Of the two values 0 and 1, which are left?
    Range Zero, One;
    bool CanBeZero = Zero.restrict(BO_EQ, 0) && Zero.test(Op, C).value_or(true);
    bool CanBeOne = One.restrict(BO_EQ, 1) && One.test(Op, C).value_or(true);
    if (CanBeZero == CanBeOne)
      return CanBeZero;
    BinaryOperatorKind Inner =
        CanBeOne ? Compared->Op : BinaryOperator::negateComparisonOp(Compared->Op);
    return restrict(State, Value::symbol(Compared->Of), Inner, Compared->With, false);
  }
  Range &Known = State.Known[V.Number];
  if (Unsigned)
    Known.Low = std::max<int64_t>(Known.Low, 0);
  return Known.restrict(Op, C);
}

Value PathEvaluator::evaluateCall(const PathState &State, const CallExpr *Call, Calls How) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  bool Predicate = Call->getType()->isBooleanType();
  if (How == Calls::Fresh && !Predicate)
    return volatileSymbol(Call);
  llvm::SmallVector<Value, 4> Args;
  if (!Callee)
    Args.push_back(evaluate(State, Call->getCallee()));
  for (const Expr *Arg : Call->arguments())
    Args.push_back(evaluate(State, Arg));
  if (!Callee)
    return compose("call", Args);
  return compose(Callee->getName(), Args, {Callee->getName()});
}

bool PathEvaluator::comparable(const BinaryOperator *E) const {
  if (E->isEqualityOp())
    return true;
  // In `ret < sizeof(x)` a negative ret is a large one.
  auto changesSign = [](const Expr *Side) {
    const Expr *Inner = Side->IgnoreParenImpCasts();
    return Side->getType()->isUnsignedIntegerType() && Inner->getType()->isSignedIntegerType() &&
           !isa<IntegerLiteral>(Inner);
  };
  return !changesSign(E->getLHS()) && !changesSign(E->getRHS());
}

Value PathEvaluator::evaluateBinary(const PathState &State, const BinaryOperator *E, Calls How) {
  if (E->isAssignmentOp())
    return evaluate(State, E->getLHS());
  if (E->getOpcode() == BO_Comma)
    return evaluate(State, E->getRHS(), How);
  if (E->isLogicalOp()) {
    if (auto Known = truth(State, E))
      return Value::constant(*Known);
    // If one side is decided and does not decide the whole, the other does.
    auto asTruth = [&](const Expr *Side) {
      return compare(State, evaluate(State, Side), BO_NE, 0);
    };
    if (truth(State, E->getLHS()))
      return asTruth(E->getRHS());
    if (truth(State, E->getRHS()))
      return asTruth(E->getLHS());
  }
  Value L = evaluate(State, E->getLHS()), R = evaluate(State, E->getRHS());
  if (E->isComparisonOp() && comparable(E)) {
    if (R.Kind == Value::Constant)
      return compare(State, L, E->getOpcode(), R.Number);
    if (L.Kind == Value::Constant)
      return compare(State, R, BinaryOperator::reverseComparisonOp(E->getOpcode()), L.Number);
  }
  return compose(E->getOpcodeStr(), {L, R});
}

Value PathEvaluator::evaluate(const PathState &State, const Expr *Full, Calls How) {
  const Expr *E = strip(Full);
  if (const Value *Done = State.Results.find(E))
    return *Done;
  if (auto C = constant(E))
    return Value::constant(*C);
  if (const auto *Cast = dyn_cast<CastExpr>(E)) {
    Value V = evaluate(State, Cast->getSubExpr(), How);
    if (Cast->getCastKind() == CK_IntegralToBoolean)
      return compare(State, V, BO_NE, 0);
    return compose("cast" + std::to_string(Context.getIntWidth(Cast->getType())), {V});
  }
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return evaluateCall(State, Call, How);
  if (const auto *Binary = dyn_cast<BinaryOperator>(E))
    return evaluateBinary(State, Binary, How);
  if (const auto *Unary = dyn_cast<UnaryOperator>(E)) {
    switch (Unary->getOpcode()) {
    case UO_LNot: {
      if (auto Known = truth(State, Unary->getSubExpr()))
        return Value::constant(!*Known);
      return compare(State, evaluate(State, Unary->getSubExpr(), How), BO_EQ, 0);
    }
    case UO_AddrOf: {
      Location Object = locate(State, Unary->getSubExpr());
      return compose("address-of", {Value::symbol(Object.Symbol)});
    }
    case UO_Deref:
      break;
    case UO_PreInc:
    case UO_PreDec:
      return volatileSymbol(E);
    case UO_PostInc:
    case UO_PostDec:
      return before(Unary);
    default:
      return compose(UnaryOperator::getOpcodeStr(Unary->getOpcode()),
                     {evaluate(State, Unary->getSubExpr(), How)});
    }
  }
  if (isa<DeclRefExpr, MemberExpr, ArraySubscriptExpr>(E) || isa<UnaryOperator>(E)) {
    if (E->getType().isVolatileQualified())
      return volatileSymbol(E);
    Location Where = locate(State, E);
    if (!Where.Precise)
      return Value::symbol(Where.Symbol);
    if (const Value *Bound = State.boundAt(Where.Symbol))
      return *Bound;
    if (const auto *Member = dyn_cast<MemberExpr>(E); Member && isOnlyField(Member)) {
      Location Whole = locate(State, Member->getBase());
      const Value *Bound = Whole.Precise ? State.boundAt(Whole.Symbol) : nullptr;
      if (Bound && Bound->Kind == Value::Cookie)
        return *Bound;
    }
    return Value::symbol(Where.Symbol);
  }
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
    if (auto Known = truth(State, Choice->getCond()))
      return evaluate(State, *Known ? Choice->getTrueExpr() : Choice->getFalseExpr(), How);
  }
  return volatileSymbol(E);
}

std::optional<bool> PathEvaluator::truth(const PathState &State, const Expr *Condition) {
  const Expr *E = strip(Condition);
  if (const auto *Unary = dyn_cast<UnaryOperator>(E); Unary && Unary->getOpcode() == UO_LNot) {
    auto Inner = truth(State, Unary->getSubExpr());
    return Inner ? std::optional(!*Inner) : std::nullopt;
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(E); Binary && Binary->isLogicalOp()) {
    auto L = truth(State, Binary->getLHS()), R = truth(State, Binary->getRHS());
    bool Decides = Binary->getOpcode() == BO_LOr; // This value of one side is the whole's.
    if ((L && *L == Decides) || (R && *R == Decides))
      return Decides;
    return L && R ? std::optional(!Decides) : std::nullopt;
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(E); Binary && joinsTruths(Binary)) {
    auto L = truth(State, Binary->getLHS()), R = truth(State, Binary->getRHS());
    bool Decides = Binary->getOpcode() == BO_Or;
    if ((L && *L == Decides) || (R && *R == Decides))
      return Decides;
    if (L && R)
      return !Decides;
  }
  return test(State, evaluate(State, E), BO_NE, 0);
}

bool PathEvaluator::assumeCompare(PathState &State, const Expr *E, BinaryOperatorKind Op,
                                  int64_t C) {
  QualType Type = E->IgnoreParenCasts()->getType();
  Value V = evaluate(State, E);
  // A cookie of 0 says that the save changed nothing: there is no scope to close.
  if (V.Kind == Value::Cookie && Op == BO_EQ && C == 0 && CookieIsDelta)
    llvm::erase_if(State.Open, [&](const OpenScope &S) { return V.isCookieOf(S.Save); });
  return restrict(State, V, Op, C,
                  Type->isUnsignedIntegerOrEnumerationType() || Type->isPointerType());
}

bool PathEvaluator::assume(PathState &State, const Expr *Condition, bool Truth) {
  const Expr *E = strip(Condition);
  if (const auto *Unary = dyn_cast<UnaryOperator>(E); Unary && Unary->getOpcode() == UO_LNot)
    return assume(State, Unary->getSubExpr(), !Truth);
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    bool Bitwise = joinsTruths(Binary);
    if (Binary->isLogicalOp() || Bitwise) {
      bool Both = Truth == (Binary->getOpcode() == BO_LAnd || Binary->getOpcode() == BO_And);
      if (Both)
        return assume(State, Binary->getLHS(), Truth) && assume(State, Binary->getRHS(), Truth);
      // One side is decided: the other has to give the result.
      if (truth(State, Binary->getLHS()) == !Truth)
        return assume(State, Binary->getRHS(), Truth);
      if (truth(State, Binary->getRHS()) == !Truth)
        return assume(State, Binary->getLHS(), Truth);
      if (!Bitwise)
        return true;
    } else if ((Binary->getOpcode() == BO_And && Truth) ||
               (Binary->getOpcode() == BO_Or && !Truth)) {
      // Numbers with a bit in common are not 0, those without any are.
      bool Asked = !constant(Binary->getLHS()) && !constant(Binary->getRHS());
      if (Asked &&
          !(assume(State, Binary->getLHS(), Truth) && assume(State, Binary->getRHS(), Truth)))
        return false;
    }
    if (Binary->isComparisonOp() && comparable(Binary)) {
      BinaryOperatorKind Op = Binary->getOpcode();
      if (!Truth)
        Op = BinaryOperator::negateComparisonOp(Op);
      Value L = evaluate(State, Binary->getLHS()), R = evaluate(State, Binary->getRHS());
      if (R.Kind == Value::Constant)
        return assumeCompare(State, Binary->getLHS(), Op, R.Number);
      if (L.Kind == Value::Constant)
        return assumeCompare(State, Binary->getRHS(), BinaryOperator::reverseComparisonOp(Op),
                             L.Number);
      // Two unknowns: the question itself, in one spelling, is what is known afterwards.
      if (Op == BO_NE || Op == BO_GE || Op == BO_LE) {
        Op = BinaryOperator::negateComparisonOp(Op);
        Truth = false;
      } else {
        Truth = true;
      }
      if (Op == BO_GT) {
        Op = BO_LT;
        std::swap(L, R);
      }
      if (Op == BO_EQ && R < L)
        std::swap(L, R);
      return restrict(State, compose(BinaryOperator::getOpcodeStr(Op), {L, R}),
                      Truth ? BO_NE : BO_EQ, 0, true);
    }
  }
  return assumeCompare(State, E, Truth ? BO_NE : BO_EQ, 0);
}

llvm::SmallVector<PathState, 2> PathEvaluator::assumeEach(const PathState &State,
                                                          const Expr *Condition, bool Truth) {
  llvm::SmallVector<PathState, 2> Ways;
  auto add = [&](llvm::ArrayRef<std::pair<const Expr *, bool>> Facts) {
    PathState Way = State;
    if (llvm::all_of(Facts, [&](const auto &Fact) { return assume(Way, Fact.first, Fact.second); }))
      Ways.push_back(std::move(Way));
  };
  const Expr *E = strip(Condition);
  while (const auto *Not = dyn_cast<UnaryOperator>(E)) {
    if (Not->getOpcode() != UO_LNot)
      break;
    Truth = !Truth;
    E = strip(Not->getSubExpr());
  }
  const auto *Binary = dyn_cast<BinaryOperator>(E);
  if (Binary && joinsTruths(Binary) && Truth == (Binary->getOpcode() == BO_Or)) {
    // As the CFG does for `||` and `&&`.
    add({{Binary->getLHS(), Truth}, {E, Truth}});
    add({{Binary->getLHS(), !Truth}, {Binary->getRHS(), Truth}, {E, Truth}});
  } else {
    add({{E, Truth}});
  }
  return Ways;
}

Value PathEvaluator::fresh(PathState &State, const Stmt *E) {
  Value Now = volatileSymbol(E);
  unsigned Id = Now.Number;
  // Whoever kept the last one keeps something else from now on.
  State.Known.eraseIf([&](const auto &Entry) { return Symbols.dependsOn(Entry.first, Id); });
  // Nor is an element at that index the one it was.
  State.Bindings.eraseIf([&](const auto &Entry) {
    if (Symbols.dependsOn(Entry.first, Id))
      return true;
    // What a place that is itself a remnant held is not worth another name: names would grow
    // each time round a loop.
    return Entry.second.Kind == Value::Symbol && Symbols.dependsOn(Entry.second.Number, Id) &&
           Symbols.text(Entry.first).contains("old ");
  });
  for (auto &[Where, Held] : State.Bindings)
    if (Held.Kind == Value::Symbol && Symbols.dependsOn(Held.Number, Id)) {
      unsigned Old = Symbols.internVolatile("old " + Symbols.text(Id).str() + " in " +
                                            Symbols.text(Where).str());
      State.Known.erase(Old);
      Held = Value::symbol(Old);
    }
  return Now;
}

void PathEvaluator::count(PathState &State, const UnaryOperator *E, bool Surely) {
  Location Where = locate(State, E->getSubExpr());
  Value Old = evaluate(State, E->getSubExpr());
  bool Positive = Surely && E->isIncrementOp() && test(State, Old, BO_GE, 0).value_or(false);
  if (E->isPostfix()) {
    Value Before = before(E);
    State.Known.erase(Before.Number);
    if (Old.Kind == Value::Constant)
      restrict(State, Before, BO_EQ, Old.Number, false);
    else if (test(State, Old, BO_GE, 1).value_or(false))
      restrict(State, Before, BO_GE, 1, false);
  }
  Value New = fresh(State, E);
  store(State, Where, New);
  if (Positive) // Nobody counts until it wraps round.
    restrict(State, New, BO_GE, 1, false);
}

void PathEvaluator::store(PathState &State, const Location &Where, Value V) {
  if (!Where.Precise)
    return;
  // A whole that is stored takes its parts along.
  llvm::StringRef Whole = Symbols.text(Where.Symbol);
  State.Bindings.eraseIf([&](const auto &Entry) {
    llvm::StringRef Text = Symbols.text(Entry.first);
    return Text.size() > Whole.size() && Text.starts_with(Whole) &&
           (Text[Whole.size()] == '.' || Text[Whole.size()] == '[');
  });
  State.Bindings[Where.Symbol] = V;
}
