//===- RuleParser.cpp - YAML to RuleFile --------------------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Rules/RuleFile.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLTraits.h"
#include <deque>

using namespace gfp;
using llvm::StringRef;
using llvm::yaml::IO;

namespace {

/// What the traits need to know of the file they read.
struct Reader {
  StringRef File;
  StringRef Text;
  std::optional<Where> ErrorAt;
  std::string ErrorText;
  std::deque<std::string> Messages; ///< Own the texts that scalar traits return.

  Where place(const llvm::yaml::Node *N) const {
    const char *At = N ? N->getSourceRange().Start.getPointer() : nullptr;
    if (!At || At < Text.begin() || At > Text.end())
      return {File.str(), 1};
    return {File.str(), unsigned(StringRef(Text.begin(), At - Text.begin()).count('\n')) + 1};
  }

  StringRef message(const llvm::Twine &T) { return Messages.emplace_back(T.str()); }
};

/// Families as written: allocators with what they share.
struct AllocatorText {
  Allocator A;
  Span When;
  Where At;
  std::optional<Backing> Back;
  std::optional<std::vector<std::string>> Frees;
  std::optional<bool> CarriesMask;
};

struct FamilyText {
  std::string Name;
  Backing Back;
  std::vector<std::string> Frees;
  std::optional<bool> CarriesMask;
  std::string Source;
  Span When;
  std::vector<AllocatorText> Allocators;
};

/// A document: the lists of a RuleFile, with families still folded.
struct RuleDocument {
  RuleFile Rules;
  std::vector<FamilyText> Families;
};

Reader &readerOf(IO &Io) { return *static_cast<Reader *>(Io.getContext()); }

Where placeOf(IO &Io) {
  return readerOf(Io).place(static_cast<llvm::yaml::Input &>(Io).getCurrentNode());
}

} // namespace

namespace llvm::yaml {

template <> struct ScalarTraits<Bound> {
  static StringRef input(StringRef Text, void *Context, Bound &B) {
    if (Text.empty())
      return "empty release";
    if (!isDigit(Text.front()) && !(Text.size() > 1 && Text[0] == 'v' && isDigit(Text[1]))) {
      B.Feature = Text.str();
      return {};
    }
    Expected<KernelRelease> R = KernelRelease::parse(Text);
    if (!R)
      return static_cast<Reader *>(Context)->message(toString(R.takeError()));
    B.Release = *R;
    return {};
  }
  static void output(const Bound &, void *, raw_ostream &) {}
  static QuotingType mustQuote(StringRef) { return QuotingType::None; }
};

/// Traits of an enumeration spelled as one word: a table of (word, value).
template <class E, class Table> struct WordTraits {
  static StringRef input(StringRef Text, void *Context, E &Value) {
    std::string Words;
    for (const auto &[Word, V] : Table::words()) {
      if (Word == Text) {
        Value = V;
        return {};
      }
      Words += (Words.empty() ? "" : ", ") + Word.str();
    }
    return static_cast<Reader *>(Context)->message("unknown " + Twine(Table::What) + " '" + Text +
                                                   "': one of " + Words);
  }
  static void output(const E &, void *, raw_ostream &) {}
  static QuotingType mustQuote(StringRef) { return QuotingType::None; }
};

struct BackingWords {
  static constexpr const char *What = "backing";
  static std::vector<std::pair<StringRef, Backing>> words() {
    std::vector<std::pair<StringRef, Backing>> All;
    for (StringRef Word : Backing::words())
      All.emplace_back(Word, *Backing::named(Word));
    return All;
  }
};
struct SizeWords {
  static constexpr const char *What = "size";
  static std::vector<std::pair<StringRef, SizeTest>> words() {
    return {{"any", SizeTest::Any},
            {"above-page", SizeTest::AbovePage},
            {"above-int-max", SizeTest::AboveIntMax},
            {"overflow", SizeTest::Overflow}};
  }
};
struct FixWords {
  static constexpr const char *What = "fix";
  static std::vector<std::pair<StringRef, FixKind>> words() {
    return {
        {"none", FixKind::None}, {"scope", FixKind::Scope}, {"remove-flags", FixKind::RemoveFlags}};
  }
};
template <> struct ScalarTraits<Backing> : WordTraits<Backing, BackingWords> {};
template <> struct ScalarTraits<SizeTest> : WordTraits<SizeTest, SizeWords> {};
template <> struct ScalarTraits<FixKind> : WordTraits<FixKind, FixWords> {};

template <> struct SequenceElementTraits<Backing> { static const bool flow = true; };

} // namespace llvm::yaml

