//===- RulesTest.cpp - The rules and how they are read ------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Rules/RuleBase.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"
#include <set>

using namespace gfp;
using llvm::StringRef;

namespace {

//===----------------------------------------------------------------------===//
// Releases
//===----------------------------------------------------------------------===//

std::string parsed(StringRef Text) {
  llvm::Expected<KernelRelease> R = KernelRelease::parse(Text);
  return R ? R->str() : "error: " + llvm::toString(R.takeError());
}

bool isRejected(StringRef Text) { return StringRef(parsed(Text)).starts_with("error: "); }

TEST(KernelRelease, Parses) {
  EXPECT_EQ(parsed("6.12"), "6.12");
  EXPECT_EQ(parsed("6.12.117"), "6.12");
  EXPECT_EQ(parsed("v6.12"), "6.12");
  EXPECT_EQ(parsed("6.12-rc3"), "6.12");
  EXPECT_EQ(parsed("6.12.0-rc3"), "6.12");
  EXPECT_EQ(parsed("5.0"), "5.0");
  EXPECT_EQ(parsed("4.20"), "4.20");
  EXPECT_EQ(parsed("2.6.32"), "2.6");
  EXPECT_EQ(parsed("7.3"), "7.3");
}

TEST(KernelRelease, RejectsWhatIsNoRelease) {
  for (StringRef Text :
       {"", "6", "6.", ".12", "six", "6.12.", "6.12-", "6.12-rc", "6.12-amd64", "vv6.12", " 6.12",
        "6.12 ", "06.12", "6.012", "-6.12", "6.-12", "6.99999999999999999999", "6.12.1.2"})
    EXPECT_TRUE(isRejected(Text)) << Text.str();
}

TEST(KernelRelease, RejectsReleasesThatNeverWere) {
  for (StringRef Text : {"2.4", "1.0", "0.0", "2.7", "3.20", "4.21", "5.20", "6.20", "10.0"})
    EXPECT_TRUE(isRejected(Text)) << Text.str();
  EXPECT_NE(parsed("5.20").find("Linux 5 ends with 5.19"), std::string::npos);
}

TEST(KernelRelease, ComparesByNumber) {
  EXPECT_LT((KernelRelease{5, 9}), (KernelRelease{5, 10}));
  EXPECT_LT((KernelRelease{4, 20}), (KernelRelease{5, 0}));
  EXPECT_EQ((KernelRelease{6, 1}), (KernelRelease{6, 1}));
}

//===----------------------------------------------------------------------===//
// Errors
//===----------------------------------------------------------------------===//

/// The error that a file x.yaml of \p Text gives, or "".
std::string errorOf(StringRef Text) {
  llvm::Expected<RuleBase> B = RuleBase::fromTexts({{"x.yaml", Text.str()}});
  return B ? "" : llvm::toString(B.takeError());
}

void expectError(StringRef Text, StringRef Place, StringRef Reason) {
  std::string Error = errorOf(Text);
  EXPECT_TRUE(StringRef(Error).starts_with((Place + ": ").str())) << Error;
  EXPECT_TRUE(StringRef(Error).contains(Reason)) << Error;
}

TEST(RulesErrors, NoMoreFunctionsThatFreeThanASetHolds) {
  std::string Text = "free-functions:\n";
  for (char C = 'A'; C <= 'Z'; ++C)
    Text += std::string("  - {name: ") + C + ", accepts: [slab], source: s}\n";
  for (char C = 'a'; C <= 'f'; ++C)
    Text += std::string("  - {name: ") + C + ", accepts: [slab], source: s}\n";
  EXPECT_EQ(errorOf(Text), "");
  expectError(Text + "  - {name: g, accepts: [slab], source: s}\n", "x.yaml:34", "more than 32");
}

TEST(RulesErrors, NothingIsNoError) {
  EXPECT_EQ(errorOf(""), "");
  EXPECT_EQ(errorOf("# only a comment\n"), "");
  EXPECT_EQ(errorOf("flags:\n  - {name: __GFP_A, source: s}\n"), "");
}

TEST(RulesErrors, Syntax) { expectError("flags: [\n", "x.yaml:1", ""); }

TEST(RulesErrors, UnknownKey) {
  expectError("flag:\n  - {name: A, source: s}\n", "x.yaml:1", "unknown key 'flag'");
  expectError("flags:\n  - {name: A, source: s}\n  - name: B\n    sauce: s\n    source: s\n",
              "x.yaml:4", "unknown key 'sauce'");
}

TEST(RulesErrors, MissingKey) {
  expectError("flags:\n  - {source: s}\n", "x.yaml:2", "missing required key 'name'");
}

TEST(RulesErrors, KeyTwice) {
  expectError("flags:\n  - {name: A, name: B, source: s}\n", "x.yaml:2", "duplicated");
}

TEST(RulesErrors, TwoDocuments) {
  expectError("flags: []\n---\nflags: []\n", "x.yaml:1", "more than one");
}

TEST(RulesErrors, WrongType) {
  expectError("flags: 3\n", "x.yaml:1", "not a sequence");
  expectError("flags:\n  - A\n", "x.yaml:2", "not a mapping");
  expectError("checks:\n  - {name: c, level: high, summary: s}\n", "x.yaml:2", "invalid number");
  expectError("mask-functions:\n  - {name: f, subset-of-arg: -1, source: s}\n", "x.yaml:2",
              "invalid number");
  expectError("scope-kinds:\n  - {kind: k, mask-can-carry: 7, source: s}\n", "x.yaml:2",
              "invalid boolean");
}

TEST(RulesErrors, Releases) {
  expectError("flags:\n  - {name: A, since: 5.20, source: s}\n", "x.yaml:2", "5.20");
  expectError("flags:\n  - {name: A, since: 6.1, until: 6.1, source: s}\n", "x.yaml:2",
              "until 6.1 is not after since 6.1");
  expectError("flags:\n  - {name: A, since: 6.2, until: 5.10, source: s}\n", "x.yaml:2",
              "is not after");
}

TEST(RulesErrors, UnknownFeature) {
  expectError("flags:\n  - {name: A, since: magic, source: s}\n", "x.yaml:2",
              "unknown feature 'magic'");
}

TEST(RulesErrors, FeatureWithoutRelease) {
  expectError(
      "features:\n  - {name: f, since: g, source: s}\n  - {name: g, since: 6.1, source: s}\n",
      "x.yaml:2", "must begin with a release");
  expectError("features:\n  - {name: f, since: 6.1, probe: {file: a}, source: s}\n", "x.yaml:2",
              "missing required key 'contains'");
}

TEST(RulesErrors, NameTwice) {
  expectError("flags:\n  - {name: A, source: s}\n  - {name: A, source: s}\n", "x.yaml:3",
              "'A' is there twice for the same releases: see x.yaml:2");
  expectError(
      "flags:\n  - {name: A, until: 6.2, source: s}\n  - {name: A, since: 6.1, source: s}\n",
      "x.yaml:3", "twice");
  EXPECT_EQ(errorOf("flags:\n  - {name: A, until: 6.1, source: s}\n"
                    "  - {name: A, since: 6.1, source: s}\n"),
            "");
}

TEST(RulesErrors, FeaturesCountForOverlap) {
  StringRef Feature = "features:\n  - {name: f, since: 6.1, source: s}\n";
  EXPECT_EQ(errorOf((Feature + "flags:\n  - {name: A, until: f, source: s}\n"
                               "  - {name: A, since: 6.1, source: s}\n")
                        .str()),
            "");
  expectError((Feature + "flags:\n  - {name: A, until: f, source: s}\n"
                         "  - {name: A, since: 6.0, source: s}\n")
                  .str(),
              "x.yaml:5", "twice");
}

TEST(RulesErrors, EmptySource) {
  expectError("flags:\n  - {name: A, source: \"\"}\n", "x.yaml:2", "the source is empty");
  expectError("flags:\n  - {name: A, source: ' '}\n", "x.yaml:2", "the source is empty");
}

TEST(RulesErrors, UnknownFlag) {
  expectError("masks:\n  - {name: M, flags: [A], source: s}\n", "x.yaml:2", "unknown flag 'A'");
  expectError("families:\n  - family: f\n    backing: slab\n    source: s\n    allocators:\n"
              "      - {name: a, adds: [A]}\n",
              "x.yaml:6", "unknown flag 'A'");
}

TEST(RulesErrors, MaskOfItself) {
  expectError(
      "masks:\n  - {name: M, flags: [N], source: s}\n  - {name: N, flags: [M], source: s}\n",
      "x.yaml:2", "made of itself");
}

TEST(RulesErrors, UnknownBacking) {
  expectError("families:\n  - family: f\n    backing: slub\n    source: s\n    allocators: []\n",
              "x.yaml:3", "unknown backing 'slub': one of slab, page");
}

TEST(RulesErrors, UnknownMaskVariant) {
  expectError("families:\n  - family: f\n    backing: slab\n    source: s\n    allocators:\n"
              "      - {name: a, mask-variant: b}\n",
              "x.yaml:6", "unknown allocator 'b'");
}

TEST(RulesErrors, UnknownScopeKind) {
  expectError("scopes:\n  - {save: s, restore: r, kind: nope, source: s}\n", "x.yaml:2",
              "unknown scope kind 'nope'");
  expectError("scopes:\n  - {save: s, restore: r, source: s}\n", "x.yaml:2",
              "either a kind or a flags-arg");
}

const char *VerdictHead = "checks:\n  - {name: c, level: 0, summary: s}\nverdicts:\n";

TEST(RulesErrors, Verdicts) {
  EXPECT_EQ(errorOf(std::string(VerdictHead) +
                    "  - {name: v, check: c, backings: [kv], level: 0, says: s, source: s}\n"),
            "");
  expectError(std::string(VerdictHead) +
                  "  - {name: v, check: d, backings: [kv], level: 0, says: s, source: s}\n",
              "x.yaml:4", "unknown check 'd'");
  expectError(std::string(VerdictHead) +
                  "  - {name: v, check: c, backings: [kv], level: 3, says: s, source: s}\n",
              "x.yaml:4", "no level 3");
  expectError(
      std::string(VerdictHead) +
          "  - {name: v, check: c, backings: [kv], has: [A], level: 0, says: s, source: s}\n",
      "x.yaml:4", "unknown flag 'A'");
  expectError(std::string(VerdictHead) + "  - {name: v, check: c, backings: [kv], except: [x], "
                                         "level: 0, says: s, source: s}\n",
              "x.yaml:4", "unknown allocator 'x'");
  expectError(std::string(VerdictHead) + "  - {name: v, check: c, backings: [kv], size: big, "
                                         "level: 0, says: s, source: s}\n",
              "x.yaml:4", "unknown size 'big'");
}

TEST(RulesErrors, FileOfTheError) {
  llvm::Expected<RuleBase> B = RuleBase::fromTexts(
      {{"a.yaml", "flags:\n  - {name: A, source: s}\n"}, {"b.yaml", "\nflags:\n  - {nam: A}\n"}});
  ASSERT_FALSE(bool(B));
  EXPECT_TRUE(StringRef(llvm::toString(B.takeError())).starts_with("b.yaml:3: "));
}

//===----------------------------------------------------------------------===//
// Probes
//===----------------------------------------------------------------------===//

RuleBase baseOf(StringRef Text) {
  llvm::Expected<RuleBase> B = RuleBase::fromTexts({{"x.yaml", Text.str()}});
  if (B)
    return std::move(*B);
  ADD_FAILURE() << llvm::toString(B.takeError());
  return RuleBase();
}

const char *ProbeRules = R"(
features:
  - {name: two-sided, since: 6.9, probe: {file: a.h, contains: w}, source: s}
  - {name: one-sided, since: 6.9, probe: {file: b.h, contains: w, absence-tells: false}, source: s}
  - {name: by-number, since: 6.9, source: s}
flags:
  - {name: NEW, since: two-sided, source: s}
  - {name: OLD, until: two-sided, source: s}
)";

