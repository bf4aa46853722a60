//===- HeaderIndex.cpp - What a tree's headers declare --------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Kbuild/HeaderIndex.h"
#include "Rules/CopiedFile.h"
#include "clang/Basic/CharInfo.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <fmt/format.h>

using namespace gfp;
using llvm::StringRef;

namespace {

/// \p Text with comments blanked and broken lines joined.
std::string cleaned(StringRef Text) {
  std::string Out;
  Out.reserve(Text.size());
  for (size_t I = 0; I < Text.size();) {
    StringRef Rest = Text.substr(I);
    if (Rest.starts_with("/*")) {
      size_t End = Rest.find("*/", 2);
      I = End == StringRef::npos ? Text.size() : I + End + 2;
      Out += ' ';
    } else if (Rest.starts_with("//")) {
      size_t End = Rest.find('\n');
      I = End == StringRef::npos ? Text.size() : I + End;
    } else if (Rest.starts_with("\\\n")) {
      Out += ' ';
      I += 2;
    } else {
      Out += Text[I++];
    }
  }
  return Out;
}

/// The identifier that ends at \p End, white space before it skipped.
StringRef identifierBefore(StringRef Text, size_t End) {
  while (End && llvm::isSpace(Text[End - 1]))
    --End;
  size_t Begin = End;
  while (Begin && clang::isAsciiIdentifierContinue(Text[Begin - 1]))
    --Begin;
  return Text.slice(Begin, End);
}

/// \p Text without `__alloc_size(2)` and the like at its end.
StringRef withoutAttributes(StringRef Text) {
  Text = Text.rtrim();
  while (Text.ends_with(")")) {
    size_t Open = Text.rfind('(');
    if (Open == StringRef::npos || !identifierBefore(Text, Open).starts_with("__"))
      return Text;
    Text = Text.take_front(identifierBefore(Text, Open).data() - Text.data()).rtrim();
  }
  return Text;
}

/// The parameters in the parentheses that open at \p Open; nothing if they do not close.
std::optional<std::vector<std::string>> parametersAt(StringRef Text, size_t Open, size_t &Close) {
  std::vector<std::string> Parameters;
  unsigned Depth = 0;
  size_t Start = Open + 1;
  for (size_t I = Open; I < Text.size(); ++I) {
    char C = Text[I];
    if (C == ';' || C == '{')
      return std::nullopt;
    Depth += C == '(';
    bool Ends = C == ')' && --Depth == 0;
    if (!Ends && !(C == ',' && Depth == 1))
      continue;
    llvm::SmallVector<StringRef, 4> Words;
    llvm::SplitString(Text.slice(Start, I), Words);
    Parameters.push_back(llvm::join(Words, " "));
    Start = I + 1;
    Close = I;
    if (Ends)
      return Parameters;
  }
  return std::nullopt;
}

} // namespace

std::optional<unsigned> Prototype::gfp() const {
  for (unsigned I = 0; I < Parameters.size(); ++I) {
    llvm::SmallVector<StringRef, 4> Words;
    llvm::SplitString(Parameters[I], Words);
    if (llvm::is_contained(Words, "gfp_t") && !StringRef(Parameters[I]).contains('*') &&
        !StringRef(Parameters[I]).contains('('))
      return I;
  }
  return std::nullopt;
}

void HeaderIndex::add(StringRef Raw, StringRef Header) {
  std::string Cleaned = cleaned(Raw);
  StringRef Text = Cleaned;
  for (size_t Open = Text.find('('); Open != StringRef::npos; Open = Text.find('(', Open + 1)) {
    StringRef Name = identifierBefore(Text, Open);
    if (Name.empty() || clang::isDigit(Name.front()))
      continue;
    size_t Line = Text.take_front(Open).rfind('\n');
    StringRef Before = Text.slice(Line == StringRef::npos ? 0 : Line + 1, Open).ltrim();
    if (Before.consume_front("#")) {
      Before = Before.ltrim();
      if (Before.consume_front("define") && Before.ltrim() == Name) {
        Names.insert(Name);
        Macros.insert(Name);
      }
      continue;
    }
    size_t Close = 0;
    auto Parameters = parametersAt(Text, Open, Close);
    if (!Parameters)
      continue;
    // What is called is not declared: a declaration has a type in front, or a line to itself.
    StringRef Type = withoutAttributes(Text.take_front(Name.data() - Text.data()));
    if (Type.empty() || !(clang::isAsciiIdentifierContinue(Type.back()) || Type.back() == '*') ||
        Type.ends_with("return") || Type.ends_with("else"))
      continue;
    Names.insert(Name);
    Prototype P{std::move(*Parameters), Header.str()};
    if (P.gfp())
      Functions[Name.str()].push_back(std::move(P));
  }
  // Macros without arguments that stand for a function: `#define foo bar`.
  llvm::SmallVector<StringRef, 0> Lines;
  Text.split(Lines, '\n');
  for (StringRef Line : Lines) {
    Line = Line.ltrim();
    if (Line.consume_front("#") && (Line = Line.ltrim()).consume_front("define")) {
      StringRef Name =
          Line.ltrim().take_while([](char C) { return clang::isAsciiIdentifierContinue(C); });
      Names.insert(Name);
      Macros.insert(Name);
    }
  }
}

llvm::Expected<HeaderIndex> HeaderIndex::read(StringRef Root) {
  llvm::SmallString<256> Include(Root);
  llvm::sys::path::append(Include, "include");
  if (!llvm::sys::fs::is_directory(Include))
    return llvm::createStringError(
        fmt::format("{}: no include directory: not a kernel tree", Root.str()));
  HeaderIndex Index;
  std::error_code Error;
  for (llvm::sys::fs::recursive_directory_iterator It(Include, Error), End; It != End && !Error;
       It.increment(Error)) {
    StringRef Path = It->path();
    if (!Path.ends_with(".h") || Path.contains("/trace/") || Path.contains("/uapi/"))
      continue;
    auto Buffer = readCopy(Path);
    if (!Buffer)
      return llvm::createStringError(
          fmt::format("cannot read {}: {}", Path.str(), Buffer.getError().message()));
    Index.add((*Buffer)->getBuffer(), Path.drop_front(Root.size()).ltrim('/'));
  }
  if (Error)
    return llvm::createStringError(
        fmt::format("cannot read {}: {}", Include.str().str(), Error.message()));
  return Index;
}

const std::vector<Prototype> *HeaderIndex::prototypes(StringRef Name) const {
  auto Found = Functions.find(Name.str());
  return Found == Functions.end() ? nullptr : &Found->second;
}