namespace {

void mapSpan(IO &Io, Span &S) {
  Io.mapOptional("since", S.Since);
  Io.mapOptional("until", S.Until);
}

/// The keys of one value; `since`, `until` and the place are the Entry's affair.
void mapValue(IO &Io, FlagRule &V) {
  Io.mapRequired("name", V.Name);
  Io.mapOptional("sleeps", V.Sleeps);
  Io.mapOptional("zone", V.Zone);
  Io.mapOptional("never-fails", V.NeverFails);
  Io.mapRequired("source", V.Source);
}

void mapValue(IO &Io, MaskRule &V) {
  Io.mapRequired("name", V.Name);
  Io.mapRequired("flags", V.Flags);
  Io.mapOptional("context", V.Context);
  Io.mapRequired("source", V.Source);
}

void mapValue(IO &Io, FreeFunction &V) {
  Io.mapRequired("name", V.Name);
  Io.mapRequired("accepts", V.Accepts);
  Io.mapOptional("cleanups", V.Cleanups);
  Io.mapRequired("source", V.Source);
}

void mapValue(IO &Io, AtomicSection &V) {
  Io.mapRequired("kind", V.Kind);
  Io.mapRequired("enter", V.Enter);
  Io.mapRequired("leave", V.Leave);
  Io.mapOptional("try-enter", V.TryEnter);
  Io.mapOptional("guards", V.Guards);
  Io.mapOptional("lock-arg", V.LockArg);
  Io.mapRequired("source", V.Source);
}

void mapValue(IO &Io, MaskFunction &V) {
  Io.mapRequired("name", V.Name);
  Io.mapRequired("subset-of-arg", V.SubsetOfArg);
  Io.mapRequired("source", V.Source);
}

void mapValue(IO &Io, ScopeKind &V) {
  Io.mapRequired("kind", V.Kind);
  Io.mapOptional("process-flag", V.ProcessFlag);
  Io.mapOptional("clears", V.Clears);
  Io.mapOptional("subsumes", V.Subsumes);
  Io.mapOptional("no-reclaim", V.NoReclaim);
  Io.mapOptional("mask-can-carry", V.MaskCanCarry);
  Io.mapRequired("source", V.Source);
}

void mapValue(IO &Io, ScopePair &V) {
  Io.mapRequired("save", V.Save);
  Io.mapRequired("restore", V.Restore);
  Io.mapOptional("kind", V.Kind);
  Io.mapOptional("flags-arg", V.FlagsArg);
  Io.mapOptional("cookie-arg", V.CookieArg);
  Io.mapOptional("only-a-scope", V.OnlyAScope);
  Io.mapRequired("source", V.Source);
}

void mapValue(IO &Io, FunctionGroup &V) {
  Io.mapRequired("functions", V.Functions);
  Io.mapRequired("source", V.Source);
}

void mapValue(IO &Io, Verdict &V) {
  Io.mapRequired("name", V.Name);
  Io.mapRequired("check", V.Check);
  Io.mapRequired("backings", V.Backings);
  Io.mapOptional("allocators", V.Allocators);
  Io.mapOptional("except", V.Except);
  Io.mapOptional("has", V.Has);
  Io.mapOptional("has-any", V.HasAny);
  Io.mapOptional("lacks", V.Lacks);
  Io.mapOptional("lacks-any", V.LacksAny);
  Io.mapOptional("supported", V.Supported);
  Io.mapOptional("size", V.Size);
  Io.mapRequired("level", V.Level);
  Io.mapRequired("says", V.Says);
  Io.mapOptional("fix", V.Fix);
  Io.mapRequired("source", V.Source);
}

} // namespace

