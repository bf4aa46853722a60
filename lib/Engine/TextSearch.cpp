//===- TextSearch.cpp - Sources by what their text says --------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/TextSearch.h"
#include "Engine/IncludeLines.h"
#include "Engine/RegularFiles.h"
#include "Engine/TextFunctionBytes.h"
#include "Engine/TextMemory.h"
#include "Engine/Threads.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"
#include <map>
#include <memory>
#include <mutex>
#include <optional>

using namespace gfp;
using llvm::StringRef;

namespace {

/// Larger sources count as hits.
constexpr size_t LargestRead = 8u << 20;
/// Sources that sources include, to this depth.
constexpr unsigned MaxDepth = 3;

/// Some header that is a program's of the tree defines as it likes what the kernel has.
bool isOfPrograms(StringRef Header) { return Header.contains("/tools/"); }

/// Section names with the macros that headers make of them.
SectionNames sectionsOf(const RuleSet &Rules, const HeaderWords &Words) {
  struct Header {
    std::string Macros;
    std::unique_ptr<SourceParts> Parts;
  };
  std::map<std::string, Header> Read;
  SectionNames Sections(Rules);
  for (bool Grown = true; std::exchange(Grown, false);) {
    for (const std::string &Name : Sections.names())
      for (const HeaderWords::Mention &Each : Words.of(Name)) {
        const std::string &File = Words.fileOf(Each.Within);
        if (Words.headerOf(Each.Within) || isOfPrograms(File) || Read.count(File))
          continue;
        Header &Into = Read[File];
        if (auto Text = RegularFiles::read(File)) {
          Into.Macros = SourceParts::definitionsIn(Text->getBuffer());
          Into.Parts = std::make_unique<SourceParts>(Into.Macros);
        }
      }
    for (const auto &[File, Each] : Read)
      Grown |= Each.Parts && Sections.takeMacros(*Each.Parts);
  }
  return Sections;
}

AllocationMacros allocationMacros(const RuleSet &Rules, const HeaderWords &Words) {
  AllocationMacros Macros;
  std::vector<std::pair<std::string, uint8_t>> Open;
  for (const Allocator &Rule : Rules.allocators())
    for (StringRef Suffix : {"", "_noprof"})
      Open.emplace_back(Rule.Name + Suffix.str(), kindsOf(Rule));
  while (!Open.empty()) {
    auto [Name, Kinds] = std::move(Open.back());
    Open.pop_back();
    for (const HeaderWords::Mention &Each : Words.of(Name)) {
      const std::string &Macro = Words.nameOf(Each.Within);
      if (Words.headerOf(Each.Within) || isOfPrograms(Words.fileOf(Each.Within)) ||
          Rules.isKnownName(Macro))
        continue;
      auto [Known, New] = Macros.try_emplace(Macro, uint8_t(0));
      if (!New && (Known->second | Kinds) == Known->second)
        continue;
      Known->second |= Kinds;
      Open.emplace_back(Macro, Known->second);
    }
  }
  return Macros;
}

/// The sources that \p Text includes; nothing if some cannot be told.
std::optional<std::vector<std::string>> includedSources(StringRef Text, StringRef File) {
  std::vector<std::string> Sources;
  bool Unclear = anyInclude(Text, [&](IncludedFile Each) {
    if (Each.isHeader())
      return false;
    llvm::SmallString<256> Path = llvm::sys::path::parent_path(File);
    llvm::sys::path::append(Path, Each.Name);
    Sources.push_back(Path.str().str());
    return Each.Open != '"';
  });
  if (Unclear)
    return std::nullopt;
  return Sources;
}

/// Reads files, with the sources that they include.
class FileReader {
public:
  FileReader(const TextFunctionReader &Reader, TextMemory &Memory)
      : Reader(Reader), Memory(Memory) {}