TEST(RulesProbes, TheTreeKnowsBetterThanTheNumber) {
  RuleBase B = baseOf(ProbeRules);
  auto Yes = [](const FeatureProbe &) { return std::optional<bool>(true); };
  auto No = [](const FeatureProbe &) { return std::optional<bool>(false); };
  auto NoFile = [](const FeatureProbe &) { return std::optional<bool>(); };

  RuleSet Backported = B.select({6, 1}, Yes);
  EXPECT_TRUE(Backported.hasFeature("two-sided"));
  EXPECT_TRUE(Backported.hasFeature("one-sided"));
  EXPECT_FALSE(Backported.hasFeature("by-number"));
  EXPECT_TRUE(Backported.flag("NEW"));
  EXPECT_FALSE(Backported.flag("OLD"));

  RuleSet Reverted = B.select({6, 12}, No);
  EXPECT_FALSE(Reverted.hasFeature("two-sided"));
  EXPECT_TRUE(Reverted.hasFeature("one-sided")); // Its absence tells nothing.
  EXPECT_TRUE(Reverted.flag("OLD"));

  EXPECT_TRUE(B.select({6, 12}, NoFile).hasFeature("two-sided"));
  EXPECT_FALSE(B.select({6, 1}, NoFile).hasFeature("two-sided"));
  EXPECT_FALSE(B.select({6, 1}).hasFeature("two-sided"));
  EXPECT_TRUE(B.select({6, 9}).hasFeature("two-sided"));
}

