//===- MaskEdits.cpp - Rewriting the mask of a call ----------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Checks/MaskEdits.h"
#include "Checks/MaskTerms.h"
#include "Checks/Report.h"
#include "Findings/Fingerprint.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace gfp;

namespace {

class MaskText {
public:
  MaskText(const FunctionView &View, const AllocationSite &Site)
      : View(View), SM(View.Unit.context().getSourceManager()),
        Lang(View.Unit.context().getLangOpts()), Mask(Site.UserMask) {
    if (Mask)
      Range = fileRange(Mask->getSourceRange(), SM, Lang);
  }

  bool editable() const { return Range.has_value(); }
  std::string text() const { return textOf(*Range, SM).str(); }
  Edit replaceBy(std::string New) const {
    return {fileName(View, Range->File), Range->Begin, Range->End - Range->Begin, std::move(New)};
  }

  /// All terms, if each is a constant the user wrote.
  std::optional<std::vector<MaskTerm>> terms() const {
    std::vector<MaskTerm> Terms = termsOf(View, Mask);
    if (Terms.empty() || !llvm::all_of(Terms, [](const MaskTerm &T) { return T.Bits; }))
      return std::nullopt;
    return Terms;
  }

  /// The text with each term replaced; a term whose replacement is empty goes with one `|`.
  std::string rebuilt(llvm::ArrayRef<MaskTerm> Terms, llvm::ArrayRef<std::string> New) const {
    if (llvm::all_of(New, [](const std::string &S) { return !S.empty(); })) {
      std::string Text = text();
      for (size_t I = Terms.size(); I-- > 0;)
        Text.replace(Terms[I].Range.Begin - Range->Begin, Terms[I].Range.End - Terms[I].Range.Begin,
                     New[I]);
      return Text;
    }
    std::vector<std::string> Left;
    for (const std::string &S : New)
      if (!S.empty())
        Left.push_back(S);
    return Left.empty() ? "0" : llvm::join(Left, " | ");
  }

private:
  const FunctionView &View;
  const SourceManager &SM;
  const LangOptions &Lang;
  const Expr *Mask;
  std::optional<FileRange> Range;
};

/// Whether `E & x` needs parentheses round E.
bool bindsWeaker(const Expr *E) {
  E = E->IgnoreImplicit();
  if (const auto *Binary = dyn_cast<BinaryOperator>(E))
    return Binary->getOpcode() != BO_And && Binary->getOpcode() > BO_EQ;
  return isa<ConditionalOperator>(E);
}

/// The edits that give \p Site the mask \p Spelled where it has no mask argument.
std::optional<std::vector<Edit>> addMask(const FunctionView &View, const AllocationSite &Site,
                                         const std::string &Spelled) {
  const ASTContext &Context = View.Unit.context();
  const SourceManager &SM = Context.getSourceManager();
  auto Whole = fileRange(Site.Spelled, SM, Context.getLangOpts());
  bool NewName = !Site.MaskArg && !Site.Rule->MaskVariant.empty();
  if (!Whole || (!NewName && !Site.Rule->OptionalGfpArg))
    return std::nullopt;
  llvm::StringRef Text = textOf(*Whole, SM);
  if (!Text.starts_with(Site.Name) || !Text.ends_with(")"))
    return std::nullopt;
  std::string File = fileName(View, Whole->File);
  std::vector<Edit> Edits;
  if (NewName)
    Edits.push_back(
        {File, Whole->Begin, static_cast<unsigned>(Site.Name.size()), Site.Rule->MaskVariant});
  Edits.push_back({File, Whole->End - 1, 0, ", " + Spelled});
  return Edits;
}

} // namespace

std::string gfp::maskText(const FunctionView &View, const AllocationSite &Site) {
  MaskText Text(View, Site);
  if (Text.editable())
    return foldWhiteSpace(Text.text());
  std::string Known = View.Unit.flags().spell(Site.Mask.Set);
  return Known.empty() ? "its mask" : Known;
}

std::optional<std::vector<Edit>> gfp::changeMask(const FunctionView &View,
                                                 const AllocationSite &Site, uint64_t Add,
                                                 uint64_t Remove, std::string &Spelled) {
  MaskText Text(View, Site);
  if (!Text.editable())
    return std::nullopt;
  auto Terms = Text.terms();
  if (!Terms)
    return std::nullopt;
  const FlagTable &Flags = View.Unit.flags();
  std::vector<std::string> New;
  // What is added goes to the term that says how to reclaim, which is the widest.
  size_t Widest = 0;
  for (size_t I = 1; I < Terms->size(); ++I)
    if (llvm::popcount(*(*Terms)[I].Bits) > llvm::popcount(*(*Terms)[Widest].Bits))
      Widest = I;
  for (size_t I = 0; I < Terms->size(); ++I) {
    const MaskTerm &T = (*Terms)[I];
    uint64_t Bits = (*T.Bits & ~Remove) | (I == Widest ? Add : 0);
    if (Bits == *T.Bits) {
      New.push_back(T.Text);
      continue;
    }
    New.push_back(Flags.spell(Bits));
    if (New.back().empty() && Bits)
      return std::nullopt;
  }
  Spelled = Text.rebuilt(*Terms, New);
  return std::vector<Edit>{Text.replaceBy(Spelled)};
}

std::optional<std::vector<Edit>> gfp::restrictMask(const FunctionView &View,
                                                   const AllocationSite &Site,
                                                   llvm::ArrayRef<std::string> Clear,
                                                   std::string &Spelled) {
  const FlagTable &Flags = View.Unit.flags();
  uint64_t Bits = Flags.allBits(Clear);
  if (Bits && Site.Mask.lacksAll(Bits))
    return std::vector<Edit>();

  if (!Site.UserMask) {
    if (!Site.Mask.isConstant())
      return std::nullopt;
    // What kzalloc_obj() adds by itself need not be said; __vmalloc() for vzalloc() adds nothing.
    uint64_t Own = Site.MaskArg ? Flags.allBits(Site.Rule->AddedFlags) : 0;
    Spelled = Flags.spell(Site.Mask.Set & ~Bits & ~Own);
    if (Spelled.empty())
      return std::nullopt;
    return addMask(View, Site, Spelled);
  }
  if (auto Edits = changeMask(View, Site, 0, Bits, Spelled))
    return Edits;

  MaskText Text(View, Site);
  if (!Text.editable())
    return std::nullopt;
  std::string Without = llvm::join(Clear, " | ");
  if (Clear.size() > 1)
    Without = "(" + Without + ")";
  std::string Old = Text.text();
  if (bindsWeaker(Site.UserMask))
    Old = "(" + Old + ")";
  Spelled = Old + " & ~" + Without;
  return std::vector<Edit>{Text.replaceBy(Spelled)};
}
