//===- EventHeaders.cpp - Headers without unused events -------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/EventHeaders.h"
#include "Engine/Identifiers.h"
#include "Engine/IncludeLines.h"
#include "Findings/Comments.h"
#include "llvm/ADT/SmallVector.h"
#include <algorithm>

using namespace gfp;
using llvm::StringRef;

namespace {

/// A file with a text of its own.
class TextFile : public llvm::vfs::File {
public:
  TextFile(llvm::vfs::Status Of, std::unique_ptr<llvm::MemoryBuffer> Text)
      : Of(std::move(Of)), Text(std::move(Text)) {}

  llvm::ErrorOr<llvm::vfs::Status> status() override { return Of; }
  llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>> getBuffer(const llvm::Twine &, int64_t, bool,
                                                               bool) override {
    return std::move(Text);
  }
  std::error_code close() override { return {}; }

private:
  llvm::vfs::Status Of;
  std::unique_ptr<llvm::MemoryBuffer> Text;
};

/// Goes over what stands at the first level of a header.
class Statements {
public:
  explicit Statements(StringRef Header) : Text(Header) {}

  /// Calls \p Do with the ends of each call of a macro that stands for itself, and the arguments
  /// that are one name.
  void forEachCall(llvm::function_ref<void(size_t, size_t, llvm::ArrayRef<StringRef>)> Do) {
    while (At < Text.size()) {
      StringRef Name = identifierAt(Text.substr(At));
      if (!Begins || Name.empty()) {
        pass();
        continue;
      }
      const size_t Begin = At;
      At += Name.size();
      Begins = false;
      if (!Text.substr(At).starts_with("("))
        continue;
      llvm::SmallVector<StringRef, 4> Names;
      if (!readArguments(Names))
        return;
      StringRef Next = Text.substr(At).ltrim(" \t");
      Begins = Next.starts_with(";") || Next.starts_with("\n") || Next.starts_with("\r");
      if (Begins)
        Do(Begin, At, Names);
    }
  }

private:
  /// Over one token that begins no call.
  void pass() {
    const char C = Text[At];
    if (C == '#') {
      At = endOfDirective(Text, At);
      return;
    }
    const size_t End = endOfWord(At);
    if (C == '{') {
      At = closingBrace(Text, At + 1);
      At += At < Text.size();
    } else {
      At = End;
    }
    if (!clang::isWhitespace(C) && !isComment(C, End))
      Begins = C == ';' || C == '{';
  }

  bool isComment(char C, size_t End) const { return C == '/' && End > At + 1; }

  /// The end of the comment, literal, name or character at \p From.
  size_t endOfWord(size_t From) const {
    if (size_t End = endOfComment(Text, From); End != From)
      return End;
    if (size_t End = endOfConstant(Text, From); End != From)
      return End;
    return From + std::max<size_t>(identifierAt(Text.substr(From)).size(), 1);
  }

  /// From the parenthesis on to behind the one that closes it; false if none does.
  bool readArguments(llvm::SmallVectorImpl<StringRef> &Names) {
    unsigned Level = 0;
    size_t Begin = At + 1;
    for (; At < Text.size(); At = endOfWord(At)) {
      const char C = Text[At];
      const bool Closes = C == ')' && Level == 1;
      if ((C == ',' && Level == 1) || Closes) {
        StringRef Argument = Text.slice(Begin, At).trim();
        if (!Argument.empty() && clang::isAsciiIdentifierStart(Argument.front()) &&
            identifierAt(Argument) == Argument)
          Names.push_back(Argument);
        Begin = At + 1;
      }
      Level += C == '(';
      Level -= C == ')';
      if (Closes) {
        ++At;
        return true;
      }
    }
    return false;
  }

  StringRef Text;
  size_t At = 0;
  bool Begins = true; ///< A statement may begin here.
};

} // namespace

void EventNames::addParts(StringRef Name) {
  for (StringRef Rest = Name;;) {
    for (size_t End = Rest.size(); End != StringRef::npos && End > 0;
         End = Rest.take_front(End).rfind('_'))
      Parts.insert(Rest.take_front(End));
    size_t Next = Rest.find('_');
    if (Next == StringRef::npos)
      return;
    Rest = Rest.drop_front(Next + 1);
  }
}