TEST(RulesProbes, AreAskedForTheirFile) {
  std::set<std::string> Files;
  baseOf(ProbeRules).select({6, 1}, [&](const FeatureProbe &P) {
    Files.insert(P.File + " " + P.Contains);
    return std::optional<bool>();
  });
  EXPECT_EQ(Files, (std::set<std::string>{"a.h w", "b.h w"}));
}

//===----------------------------------------------------------------------===//
// Selection
//===----------------------------------------------------------------------===//

TEST(RulesSelect, AFlagTheReleaseLacks) {
  RuleBase B = baseOf(R"(
flags:
  - {name: A, source: s}
  - {name: N, since: 6.1, source: s}
masks:
  - {name: M, flags: [A, N], source: s}
checks:
  - {name: c, level: 0, summary: s}
verdicts:
  - {name: has, check: c, backings: [kv], has: [M, N], level: 0, says: s, source: s}
  - {name: has-any, check: c, backings: [kv], has-any: [N], level: 0, says: s, source: s}
  - {name: lacks, check: c, backings: [kv], lacks: [A, N], level: 0, says: s, source: s}
  - {name: lacks-any, check: c, backings: [kv], lacks-any: [A, N], level: 0, says: s, source: s}
)");
  RuleSet Old = B.select({5, 10});
  EXPECT_EQ(Old.mask("M")->Flags, std::vector<std::string>{"A"});
  ASSERT_EQ(Old.verdicts().size(), 2u);
  EXPECT_EQ(Old.verdicts()[0].Name, "lacks");
  EXPECT_EQ(Old.verdicts()[0].Lacks, std::vector<std::string>{"A"});
  EXPECT_TRUE(Old.verdicts()[1].LacksAny.empty()); // N is clear in every mask.

  RuleSet New = B.select({6, 1});
  ASSERT_EQ(New.verdicts().size(), 4u);
  EXPECT_EQ(New.verdicts()[0].Has, (std::vector<std::string>{"A", "N"}));
}

