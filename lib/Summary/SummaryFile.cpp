//===- SummaryFile.cpp - Linked summaries on disk --------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// A file is: eight bytes that say what it is, the header, the checksum of the rest, and the rest: a
// table of strings, an LLVM on-disk hash table from keys to summaries, and the records. A compiler
// that loads it reads few pages of it.
//
//===----------------------------------------------------------------------===//
#include "Summary/SummaryFile.h"
#include "Summary/Encoding.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/EndianStream.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/OnDiskHashTable.h"
#include "llvm/Support/xxhash.h"
#include <fmt/format.h>
#include <mutex>

using namespace gfp;
using llvm::StringRef;

namespace {

constexpr llvm::StringLiteral Magic = "gfpsum\r\n";
constexpr uint32_t Format = 6;
constexpr unsigned Alignment = 8;

/// Everything of fixed size, after the magic and the label.
struct Sections {
  uint64_t Checksum = 0; ///< Of all that follows the sections.
  uint64_t Size = 0;     ///< Of the whole file.
  uint64_t Strings = 0, Table = 0, Records = 0;
  uint64_t Blocking = 0; ///< Of LinkRules.
};

/// How every label begins that this program writes.
std::string ownLabel() { return fmt::format("format {}, gfp-lint {}, ", Format, GFPLINT_VERSION); }

class TableWriter {
public:
  using key_type = StringRef;
  using key_type_ref = StringRef;
  using data_type = StringRef;
  using data_type_ref = StringRef;
  using hash_value_type = uint32_t;
  using offset_type = uint32_t;

  static hash_value_type ComputeHash(StringRef Key) {
    return static_cast<uint32_t>(llvm::xxh3_64bits(Key));
  }
  static std::pair<offset_type, offset_type> EmitKeyDataLength(llvm::raw_ostream &OS, StringRef Key,
                                                               StringRef Data) {
    llvm::support::endian::Writer Out(OS, llvm::endianness::little);
    Out.write<uint32_t>(Key.size());
    Out.write<uint32_t>(Data.size());
    return {Key.size(), Data.size()};
  }
  static void EmitKey(llvm::raw_ostream &OS, StringRef Key, offset_type) { OS << Key; }
  static void EmitData(llvm::raw_ostream &OS, StringRef, StringRef Data, offset_type) {
    OS << Data;
  }
};

class TableReader {
public:
  using internal_key_type = StringRef;
  using external_key_type = StringRef;
  using data_type = StringRef;
  using hash_value_type = uint32_t;
  using offset_type = uint32_t;

  static bool EqualKey(StringRef A, StringRef B) { return A == B; }
  static hash_value_type ComputeHash(StringRef Key) { return TableWriter::ComputeHash(Key); }
  static StringRef GetInternalKey(StringRef Key) { return Key; }
  static std::pair<offset_type, offset_type> ReadKeyDataLength(const unsigned char *&At) {
    using namespace llvm::support;
    auto Key = endian::readNext<uint32_t, llvm::endianness::little>(At);
    auto Data = endian::readNext<uint32_t, llvm::endianness::little>(At);
    return {Key, Data};
  }
  static StringRef ReadKey(const unsigned char *At, offset_type Length) {
    return {reinterpret_cast<const char *>(At), Length};
  }
  static StringRef ReadData(StringRef, const unsigned char *At, offset_type Length) {
    return {reinterpret_cast<const char *>(At), Length};
  }
};

using Table = llvm::OnDiskChainedHashTable<TableReader>;

void pad(llvm::raw_ostream &OS) {
  while (OS.tell() % Alignment)
    OS << '\0';
}

std::string withSections(const Sections &S) {
  std::string Bytes;
  llvm::raw_string_ostream OS(Bytes);
  llvm::support::endian::Writer Out(OS, llvm::endianness::little);
  for (uint64_t Each : {S.Checksum, S.Size, S.Strings, S.Table, S.Records, S.Blocking})
    Out.write<uint64_t>(Each);
  return Bytes;
}

} // namespace

SummaryLabel SummaryLabel::of(const RuleSet &Rules) {
  std::string Names;
  for (const FlagRule &Flag : Rules.flags())
    Names += Flag.Name + " ";
  for (const Allocator &A : Rules.allocators())
    Names += A.Name + " ";
  return {ownLabel() +
              fmt::format("Linux {}, rules {:016x}", Rules.Release.str(), llvm::xxh3_64bits(Names)),
          LinkRules::of(Rules)};
}