void EventNames::addBegins(StringRef Name) {
  for (; !Name.empty(); Name = Name.split('_').second)
    Begins.insert(Name);
}

bool EventNames::mayUse(StringRef Event) const {
  return Any || Parts.contains(Event) ||
         llvm::any_of(Begins.keys(), [&](StringRef Begin) { return Event.starts_with(Begin); });
}

void EventNames::addUsesIn(StringRef Source) {
  add(Source);
  // What is in there is not looked at.
  Any |= includesCode(Source);
}

void EventNames::add(StringRef Text) {
  auto isContinued = [&](size_t At) { return clang::isAsciiIdentifierContinue(Text[At]); };
  for (StringRef Word : Rules.eventWords().keys())
    for (size_t At = Text.find(Word); At != StringRef::npos; At = Text.find(Word, At + 1)) {
      size_t Begin = At;
      while (Begin > 0 && isContinued(Begin - 1))
        --Begin;
      StringRef Name = identifierAt(Text.substr(Begin));
      addParts(Name);
      StringRef Behind = Text.substr(Begin + Name.size()).ltrim();
      if (Behind.starts_with("##"))
        addBegins(Name);
      if (Behind.consume_front("("))
        anyIdentifier(Behind.take_until([](char C) { return C == ')'; }), [&](StringRef Each) {
          addParts(Each);
          return false;
        });
    }
}

std::string gfp::withoutEvents(StringRef Header, const EventNames &Used, const RuleSet &Rules) {
  std::string Left;
  Statements(Header).forEachCall([&](size_t Begin, size_t End, llvm::ArrayRef<StringRef> Names) {
    StringRef Call = Header.slice(Begin, End);
    if (Names.empty() || !Rules.holdsEventWord(identifierAt(Call)) || Call.contains("NOLINT") ||
        llvm::any_of(Names, [&](StringRef Name) { return Used.mayUse(Name); }))
      return;
    if (Left.empty())
      Left = Header.str();
    for (size_t At = Begin; At < End; ++At)
      if (Left[At] != '\n')
        Left[At] = ' ';
  });
  return Left;
}

/// Where \p Text defines \p Macro, and does nothing else with it but undefine it.
static llvm::SmallVector<size_t, 2> definitionsOf(StringRef Macro, StringRef Text) {
  llvm::SmallVector<size_t, 2> Found;
  for (size_t At = 0; (At = Text.find(Macro, At)) != StringRef::npos; At += Macro.size()) {
    const size_t Begin = Text.take_front(At).rfind('\n') + 1;
    StringRef Line = Text.slice(Begin, Text.find('\n', At)).trim();
    const bool IsDirective = Line.consume_front("#");
    Line = behindBlanks(Line);
    const bool Defines = Line.consume_front("define");
    if (!IsDirective || !(Defines || Line.consume_front("undef")) || behindBlanks(Line) != Macro)
      return {};
    if (Defines)
      Found.push_back(Begin);
  }
  return Found;
}

std::string gfp::withoutCreation(StringRef Source, const RuleSet &Rules) {
  std::string Left;
  for (StringRef Macro : Rules.eventCreators().keys())
    for (size_t Begin : definitionsOf(Macro, Source)) {
      if (Left.empty())
        Left = Source.str();
      std::fill(Left.begin() + Begin, Left.begin() + endOfDirective(Source, Begin), ' ');
    }
  return Left;
}

llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>>
EventFiles::openFileForRead(const llvm::Twine &Path) {
  auto Opened = ProxyFileSystem::openFileForRead(Path);
  llvm::SmallString<256> Name;
  if (!Opened || !Used || !Rules.holdsEventWord(Path.toStringRef(Name)))
    return Opened;
  auto Status = (*Opened)->status();
  if (!Status || Status->isDirectory())
    return Opened;
  auto Text = (*Opened)->getBuffer(Path, Status->getSize(), /*RequiresNullTerminator=*/true,
                                   /*IsVolatile=*/true);
  if (!Text)
    return Text.getError();
  if (Rules.isRereadable((*Text)->getBuffer()))
    if (std::string Left = withoutEvents((*Text)->getBuffer(), *Used, Rules); !Left.empty())
      *Text = llvm::MemoryBuffer::getMemBufferCopy(Left, Path);
  return std::make_unique<TextFile>(std::move(*Status), std::move(*Text));
}
