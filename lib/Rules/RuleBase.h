//===- RuleBase.h - rules/*.yaml, loaded and validated ----------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_RULES_RULEBASE_H
#define GFPLINT_RULES_RULEBASE_H

#include "Rules/RuleSet.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gfp {

/// How a feature shows in a tree: \p File (relative to the kernel's root) holds the word \p
/// Contains.
struct FeatureProbe {
  std::string File;
  std::string Contains;
  /// A file without the word says that the feature is not there. Off where the code has moved
  /// between files, or has been rewritten, in some releases: then only the word's presence tells.
  bool AbsenceTells = true;
};

/// A change of behaviour with the release that brought it and how to see a backport.
struct Feature {
  std::string Name;
  KernelRelease Since;
  std::optional<KernelRelease> Until;
  std::optional<FeatureProbe> Probe;
  std::string Source;
};

/// Answers a probe against a real tree: does the file hold the word? Nothing if the tree lacks the
/// file. What a "no" means is for RuleBase::select to judge (FeatureProbe::AbsenceTells).
using ProbeTree = std::function<std::optional<bool>(const FeatureProbe &)>;

/// All the rules of all releases. Loaded once, immutable afterwards.
class RuleBase {
public:
  RuleBase();
  ~RuleBase();
  RuleBase(RuleBase &&);
  RuleBase &operator=(RuleBase &&);

  /// The rules built into the program.
  static llvm::Expected<RuleBase> builtin();

  /// The built-in rules with every *.yaml file of \p Dir on top. An entry of \p Dir replaces the
  /// built-in entries (as a whole) of the same name and overlapping releases; other entries are
  /// added. Every error names file, line and reason.
  static llvm::Expected<RuleBase> withDirectory(llvm::StringRef Dir);

  /// Parses the given (name, text) files alone; for tests and tools.
  static llvm::Expected<RuleBase>
  fromTexts(llvm::ArrayRef<std::pair<std::string, std::string>> Files);

  /// The rules as they hold for \p Release; with \p Probe, a feature the tree answers for is taken
  /// from the tree instead of from the number.
  RuleSet select(KernelRelease Release, const ProbeTree &Probe = nullptr) const;

  llvm::ArrayRef<Feature> features() const;

  /// The newest release that any rule names.
  KernelRelease newest() const;

private:
  struct Impl;
  explicit RuleBase(std::unique_ptr<Impl> P);
  static llvm::Expected<RuleBase> checked(std::unique_ptr<Impl> P);
  std::unique_ptr<Impl> P;
};

} // namespace gfp

#endif // GFPLINT_RULES_RULEBASE_H