void gfp::writeSummaryFile(const Program &Whole, const SummaryLabel &Label, llvm::raw_ostream &OS) {
  StringTable Strings;
  auto numberOf = [&](Symbol Text) { return Strings.numberOf(Text); };
  std::vector<std::string> Summaries, Records;
  for (const FunctionSummary &Summary : Whole.summaries())
    Summaries.push_back(encode(Summary, numberOf));
  for (size_t I = 0; I < Whole.records().size(); ++I)
    Records.push_back(encode(Whole.records()[I], numberOf));

  std::string File;
  llvm::raw_string_ostream Out(File);
  llvm::support::endian::Writer Number(Out, llvm::endianness::little);
  Out << Magic << Label.Text << '\0';
  pad(Out);
  size_t At = File.size();
  Sections S;
  S.Blocking = Label.Link.Blocking;
  Out << withSections(S);

  S.Strings = Out.tell();
  Number.write<uint32_t>(Strings.strings().size());
  uint32_t Offset = 0;
  for (Symbol Text : Strings.strings())
    Number.write<uint32_t>(Offset += Text.str().size());
  for (Symbol Text : Strings.strings())
    Out << Text.str();
  pad(Out);

  llvm::OnDiskChainedHashTableGenerator<TableWriter> Generator;
  for (size_t I = 0; I < Summaries.size(); ++I)
    Generator.insert(Whole.records().key(I), Summaries[I]);
  S.Table = Generator.Emit(Out);

  S.Records = Out.tell();
  Number.write<uint32_t>(Records.size());
  for (const std::string &Record : Records) {
    Number.write<uint32_t>(Record.size());
    Out << Record;
  }

  S.Size = File.size();
  size_t Rest = At + withSections(S).size();
  S.Checksum = llvm::xxh3_64bits(StringRef(File).substr(Rest));
  std::string Filled = withSections(S);
  File.replace(At, Filled.size(), Filled);
  OS << File;
}

struct SummaryFile::Contents {
  std::string Path;
  SummaryLabel Label;
  std::unique_ptr<llvm::MemoryBuffer> Buffer;
  Sections Where;
  uint32_t StringCount = 0;
  std::unique_ptr<Table> Summaries;
  std::mutex Lock;
  /// What was asked for already; null: not there.
  llvm::DenseMap<uint32_t, std::unique_ptr<FunctionSummary>> Known;

  uint32_t word(uint64_t Offset) const {
    return llvm::support::endian::read32le(Buffer->getBufferStart() + Offset);
  }

  std::optional<Symbol> string(uint64_t Number) const {
    if (Number >= StringCount)
      return std::nullopt;
    uint64_t Ends = Where.Strings + 4;
    uint32_t Begin = Number ? word(Ends + 4 * (Number - 1)) : 0;
    uint32_t End = word(Ends + 4 * Number);
    StringRef Texts = Buffer->getBuffer().substr(Ends + 4 * uint64_t(StringCount));
    if (Begin > End || End > Texts.size())
      return std::nullopt;
    return Symbol(Texts.slice(Begin, End));
  }
};

SummaryFile::SummaryFile(std::unique_ptr<Contents> All) : All(std::move(All)) {}
SummaryFile::~SummaryFile() = default;

llvm::Expected<std::unique_ptr<SummaryFile>> SummaryFile::open(StringRef Path,
                                                               const RuleSet &Rules) {
  return openLabelled(Path, SummaryLabel::of(Rules).Text, /*Whole=*/true);
}

llvm::Expected<std::unique_ptr<SummaryFile>> SummaryFile::open(StringRef Path) {
  return openLabelled(Path, ownLabel(), /*Whole=*/false);
}