class Builtin : public ::testing::Test {
protected:
  static const RuleBase &rules() {
    static RuleBase B = [] {
      llvm::Expected<RuleBase> B = RuleBase::builtin();
      if (B)
        return std::move(*B);
      ADD_FAILURE() << llvm::toString(B.takeError());
      return RuleBase();
    }();
    return B;
  }

  static RuleSet at(unsigned Major, unsigned Minor) { return rules().select({Major, Minor}); }

  static bool hasVerdict(const RuleSet &S, StringRef Name) {
    return llvm::any_of(S.verdicts(), [&](const Verdict &V) { return V.Name == Name; });
  }

  static std::vector<KernelRelease> releases() {
    std::vector<KernelRelease> All;
    for (unsigned Minor = 12; Minor <= 20; ++Minor)
      All.push_back({4, Minor});
    for (unsigned Major : {5, 6})
      for (unsigned Minor = 0; Minor <= 19; ++Minor)
        All.push_back({Major, Minor});
    for (unsigned Minor = 0; Minor <= 3; ++Minor)
      All.push_back({7, Minor});
    return All;
  }
};

TEST_F(Builtin, Loads) {
  EXPECT_FALSE(rules().features().empty());
  EXPECT_GE(rules().newest(), (KernelRelease{7, 1}));
}

TEST_F(Builtin, BaseName) {
  EXPECT_EQ(RuleSet::baseName("kvmalloc_noprof"), "kvmalloc");
  EXPECT_EQ(RuleSet::baseName("kvmalloc"), "kvmalloc");
  RuleSet S = at(6, 12);
  EXPECT_TRUE(S.isKnownName("kmalloc_noprof"));
  EXPECT_TRUE(S.isKnownName("memalloc_nofs_save"));
  EXPECT_TRUE(S.isKnownName("memalloc_noio_restore"));
  EXPECT_FALSE(S.isKnownName("mutex_lock"));
  ASSERT_TRUE(S.allocator("kvmalloc_noprof"));
  EXPECT_EQ(S.allocator("kvmalloc_noprof")->Name, "kvmalloc");
}

