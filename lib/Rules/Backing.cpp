//===- Backing.cpp - What memory an allocator hands out ----------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Rules/Backing.h"
#include "Rules/BuiltinRules.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/YAMLTraits.h"

using namespace gfp;
using llvm::StringRef;

struct gfp::BackingWord {
  std::string Name, Source;
  bool Slab = false, Mapped = false, Pages = false;
};

namespace {

constexpr llvm::StringLiteral OtherWord = "other";

struct BackingDocument {
  std::vector<BackingWord> Words;
};

} // namespace

LLVM_YAML_IS_SEQUENCE_VECTOR(gfp::BackingWord)

namespace llvm::yaml {

template <> struct MappingTraits<BackingWord> {
  static void mapping(IO &Io, BackingWord &Word) {
    std::vector<std::string> Memory;
    Io.mapRequired("name", Word.Name);
    Io.mapOptional("memory", Memory);
    Io.mapRequired("source", Word.Source);
    for (StringRef Kind : Memory)
      if (Kind == "slab")
        Word.Slab = true;
      else if (Kind == "mapped")
        Word.Mapped = true;
      else if (Kind == "pages")
        Word.Pages = true;
      else
        Io.setError("unknown memory '" + Kind + "': slab, mapped or pages");
  }
};

template <> struct MappingTraits<BackingDocument> {
  static void mapping(IO &Io, BackingDocument &All) { Io.mapRequired("backings", All.Words); }
};

} // namespace llvm::yaml

/// Read once; the file is a part of the program.
static const std::vector<BackingWord> &knownWords() {
  static const std::vector<BackingWord> Known = [] {
    auto File = llvm::find_if(builtinRuleFiles(), [](const BuiltinRuleFile &Each) {
      return Each.Name == Backing::RulesFile;
    });
    BackingDocument All;
    llvm::yaml::Input In(File == builtinRuleFiles().end() ? "" : File->Text);
    In >> All;
    if (In.error() || All.Words.empty())
      llvm::report_fatal_error(Backing::RulesFile + " cannot be read");
    return std::move(All.Words);
  }();
  return Known;
}

std::optional<Backing> Backing::named(StringRef Word) {
  if (Word == OtherWord)
    return Backing();
  for (const BackingWord &Known : knownWords())
    if (Known.Name == Word)
      return Backing(Known);
  return std::nullopt;
}

std::vector<StringRef> Backing::words() {
  std::vector<StringRef> All;
  for (const BackingWord &Known : knownWords())
    All.push_back(Known.Name);
  All.push_back(OtherWord);
  return All;
}

StringRef Backing::name() const { return Known ? StringRef(Known->Name) : StringRef(OtherWord); }
bool Backing::isSlab() const { return Known && Known->Slab && !Known->Mapped; }
bool Backing::isMapped() const { return Known && Known->Mapped && !Known->Slab; }
bool Backing::isEither() const { return Known && Known->Slab && Known->Mapped; }
bool Backing::isPages() const { return Known && Known->Pages; }
