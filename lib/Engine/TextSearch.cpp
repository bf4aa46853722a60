//===- TextSearch.cpp - Sources by what their text says --------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/TextSearch.h"
#include "Checks/Words.h"
#include "Engine/IncludeLines.h"
#include "Engine/RegularFiles.h"
#include "Engine/Threads.h"
#include "llvm/Support/Path.h"
#include <map>
#include <memory>
#include <mutex>

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

/// Macros of headers that mention an allocator, or a macro that does.
llvm::StringSet<> allocationMacros(const RuleSet &Rules, const HeaderWords &Words) {
  llvm::StringSet<> Macros;
  llvm::StringSet<> Allocators;
  addAllocatorWords(Rules, Allocators, [](const Allocator &) { return true; });
  std::vector<std::string> Open;
  for (const auto &Name : Allocators)
    Open.push_back(Name.getKey().str());
  while (!Open.empty()) {
    std::string Name = std::move(Open.back());
    Open.pop_back();
    for (const HeaderWords::Mention &Each : Words.of(Name)) {
      const std::string &Macro = Words.nameOf(Each.Within);
      if (!Words.headerOf(Each.Within) && !isOfPrograms(Words.fileOf(Each.Within)) &&
          !Rules.isKnownName(Macro) && Macros.insert(Macro).second)
        Open.push_back(Macro);
    }
  }
  return Macros;
}

/// Adds what \p File says, and what the sources that it includes do. False if that is not all.
bool read(const std::string &File, bool IsHeader, const TextFunctionReader &Reader, unsigned Depth,
          std::vector<std::vector<TextFunction>> &Into) {
  auto Buffer = RegularFiles::read(File);
  if (!Buffer || Buffer->getBufferSize() > LargestRead || Depth > MaxDepth)
    return false;
  Into.push_back(Reader.read(Buffer->getBuffer()));
  return IsHeader || !anyInclude(Buffer->getBuffer(), [&](IncludedFile Each) {
           if (Each.Name.ends_with(".h"))
             return false;
           if (Each.Open != '"')
             return true;
           llvm::SmallString<256> Path = llvm::sys::path::parent_path(File);
           llvm::sys::path::append(Path, Each.Name);
           return !read(Path.str().str(), IsHeader, Reader, Depth + 1, Into);
         });
}

} // namespace

TextHits gfp::searchTexts(const SoughtShapes &Asked, const RuleSet &Rules, const HeaderWords &Words,
                          llvm::ArrayRef<std::string> Sources, llvm::ArrayRef<std::string> Headers,
                          unsigned Threads) {
  const SectionNames Sections = sectionsOf(Rules, Words);
  const llvm::StringSet<> Macros = allocationMacros(Rules, Words);
  const TextFunctionReader Reader(Rules, Sections, Macros);
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
    std::vector<std::vector<TextFunction>> Functions;
    bool Complete = read(fileOf(I), IsHeader, Reader, 0, Functions);
    std::lock_guard<std::mutex> Guard(Lock);
    if (!Complete && !IsHeader)
      Hits.Sources.insert(fileOf(I));
    for (auto &Each : Functions)
      Program.add(I, IsHeader, std::move(Each));
  });
  TextProgram::Files Found = Program.find(Asked);
  for (const auto *Files : {&Found.Own, &Found.Behind})
    for (unsigned I : *Files)
      if (I < Sources.size())
        Hits.Sources.insert(fileOf(I));
      else if (Files == &Found.Own)
        Hits.Headers.insert(fileOf(I));
  return Hits;
}