namespace llvm::yaml {

template <class T> struct MappingTraits<Entry<T>> {
  static void mapping(IO &Io, Entry<T> &E) {
    E.At = placeOf(Io);
    mapValue(Io, E.Value);
    mapSpan(Io, E.When);
  }
};

template <> struct MappingTraits<FeatureProbe> {
  static void mapping(IO &Io, FeatureProbe &P) {
    Io.mapRequired("file", P.File);
    Io.mapRequired("contains", P.Contains);
    Io.mapOptional("absence-tells", P.AbsenceTells);
  }
};

/// A feature's own releases are numbers: no feature begins with another one.
template <> struct MappingTraits<Entry<Feature>> {
  static void mapping(IO &Io, Entry<Feature> &E) {
    E.At = placeOf(Io);
    Io.mapRequired("name", E.Value.Name);
    Io.mapRequired("since", E.When.Since);
    Io.mapOptional("until", E.When.Until);
    Io.mapOptional("probe", E.Value.Probe);
    Io.mapRequired("source", E.Value.Source);
    E.Value.Since = E.When.Since.Release.value_or(KernelRelease());
    E.Value.Until = E.When.Until.Release;
  }
};

/// Checks are of all releases.
template <> struct MappingTraits<Entry<CheckInfo>> {
  static void mapping(IO &Io, Entry<CheckInfo> &E) {
    E.At = placeOf(Io);
    Io.mapRequired("name", E.Value.Name);
    Io.mapRequired("level", E.Value.Level);
    Io.mapRequired("summary", E.Value.Summary);
  }
};

template <> struct MappingTraits<AllocatorText> {
  static void mapping(IO &Io, AllocatorText &T) {
    T.At = placeOf(Io);
    Io.mapRequired("name", T.A.Name);
    Io.mapOptional("size", T.A.SizeArg);
    Io.mapOptional("count", T.A.CountArg);
    Io.mapOptional("optional-gfp", T.A.OptionalGfpArg);
    Io.mapOptional("implicit", T.A.ImplicitFlags);
    Io.mapOptional("adds", T.A.AddedFlags);
    Io.mapOptional("carries-mask", T.CarriesMask);
    Io.mapOptional("mask-variant", T.A.MaskVariant);
    Io.mapOptional("frees", T.Frees);
    Io.mapOptional("private", T.A.Private);
    Io.mapOptional("unlocks", T.A.Unlocks);
    Io.mapOptional("never-fails-blocking", T.A.NeverFailsBlocking);
    Io.mapOptional("backing", T.Back);
    Io.mapOptional("source", T.A.Source);
    mapSpan(Io, T.When);
  }
};

template <> struct MappingTraits<FamilyText> {
  static void mapping(IO &Io, FamilyText &F) {
    Io.mapRequired("family", F.Name);
    Io.mapRequired("backing", F.Back);
    Io.mapOptional("frees", F.Frees);
    Io.mapOptional("carries-mask", F.CarriesMask);
    Io.mapRequired("source", F.Source);
    mapSpan(Io, F.When);
    Io.mapRequired("allocators", F.Allocators);
  }
};

template <> struct MappingTraits<RuleDocument> {
  static void mapping(IO &Io, RuleDocument &D) {
    Io.mapOptional("flags", D.Rules.Flags);
    Io.mapOptional("masks", D.Rules.Masks);
    Io.mapOptional("mask-functions", D.Rules.MaskFunctions);
    Io.mapOptional("families", D.Families);
    Io.mapOptional("scope-kinds", D.Rules.Kinds);
    Io.mapOptional("scopes", D.Rules.Pairs);
    Io.mapOptional("harmless", D.Rules.Harmless);
    Io.mapOptional("thread-starters", D.Rules.ThreadStarters);
    Io.mapOptional("delays", D.Rules.Delays);
    Io.mapOptional("backing-tests", D.Rules.BackingTests);
    Io.mapOptional("not-modelled", D.Rules.NotModelled);
    Io.mapOptional("leaving-words", D.Rules.LeavingWords);
    Io.mapOptional("handing-words", D.Rules.HandingWords);
    Io.mapOptional("idle-macros", D.Rules.IdleMacros);
    Io.mapOptional("reread-guards", D.Rules.RereadGuards);
    Io.mapOptional("exporting-macros", D.Rules.ExportingMacros);
    Io.mapOptional("event-words", D.Rules.EventWords);
    Io.mapOptional("event-creators", D.Rules.EventCreators);
    Io.mapOptional("event-calls", D.Rules.EventCalls);
    Io.mapOptional("free-functions", D.Rules.FreeFunctions);
    Io.mapOptional("atomic-sections", D.Rules.AtomicSections);
    Io.mapOptional("features", D.Rules.Features);
    Io.mapOptional("verdicts", D.Rules.Verdicts);
    Io.mapOptional("checks", D.Rules.Checks);
  }
};

template <class T> struct SequenceElementTraits<Entry<T>> { static const bool flow = false; };
template <> struct SequenceElementTraits<AllocatorText> { static const bool flow = false; };
template <> struct SequenceElementTraits<FamilyText> { static const bool flow = false; };

} // namespace llvm::yaml