TEST_F(Builtin, Release4_12) {
  RuleSet S = at(4, 12);
  EXPECT_TRUE(S.allocator("kvmalloc"));
  EXPECT_FALSE(S.allocator("kvrealloc"));
  EXPECT_FALSE(S.allocator("kvcalloc"));
  EXPECT_FALSE(S.allocator("vmalloc_array"));
  EXPECT_EQ(S.allocator("vmalloc")->MaskVariant, "");
  EXPECT_FALSE(S.flag("__GFP_RETRY_MAYFAIL"));
  EXPECT_TRUE(S.flag("__GFP_REPEAT"));
  EXPECT_TRUE(hasVerdict(S, "kv-restricted-warns"));
  EXPECT_TRUE(hasVerdict(S, "kv-nonblocking-warns"));
  EXPECT_FALSE(hasVerdict(S, "kv-restricted-plain-kmalloc"));
  EXPECT_TRUE(hasVerdict(S, "vmalloc-restricted"));
  EXPECT_TRUE(S.save("memalloc_nofs_save"));
  EXPECT_FALSE(S.save("memalloc_pin_save"));
  EXPECT_FALSE(S.save("memalloc_flags_save"));
  EXPECT_FALSE(S.hasFeature("cookie-is-delta"));
}

TEST_F(Builtin, Release5_10) {
  RuleSet S = at(5, 10);
  EXPECT_FALSE(hasVerdict(S, "kv-restricted-warns"));
  EXPECT_TRUE(hasVerdict(S, "kv-restricted-plain-kmalloc"));
  EXPECT_TRUE(hasVerdict(S, "vmalloc-restricted"));
  EXPECT_TRUE(hasVerdict(S, "kv-nofail-endless-kmalloc"));
  EXPECT_TRUE(hasVerdict(S, "vmalloc-nofail-ignored"));
  EXPECT_FALSE(hasVerdict(S, "kv-nofail-above-int-max"));
  EXPECT_TRUE(S.save("memalloc_nocma_save"));
  EXPECT_FALSE(S.save("memalloc_pin_save"));
  EXPECT_EQ(S.allocator("vmalloc")->MaskVariant, "__vmalloc");
}

TEST_F(Builtin, Release5_17) {
  RuleSet S = at(5, 17);
  EXPECT_FALSE(hasVerdict(S, "kv-restricted-plain-kmalloc"));
  EXPECT_FALSE(hasVerdict(S, "vmalloc-restricted"));
  EXPECT_FALSE(hasVerdict(S, "vmalloc-nofail-ignored"));
  EXPECT_TRUE(hasVerdict(S, "kv-nonblocking-sleeps"));
  EXPECT_TRUE(hasVerdict(S, "vmalloc-nonblocking"));
  EXPECT_TRUE(S.save("memalloc_pin_save"));
  EXPECT_FALSE(S.save("memalloc_nocma_save"));
  EXPECT_EQ(S.allocator("kvrealloc")->SizeArg, 2u);
}

TEST_F(Builtin, Release6_1) {
  RuleSet S = at(6, 1);
  EXPECT_FALSE(hasVerdict(S, "kv-nonblocking-sleeps"));
  EXPECT_TRUE(hasVerdict(S, "kv-nonblocking-no-fallback"));
  EXPECT_TRUE(hasVerdict(S, "kvrealloc-nonblocking-no-fallback"));
  EXPECT_TRUE(hasVerdict(S, "kv-nofail-above-int-max"));
  EXPECT_EQ(S.mask("GFP_NOWAIT")->Flags, std::vector<std::string>{"__GFP_KSWAPD_RECLAIM"});
  EXPECT_TRUE(llvm::is_contained(S.mask("GFP_ATOMIC")->Flags, "__GFP_ATOMIC"));
  EXPECT_FALSE(S.hasFeature("alloc-hooks"));
  EXPECT_FALSE(S.allocator("vrealloc"));
}

TEST_F(Builtin, Release6_12) {
  RuleSet S = at(6, 12);
  EXPECT_TRUE(hasVerdict(S, "realloc-nonblocking-may-sleep"));
  EXPECT_TRUE(hasVerdict(S, "vmalloc-nonblocking"));
  EXPECT_FALSE(hasVerdict(S, "vmalloc-unsupported-flags"));
  EXPECT_EQ(S.allocator("kvrealloc")->SizeArg, 1u);
  EXPECT_TRUE(llvm::is_contained(S.mask("GFP_NOWAIT")->Flags, "__GFP_NOWARN"));
  EXPECT_FALSE(llvm::is_contained(S.mask("GFP_ATOMIC")->Flags, "__GFP_ATOMIC"));
  ASSERT_TRUE(S.save("memalloc_flags_save"));
  EXPECT_EQ(S.save("memalloc_flags_save")->FlagsArg, 0u);
  EXPECT_TRUE(S.hasFeature("cookie-is-delta"));
  EXPECT_TRUE(S.hasFeature("alloc-hooks"));
  EXPECT_FALSE(S.save("blk_mq_freeze_queue"));
  EXPECT_FALSE(S.allocator("kmalloc_obj"));
}

