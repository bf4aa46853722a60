//===- ScopeEdits.cpp - Deleting and adding scopes -----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/ScopeEdits.h"
#include "Checks/Report.h"
#include "Checks/ScopeExtent.h"
#include "Checks/StatementPlace.h"
#include "Findings/StatementEdits.h"
#include "clang/AST/Decl.h"
#include "clang/Lex/Lexer.h"
#include <algorithm>
#include <fmt/format.h>
#include <map>

using namespace clang;
using namespace gfp;

namespace {

/// Every use of \p Variable in \p S outside of the statements \p Except.
bool usedOutside(const Stmt *S, const VarDecl *Variable, llvm::ArrayRef<const Stmt *> Except) {
  if (llvm::is_contained(Except, S))
    return false;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    return Ref->getDecl() == Variable;
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return Child && usedOutside(Child, Variable, Except);
  });
}

const DeclStmt *declarationOf(const Stmt *S, const VarDecl *Variable) {
  if (const auto *Declare = dyn_cast<DeclStmt>(S)) {
    if (llvm::is_contained(Declare->decls(), Variable))
      return Declare;
  }
  for (const Stmt *Child : S->children())
    if (Child)
      if (const DeclStmt *Found = declarationOf(Child, Variable))
        return Found;
  return nullptr;
}

/// Takes \p Variable out of a declaration of several.
std::optional<Edit> deleteDeclarator(const FunctionView &View, const DeclStmt *Declare,
                                     const VarDecl *Variable) {
  auto Range = statementRange(View, Declare);
  if (!Range || !Variable->getLocation().isFileID())
    return std::nullopt;
  const SourceManager &SM = View.Unit.context().getSourceManager();
  llvm::StringRef Text = SM.getBufferData(Range->File);
  // A comment in it speaks of we do not know which variable.
  if (textOf(*Range, SM).contains("/*") || textOf(*Range, SM).contains("//"))
    return std::nullopt;
  unsigned Name = SM.getFileOffset(Variable->getLocation());
  // The declarator ends at the comma or semicolon outside all brackets.
  unsigned End = Name;
  for (int Depth = 0; End < Range->End; ++End) {
    char C = Text[End];
    Depth += (C == '(' || C == '{' || C == '[') - (C == ')' || C == '}' || C == ']');
    if (!Depth && (C == ',' || C == ';'))
      break;
  }
  std::string File = fileName(View, Range->File);
  if (Text[End] == ',') {
    ++End;
    while (End < Range->End && isspace(static_cast<unsigned char>(Text[End])))
      ++End;
    return Edit{File, Name, End - Name, ""};
  }
  size_t Comma = Text.rfind(',', Name);
  if (Comma == llvm::StringRef::npos || Comma < Range->Begin)
    return std::nullopt;
  return Edit{File, static_cast<unsigned>(Comma), End - static_cast<unsigned>(Comma), ""};
}

/// The call as a whole statement: `cookie = save();`, `restore(cookie);`.
const Stmt *wholeStatement(const FunctionView &View, const CallExpr *Call) {
  const ParentMap &Parents = View.Facts.parents();
  const Stmt *S = Call;
  const Stmt *Parent = Parents.getParent(S);
  while (Parent && isa<ParenExpr, CastExpr>(Parent)) {
    S = Parent;
    Parent = Parents.getParent(S);
  }
  if (const auto *Assign = dyn_cast_or_null<BinaryOperator>(Parent);
      Assign && Assign->getOpcode() == BO_Assign) {
    S = Assign;
    Parent = Parents.getParent(S);
  } else if (const auto *Declare = dyn_cast_or_null<DeclStmt>(Parent)) {
    S = Declare;
    Parent = Parents.getParent(S);
  }
  return isa_and_nonnull<CompoundStmt>(Parent) ? S : nullptr;
}

