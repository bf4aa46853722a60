//===- CommandBytes.cpp - Compile commands as bytes -----------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// Numbers are ULEB128. First a hash of what follows; then the strings, each as its length and its
// bytes; then blocks of commands, each behind its number of commands and its length, so that they
// can be read at the same time. A command is the numbers of its strings.
//
//===----------------------------------------------------------------------===//
#include "Kbuild/CommandBytes.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/ThreadPool.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"
#include <atomic>
#include <cstring>

using namespace llvm;

namespace gfp {
namespace {

constexpr size_t BlockSize = 512;

/// Reads numbers and bytes; after the first that makes no sense, nothing.
class Input {
public:
  explicit Input(StringRef Bytes) : Bytes(Bytes) {}

  uint64_t number() {
    unsigned Length = 0;
    const char *Error = nullptr;
    uint64_t Value = decodeULEB128(Bytes.bytes_begin(), &Length, Bytes.bytes_end(), &Error);
    Bad |= Error != nullptr;
    Bytes = Bad ? StringRef() : Bytes.drop_front(Length);
    return Bad ? 0 : Value;
  }
  StringRef bytes(uint64_t Size) {
    Bad |= Size > Bytes.size();
    StringRef Head = Bad ? StringRef() : Bytes.take_front(Size);
    Bytes = Bytes.drop_front(Head.size());
    return Head;
  }
  /// A number of things that take a byte each at least.
  uint64_t count() {
    uint64_t Value = number();
    Bad |= Value > Bytes.size();
    return Bad ? 0 : Value;
  }
  bool bad() const { return Bad; }
  bool finished() const { return !Bad && Bytes.empty(); }

private:
  StringRef Bytes;
  bool Bad = false;
};

/// Reads a block's commands.
bool readBlock(StringRef Bytes, ArrayRef<StringRef> Strings, MutableArrayRef<CompileCommand> Into) {
  Input In(Bytes);
  bool Known = true;
  auto text = [&] {
    uint64_t Number = In.number();
    Known &= Number < Strings.size();
    return Known ? Strings[Number] : StringRef();
  };
  for (CompileCommand &Command : Into) {
    Command.Directory = text();
    Command.File = text();
    const uint64_t Count = In.count();
    Command.Args.reserve(Count);
    for (uint64_t I = 0; I < Count && Known; ++I)
      Command.Args.emplace_back(text());
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
      for (const std::string &Arg : Command.Args)
        text(Arg);
    }
    encodeULEB128(These.size(), OS);
    encodeULEB128(Block.size(), OS);
    OS << Block;
  }
  std::string Bytes(sizeof(uint64_t), 0);
  raw_string_ostream All(Bytes);
  encodeULEB128(Numbers.size(), All);
  All << Table << Blocks;
  uint64_t Hash = xxh3_64bits(StringRef(Bytes).drop_front(sizeof Hash));
  memcpy(Bytes.data(), &Hash, sizeof Hash);
  return Bytes;
}

std::optional<std::vector<CompileCommand>> decodeCommands(StringRef Bytes) {
  uint64_t Hash = 0;
  if (Bytes.size() < sizeof Hash)
    return std::nullopt;
  memcpy(&Hash, Bytes.data(), sizeof Hash);
  if (xxh3_64bits(Bytes.drop_front(sizeof Hash)) != Hash)
    return std::nullopt;
  Input In(Bytes.drop_front(sizeof Hash));
  std::vector<StringRef> Strings(In.count());
  for (StringRef &Each : Strings)
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
