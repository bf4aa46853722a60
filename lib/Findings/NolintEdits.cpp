//===- NolintEdits.cpp - Taking NOLINT comments out again -----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Findings/LineIndex.h"
#include "Findings/StatementEdits.h"
#include "Findings/Suppression.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace gfp;
using llvm::StringRef;

static constexpr llvm::StringLiteral Blanks = " \t\f\v\r";

/// The comment is \p Word, and perhaps a colon and the reason for it.
static bool saysNothingElse(StringRef Text, const Nolint::Word &Word) {
  StringRef Before = Text.slice(Word.CommentBegin + 2, Word.Offset);
  StringRef After = Text.slice(Word.Offset + Word.Length, Word.CommentEnd);
  bool Block = Text.substr(Word.CommentBegin).starts_with("/*");
  if (Block && !After.consume_back("*/"))
    return false;
  After = After.trim();
  return Before.trim().empty() && !After.contains("NOLINT") && !After.contains('\n') &&
         (After.empty() || After.starts_with(":"));
}

namespace {

/// What takes comments out: those behind code with the blanks before them, others as statements go.
struct Removal {
  std::vector<Edit> Edits;
  std::vector<StatementRange> Ranges;
};

} // namespace

/// Adds the comment of \p Word to \p Into, if that is certain.
static bool removeComment(StringRef Text, const std::string &File, const Nolint::Word &Word,
                          Removal &Into) {
  LineIndex Lines(Text);
  unsigned First = Lines.lineOf(Word.CommentBegin), Last = Lines.lineOf(Word.CommentEnd - 1);
  bool InMacro = Lines.line(Last).rtrim(Blanks).ends_with("\\") ||
                 (First && Lines.line(First - 1).rtrim(Blanks).ends_with("\\"));
  if (InMacro || First != Last || !saysNothingElse(Text, Word))
    return false;
  StringRef Before = Text.slice(Lines.start(First), Word.CommentBegin);
  StringRef After = Text.slice(Word.CommentEnd, Lines.start(Last) + Lines.line(Last).size());
  if (Before.trim(Blanks).empty() || !After.trim(Blanks).empty()) {
    Into.Ranges.push_back({Word.CommentBegin, Word.CommentEnd});
    return true;
  }
  unsigned Begin = Lines.start(First) + Before.rtrim(Blanks).size();
  Into.Edits.push_back({File, Begin, unsigned(Word.CommentEnd + After.size() - Begin), ""});
  return true;
}

/// Takes \p Gone out of the list of \p Word.
static Edit removeNames(StringRef Text, const std::string &File, const Nolint::Word &Word,
                        llvm::ArrayRef<StringRef> Gone) {
  StringRef Written = Text.substr(Word.Offset, Word.Length);
  size_t Open = Written.find('(') + 1;
  llvm::SmallVector<StringRef> Names;
  Written.slice(Open, Written.size() - 1).split(Names, ',');
  llvm::erase_if(Names, [&](StringRef Name) { return llvm::is_contained(Gone, Name.trim()); });
  std::string Kept = llvm::join(Names, ",");
  return {File, unsigned(Word.Offset + Open), unsigned(Written.size() - 1 - Open),
          StringRef(Kept).trim().str()};
}

std::vector<Edit> gfp::removeNolint(StringRef Text, const std::string &File, const Nolint &Comment,
                                    llvm::ArrayRef<StringRef> Gone) {
  bool Whole = llvm::all_of(
      *Comment.Names, [&](const NolintName &Name) { return llvm::is_contained(Gone, Name.Glob); });
  Removal Out;
  for (const Nolint::Word *Word : {&Comment.At, Comment.End ? &*Comment.End : nullptr}) {
    if (!Word)
      continue;
    if (!Whole)
      Out.Edits.push_back(removeNames(Text, File, *Word, Gone));
    else if (!removeComment(Text, File, *Word, Out))
      return {};
  }
  if (!Out.Ranges.empty())
    llvm::append_range(Out.Edits, deleteStatements(Text, Out.Ranges, File));
  llvm::sort(Out.Edits);
  return std::move(Out.Edits);
}
