//===- Patch.cpp - Reading unified diffs ----------------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Findings/Patch.h"
#include "Findings/LineIndex.h"
#include "llvm/ADT/StringExtras.h"
#include <fmt/format.h>

using namespace gfp;
using llvm::StringRef;

static constexpr llvm::StringLiteral Nothing = "/dev/null";

static StringRef withoutFirst(StringRef Path) {
  auto [First, Rest] = Path.split('/');
  return Rest.empty() ? Path : Rest.ltrim('/');
}

StringRef PatchedFile::stripped() const { return withoutFirst(After); }

bool PatchedFile::hasPrefixes() const {
  // a/ and b/; with diff.mnemonicPrefix also what is in the commit, the index or the work tree.
  auto prefixed = [](StringRef Name) {
    return Name == Nothing ||
           (Name.size() > 2 && Name[1] == '/' && StringRef("abciow").contains(Name[0]));
  };
  return prefixed(Before) && prefixed(After) &&
         StringRef(Before).take_front() != StringRef(After).take_front();
}

/// The name in a header line, \p Rest being what follows "--- " or "+++ ". Git quotes a name with
/// odd bytes as C does; diff puts a tab and a time behind it.
static std::optional<std::string> nameIn(StringRef Rest) {
  if (!Rest.consume_front("\""))
    return Rest.take_until([](char C) { return C == '\t'; }).rtrim().str();
  std::string Name;
  while (!Rest.empty() && Rest.front() != '"') {
    char C = Rest.front();
    Rest = Rest.drop_front();
    if (C != '\\') {
      Name += C;
      continue;
    }
    if (Rest.empty())
      return std::nullopt;
    static constexpr llvm::StringLiteral Letters = "abtnvfr\"\\", Bytes = "\a\b\t\n\v\f\r\"\\";
    if (size_t Letter = Letters.find(Rest.front()); Letter != StringRef::npos) {
      Name += Bytes[Letter];
      Rest = Rest.drop_front();
      continue;
    }
    unsigned Byte = 0;
    if (Rest.take_front(3).getAsInteger(8, Byte) || Byte > 0xff)
      return std::nullopt;
    Name += char(Byte);
    Rest = Rest.drop_front(std::min<size_t>(3, Rest.size()));
  }
  return Rest.empty() ? std::nullopt : std::optional(Name);
}

namespace {

class PatchReader {
public:
  PatchReader(StringRef Text, StringRef Name) : Lines(Text), Name(Name) {}

  llvm::Expected<std::vector<PatchedFile>> run();

private:
  llvm::Error fail(unsigned Line, const std::string &Why) const {
    return llvm::createStringError(fmt::format("{}:{}: {}", Name.str(), Line + 1, Why));
  }
  llvm::Error header();
  llvm::Error hunk();
  llvm::Error body(unsigned OldLeft, unsigned NewLeft, unsigned Line);

  LineIndex Lines;
  StringRef Name;
  unsigned At = 0;
  bool Any = false; ///< Something of a patch was seen.
  std::vector<PatchedFile> Files;
};

} // namespace

/// "--- name" and, on the next line, "+++ name".
llvm::Error PatchReader::header() {
  auto Before = nameIn(Lines.line(At).drop_front(4));
  auto After = nameIn(Lines.line(At + 1).drop_front(4));
  if (!Before || !After)
    return fail(Before ? At + 1 : At, "a quoted name that does not end, or with an unknown escape");
  PatchedFile File;
  File.Before = std::move(*Before);
  File.After = std::move(*After);
  File.Changes.Whole = File.Before == Nothing;
  Files.push_back(std::move(File));
  At += 2;
  return llvm::Error::success();
}

/// "12,3" at the start of \p Text: two numbers, or one and a count of 1.
static bool takeRange(StringRef &Text, unsigned &Start, unsigned &Count) {
  Count = 1;
  return !Text.consumeInteger(10, Start) &&
         (!Text.consume_front(",") || !Text.consumeInteger(10, Count));
}

/// "@@ -1,2 +3,4 @@" and its lines.
llvm::Error PatchReader::hunk() {
  StringRef Line = Lines.line(At);
  unsigned OldStart = 0, OldCount = 0, NewStart = 0, NewCount = 0;
  if (!Line.consume_front("@@ -") || !takeRange(Line, OldStart, OldCount) ||
      !Line.consume_front(" +") || !takeRange(Line, NewStart, NewCount) || !Line.starts_with(" @@"))
    return fail(At, "a hunk does not begin like that: \"@@ -12,3 +12,4 @@\" was expected");
  if (Files.empty())
    return fail(At, "a hunk of no file: a line \"+++ name\" has to come before it");
  ++At;
  // With no lines left in the file, the start is the line before.
  return body(OldCount, NewCount, NewCount ? NewStart : NewStart + 1);
}

/// \p Line is the next line of the new file.
llvm::Error PatchReader::body(unsigned OldLeft, unsigned NewLeft, unsigned Line) {
  LineChanges &Changes = Files.back().Changes;
  unsigned Begin = At;
  bool Cut = false; ///< The last line was one that is gone.
  while (OldLeft || NewLeft) {
    if (At == Lines.size())
      return fail(Begin - 1, fmt::format("the patch breaks off in this hunk: {} old and {} new "
                                         "lines are missing",
                                         OldLeft, NewLeft));
    StringRef Text = Lines.line(At++);
    // Some mailers take the blank off an empty context line.
    char Kind = Text.empty() ? ' ' : Text.front();
    if (Kind == '\\')
      continue;
    bool Old = Kind == ' ' || Kind == '-', New = Kind == ' ' || Kind == '+';
    if ((!Old && !New) || (Old && !OldLeft) || (New && !NewLeft))
      return fail(At - 1, "this line does not fit the counts of its hunk");
    OldLeft -= Old;
    NewLeft -= New;
    if (Kind == '-' && !Cut)
      Changes.Cuts.push_back(Line - 1);
    Cut = Kind == '-';
    if (Kind == '+') {
      if (!Changes.Added.empty() && Changes.Added.back().second + 1 == Line)
        ++Changes.Added.back().second;
      else
        Changes.Added.push_back({Line, Line});
    }
    Line += New;
  }
  return llvm::Error::success();
}

llvm::Expected<std::vector<PatchedFile>> PatchReader::run() {
  while (At < Lines.size()) {
    StringRef Line = Lines.line(At);
    if (Line.starts_with("--- ") && At + 1 < Lines.size() &&
        Lines.line(At + 1).starts_with("+++ ")) {
      Any = true;
      if (llvm::Error Failed = header())
        return Failed;
    } else if (Line.starts_with("@@@ ")) {
      return fail(At, "a combined diff of a merge: give one against a single parent");
    } else if (Line.starts_with("@@ -")) {
      if (llvm::Error Failed = hunk())
        return Failed;
    } else {
      Any |= Line.starts_with("diff ");
      ++At;
    }
  }
  if (!Any && !Lines.text().trim().empty())
    return fail(0, "this is no unified diff: `git diff -U0` or `diff -u` makes one");
  return std::move(Files);
}

llvm::Expected<std::vector<PatchedFile>> gfp::parsePatch(StringRef Text, StringRef Name) {
  return PatchReader(Text, Name).run();
}
