//===- UnusedNolint.cpp - gfp-unused-nolint -------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// A NOLINT comment that silences nothing outlives the code it was for, and hides the next mistake.
//
// Silence is no proof where something is not known: in code that is not compiled, in functions that
// were not followed to the end, and in those that call a function of another file of which nothing
// is known. Knowledge of the tree can turn each of these into a finding the comment is for.
//
//===----------------------------------------------------------------------===//
#include "Checks/Checks.h"
#include "Checks/Report.h"
#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include <fmt/format.h>

using namespace clang;
using namespace gfp;

namespace {

constexpr llvm::StringLiteral Name = "gfp-unused-nolint";
/// Names that begin like this are ours; others are for other tools.
constexpr llvm::StringLiteral Prefix = "gfp-";

/// A call in the body may do something that is not known.
class UnknownCalls : public ConstDynamicRecursiveASTVisitor {
public:
  UnknownCalls(const FunctionView &View, const Knowledge &Known) : View(View), Known(Known) {
    TraverseStmt(View.Facts.function()->getBody());
  }

  bool any() const { return Any; }

  bool VisitCallExpr(const CallExpr *Call) override {
    const FunctionDecl *Callee = Call->getDirectCallee();
    // What a pointer may point to, no other file will tell.
    if (!Callee || !Callee->getIdentifier() || Callee->getBuiltinID())
      return true;
    auto Kind = View.Facts.factOf(Call).Kind;
    if (Kind != CallFact::Unknown && Kind != CallFact::Wrapped)
      return true;
    const RuleSet &Rules = View.Unit.rules();
    llvm::StringRef Called = RuleSet::baseName(Callee->getName());
    if (Rules.isKnownName(Called) || Rules.entersSection(Called) || Rules.leavesSection(Called) ||
        Rules.freeFunction(Called) || Rules.isDelay(Called))
      return true;
    // All are asked for, not the first only: the scan reads the files that have them.
    const FunctionSummary *Summary = Known.of(Callee);
    Any |= !Summary || Summary->AllocatesOtherwise == Truth::Unknown || Summary->Incomplete;
    return true;
  }

private:
  const FunctionView &View;
  const Knowledge &Known;
  bool Any = false;
};

/// Some line of \p Text is an #if, an #else or the like: not all of it is compiled.
bool hasConditions(llvm::StringRef Text) {
  for (size_t Hash = Text.find('#'); Hash != llvm::StringRef::npos;
       Hash = Text.find('#', Hash + 1)) {
    llvm::StringRef Directive = Text.substr(Hash + 1).ltrim(" \t");
    if (Directive.starts_with("if") || Directive.starts_with("el") ||
        Directive.starts_with("endif"))
      return true;
  }
  return false;
}

/// The comments of one unit's main file.
class Comments {
public:
  Comments(const UnitView &View, FindingSink Report)
      : View(View), Report(Report), SM(View.Unit.context().getSourceManager()),
        Text(SM.getBufferData(SM.getMainFileID())), File(fileName(SM, SM.getMainFileID())) {}

  void look(const Nolint &Comment) {
    if (!Comment.Names)
      return;
    llvm::SmallVector<llvm::StringRef> Unused, Unknown;
    for (const NolintName &Each : *Comment.Names) {
      if (!llvm::StringRef(Each.Glob).starts_with(Prefix) || Each.Used ||
          matchesGlob(Each.Glob, Name))
        continue;
      if (!exists(Each.Glob))
        Unknown.push_back(Each.Glob);
      else if (couldHaveFired(Each.Glob))
        Unused.push_back(Each.Glob);
    }
    if (!Unknown.empty())
      Report(finding(Comment, fmt::format("there is no check {}: the comment silences nothing",
                                          llvm::join(Unknown, ", "))));
    if (Unused.empty() || !isCertain(Comment))
      return;
    Finding F = finding(Comment, fmt::format("{} finds nothing here: the comment is of no use",
                                             llvm::join(Unused, " or ")));
    std::vector<Edit> Edits = removeNolint(Text, File, Comment, Unused);
    if (!Edits.empty())
      F.Correction = Fix{Unused.size() == Comment.Names->size()
                             ? "remove the comment"
                             : fmt::format("remove {} from the list", llvm::join(Unused, " and ")),
                         std::move(Edits)};
    Report(std::move(F));
  }

private:
  bool exists(llvm::StringRef Glob) const {
    return llvm::any_of(View.Unit.rules().checks(),
                        [&](const CheckInfo &Info) { return matchesGlob(Glob, Info.Name); });
  }