/// The name \p Name stands in the text of the body outside of \p Ranges: in code of another
/// configuration or in a macro's arguments, which the AST does not show.
bool namedOutside(const FunctionView &View, llvm::StringRef Name,
                  llvm::ArrayRef<FileRange> Ranges) {
  const SourceManager &SM = View.Unit.context().getSourceManager();
  const LangOptions &Lang = View.Unit.context().getLangOpts();
  SourceRange Body = View.Facts.function()->getBody()->getSourceRange();
  if (!Body.getBegin().isFileID() || !Body.getEnd().isFileID())
    return true;
  auto [File, Begin] = SM.getDecomposedLoc(Body.getBegin());
  unsigned End = SM.getFileOffset(Body.getEnd());
  llvm::StringRef Text = SM.getBufferData(File);
  Lexer Raw(SM.getLocForStartOfFile(File), Lang, Text.data(), Text.data() + Begin, Text.end());
  Token T;
  while (!Raw.LexFromRawLexer(T)) {
    unsigned Offset = SM.getFileOffset(T.getLocation());
    if (Offset >= End)
      return false;
    if (!T.is(tok::raw_identifier) || T.getRawIdentifier() != Name)
      continue;
    // A field of that name is another thing.
    llvm::StringRef Before = Text.take_front(Offset).rtrim(" \t\n");
    if (Before.ends_with("->") || Before.ends_with("."))
      continue;
    if (llvm::none_of(Ranges, [&, File = File](const FileRange &R) {
          return R.File == File && R.Begin <= Offset && Offset < R.End;
        }))
      return true;
  }
  return false;
}

/// A scope opened inside of save \p Number's is open at \p Point, too, and has to be closed first.
bool innerIsOpen(const FunctionView &View, unsigned Number, const Stmt *Point) {
  const PointRecord *Record = View.Flow->at(Point);
  return Record && llvm::any_of(Record->Always, [&](unsigned Other) {
           const auto &Around = View.Flow->saves()[Other].Enclosing;
           return Other != Number && Around && Around->count(Number);
         });
}

std::string restoreText(const SaveRecord &Save, const VarDecl *Cookie) {
  return fmt::format("{}({});", Save.Pair->Restore, Cookie->getNameAsString());
}

} // namespace

const VarDecl *gfp::cookieOf(const FunctionView &View, const SaveRecord &Save) {
  const Stmt *S = wholeStatement(View, Save.Call);
  const VarDecl *Variable = nullptr;
  if (const auto *Assign = dyn_cast_or_null<BinaryOperator>(S)) {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(Assign->getLHS()->IgnoreParenCasts()))
      Variable = dyn_cast<VarDecl>(Ref->getDecl());
  } else if (const auto *Declare = dyn_cast_or_null<DeclStmt>(S)) {
    for (const Decl *D : Declare->decls())
      if (const auto *V = dyn_cast<VarDecl>(D);
          V && V->getInit() && V->getInit()->IgnoreParenCasts() == Save.Call)
        Variable = V;
  }
  return Variable && Variable->hasLocalStorage() && !isa<ParmVarDecl>(Variable) ? Variable
                                                                                : nullptr;
}

