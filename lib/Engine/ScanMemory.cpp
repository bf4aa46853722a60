//===- ScanMemory.cpp - Whole scans, remembered ---------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// A record is sealed and has three parts, each behind its length: the result, the files it hung on,
// the sources. Paths are sorted, and stand as the length of what they have in common with the one
// before, and the rest.
//
//===----------------------------------------------------------------------===//
#include "Engine/ScanMemory.h"
#include "Bytes/SealedBytes.h"
#include "Engine/FindingBytes.h"
#include "Engine/PackedBytes.h"
#include <cstring>

using namespace gfp;
using llvm::StringRef;

namespace {

using File = FileHashes::File;

template <class IO> void fields(IO &Io, ScanStats &V) {
  for (size_t *Count :
       {&V.Units, &V.Analysed, &V.WithErrors, &V.Failed, &V.Filtered, &V.Shared, &V.Unshared,
        &V.Functions, &V.Allocations, &V.Scopes, &V.Again, &V.Recalled, &V.Linked, &V.PartlyLinked})
    Io.number(*Count);
  Io.number(V.StoppedEarly);
  Io.list(V.Incomplete, [&](std::string &S) { Io.text(S); });
}

template <class IO> void fields(IO &Io, std::map<std::string, size_t> &V) {
  std::vector<std::pair<std::string, size_t>> Items(V.begin(), V.end());
  Io.list(Items, [&](std::pair<std::string, size_t> &Each) {
    Io.text(Each.first);
    Io.number(Each.second);
  });
  V = {Items.begin(), Items.end()};
}

template <class IO> void fields(IO &Io, ScanResult &V) {
  Io.text(V.Name);
  Io.list(V.Findings, [&](Finding &F) {
    findingFields(Io, F);
    Io.number(F.Occurrence);
    Io.text(F.Neighbour);
  });
  Io.list(V.Problems, [&](UnitProblem &P) {
    Io.text(P.File);
    Io.text(P.Reason);
    Io.number(P.Analysed);
    Io.text(P.Neighbour);
  });
  fields(Io, V.Own);
  Io.maybe(V.Borrowed, [&](ScanStats &S) { fields(Io, S); });
  fields(Io, V.LeftOut);
}

template <class IO> void fields(IO &Io, RememberedScan &V) {
  Io.text(V.Root);
  Io.text(V.Identity);
  Io.list(V.Results, [&](ScanResult &R) { fields(Io, R); });
}

/// Writes sorted paths.
class PathWriter {
public:
  explicit PathWriter(llvm::raw_ostream &OS) : OS(OS) {}

  void add(StringRef Path) {
    size_t Common = 0;
    while (Common < std::min(Last.size(), Path.size()) && Last[Common] == Path[Common])
      ++Common;
    llvm::encodeULEB128(Common, OS);
    llvm::encodeULEB128(Path.size() - Common, OS);
    OS << Path.drop_front(Common);
    Last = Path;
  }

private:
  llvm::raw_ostream &OS;
  std::string Last;
};

/// Reads what was written, as far as it makes sense.
class PathReader : public ByteInput {
public:
  using ByteInput::ByteInput;

  const std::string &path() {
    Last.resize(std::min<size_t>(number(), Last.size()));
    Last += bytes(number());
    return Last;
  }

private:
  std::string Last;
};

std::string bytesOf(llvm::ArrayRef<File> Files) {
  std::string Bytes;
  llvm::raw_string_ostream OS(Bytes);
  PathWriter Paths(OS);
  for (const auto &[Path, What] : Files) {
    Paths.add(Path);
    OS.write(reinterpret_cast<const char *>(&What), sizeof What);
  }
  return Bytes;
}

std::vector<File> filesOf(StringRef Bytes) {
  std::vector<File> Files;
  PathReader In(Bytes);
  while (!In.bad() && !In.finished()) {
    File &Each = Files.emplace_back();
    Each.first = In.path();
    StringRef What = In.bytes(sizeof Each.second);
    if (!What.empty())
      memcpy(&Each.second, What.data(), What.size());
  }
  return Files;
}

std::string bytesOf(std::vector<std::string> Sources) {
  llvm::sort(Sources);
  std::string Bytes;
  llvm::raw_string_ostream OS(Bytes);
  PathWriter Paths(OS);
  for (const std::string &Source : Sources)
    Paths.add(Source);
  return Bytes;
}

std::string recordOf(llvm::ArrayRef<StringRef> Parts) {
  std::string Bytes;
  llvm::raw_string_ostream OS(Bytes);
  for (StringRef Part : Parts) {
    llvm::encodeULEB128(Part.size(), OS);
    OS << Part;
  }
  return sealed(Bytes);
}

} // namespace

void gfp::remember(const RememberedScan &Scan, uint64_t Question, uint64_t Start, unsigned Threads,
                   ResultCache &Cache) {
  if (!Cache.certain())
    return;
  auto Files = Cache.files().unchangedSince(Start, Threads);
  if (!Files)
    return;
  std::string Result = packed([&](Writer &Out) {
    fields(Out, const_cast<RememberedScan &>(Scan)); // A writer changes nothing.
  });
  Cache.note(Question, recordOf({Result, bytesOf(*Files), bytesOf(Scan.Sources)}));
}

std::optional<RememberedScan> gfp::recall(uint64_t Question, unsigned Threads, ResultCache &Cache) {
  auto Record = Cache.recall(Question);
  auto Body = Record ? unsealed(*Record) : std::nullopt;
  if (!Body)
    return std::nullopt;
  ByteInput In(*Body);
  auto part = [&] {
    size_t Size = In.number();
    return In.bytes(Size);
  };
  StringRef Result = part(), Noted = part(), Sources = part();
  std::vector<File> Files = filesOf(Noted);
  if (!Cache.files().hold(Files, Threads))
    return std::nullopt;
  RememberedScan Scan;
  if (!unpack(Result, [&](Reader &From) { fields(From, Scan); }))
    return std::nullopt;
  for (PathReader Each(Sources); !Each.bad() && !Each.finished();)
    Scan.Sources.push_back(Each.path());
  // What was touched need not be read again the next time.
  if (std::string Now = bytesOf(Files); Now != Noted)
    Cache.note(Question, recordOf({Result, Now, Sources}));
  return Scan;
}