  /// Every check that \p Glob means ran.
  bool couldHaveFired(llvm::StringRef Glob) const {
    return llvm::all_of(View.Unit.rules().checks(), [&](const CheckInfo &Info) {
      return !matchesGlob(Glob, Info.Name) || llvm::any_of(View.Ran, [&](const auto &Check) {
        return Check->name() == Info.Name && !Check->dependsOnCallers();
      });
    });
  }

  /// The lines of \p Function in the main file; nothing if it is in another.
  std::optional<std::pair<unsigned, unsigned>> linesOf(const FunctionDecl *Function) const {
    SourceRange Range = SM.getExpansionRange(Function->getSourceRange()).getAsRange();
    if (!SM.isInMainFile(Range.getBegin()) || !SM.isInMainFile(Range.getEnd()))
      return std::nullopt;
    return std::pair(SM.getExpansionLineNumber(Range.getBegin()),
                     SM.getExpansionLineNumber(Range.getEnd()));
  }

  llvm::StringRef lines(unsigned First, unsigned Last) const {
    SourceLocation Begin = SM.translateLineCol(SM.getMainFileID(), First, 1);
    SourceLocation End = SM.translateLineCol(SM.getMainFileID(), Last + 1, 1);
    return Text.slice(SM.getFileOffset(Begin), SM.getFileOffset(End));
  }

  const FunctionView *viewOf(const FunctionDecl *Function) const {
    auto Found = llvm::find_if(View.Functions, [&](const FunctionView &Each) {
      return Each.Facts.function() == Function;
    });
    return Found == View.Functions.end() ? nullptr : Found;
  }

  bool isCertain(const FunctionDecl *Function) const {
    const FunctionView *Own = viewOf(Function);
    return Own && !(Own->Flow && Own->Flow->incomplete()) && !UnknownCalls(*Own, View.Known).any();
  }

  /// All that the comment could silence is known.
  bool isCertain(const Nolint &Comment) const {
    unsigned First = Comment.Line, Last = Comment.End ? Comment.End->Line : Comment.Line;
    bool Any = false, All = true;
    for (const Decl *D : View.Unit.context().getTranslationUnitDecl()->decls()) {
      const auto *Function = dyn_cast<FunctionDecl>(D);
      if (!Function || !Function->doesThisDeclarationHaveABody())
        continue;
      auto Lines = linesOf(Function);
      if (!Lines || Lines->second < First || Last < Lines->first)
        continue;
      Any = true;
      All &= isCertain(Function) && !hasConditions(lines(Lines->first, Lines->second));
    }
    return Any && All && !hasConditions(lines(First, Last));
  }

  std::string functionAround(unsigned Line) const {
    for (const FunctionView &Each : View.Functions) {
      auto Lines = linesOf(Each.Facts.function());
      if (Lines && Lines->first <= Line && Line <= Lines->second)
        return Each.Facts.function()->getNameAsString();
    }
    return "";
  }

  Finding finding(const Nolint &Comment, std::string Message) const {
    const Nolint::Word &At = Comment.At;
    Finding F;
    F.Check = Name.str();
    F.Level = 1;
    F.OfAbsence = true;
    F.Message = std::move(Message);
    F.At = {File, At.Offset, At.Line, At.Column};
    F.Function = functionAround(Comment.Line);
    F.Statement = Text.substr(At.Offset, At.Length).str();
    F.FirstLine = F.LastLine = At.Line;
    F.Release = View.Unit.rules().Release;
    return F;
  }

  const UnitView &View;
  FindingSink Report;
  const SourceManager &SM;
  llvm::StringRef Text;
  std::string File;
};

class UnusedNolint : public Check {
public:
  llvm::StringRef name() const override { return Name; }

  void addWords(const RuleSet &, llvm::StringSet<> &Words) const override {
    for (llvm::StringRef Word : {"NOLINT", "NOLINTNEXTLINE", "NOLINTBEGIN"})
      Words.insert(Word);
  }

  void run(const FunctionView &, FindingSink) const override {}

  void runOnUnit(const UnitView &View, FindingSink Report) const override {
    if (View.Comments.all().empty() ||
        View.Unit.context().getDiagnostics().hasUncompilableErrorOccurred())
      return;
    Comments Ours(View, Report);
    for (const Nolint &Comment : View.Comments.all())
      Ours.look(Comment);
  }
};

} // namespace

std::unique_ptr<Check> gfp::createUnusedNolintCheck() { return std::make_unique<UnusedNolint>(); }