const VarDecl *gfp::cookieAt(const FunctionView &View, unsigned Number, const Stmt *Exit) {
  const SaveRecord &Save = View.Flow->saves()[Number];
  const VarDecl *Cookie = cookieOf(View, Save);
  if (!Cookie || !Save.Pair || !Save.Pair->OnlyAScope)
    return nullptr;
  const Stmt *Body = View.Facts.function()->getBody();
  unsigned SameName = 0;
  bool SetElsewhere = false;
  const Stmt *Own = wholeStatement(View, Save.Call);
  llvm::SmallVector<const Stmt *, 32> Work{Body};
  while (!Work.empty()) {
    const Stmt *S = Work.pop_back_val();
    if (const auto *Declare = dyn_cast<DeclStmt>(S))
      for (const Decl *D : Declare->decls())
        if (const auto *Variable = dyn_cast<VarDecl>(D))
          SameName += Variable->getName() == Cookie->getName();
    if (const auto *Assign = dyn_cast<BinaryOperator>(S); Assign && Assign->isAssignmentOp())
      if (const auto *Ref = dyn_cast<DeclRefExpr>(Assign->getLHS()->IgnoreParenCasts()))
        SetElsewhere |= Ref->getDecl() == Cookie && Assign != Own;
    for (const Stmt *Child : S->children())
      if (Child)
        Work.push_back(Child);
  }
  if (SameName != 1 || SetElsewhere || dependsOnConfiguration(View, Body->getSourceRange()))
    return nullptr;
  const ParentMap &Parents = View.Facts.parents();
  const DeclStmt *Declare = declarationOf(Body, Cookie);
  const Stmt *Block = Declare ? Parents.getParent(Declare) : nullptr;
  if (!isa_and_nonnull<CompoundStmt>(Block))
    return nullptr;
  for (const Stmt *S = Exit; S; S = Parents.getParent(S))
    if (S == Block)
      return Cookie;
  return nullptr;
}

std::optional<std::vector<Edit>> gfp::deleteScope(const FunctionView &View, unsigned Number) {
  const SaveRecord &Save = View.Flow->saves()[Number];
  const VarDecl *Cookie = cookieOf(View, Save);
  if (!Cookie || !Save.Pair || !Save.Pair->OnlyAScope)
    return std::nullopt;

  std::vector<const Stmt *> Statements{wholeStatement(View, Save.Call)};
  for (const CallExpr *Restore : Save.Restores) {
    auto Record = View.Flow->restores().find(Restore);
    if (Record == View.Flow->restores().end() || Record->second.ClosesOther ||
        Record->second.Saves != std::set<unsigned>{Number})
      return std::nullopt;
    const Stmt *S = wholeStatement(View, Restore);
    if (!S || !isa<Expr>(S))
      return std::nullopt;
    Statements.push_back(S);
  }

  const Stmt *Body = View.Facts.function()->getBody();
  std::vector<Edit> Edits;
  bool SaveDeclares = isa<DeclStmt>(Statements.front());
  // Of scopes that share a cookie, the last goes first: who deletes the declaration is then plain.
  for (unsigned Later = Number + 1; Later < View.Flow->saves().size(); ++Later)
    if (cookieOf(View, View.Flow->saves()[Later]) == Cookie)
      return std::nullopt;
  std::vector<FileRange> Gone;
  for (const Stmt *S : Statements)
    if (auto Range = statementRange(View, S))
      Gone.push_back(*Range);
  if (const DeclStmt *Declare = declarationOf(Body, Cookie))
    if (auto Range = statementRange(View, Declare))
      Gone.push_back(*Range);
  if (usedOutside(Body, Cookie, Statements)) {
    if (SaveDeclares)
      return std::nullopt;
  } else if (namedOutside(View, Cookie->getName(), Gone)) {
    return std::nullopt;
  } else if (const DeclStmt *Declare = declarationOf(Body, Cookie)) {
    if (Declare->isSingleDecl()) {
      if (!SaveDeclares)
        Statements.push_back(Declare);
    } else {
      if (SaveDeclares)
        Statements.erase(Statements.begin());
      auto Deletion = deleteDeclarator(View, Declare, Cookie);
      if (!Deletion)
        return std::nullopt;
      Edits.push_back(std::move(*Deletion));
    }
  } else {
    return std::nullopt;
  }

  const SourceManager &SM = View.Unit.context().getSourceManager();
  std::vector<StatementRange> Ranges;
  std::optional<FileID> File;
  for (const Stmt *S : Statements) {
    auto Range = statementRange(View, S);
    if (!Range || (File && *File != Range->File))
      return std::nullopt;
    File = Range->File;
    Ranges.push_back({Range->Begin, Range->End, false});
  }
  llvm::sort(Ranges, [](const auto &A, const auto &B) { return A.Begin < B.Begin; });
  if (File)
    llvm::append_range(Edits,
                       deleteStatements(SM.getBufferData(*File), Ranges, fileName(View, *File)));
  return Edits;
}

