//===- PathLocations.cpp - Where values are kept on a path ----------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// PathEvaluator's lvalues.
//
//===----------------------------------------------------------------------===//
#include "Flow/PathEvaluator.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/SmallString.h"

using namespace clang;
using namespace gfp;

Location PathEvaluator::locate(const VarDecl *Variable) {
  auto [Known, New] = Variables.try_emplace(Variable);
  if (New) {
    unsigned Name = Symbols.nameId(Variable->getName());
    llvm::BitVector Names(Name + 1);
    Names.set(Name);
    std::string Text = Variable->getNameAsString() + "#" + std::to_string(Variable->getID());
    Known->second = {Symbols.intern(Text, Names, {}), Variable->hasLocalStorage(), true};
  }
  return Known->second;
}

Location PathEvaluator::member(llvm::StringRef Base, llvm::StringRef Path, bool Local,
                               llvm::ArrayRef<Value> Parts) {
  llvm::SmallString<128> Text(Base);
  Text += Path;
  if (auto Known = Symbols.find(Text))
    return {*Known, Local, true};
  llvm::BitVector Names;
  llvm::SmallVector<unsigned, 4> Bases;
  for (const Value &Part : Parts)
    if (Part.Kind == Value::Symbol) {
      Names |= Symbols.names(Part.Number);
      llvm::append_range(Bases, Symbols.bases(Part.Number));
    }
  llvm::SmallVector<llvm::StringRef, 4> Fields;
  Path.split(Fields, '.', -1, /*KeepEmpty=*/false);
  for (llvm::StringRef Field : Fields) {
    if (Field.starts_with("["))
      continue;
    unsigned Id = Symbols.nameId(Field);
    if (Names.size() <= Id)
      Names.resize(Id + 1);
    Names.set(Id);
  }
  return {Symbols.intern(Text, Names, Bases), Local, true};
}

Location PathEvaluator::locatePointee(const PathState &State, const Expr *Pointer,
                                      llvm::StringRef Path) {
  const Expr *P = strip(Pointer);
  if (const auto *Address = dyn_cast<UnaryOperator>(P);
      Address && Address->getOpcode() == UO_AddrOf) {
    Location Object = locate(State, Address->getSubExpr());
    if (!Object.Precise)
      return Object;
    return member(Symbols.text(Object.Symbol), Path, Object.Local, {Value::symbol(Object.Symbol)});
  }
  Value V = evaluate(State, Pointer);
  llvm::SmallString<128> Text("*");
  addText(V, Text);
  llvm::StringRef View = Text.str().drop_front();
  if (View.consume_front("(address-of ") && View.consume_back(")"))
    return member(View, Path, true, {V});
  return member(Text, Path, false, {V});
}

Location PathEvaluator::part(const Location &Whole, llvm::StringRef Path) {
  if (!Whole.Precise)
    return Whole;
  return member(Symbols.text(Whole.Symbol), Path, Whole.Local, {Value::symbol(Whole.Symbol)});
}

Location PathEvaluator::locate(const PathState &State, const Expr *LValue) {
  const Expr *E = strip(LValue);
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenCasts());
  if (const auto *Variable = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr)
    return locate(Variable);
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    llvm::SmallString<32> Path(".");
    Path += Member->getMemberDecl()->getName();
    if (Member->isArrow())
      return locatePointee(State, Member->getBase(), Path);
    Location Base = locate(State, Member->getBase());
    if (!Base.Precise)
      return Base;
    return member(Symbols.text(Base.Symbol), Path, Base.Local, {Value::symbol(Base.Symbol)});
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(E); Unary && Unary->getOpcode() == UO_Deref)
    return locatePointee(State, Unary->getSubExpr(), "");
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E)) {
    Value Index = evaluate(State, Element->getIdx());
    llvm::SmallString<64> Path("[");
    addText(Index, Path);
    Path += ']';
    const Expr *Base = Element->getBase()->IgnoreParenCasts();
    Location Whole =
        Base->getType()->isArrayType() ? locate(State, Base) : locatePointee(State, Base, "");
    if (!Whole.Precise)
      return Whole;
    // An index that is 0 now is another one the next time round.
    bool Fixed = constant(Element->getIdx()).has_value();
    return member(Symbols.text(Whole.Symbol), Path, Whole.Local && Fixed,
                  {Value::symbol(Whole.Symbol), Index});
  }
  return {static_cast<unsigned>(volatileSymbol(E).Number), false, false};
}