TEST_F(Builtin, Release6_19) {
  RuleSet S = at(6, 19);
  EXPECT_FALSE(hasVerdict(S, "kv-nonblocking-no-fallback"));
  EXPECT_FALSE(hasVerdict(S, "vmalloc-nonblocking"));
  EXPECT_TRUE(hasVerdict(S, "vmalloc-unsupported-flags"));
  EXPECT_TRUE(hasVerdict(S, "vmalloc-retry-mayfail"));
  const ScopePair *Freeze = S.restore("blk_mq_unfreeze_queue");
  ASSERT_TRUE(Freeze);
  EXPECT_EQ(Freeze->Save, "blk_mq_freeze_queue");
  EXPECT_EQ(Freeze->CookieArg, 1u);
  EXPECT_FALSE(Freeze->OnlyAScope);
}

TEST_F(Builtin, Release7_0And7_1) {
  RuleSet S = at(7, 0);
  const Allocator *A = S.allocator("kvmalloc_objs");
  ASSERT_TRUE(A);
  EXPECT_EQ(A->OptionalGfpArg, 2u);
  EXPECT_TRUE(A->TakesGfp);
  EXPECT_TRUE(A->CarriesMask);
  EXPECT_EQ(A->ImplicitFlags, S.mask("GFP_KERNEL")->Flags);
  EXPECT_TRUE(hasVerdict(S, "vmalloc-retry-mayfail"));
  EXPECT_FALSE(hasVerdict(at(7, 1), "vmalloc-retry-mayfail"));
  EXPECT_FALSE(hasVerdict(at(7, 1), "kv-noretry"));
  EXPECT_TRUE(hasVerdict(at(7, 1), "nofail-nonblocking"));
}

TEST_F(Builtin, AllocatorsSayWhatTheyAre) {
  RuleSet S = at(6, 12);
  const Allocator *Vzalloc = S.allocator("vzalloc");
  ASSERT_TRUE(Vzalloc);
  EXPECT_EQ(Vzalloc->Back.name(), "vmalloc");
  EXPECT_TRUE(Vzalloc->Back.isMapped());
  EXPECT_FALSE(Vzalloc->TakesGfp);
  EXPECT_FALSE(Vzalloc->CarriesMask);
  EXPECT_EQ(Vzalloc->MaskVariant, "__vmalloc");
  EXPECT_TRUE(llvm::is_contained(Vzalloc->ImplicitFlags, "__GFP_ZERO"));
  EXPECT_TRUE(llvm::is_contained(Vzalloc->ImplicitFlags, "__GFP_FS"));
  const Allocator *Kcalloc = S.allocator("kcalloc");
  ASSERT_TRUE(Kcalloc);
  EXPECT_EQ(Kcalloc->SizeArg, 1u);
  EXPECT_EQ(Kcalloc->CountArg, 0u);
  EXPECT_EQ(Kcalloc->AddedFlags, std::vector<std::string>{"__GFP_ZERO"});
  EXPECT_TRUE(Kcalloc->CarriesMask);
  EXPECT_EQ(Kcalloc->Frees.front(), "kfree");
  EXPECT_FALSE(S.allocator("alloc_percpu_gfp")->CarriesMask);
  EXPECT_TRUE(S.allocator("mempool_alloc")->CarriesMask);
  EXPECT_FALSE(S.allocator("usb_submit_urb")->CarriesMask);
  EXPECT_TRUE(S.allocator("devm_get_free_pages")->Back.isPages());
  EXPECT_TRUE(Kcalloc->Back.isSlab());
  const Backing Either = S.allocator("kvmalloc")->Back;
  EXPECT_TRUE(Either.isEither() && !Either.isSlab() && !Either.isMapped());
  EXPECT_EQ(S.allocator("usb_submit_urb")->Back, Backing());
  EXPECT_EQ(S.allocator("memdup_user")->MaskVariant, "");
}

TEST_F(Builtin, ScopesSayWhatTheyDo) {
  RuleSet S = at(6, 12);
  EXPECT_EQ(S.scopeKind("nofs")->Clears, std::vector<std::string>{"__GFP_FS"});
  EXPECT_EQ(S.scopeKind("noio")->Clears, (std::vector<std::string>{"__GFP_IO", "__GFP_FS"}));
  EXPECT_EQ(S.scopeKind("noio")->Subsumes, std::vector<std::string>{"nofs"});
  EXPECT_TRUE(S.scopeKind("nofs")->MaskCanCarry);
  EXPECT_TRUE(S.scopeKind("noreclaim")->Clears.empty());
  EXPECT_FALSE(S.scopeKind("noreclaim")->MaskCanCarry);
  EXPECT_FALSE(S.scopeKind("pin")->MaskCanCarry);
}