std::optional<std::vector<Edit>> gfp::restoreBefore(const FunctionView &View, unsigned Number,
                                                    const Stmt *Exit) {
  const SaveRecord &Save = View.Flow->saves()[Number];
  const VarDecl *Cookie = cookieAt(View, Number, Exit);
  auto Range = statementRange(View, Exit);
  if (!Cookie || !Range || innerIsOpen(View, Number, Exit))
    return std::nullopt;
  const SourceManager &SM = View.Unit.context().getSourceManager();
  llvm::StringRef Text = SM.getBufferData(Range->File);
  std::string File = fileName(View, Range->File);
  if (!startsLine(Text, Range->Begin) || Text.contains('\r'))
    return std::nullopt;
  std::string Indent = indentation(Text, Range->Begin).str();
  std::string Restore = restoreText(Save, Cookie);
  const Stmt *Parent = View.Facts.parents().getParent(Exit);
  // What is put before a labelled statement takes over its labels: who jumps there needs it as
  // well.
  while (isa_and_nonnull<LabelStmt, SwitchCase>(Parent))
    Parent = View.Facts.parents().getParent(Parent);
  if (isa_and_nonnull<CompoundStmt>(Parent))
    return std::vector<Edit>{{File, Range->Begin, 0, Restore + "\n" + Indent}};
  // The whole arm of an if without braces.
  const auto *If = dyn_cast_or_null<IfStmt>(Parent);
  if (!If || If->getElse() || If->getThen() != Exit || !If->getBeginLoc().isFileID())
    return std::nullopt;
  unsigned Close = SM.getFileOffset(SM.getExpansionLoc(If->getRParenLoc()));
  if (!If->getRParenLoc().isFileID() ||
      !Text.substr(Close + 1, Range->Begin - Close - 1).trim().empty())
    return std::nullopt;
  std::string Outer = indentation(Text, SM.getFileOffset(If->getBeginLoc())).str();
  // A comment behind the statement stays with it.
  unsigned LineEnd = static_cast<unsigned>(std::min(Text.find('\n', Range->End), Text.size()));
  if (Text.slice(Range->End, LineEnd).ltrim(" \t").starts_with("/"))
    Range->End = LineEnd;
  return std::vector<Edit>{{File, Close + 1, 0, " {"},
                           {File, Range->Begin, 0, Restore + "\n" + Indent},
                           {File, Range->End, 0, "\n" + Outer + "}"}};
}

std::optional<std::vector<Edit>> gfp::restoreAtEnd(const FunctionView &View, unsigned Number) {
  const SaveRecord &Save = View.Flow->saves()[Number];
  const auto *Body = dyn_cast<CompoundStmt>(View.Facts.function()->getBody());
  const VarDecl *Cookie = cookieAt(View, Number, Body);
  if (!Cookie || !Body || innerIsOpen(View, Number, Body) || !Body->getRBracLoc().isFileID())
    return std::nullopt;
  const SourceManager &SM = View.Unit.context().getSourceManager();
  auto [File, Offset] = SM.getDecomposedLoc(Body->getRBracLoc());
  if (!startsLine(SM.getBufferData(File), Offset) || SM.getBufferData(File).contains('\r'))
    return std::nullopt;
  return std::vector<Edit>{
      {fileName(View, File), Offset, 0, "\t" + restoreText(Save, Cookie) + "\n"}};
}

