//===- StatementPlace.cpp - Statements as text ---------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/StatementPlace.h"
#include "Findings/StatementEdits.h"
#include "clang/AST/Stmt.h"

using namespace clang;
using namespace gfp;

const Stmt *gfp::blockStatement(const FunctionView &View, const Expr *E) {
  const ParentMap &Parents = View.Facts.parents();
  const Stmt *S = E;
  while (const Stmt *Parent = Parents.getParent(S)) {
    if (const auto *Block = dyn_cast<CompoundStmt>(Parent)) {
      // The value of a statement expression is not a statement of the user's.
      const auto *Value = dyn_cast_or_null<StmtExpr>(Parents.getParent(Block));
      if (!Value)
        return S;
      S = Value;
      continue;
    }
    if (!isa<Expr, DeclStmt>(Parent))
      return nullptr;
    S = Parent;
  }
  return nullptr;
}

std::optional<FileRange> gfp::statementRange(const FunctionView &View, const Stmt *S) {
  const ASTContext &Context = View.Unit.context();
  const SourceManager &SM = Context.getSourceManager();
  auto Range = fileRange(S->getSourceRange(), SM, Context.getLangOpts());
  if (!Range)
    return std::nullopt;
  llvm::StringRef Text = SM.getBufferData(Range->File);
  bool Closed = isa<IfStmt>(S) && Text[Range->End - 1] == '}';
  if (Text[Range->End - 1] != ';' && !Closed) {
    unsigned End = endOfStatement(Text, Range->End);
    if (End == Range->End)
      return std::nullopt;
    Range->End = End;
  }
  return Range;
}

llvm::StringRef gfp::indentation(llvm::StringRef Text, unsigned Offset) {
  size_t Line = Text.rfind('\n', Offset ? Offset - 1 : 0);
  Line = Line == llvm::StringRef::npos || !Offset ? 0 : Line + 1;
  return Text.substr(Line).take_while([](char C) { return C == ' ' || C == '\t'; });
}

bool gfp::startsLine(llvm::StringRef Text, unsigned Offset) {
  llvm::StringRef Before = Text.take_front(Offset).rtrim(" \t");
  return Before.empty() || Before.ends_with("\n");
}