TEST_F(Builtin, OtherFunctions) {
  RuleSet S = at(6, 1);
  EXPECT_EQ(S.maskFunction("mapping_gfp_constraint")->SubsetOfArg, 1u);
  EXPECT_TRUE(S.isHarmless("mutex_lock"));
  EXPECT_TRUE(S.isHarmless("_raw_spin_lock"));
  EXPECT_TRUE(S.isHarmless("size_mul"));
  // These look at the open scopes, or call back.
  EXPECT_FALSE(S.isHarmless("might_alloc"));
  EXPECT_FALSE(S.isHarmless("current_gfp_context"));
  EXPECT_FALSE(S.isHarmless("wake_up"));
  EXPECT_TRUE(S.startsThread("kthread_create_on_node"));
  EXPECT_FALSE(S.startsThread("kmalloc"));
}

TEST_F(Builtin, Checks) {
  std::set<std::string> Names;
  RuleSet S = at(6, 12);
  for (const CheckInfo &C : S.checks())
    Names.insert(C.Name);
  EXPECT_TRUE(Names.count("gfp-kvmalloc-flags") && Names.count("gfp-nofail-vmalloc") &&
              Names.count("gfp-redundant-scope") && Names.count("gfp-unbalanced-scope"));
}

TEST_F(Builtin, IdleMacros) {
  for (KernelRelease R : releases()) {
    RuleSet S = rules().select(R);
    EXPECT_TRUE(S.isIdleMacro("pr_fmt") && S.isIdleMacro("notrace"));
    EXPECT_FALSE(S.isIdleMacro("GFP_KERNEL") || S.isIdleMacro("functions"));
  }
}

TEST_F(Builtin, HarmlessFunctionsDoNotAllocate) {
  for (KernelRelease R : releases()) {
    RuleSet S = rules().select(R);
    for (const Allocator &A : S.allocators())
      EXPECT_FALSE(S.isHarmless(A.Name)) << A.Name << " " << R.str();
    for (const ScopePair &P : S.scopePairs())
      EXPECT_FALSE(S.isHarmless(P.Save) || S.isHarmless(P.Restore)) << P.Save;
  }
}

TEST_F(Builtin, EveryFlagOfEveryReleaseExists) {
  for (KernelRelease R : releases()) {
    RuleSet S = rules().select(R);
    auto Check = [&](const std::vector<std::string> &Flags, const std::string &Of) {
      for (const std::string &F : Flags)
        EXPECT_TRUE(S.flag(F)) << F << " of " << Of << " in " << R.str();
    };
    for (const MaskRule &M : S.masks()) {
      EXPECT_FALSE(M.Flags.empty()) << M.Name << " in " << R.str();
      Check(M.Flags, M.Name);
    }
    for (const Allocator &A : S.allocators()) {
      Check(A.ImplicitFlags, A.Name);
      Check(A.AddedFlags, A.Name);
      EXPECT_TRUE(A.MaskVariant.empty() || S.allocator(A.MaskVariant)) << A.Name;
    }
    for (const ScopeKind &K : S.scopeKinds()) {
      Check(K.Clears, K.Kind);
      for (const std::string &Kind : K.Subsumes)
        EXPECT_TRUE(S.scopeKind(Kind)) << Kind;
    }
    for (const ScopePair &P : S.scopePairs())
      EXPECT_TRUE(P.FlagsArg || S.scopeKind(P.Kind)) << P.Save << " in " << R.str();
    for (const Verdict &V : S.verdicts())
      for (const auto *List : {&V.Has, &V.HasAny, &V.Lacks, &V.LacksAny, &V.Supported})
        Check(*List, V.Name);
  }
}

TEST_F(Builtin, VerdictsReadAsAMessage) {
  for (KernelRelease R : releases()) {
    RuleSet S = rules().select(R);
    for (const Verdict &V : S.verdicts()) {
      EXPECT_FALSE(StringRef(V.Says).ends_with(".")) << V.Says;
      EXPECT_EQ(V.Says.find('\n'), std::string::npos) << V.Says;
    }
  }
}

