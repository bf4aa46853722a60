//===- DryRun.cpp - Compile commands out of `make -n` ---------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// A recipe of kbuild is one line of shell:
//
//   set -e; echo '  cc ... -c -o x.o x.c'; trap ...; cc ... -c -o x.o x.c; fixdep ... 'cc ...' >
//   ...
//
// The command wanted is the one that stands in no quotes.
//
//===----------------------------------------------------------------------===//
#include "Kbuild/CommandSet.h"
#include "Kbuild/CompileCommands.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/StringSaver.h"

using namespace llvm;

namespace gfp {
namespace {

constexpr StringRef KernelDefine = "-D__KERNEL__";

/// Cuts a line of shell into its simple commands and hands on those with a bare `-c`.
template <typename Callback> void forEachCompilation(StringRef Line, Callback Found) {
  size_t Start = 0;
  bool Compiles = false;
  auto Finish = [&](size_t End) {
    if (Compiles)
      Found(Line.slice(Start, End));
    Start = End + 1;
    Compiles = false;
  };
  for (size_t I = 0, E = Line.size(); I < E; ++I) {
    switch (Line[I]) {
    case '\\':
      ++I;
      break;
    case '\'':
      I = Line.find('\'', I + 1);
      if (I == StringRef::npos)
        return; // Half a line: nothing in it can be trusted.
      break;
    case '"':
      for (++I; I < E && Line[I] != '"'; ++I)
        if (Line[I] == '\\')
          ++I;
      break;
    case '-':
      Compiles |=
          I > 0 && I + 2 < E && Line[I - 1] == ' ' && Line[I + 1] == 'c' && Line[I + 2] == ' ';
      break;
    case ';':
    case '|':
    case '&':
    case '(':
    case ')':
      Finish(I);
      break;
    default:
      break;
    }
  }
  Finish(Line.size());
}

/// Shell words that may stand before a command, and assignments to its environment.
bool standsBeforeCommand(StringRef Word) {
  if (is_contained({"{", "!", "if", "then", "else", "do", "exec", "time", "env"}, Word))
    return true;
  size_t Equals = Word.find('=');
  return Equals != StringRef::npos && Equals > 0 && !isDigit(Word.front()) &&
         all_of(Word.take_front(Equals), [](char C) { return isAlnum(C) || C == '_'; });
}

/// The source among a compilation's words: the last that is a C file and no option's value.
StringRef sourceOf(ArrayRef<const char *> Words) {
  for (size_t I = Words.size(); I-- > 1;) {
    StringRef Word = Words[I];
    if (Word.ends_with(".c") && !Word.starts_with("-") &&
        !is_contained({"-o", "-include", "-imacros", "-MF", "-MT", "-MQ"}, StringRef(Words[I - 1])))
      return Word;
  }
  return "";
}

void addCompilation(StringRef Segment, StringRef BuildDir, CommandSet &Commands) {
  BumpPtrAllocator Memory;
  StringSaver Saver(Memory);
  SmallVector<const char *, 128> Words;
  std::string Joined;
  if (Segment.contains("\\\n")) {
    Joined = Segment.str();
    for (size_t At = 0; (At = Joined.find("\\\n", At)) != std::string::npos;)
      Joined.replace(At, 2, " ");
    Segment = Joined;
  }
  cl::TokenizeGNUCommandLine(Segment, Saver, Words);
  ArrayRef<const char *> Call = Words;
  while (!Call.empty() && standsBeforeCommand(Call.front()))
    Call = Call.drop_front();
  auto Has = [&](StringRef Word) {
    return any_of(Call, [&](const char *Other) { return Word == Other; });
  };
  if (Call.size() < 3 || !Has("-c") || !Has(KernelDefine))
    return;
  StringRef Source = sourceOf(Call);
  if (Source.empty())
    return;
  CompileCommand Command;
  Command.Directory = BuildDir.str();
  Command.File = absolutePath(BuildDir, Source);
  Command.Args.assign(Call.begin(), Call.end());
  Commands.add(std::move(Command));
}

} // namespace

std::vector<CompileCommand> parseDryRun(StringRef Output, StringRef BuildDir) {
  CommandSet Commands;
  SmallString<256> Absolute(BuildDir);
  sys::fs::make_absolute(Absolute); // Fails only where there is no current directory.
  std::string Directory = absolutePath("", Absolute);
  while (!Output.empty()) {
    // A line of make's ends where no backslash continues it.
    size_t End = Output.find('\n');
    while (End != StringRef::npos && End > 0 && Output[End - 1] == '\\')
      End = Output.find('\n', End + 1);
    StringRef Line = Output.take_front(End);
    Output = End == StringRef::npos ? StringRef() : Output.drop_front(End + 1);
    if (Line.contains(KernelDefine))
      forEachCompilation(Line,
                         [&](StringRef Segment) { addCompilation(Segment, Directory, Commands); });
  }
  return Commands.take();
}

} // namespace gfp