llvm::Expected<std::unique_ptr<SummaryFile>>
SummaryFile::openLabelled(StringRef Path, StringRef Wanted, bool Whole) {
  auto refuse = [&](StringRef Why) {
    return llvm::createStringError(fmt::format(
        "{}: {}; write it again with gfp-lint scan --summaries-out", Path.str(), Why.str()));
  };
  auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!Buffer)
    return llvm::createStringError(
        fmt::format("cannot read {}: {}", Path.str(), Buffer.getError().message()));
  StringRef Bytes = (*Buffer)->getBuffer();
  if (!Bytes.starts_with(Magic))
    return refuse("no summary of gfp-lint");
  StringRef Label = Bytes.drop_front(Magic.size()).split('\0').first;
  if (Whole ? Label != Wanted : !Label.starts_with(Wanted))
    return refuse(fmt::format(
        "a summary of another kind (\"{}\", not \"{}\")",
        llvm::toStringRef(llvm::arrayRefFromStringRef(Label.take_front(120))).str(), Wanted.str()));
  uint64_t At = llvm::alignTo(Magic.size() + Label.size() + 1, Alignment);
  size_t Fixed = withSections({}).size();
  if (Bytes.size() < At + Fixed)
    return refuse("the file is cut short");

  auto All = std::make_unique<Contents>();
  All->Path = Path.str();
  Sections &S = All->Where;
  const char *Next = Bytes.data() + At;
  for (uint64_t *Each : {&S.Checksum, &S.Size, &S.Strings, &S.Table, &S.Records, &S.Blocking}) {
    *Each = llvm::support::endian::read64le(Next);
    Next += sizeof(uint64_t);
  }
  if (S.Size != Bytes.size())
    return refuse("the file is cut short");
  if (S.Checksum != llvm::xxh3_64bits(Bytes.substr(At + Fixed)))
    return refuse("the file is damaged");
  // From here on the bytes are what we wrote.
  All->Label = {Label.str(), {S.Blocking}};
  All->Buffer = std::move(*Buffer);
  All->StringCount = All->word(S.Strings);
  auto *Base = reinterpret_cast<const unsigned char *>(All->Buffer->getBufferStart());
  All->Summaries.reset(Table::Create(Base + S.Table, Base));
  return std::unique_ptr<SummaryFile>(new SummaryFile(std::move(All)));
}

const FunctionSummary *SummaryFile::find(Symbol Key) const {
  std::lock_guard<std::mutex> Guard(All->Lock);
  auto [Entry, New] = All->Known.try_emplace(Key.id());
  if (!New)
    return Entry->second.get();
  auto Found = All->Summaries->find(Key.str());
  if (Found == All->Summaries->end())
    return nullptr;
  if (auto Summary = decodeSummary(*Found, [&](uint64_t N) { return All->string(N); }))
    Entry->second = std::make_unique<FunctionSummary>(std::move(*Summary));
  return Entry->second.get();
}

const SummaryLabel &SummaryFile::label() const { return All->Label; }

llvm::Expected<PackedRecords> SummaryFile::records() const {
  PackedRecords Records;
  uint64_t At = All->Where.Records;
  uint32_t Count = All->word(At);
  At += 4;
  for (uint32_t I = 0; I < Count; ++I) {
    uint32_t Length = All->word(At);
    auto Record = decodeRecord(All->Buffer->getBuffer().substr(At + 4, Length),
                               [&](uint64_t N) { return All->string(N); });
    if (!Record)
      return llvm::createStringError(fmt::format("{}: the file is damaged", All->Path));
    Records.add(*Record);
    At += 4 + uint64_t(Length);
  }
  return Records;
}

llvm::Expected<std::pair<Program, SummaryLabel>>
gfp::linkSummaryFiles(llvm::ArrayRef<std::string> Paths) {
  SummaryLabel Common;
  std::vector<PackedRecords> Units;
  for (const std::string &Path : Paths) {
    auto File = SummaryFile::open(Path);
    if (!File)
      return File.takeError();
    const SummaryLabel &Label = (*File)->label();
    if (Units.empty())
      Common = Label;
    if (Label.Text != Common.Text || Label.Link.Blocking != Common.Link.Blocking)
      return llvm::createStringError(fmt::format(
          "{} and {} do not go together (\"{}\", \"{}\"): merge summaries of one release "
          "and the same rules",
          Paths.front(), Path, Common.Text, Label.Text));
    auto Records = (*File)->records();
    if (!Records)
      return Records.takeError();
    Units.push_back(std::move(*Records));
  }
  return std::pair(Program::link(std::move(Units), Common.Link, {}), std::move(Common));
}