  /// Adds what \p File says to \p Into. False if that is not all.
  bool read(const std::string &File, bool IsHeader, std::vector<TextFunction> &Into,
            unsigned Depth = 0) const {
    uint64_t Contents = Memory.contentsOf(File);
    auto Bytes = Memory.find(Contents);
    if (auto Known = Bytes ? textFunctions(*Bytes) : std::nullopt) {
      llvm::append_range(Into, std::move(*Known));
      return true;
    }
    auto Buffer = RegularFiles::read(File);
    if (!Buffer || Buffer->getBufferSize() > LargestRead || Depth > MaxDepth)
      return false;
    std::vector<TextFunction> Functions = Reader.read(Buffer->getBuffer());
    auto Others =
        IsHeader ? std::vector<std::string>() : includedSources(Buffer->getBuffer(), File);
    if (Others && Others->empty()) // Else there is more to it than its contents.
      Memory.remember(Contents, bytesOf(Functions));
    llvm::append_range(Into, std::move(Functions));
    return Others && llvm::all_of(*Others, [&](const std::string &Each) {
             return read(Each, IsHeader, Into, Depth + 1);
           });
  }

private:
  const TextFunctionReader &Reader;
  TextMemory &Memory;
};

} // namespace

HeaderMacros HeaderMacros::in(const HeaderWords &Words, const RuleSet &Rules) {
  return {sectionsOf(Rules, Words), allocationMacros(Rules, Words)};
}

std::string HeaderMacros::bytes() const {
  std::vector<std::string> Sorted;
  for (const auto &Each : Allocating)
    Sorted.push_back(char('0' + Each.second) + Each.getKey().str());
  llvm::sort(Sorted);
  return llvm::join(Sorted, "\n") + "\n\n" + Sections.bytes();
}

HeaderMacros HeaderMacros::of(StringRef Bytes, const RuleSet &Rules) {
  auto [Names, Sections] = Bytes.split("\n\n");
  HeaderMacros Macros{SectionNames::of(Rules, Sections), {}};
  for (StringRef Name : llvm::split(Names, '\n'))
    if (!Name.empty())
      Macros.Allocating[Name.drop_front()] = Name.front() - '0';
  return Macros;
}

TextHits gfp::searchTexts(const SoughtShapes &Asked, const RuleSet &Rules,
                          const HeaderMacros &Macros, llvm::ArrayRef<std::string> Sources,
                          llvm::ArrayRef<std::string> Headers, unsigned Threads,
                          ResultCache *Cache) {
  const TextFunctionReader Reader(Rules, Macros.Sections, Macros.Allocating);
  TextMemory Memory(Cache,
                    Cache ? llvm::xxh3_64bits("texts\n" + Macros.bytes()) ^ Cache->identity() : 0);
  const FileReader Files(Reader, Memory);
  TextProgram Program;
  TextHits Hits;
  std::mutex Lock;
  auto fileOf = [&](size_t I) -> const std::string & {
    return I < Sources.size() ? Sources[I] : Headers[I - Sources.size()];
  };
  forEachBelow(Sources.size() + Headers.size(), Threads, 16, [&](size_t I) {
    bool IsHeader = I >= Sources.size();
    if (IsHeader && isOfPrograms(fileOf(I)))
      return;
    std::vector<TextFunction> Functions;
    bool Complete = Files.read(fileOf(I), IsHeader, Functions);
    std::lock_guard<std::mutex> Guard(Lock);
    if (!Complete && !IsHeader)
      Hits.Sources[fileOf(I)];
    Program.add(I, IsHeader, std::move(Functions));
  });
  Memory.save();
  TextProgram::Hits Found = Program.find(Asked);
  Hits.Names = std::move(Found.Names);
  for (const auto &[I, Functions] : Found.Behind)
    Hits.Behind[fileOf(I)].assign(Functions.begin(), Functions.end());
  for (const auto &[I, Functions] : Found.Own)
    if (I >= Sources.size())
      Hits.Headers.insert(fileOf(I));
    // What was not read in whole is there already.
    else if (auto [At, New] = Hits.Sources.try_emplace(fileOf(I)); New && !Functions.count(0))
      At->second.assign(Functions.begin(), Functions.end());
  return Hits;
}
