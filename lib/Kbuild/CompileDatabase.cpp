//===- CompileDatabase.cpp - compile_commands.json ------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// An own reader: clang's JSONCompilationDatabase says of a bad file only that it is bad.
//
//===----------------------------------------------------------------------===//
#include "Kbuild/CommandSet.h"
#include "Kbuild/CompileCommands.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/StringSaver.h"
#include "llvm/Support/ThreadPool.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace gfp {
namespace {

/// llvm::json descends by recursion: text nested deeper than this is refused before it gets there.
constexpr unsigned DeepestNesting = 32;

/// The entries of the array \p Text is, each an object; nothing if it is anything else.
/// \p TooDeep: it nests too deep to be looked at any further.
std::optional<std::vector<StringRef>> entriesOf(StringRef Text, bool &TooDeep) {
  std::vector<StringRef> Entries;
  unsigned Depth = 0;
  const char *Begin = nullptr;
  bool Separated = true, Regular = true;
  for (const char *P = Text.begin(), *End = Text.end(); P != End; ++P) {
    switch (*P) {
    case '"':
      Regular &= Depth > 1;
      for (++P; P != End && *P != '"'; ++P)
        if (*P == '\\' && P + 1 != End)
          ++P;
      if (P == End)
        return std::nullopt;
      break;
    case '[':
    case '{':
      if (++Depth > DeepestNesting) {
        TooDeep = true;
        return std::nullopt;
      }
      if (Depth == 1) {
        Regular &= *P == '[' && !Begin;
        Begin = P;
      } else if (Depth == 2) {
        Regular &= *P == '{' && Separated;
        Begin = P;
        Separated = false;
      }
      break;
    case ']':
    case '}':
      if (Depth == 2)
        Entries.push_back(StringRef(Begin, P + 1 - Begin));
      Regular &= Depth > 1 || (Depth == 1 && *P == ']' && (Entries.empty() || !Separated));
      Depth -= Depth > 0;
      break;
    case ',':
      if (Depth == 1) {
        Regular &= !Separated;
        Separated = true;
      }
      break;
    case ' ':
    case '\t':
    case '\n':
    case '\r':
      break;
    default:
      Regular &= Depth > 1;
    }
  }
  if (!Regular || !Begin || Depth)
    return std::nullopt;
  return Entries;
}

/// What is wrong with \p Text, which entriesOf() could not read or an entry of which is no JSON.
Error textError(StringRef File, StringRef Text) {
  Expected<json::Value> Root = json::parse(Text);
  if (!Root)
    return createStringError(File + ": not valid JSON: " + toString(Root.takeError()));
  const json::Array *Entries = Root->getAsArray();
  if (!Entries)
    return createStringError(File + ": not a compilation database: no array at the top");
  auto Bad = llvm::find_if(*Entries, [](const json::Value &V) { return !V.getAsObject(); });
  return createStringError(File + ": entry " + Twine(Bad - Entries->begin()) + ": not an object");
}

Error entryError(StringRef Path, size_t Index, const Twine &What) {
  return createStringError(Path + ": entry " + Twine(Index) + ": " + What);
}

/// The string \p Key of an entry; a null byte would end a path or an argument early.
Expected<StringRef> stringOf(const json::Object &Entry, StringRef Key, StringRef Path,
                             size_t Index) {
  const json::Value *Value = Entry.get(Key);
  if (!Value)
    return entryError(Path, Index, "no \"" + Key + "\"");
  std::optional<StringRef> Text = Value->getAsString();
  if (!Text)
    return entryError(Path, Index, "\"" + Key + "\" is not a string");
  if (Text->empty())
    return entryError(Path, Index, "\"" + Key + "\" is empty");
  if (Text->contains('\0'))
    return entryError(Path, Index, "\"" + Key + "\" holds a null byte");
  return *Text;
}

Expected<std::vector<Symbol>> argumentsOf(const json::Object &Entry, StringRef Path, size_t Index) {
  std::vector<Symbol> Args;
  if (const json::Value *Value = Entry.get("arguments")) {
    const json::Array *Array = Value->getAsArray();
    if (!Array)
      return entryError(Path, Index, "\"arguments\" is not an array");
    Args.reserve(Array->size());
    for (const json::Value &Element : *Array) {
      std::optional<StringRef> Text = Element.getAsString();
      if (!Text)
        return entryError(Path, Index, "\"arguments\" holds something that is not a string");
      if (Text->contains('\0'))
        return entryError(Path, Index, "\"arguments\" holds a null byte");
      Args.push_back(*Text);
    }
  } else {
    if (!Entry.get("command"))
      return entryError(Path, Index, "neither \"arguments\" nor \"command\"");
    Expected<StringRef> Command = stringOf(Entry, "command", Path, Index);
    if (!Command)
      return Command.takeError();
    BumpPtrAllocator Memory;
    StringSaver Saver(Memory);
    SmallVector<const char *, 128> Words;
    cl::TokenizeGNUCommandLine(*Command, Saver, Words);
    Args.assign(Words.begin(), Words.end());
  }
  if (Args.empty() || Args.front().empty())
    return entryError(Path, Index, "names no compiler");
  return Args;
}

/// An entry of a database.
struct Parsed {
  std::optional<CompileCommand> Command; ///< Nothing: not of a C source, or wrong.
  std::string Problem;
  bool Broken = false; ///< No JSON.
};

Parsed parseEntry(StringRef Text, StringRef File, StringRef Home, size_t Index) {
  Parsed Result;
  auto wrong = [&](Error E) {
    Result.Problem = toString(std::move(E));
    return std::move(Result);
  };
  Expected<json::Value> Value = json::parse(Text);
  if (!Value) {
    Result.Broken = true;
    return wrong(Value.takeError());
  }
  const json::Object &Entry = *Value->getAsObject();
  Expected<StringRef> Directory = stringOf(Entry, "directory", File, Index);
  if (!Directory)
    return wrong(Directory.takeError());
  Expected<StringRef> Source = stringOf(Entry, "file", File, Index);
  if (!Source)
    return wrong(Source.takeError());
  Expected<std::vector<Symbol>> Args = argumentsOf(Entry, File, Index);
  if (!Args)
    return wrong(Args.takeError());
  if (sys::path::extension(*Source) != ".c")
    return Result;
  Result.Command.emplace();
  Result.Command->Directory = absolutePath(Home, *Directory);
  Result.Command->File = absolutePath(Result.Command->Directory, *Source);
  Result.Command->Args = std::move(*Args);
  return Result;
}

std::string howToGetOne(StringRef Path) {
  return (Path + ": no compile commands there; make some with `gfp-lint db --kernel DIR`, after a "
                 "build with `make compile_commands.json`, or with bear")
      .str();
}

} // namespace