TEST_F(Builtin, NoMaskMeetsTwoVerdictsOfOneCheckForRestrictions) {
  // One call must not be told the same thing twice: these exclude each other in every release.
  const std::set<std::string> Restricted{"kv-restricted-warns", "kv-restricted-plain-kmalloc"};
  const std::set<std::string> NonBlocking{"kv-nonblocking-warns", "kv-nonblocking-plain-kmalloc",
                                          "kv-nonblocking-sleeps", "kv-nonblocking-no-fallback"};
  for (KernelRelease R : releases()) {
    unsigned Restrictions = 0, NonBlockings = 0;
    RuleSet S = rules().select(R);
    for (const Verdict &V : S.verdicts()) {
      Restrictions += Restricted.count(V.Name);
      NonBlockings += NonBlocking.count(V.Name);
    }
    EXPECT_LE(Restrictions, 1u) << R.str();
    EXPECT_LE(NonBlockings, 1u) << R.str();
    EXPECT_EQ(Restrictions, R < (KernelRelease{5, 17}) ? 1u : 0u) << R.str();
    EXPECT_EQ(NonBlockings, R < (KernelRelease{6, 19}) ? 1u : 0u) << R.str();
  }
}

//===----------------------------------------------------------------------===//
// The user's rules
//===----------------------------------------------------------------------===//

class UserRules : public ::testing::Test {
protected:
  void SetUp() override { ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("gfp-rules", Dir)); }
  void TearDown() override { llvm::sys::fs::remove_directories(Dir); }

  void write(StringRef Name, StringRef Text) {
    llvm::SmallString<128> Path(Dir);
    llvm::sys::path::append(Path, Name);
    std::error_code Ec;
    llvm::raw_fd_ostream Out(Path, Ec);
    ASSERT_FALSE(Ec);
    Out << Text;
  }

  llvm::SmallString<128> Dir;
};

TEST_F(UserRules, AddAndReplace) {
  write("mine.yaml", "families:\n  - family: my\n    backing: kv\n    source: my tree\n"
                     "    allocators:\n"
                     "      - {name: my_alloc, size: 2}\n"
                     "      - {name: kvrealloc, size: 5, since: 6.13}\n"
                     "harmless:\n  - {functions: [my_lock], source: my tree}\n");
  write("notes.txt", "not: [yaml");
  llvm::Expected<RuleBase> B = RuleBase::withDirectory(Dir);
  ASSERT_TRUE(bool(B)) << llvm::toString(B.takeError());
  RuleSet S = B->select({6, 14});
  ASSERT_TRUE(S.allocator("my_alloc"));
  EXPECT_EQ(S.allocator("my_alloc")->Family, "my");
  EXPECT_EQ(S.allocator("kvrealloc")->SizeArg, 5u);
  EXPECT_TRUE(S.isHarmless("my_lock"));
  EXPECT_TRUE(S.isHarmless("mutex_lock"));
  EXPECT_TRUE(S.allocator("kmalloc"));
  // The built-in entry of 5.15 to 6.11 does not overlap and stays.
  EXPECT_EQ(B->select({6, 1}).allocator("kvrealloc")->SizeArg, 2u);
}

TEST_F(UserRules, ReplaceAFeature) {
  write("mine.yaml", "features:\n  - {name: cookie-is-delta, since: 6.1, source: my backport}\n");
  llvm::Expected<RuleBase> B = RuleBase::withDirectory(Dir);
  ASSERT_TRUE(bool(B)) << llvm::toString(B.takeError());
  EXPECT_TRUE(B->select({6, 1}).save("memalloc_flags_save"));
}

TEST_F(UserRules, TwiceAmongThemselves) {
  write("a.yaml", "flags:\n  - {name: __GFP_MINE, source: s}\n");
  write("b.yaml", "flags:\n  - {name: __GFP_MINE, source: s}\n");
  llvm::Expected<RuleBase> B = RuleBase::withDirectory(Dir);
  ASSERT_FALSE(bool(B));
  std::string Error = llvm::toString(B.takeError());
  EXPECT_NE(Error.find("b.yaml:2: '__GFP_MINE' is there twice"), std::string::npos) << Error;
}

TEST_F(UserRules, ErrorsNameTheFile) {
  write("a.yaml", "flags:\n  - {name: X}\n");
  llvm::Expected<RuleBase> B = RuleBase::withDirectory(Dir);
  ASSERT_FALSE(bool(B));
  std::string Error = llvm::toString(B.takeError());
  EXPECT_NE(Error.find("a.yaml:2: "), std::string::npos) << Error;
}

TEST_F(UserRules, NoSuchDirectory) {
  llvm::Expected<RuleBase> B = RuleBase::withDirectory("/no/such/directory");
  ASSERT_FALSE(bool(B));
  EXPECT_NE(llvm::toString(B.takeError()).find("/no/such/directory"), std::string::npos);
}

} // namespace
