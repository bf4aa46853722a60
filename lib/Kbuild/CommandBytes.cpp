//===- CommandBytes.cpp - Compile commands as bytes -----------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// Sealed. Numbers are ULEB128. First the strings, each as its length and its bytes; then blocks of
// commands, each behind its number of commands and its length, so that they can be read at the same
// time. A command is the numbers of its strings.
//
//===----------------------------------------------------------------------===//
#include "Kbuild/CommandBytes.h"
#include "Bytes/ByteInput.h"
#include "Bytes/SealedBytes.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/ThreadPool.h"
#include "llvm/Support/raw_ostream.h"
#include <atomic>

using namespace llvm;

namespace gfp {
namespace {

constexpr size_t BlockSize = 512;

/// Reads a block's commands.
bool readBlock(StringRef Bytes, ArrayRef<Symbol> Strings, MutableArrayRef<CompileCommand> Into) {
  ByteInput In(Bytes);
  bool Known = true;
  auto text = [&] {
    uint64_t Number = In.number();
    Known &= Number < Strings.size();
    return Known ? Strings[Number] : Symbol();
  };
  for (CompileCommand &Command : Into) {
    Command.Directory = text().str();
    Command.File = text().str();
    const uint64_t Count = In.count();
    Command.Args.reserve(Count);
    for (uint64_t I = 0; I < Count && Known; ++I)
      Command.Args.push_back(text());
  }
  return Known && In.finished();
}

} // namespace

std::string encodeCommands(ArrayRef<CompileCommand> Commands) {
  StringMap<uint64_t> Numbers;
  std::string Table, Blocks;
  raw_string_ostream Strings(Table), OS(Blocks);
  for (; !Commands.empty(); Commands = Commands.drop_front(std::min(BlockSize, Commands.size()))) {
    ArrayRef<CompileCommand> These = Commands.take_front(BlockSize);
    std::string Block;
    raw_string_ostream In(Block);
    auto text = [&](StringRef Text) {
      auto [Entry, New] = Numbers.try_emplace(Text, Numbers.size());
      if (New) {
        encodeULEB128(Text.size(), Strings);
        Strings << Text;
      }
      encodeULEB128(Entry->second, In);
    };
    for (const CompileCommand &Command : These) {
      text(Command.Directory);
      text(Command.File);
      encodeULEB128(Command.Args.size(), In);
      for (Symbol Arg : Command.Args)
        text(Arg);
    }
    encodeULEB128(These.size(), OS);
    encodeULEB128(Block.size(), OS);
    OS << Block;
  }
  std::string Bytes;
  raw_string_ostream All(Bytes);
  encodeULEB128(Numbers.size(), All);
  All << Table << Blocks;
  return sealed(Bytes);
}

std::optional<std::vector<CompileCommand>> decodeCommands(StringRef Bytes) {
  std::optional<StringRef> Body = unsealed(Bytes);
  if (!Body)
    return std::nullopt;
  ByteInput In(*Body);
  std::vector<Symbol> Strings(In.count());
  for (Symbol &Each : Strings)
    Each = In.bytes(In.number());
  std::vector<std::pair<size_t, StringRef>> Blocks; // First command and bytes.
  size_t Count = 0;
  while (!In.finished() && !In.bad()) {
    uint64_t Size = In.count();
    Blocks.push_back({Count, In.bytes(In.number())});
    Count += Size;
  }
  if (In.bad())
    return std::nullopt;
  std::vector<CompileCommand> Commands(Count);
  std::atomic<bool> Well = true;
  DefaultThreadPool Pool;
  for (size_t I = 0; I < Blocks.size(); ++I)
    Pool.async([&, I] {
      size_t First = Blocks[I].first, End = I + 1 < Blocks.size() ? Blocks[I + 1].first : Count;
      MutableArrayRef<CompileCommand> These(Commands.data() + First, End - First);
      if (!readBlock(Blocks[I].second, Strings, These))
        Well = false;
    });
  Pool.wait();
  if (!Well)
    return std::nullopt;
  return Commands;
}

} // namespace gfp