std::string absolutePath(StringRef Base, StringRef Path) {
  SmallString<256> Result(Path);
  if (!sys::path::is_absolute(Path)) {
    Result = Base;
    sys::path::append(Result, Path);
  }
  sys::path::remove_dots(Result, /*remove_dot_dot=*/true);
  return std::string(Result);
}

std::string compileDatabaseFile(StringRef Path) {
  SmallString<256> File(Path);
  if (sys::fs::is_directory(Path))
    sys::path::append(File, "compile_commands.json");
  return std::string(File);
}

Expected<std::vector<CompileCommand>> readCompileDatabase(StringRef Path) {
  const std::string File = compileDatabaseFile(Path);
  sys::fs::file_status Status;
  if (sys::fs::status(File, Status))
    return createStringError(howToGetOne(File));
  // A pipe is somebody's `<(...)`; a device need not end.
  if (Status.type() == sys::fs::file_type::character_file)
    return createStringError(Twine(File) + ": a device, not a compilation database");
  ErrorOr<std::unique_ptr<MemoryBuffer>> Buffer =
      MemoryBuffer::getFile(File, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!Buffer)
    return createStringError(Buffer.getError(), Twine(File) + ": " + Buffer.getError().message());
  StringRef Text = (*Buffer)->getBuffer();
  bool TooDeep = false;
  std::optional<std::vector<StringRef>> Entries = entriesOf(Text, TooDeep);
  if (TooDeep)
    return createStringError(Twine(File) + ": not a compilation database: nested too deep");
  if (!Entries)
    return textError(File, Text);

  SmallString<256> Home(File);
  if (std::error_code EC = sys::fs::make_absolute(Home))
    return createStringError(EC, Twine(File) + ": " + EC.message());
  sys::path::remove_filename(Home);

  std::vector<Parsed> All(Entries->size());
  DefaultThreadPool Pool;
  constexpr size_t Share = 256;
  for (size_t First = 0; First < All.size(); First += Share)
    Pool.async([&, First] {
      for (size_t I = First; I < std::min(First + Share, All.size()); ++I)
        All[I] = parseEntry((*Entries)[I], File, Home, I);
    });
  Pool.wait();
  if (llvm::any_of(All, [](const Parsed &Each) { return Each.Broken; }))
    return textError(File, Text);
  CommandSet Commands;
  for (Parsed &Each : All) {
    if (!Each.Problem.empty())
      return createStringError(Each.Problem);
    if (Each.Command)
      Commands.add(std::move(*Each.Command));
  }
  return Commands.take();
}

Error writeCompileDatabase(StringRef Path, const std::vector<CompileCommand> &Commands) {
  for (const CompileCommand &Command : Commands)
    for (StringRef Text : {StringRef(Command.Directory), StringRef(Command.File)})
      if (!json::isUTF8(Text))
        return createStringError(Path + ": cannot hold the path " + json::fixUTF8(Text) +
                                 ": not UTF-8");

  Expected<sys::fs::TempFile> Temp = sys::fs::TempFile::create(Path + ".%%%%%%%%.tmp", 0644);
  if (!Temp)
    return createStringError(Path + ": cannot be written: " + toString(Temp.takeError()));
  std::error_code Failure;
  {
    raw_fd_ostream Out(Temp->FD, /*shouldClose=*/false);
    json::OStream Json(Out, /*IndentSize=*/1);
    Json.arrayBegin();
    for (const CompileCommand &Command : Commands) {
      Json.objectBegin();
      Json.attribute("directory", Command.Directory);
      Json.attribute("file", Command.File);
      Json.attributeBegin("arguments");
      Json.arrayBegin();
      for (StringRef Arg : Command.Args)
        Json.value(json::isUTF8(Arg) ? json::Value(Arg) : json::Value(json::fixUTF8(Arg)));
      Json.arrayEnd();
      Json.attributeEnd();
      Json.objectEnd();
    }
    Json.arrayEnd();
    Out << '\n';
    Out.flush();
    Failure = Out.error();
    Out.clear_error();
  }
  if (Failure) {
    consumeError(Temp->discard());
    return createStringError(Failure, Path + ": cannot be written: " + Failure.message());
  }
  if (Error E = Temp->keep(Path))
    return createStringError(Path + ": cannot be written: " + toString(std::move(E)));
  return Error::success();
}

} // namespace gfp
