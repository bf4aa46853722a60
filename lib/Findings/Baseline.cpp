//===- Baseline.cpp - Findings that are known already ---------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Findings/Baseline.h"
#include "Findings/DisplayPath.h"
#include "Findings/Fingerprint.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include <fmt/format.h>

using namespace gfp;
using llvm::StringRef;

static constexpr llvm::StringLiteral Title = "gfp-lint baseline ";
static constexpr llvm::StringLiteral About =
    "# Known findings: path, check, level, function, fingerprint. "
    "`gfp-lint scan --baseline FILE --write-baseline FILE` brings it up to date.";
static constexpr llvm::StringLiteral LastLine = "end of baseline";
static constexpr llvm::StringLiteral NoFunction = "-";

/// \p Path with what would break a line, or make another of it, as %XX.
static std::string escaped(StringRef Path) {
  std::string Out;
  for (unsigned char C : Path)
    if (C < ' ' || C == '%' || C == 0x7f || (C == '#' && Out.empty()))
      Out += fmt::format("%{:02X}", C);
    else
      Out += char(C);
  return Out;
}

/// Nothing if a '%' is not followed by two digits.
static std::optional<std::string> unescaped(StringRef Text) {
  std::string Out;
  while (!Text.empty()) {
    char C = Text.front();
    Text = Text.drop_front();
    if (C == '%') {
      uint8_t Byte = 0;
      if (Text.size() < 2 || !llvm::tryGetHexFromNibbles(Text[0], Text[1], Byte))
        return std::nullopt;
      C = char(Byte);
      Text = Text.drop_front(2);
    }
    Out += C;
  }
  return Out;
}

static std::optional<KnownFinding> parseLine(StringRef Line) {
  llvm::SmallVector<StringRef, 5> Fields;
  Line.split(Fields, '\t');
  if (Fields.size() != 5)
    return std::nullopt;
  KnownFinding Entry;
  auto Path = unescaped(Fields[0]);
  bool Hash = Fields[4].size() == 40 && llvm::all_of(Fields[4], [](char C) {
                return llvm::isDigit(C) || (C >= 'a' && C <= 'f');
              });
  if (!Path || Path->empty() || Fields[1].empty() || Fields[2].getAsInteger(10, Entry.Level) ||
      Fields[3].empty() || !Hash)
    return std::nullopt;
  Entry.Path = std::move(*Path);
  Entry.Check = Fields[1].str();
  Entry.Function = Fields[3] == NoFunction ? "" : Fields[3].str();
  Entry.Fingerprint = Fields[4].str();
  return Entry;
}

llvm::Expected<Baseline> Baseline::parse(StringRef Text, StringRef Name) {
  auto fail = [&](size_t Line, const std::string &Why) {
    return llvm::createStringError(fmt::format("{}:{}: {}", Name.str(), Line, Why));
  };
  llvm::SmallVector<StringRef, 0> Lines;
  Text.split(Lines, '\n');
  bool Unfinished = !Lines.back().empty();
  if (!Unfinished)
    Lines.pop_back();
  for (StringRef &Line : Lines)
    Line = Line.rtrim('\r');
  if (Lines.empty() || !Lines.front().starts_with(Title))
    return fail(1, "this is no baseline of gfp-lint: one is written with --write-baseline");
  StringRef Version = Lines.front().drop_front(Title.size());
  if (Version != FingerprintVersion)
    return fail(1, fmt::format("a baseline of version '{}', this gfp-lint has '{}': write it anew "
                               "with --write-baseline",
                               Version.str(), FingerprintVersion.str()));
  Baseline Read;
  for (size_t I = 1; I < Lines.size(); ++I) {
    StringRef Line = Lines[I];
    if (Line == LastLine) {
      if (I + 1 == Lines.size())
        return Read;
      return fail(I + 2, "something follows the end of the baseline");
    }
    if (Line.starts_with("#"))
      continue;
    if (Line.starts_with("<<<<<<<") || Line.starts_with("=======") || Line.starts_with(">>>>>>>"))
      return fail(I + 1, "git's mark of a conflict: resolve it, keeping the lines of both sides");
    auto Entry = parseLine(Line);
    if (!Entry)
      return fail(I + 1, Unfinished && I + 1 == Lines.size()
                             ? "the file breaks off here"
                             : "no path, check, level, function and fingerprint with tabs between");
    Read.Entries.push_back(std::move(*Entry));
  }
  return fail(Lines.size(),
              fmt::format("the file breaks off here: it has to end in '{}'", LastLine.str()));
}

Baseline Baseline::of(llvm::ArrayRef<Finding> Findings, StringRef Root) {
  Baseline Made;
  for (const Finding &F : Findings)
    Made.Entries.push_back(
        {displayPath(F.At.File, Root).str(), F.Check, F.Level, F.Function, contentFingerprint(F)});
  return Made;
}

std::string Baseline::str() const {
  std::string Out = fmt::format("{}{}\n{}\n", Title.str(), FingerprintVersion.str(), About.str());
  auto Sorted = Entries;
  llvm::sort(Sorted);
  for (const KnownFinding &Entry : Sorted)
    Out +=
        fmt::format("{}\t{}\t{}\t{}\t{}\n", escaped(Entry.Path), Entry.Check, Entry.Level,
                    Entry.Function.empty() ? NoFunction.str() : Entry.Function, Entry.Fingerprint);
  return Out + LastLine.str() + "\n";
}

BaselineMatch Baseline::match(llvm::ArrayRef<Finding> Findings, StringRef Root,
                              llvm::function_ref<bool(const KnownFinding &)> MayHaveGone) const {
  BaselineMatch Result;
  Result.Known.resize(Findings.size());
  llvm::StringMap<std::vector<const KnownFinding *>> Free;
  for (const KnownFinding &Entry : Entries)
    Free[Entry.Fingerprint].push_back(&Entry);
  std::vector<std::string> Prints;
  for (const Finding &F : Findings)
    Prints.push_back(contentFingerprint(F));

  auto cover = [&](size_t I, llvm::function_ref<bool(const KnownFinding &)> Fits) {
    auto Entry = Free.find(Prints[I]);
    if (Entry == Free.end())
      return;
    auto &Left = Entry->second;
    auto Taken = llvm::find_if(Left, [&](const KnownFinding *Each) { return Fits(*Each); });
    if (Taken == Left.end())
      return;
    Left.erase(Taken);
    Result.Known[I] = true;
  };
  for (size_t I = 0; I < Findings.size(); ++I) {
    StringRef Path = displayPath(Findings[I].At.File, Root);
    cover(I, [&](const KnownFinding &Each) { return Each.Path == Path; });
  }
  for (size_t I = 0; I < Findings.size(); ++I)
    if (!Result.Known[I])
      cover(I, MayHaveGone);

  for (const auto &Entry : Free)
    for (const KnownFinding *Each : Entry.second)
      Result.Missing.push_back(*Each);
  llvm::sort(Result.Missing);
  return Result;
}