namespace {

/// Hands what the family says down to its allocators that do not say it themselves.
Entry<Allocator> unfold(const FamilyText &F, AllocatorText T) {
  Allocator &A = T.A;
  A.Family = F.Name;
  A.Back = T.Back.value_or(F.Back);
  A.Frees = T.Frees.value_or(F.Frees);
  if (A.Source.empty())
    A.Source = F.Source;
  if (A.OptionalGfpArg && A.ImplicitFlags.empty())
    A.ImplicitFlags = {"GFP_KERNEL"};
  A.TakesGfp = A.ImplicitFlags.empty() || A.OptionalGfpArg;
  A.CarriesMask = A.TakesGfp && T.CarriesMask.value_or(F.CarriesMask.value_or(true));
  if (T.When.Since.isOpen())
    T.When.Since = F.When.Since;
  if (T.When.Until.isOpen())
    T.When.Until = F.When.Until;
  return {std::move(A), T.When, T.At};
}

void keepFirstError(const llvm::SMDiagnostic &D, void *Context) {
  Reader &R = *static_cast<Reader *>(Context);
  if (R.ErrorAt)
    return;
  R.ErrorAt = Where{R.File.str(), D.getLineNo() > 0 ? unsigned(D.getLineNo()) : 1};
  R.ErrorText = D.getMessage().str();
}

} // namespace

llvm::Expected<RuleFile> gfp::parseRuleFile(StringRef Name, StringRef Text) {
  Reader R;
  R.File = Name;
  R.Text = Text;
  llvm::yaml::Input In(Text, &R, keepFirstError, &R);
  RuleDocument D;
  In >> D;
  // An empty text has no document to go on from.
  if (!In.error() && In.getCurrentNode() && In.nextDocument())
    return Where{Name.str(), 1}.error("more than one YAML document");
  if (R.ErrorAt)
    return R.ErrorAt->error(R.ErrorText);
  if (In.error())
    return Where{Name.str(), 1}.error(In.error().message());

  for (FamilyText &F : D.Families)
    for (AllocatorText &T : F.Allocators)
      D.Rules.Allocators.push_back(unfold(F, std::move(T)));
  return std::move(D.Rules);
}