namespace {

/// A name for a new cookie that nothing in the function has.
std::string freshCookie(const FunctionView &View, const ScopeKind &Kind) {
  const auto &Idents = View.Unit.context().Idents;
  for (std::string Name : {Kind.Kind + "_flags", Kind.Kind + "_cookie"})
    if (Idents.find(Name) == Idents.end())
      return Name;
  return {};
}

/// The edit that includes \p Header after the last include of its directory in the main file.
std::optional<Edit> includeHeader(const FunctionView &View, llvm::StringRef Header) {
  const SourceManager &SM = View.Unit.context().getSourceManager();
  llvm::StringRef Text = SM.getBufferData(SM.getMainFileID());
  std::string Family = "#include <linux/";
  // Not one that a configuration may leave out.
  size_t FirstIf = Text.find("\n#if");
  size_t Last = Text.take_front(FirstIf).rfind("\n" + Family);
  if (Last == llvm::StringRef::npos)
    return std::nullopt;
  size_t End = Text.find('\n', Last + 1);
  if (End == llvm::StringRef::npos)
    return std::nullopt;
  return Edit{fileName(View, SM.getMainFileID()), static_cast<unsigned>(End + 1), 0,
              fmt::format("#include <{}>\n", Header.str())};
}

const ScopePair *pairFor(const RuleSet &Rules, const ScopeKind &Kind) {
  for (const ScopePair &Pair : Rules.scopePairs())
    if (Pair.Kind == Kind.Kind && Pair.OnlyAScope && !Pair.FlagsArg)
      return &Pair;
  return nullptr;
}

} // namespace

std::optional<std::vector<Edit>> gfp::wrapInScope(const FunctionView &View, const CallExpr *Call,
                                                  const ScopeKind &Kind) {
  const ScopePair *Pair = pairFor(View.Unit.rules(), Kind);
  const Stmt *S = blockStatement(View, Call);
  if (!Pair || !S || !isa<Expr>(S))
    return std::nullopt;
  auto Range = statementRange(View, S);
  const auto *Block = dyn_cast<CompoundStmt>(View.Facts.parents().getParent(S));
  if (!Range || !Block || isa_and_nonnull<SwitchStmt>(View.Facts.parents().getParent(Block)))
    return std::nullopt;
  const SourceManager &SM = View.Unit.context().getSourceManager();
  llvm::StringRef Text = SM.getBufferData(Range->File);
  std::string Cookie = freshCookie(View, Kind);
  if (Cookie.empty() || !startsLine(Text, Range->Begin) || Text.contains('\r'))
    return std::nullopt;

  // The cookie is declared where the block declares its other variables.
  const Stmt *LastDeclaration = nullptr;
  for (const Stmt *Each : Block->body()) {
    if (!isa<DeclStmt>(Each))
      break;
    LastDeclaration = Each;
  }
  std::string File = fileName(View, Range->File);
  std::string Indent = indentation(Text, Range->Begin).str();
  std::string Declaration = fmt::format("unsigned int {};", Cookie);
  std::vector<Edit> Edits;
  if (LastDeclaration) {
    auto Where = statementRange(View, LastDeclaration);
    if (!Where || Where->File != Range->File)
      return std::nullopt;
    Edits.push_back({File, Where->End, 0, "\n" + Indent + Declaration});
  } else {
    if (!Block->getLBracLoc().isFileID())
      return std::nullopt;
    unsigned Brace = SM.getFileOffset(Block->getLBracLoc());
    bool Blank = Text.substr(Brace + 1).ltrim(" \t").starts_with("\n\n");
    Edits.push_back({File, Brace + 1, 0, "\n" + Indent + Declaration + (Blank ? "" : "\n")});
  }
  Edits.push_back(
      {File, Range->Begin, 0, fmt::format("{} = {}();\n{}", Cookie, Pair->Save, Indent)});
  Edits.push_back({File, Range->End, 0, fmt::format("\n{}{}({});", Indent, Pair->Restore, Cookie)});
  if (!View.Unit.declares(Pair->Save)) {
    auto Include = includeHeader(View, "linux/sched/mm.h");
    if (!Include || Include->File != File)
      return std::nullopt;
    Edits.push_back(std::move(*Include));
  }
  return Edits;
}
