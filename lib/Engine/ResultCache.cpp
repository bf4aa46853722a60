//===- ResultCache.cpp - Results of earlier scans --------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/ResultCache.h"
#include "Bytes/ByteInput.h"
#include "Engine/OutcomeBytes.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"
#include <fmt/format.h>
#include <sqlite3.h>
#include <system_error>

using namespace gfp;
using llvm::StringRef;

namespace {

constexpr int Application = 0x67667031; ///< "gfp1".
constexpr int Version = 1;
/// Others may write for so long, in milliseconds.
constexpr int Patience = 10'000;
/// Of a full cache, so much is left: not every scan after that has to clear away.
constexpr double LeftWhenFull = 0.8;

constexpr const char *Tables =
    "CREATE TABLE IF NOT EXISTS files(id INTEGER PRIMARY KEY, path BLOB UNIQUE NOT NULL, size, "
    "modified, changed, inode, hash);"
    "CREATE TABLE IF NOT EXISTS results(unit INTEGER, answers INTEGER, contents INTEGER, "
    "files BLOB, data BLOB, used INTEGER, PRIMARY KEY(unit, answers, contents));"
    "CREATE TABLE IF NOT EXISTS decisions(identity INTEGER PRIMARY KEY, data BLOB, used INTEGER);"
    "CREATE TABLE IF NOT EXISTS notes(key INTEGER PRIMARY KEY, data BLOB, used INTEGER);";

int64_t asSigned(uint64_t Value) { return static_cast<int64_t>(Value); }

/// Why there is no database to be had.
enum class Fault { Trouble, Damaged, Foreign };

/// Opens it, and says whether it is ours; a new one becomes ours.
sqlite3 *openDatabase(const std::string &Path, Fault &What, std::string &Why) {
  sqlite3 *Db = nullptr;
  auto fail = [&](Fault Kind, std::string Reason) -> sqlite3 * {
    What = Kind;
    Why = std::move(Reason);
    sqlite3_close(Db);
    return nullptr;
  };
  int Flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2(Path.c_str(), &Db, Flags, nullptr) != SQLITE_OK)
    return fail(Fault::Trouble, sqlite3_errmsg(Db));
  sqlite3_busy_timeout(Db, Patience);
  auto number = [&](const char *Pragma, int &Value) {
    sqlite3_stmt *S = nullptr;
    int Code = sqlite3_prepare_v2(Db, Pragma, -1, &S, nullptr);
    if (Code == SQLITE_OK && (Code = sqlite3_step(S)) == SQLITE_ROW) {
      Value = sqlite3_column_int(S, 0);
      Code = SQLITE_OK;
    }
    sqlite3_finalize(S);
    return Code;
  };
  int Id = 0, Made = 0, Objects = 0;
  // In one transaction: another process may be about to make it.
  int Code = sqlite3_exec(Db, "BEGIN", nullptr, nullptr, nullptr);
  if (Code == SQLITE_OK)
    Code = number("SELECT count(*) FROM sqlite_master", Objects);
  if (Code == SQLITE_OK)
    Code = number("PRAGMA application_id", Id);
  if (Code == SQLITE_OK)
    Code = number("PRAGMA user_version", Made);
  if (Code == SQLITE_OK)
    Code = sqlite3_exec(Db, "COMMIT", nullptr, nullptr, nullptr);
  if (Code == SQLITE_CORRUPT || Code == SQLITE_NOTADB)
    return fail(Fault::Damaged, sqlite3_errmsg(Db));
  if (Code != SQLITE_OK)
    return fail(Fault::Trouble, sqlite3_errmsg(Db));
  if (Objects && Id != Application)
    return fail(Fault::Foreign, "a database of another program");
  if (Objects && Made != Version)
    return fail(Fault::Damaged, "of another version");
  auto run = [&](const std::string &Sql) {
    return sqlite3_exec(Db, Sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
  };
  std::string Setup = fmt::format("BEGIN IMMEDIATE; PRAGMA application_id={}; "
                                  "PRAGMA user_version={}; {} COMMIT;",
                                  Application, Version, Tables);
  bool Well =
      Objects || (run("PRAGMA auto_vacuum=INCREMENTAL; PRAGMA journal_mode=WAL;") && run(Setup));
  if (!Well || !run("PRAGMA synchronous=NORMAL;"))
    return fail(sqlite3_errcode(Db) == SQLITE_CORRUPT ? Fault::Damaged : Fault::Trouble,
                sqlite3_errmsg(Db));
  return Db;
}

} // namespace

/// A prepared statement.
struct ResultCache::Statement {
  Statement(sqlite3 *Db, const char *Sql) { sqlite3_prepare_v2(Db, Sql, -1, &S, nullptr); }
  ~Statement() { sqlite3_finalize(S); }
  Statement(const Statement &) = delete;
  Statement &operator=(const Statement &) = delete;

  Statement &bind(int At, uint64_t Value) {
    sqlite3_bind_int64(S, At, asSigned(Value));
    return *this;
  }
  Statement &bind(int At, StringRef Bytes) {
    sqlite3_bind_blob64(S, At, Bytes.data(), Bytes.size(), SQLITE_STATIC);
    return *this;
  }
  uint64_t number(int Column) { return static_cast<uint64_t>(sqlite3_column_int64(S, Column)); }
  StringRef bytes(int Column) {
    const char *Data = static_cast<const char *>(sqlite3_column_blob(S, Column));
    return {Data, static_cast<size_t>(sqlite3_column_bytes(S, Column))};
  }
  bool next() { return S && sqlite3_step(S) == SQLITE_ROW; }
  /// Runs one that gives no rows.
  bool done() {
    bool Well = S && sqlite3_step(S) == SQLITE_DONE;
    sqlite3_reset(S);
    return Well;
  }

  sqlite3_stmt *S = nullptr;
};

llvm::Expected<std::unique_ptr<ResultCache>> ResultCache::open(const std::string &Path,
                                                               std::string &Trouble) {
  std::string Why;
  Fault What = Fault::Trouble;
  llvm::sys::fs::create_directories(llvm::sys::path::parent_path(Path));
  sqlite3 *Db = openDatabase(Path, What, Why);
  if (!Db && What == Fault::Damaged) {
    // It can all be made again.
    for (const char *Suffix : {"", "-wal", "-shm"})
      llvm::sys::fs::remove(Path + Suffix);
    Db = openDatabase(Path, What, Why);
  }
  if (!Db && What == Fault::Foreign)
    return llvm::createStringError(fmt::format(
        "{}: cannot be used as a cache: {}; name another file with --cache", Path, Why));
  if (!Db) {
    Trouble = fmt::format("{}: {}", Path, Why);
    return nullptr;
  }
  return std::unique_ptr<ResultCache>(new ResultCache(Db));
}

ResultCache::ResultCache(sqlite3 *Db) : Db(Db) {}

ResultCache::~ResultCache() { sqlite3_close(Db); }

void ResultCache::fail() {
  if (Trouble.empty())
    Trouble = sqlite3_errmsg(Db);
  Broken = true;
}

bool ResultCache::run(const char *Sql) {
  if (sqlite3_exec(Db, Sql, nullptr, nullptr, nullptr) == SQLITE_OK)
    return true;
  fail();
  return false;
}

void ResultCache::begin(StringRef Of) {
  Identity = Of;
  Statement Read(Db, "SELECT id, path, size, modified, changed, inode, hash FROM files");
  while (Read.next()) {
    std::string Path = Read.bytes(1).str();
    Files.remember(
        Path, {Read.number(2), Read.number(3), Read.number(4), Read.number(5), Read.number(6)});
    PathNumbers[Path] = asSigned(Read.number(0));
    Paths[asSigned(Read.number(0))] = std::move(Path);
  }
  Statement Known(Db, "SELECT data FROM decisions WHERE identity = ?");
  Known.bind(1, identity());
  if (!Known.next())
    return;
  StringRef Data = Known.bytes(0);
  for (; Data.size() >= 8; Data = Data.drop_front(8)) {
    uint64_t Each;
    memcpy(&Each, Data.data(), 8);
    Decisions[Each >> 1] = Each & 1;
  }
}

uint64_t ResultCache::identity() const { return llvm::xxh3_64bits(Identity); }

uint64_t ResultCache::unitOf(const CompileCommand &Command) const {
  std::string Key = Identity + '\0' + Command.Directory + '\0' + Command.File;
  for (Symbol Arg : Command.Args)
    Key += '\0' + Arg.str().str();
  return llvm::xxh3_64bits(Key);
}

namespace {

/// What the files read in their order; what cannot be read counts, too.
template <class Range> uint64_t contentsOf(const Range &Names, FileHashes &Files) {
  std::vector<uint64_t> Hashes;
  for (const auto &Name : Names)
    Hashes.push_back(Files.of(Name));
  return llvm::xxh3_64bits(llvm::ArrayRef(reinterpret_cast<const uint8_t *>(Hashes.data()),
                                          Hashes.size() * sizeof(uint64_t))) |
         1;
}

} // namespace

std::vector<StringRef> ResultCache::namesIn(StringRef Numbers) const {
  std::vector<StringRef> Names;
  for (ByteInput In(Numbers); !In.finished();) {
    auto Known = Paths.find(asSigned(In.number()));
    if (In.bad() || Known == Paths.end())
      return {};
    Names.push_back(Known->second);
  }
  return Names;
}

std::optional<UnitOutcome>
ResultCache::find(const CompileCommand &Command,
                  llvm::function_ref<bool(const UnitOutcome &, uint64_t)> Fits,
                  std::vector<StringRef> &Read) {
  struct Row {
    std::vector<StringRef> Names;
    std::string Data;
    uint64_t Answers, Contents;
  };
  std::vector<Row> Rows;
  uint64_t Unit = unitOf(Command);
  {
    std::lock_guard<std::mutex> Guard(Lock);
    Statement Ask(Db, "SELECT answers, contents, files, data FROM results WHERE unit = ?");
    Ask.bind(1, Unit);
    while (Ask.next()) {
      Row &Each = Rows.emplace_back();
      Each.Answers = Ask.number(0);
      Each.Contents = Ask.number(1);
      Each.Names = namesIn(Ask.bytes(2));
      Each.Data = Ask.bytes(3).str();
    }
  }
  for (Row &Each : Rows) {
    if (Each.Names.empty() || contentsOf(Each.Names, Files) != Each.Contents)
      continue;
    auto Outcome = decodeOutcome(Each.Data);
    if (!Outcome || !Fits(*Outcome, Each.Answers))
      continue;
    std::lock_guard<std::mutex> Guard(Lock);
    Statement Used(Db, "UPDATE results SET used = unixepoch() WHERE unit = ? AND answers = ? AND "
                       "contents = ? AND used < unixepoch() - 86400");
    Used.bind(1, Unit).bind(2, Each.Answers).bind(3, Each.Contents).done();
    Read = std::move(Each.Names);
    return Outcome;
  }
  return std::nullopt;
}

uint64_t ResultCache::numberOf(const std::string &Path) {
  auto [Entry, New] = PathNumbers.try_emplace(Path, 0);
  if (New) {
    Statement Add(Db, "INSERT OR IGNORE INTO files(path) VALUES(?)");
    Add.bind(1, StringRef(Path)).done();
    Statement Ask(Db, "SELECT id FROM files WHERE path = ?");
    if (Ask.bind(1, StringRef(Path)).next())
      Entry->second = asSigned(Ask.number(0));
    Paths[Entry->second] = Path;
  }
  return static_cast<uint64_t>(Entry->second);
}

void ResultCache::store(const CompileCommand &Command, const UnitOutcome &Outcome,
                        uint64_t Answers) {
  // What failed need not fail next time, unless it is for want of a source.
  if (Outcome.Status == UnitOutcome::Failed) {
    if (Outcome.Reason != std::make_error_code(std::errc::no_such_file_or_directory).message() ||
        Files.of(Command.File))
      Certain = false;
    return;
  }
  auto there = [&](const std::string &Name) { return Files.of(Name) != 0; };
  if (!llvm::all_of(Outcome.Files, there) || llvm::any_of(Outcome.Missing, there)) {
    Certain = false; // It came or went meanwhile.
    return;
  }
  std::vector<std::string> Names = Outcome.Files;
  llvm::append_range(Names, Outcome.Missing);
  uint64_t Contents = contentsOf(Names, Files);
  std::string Data = encodeOutcome(Outcome);
  std::lock_guard<std::mutex> Guard(Lock);
  if (Broken || !run("BEGIN IMMEDIATE"))
    return;
  std::string Numbers;
  llvm::raw_string_ostream OS(Numbers);
  bool Well = true;
  for (const std::string &Name : Names) {
    auto Number = numberOf(Name);
    Well = Well && Number;
    llvm::encodeULEB128(Number, OS);
  }
  Statement Add(Db, "INSERT OR REPLACE INTO results VALUES(?, ?, ?, ?, ?, unixepoch())");
  Well = Add.bind(1, unitOf(Command))
             .bind(2, Answers)
             .bind(3, Contents)
             .bind(4, Numbers)
             .bind(5, Data)
             .done() &&
         Well;
  if (Well && run("COMMIT"))
    return;
  fail();
  sqlite3_exec(Db, "ROLLBACK", nullptr, nullptr, nullptr);
}

bool ResultCache::decide(uint64_t Key, llvm::function_ref<bool(bool &)> Make) {
  Key &= ~uint64_t(0) >> 1;
  {
    std::lock_guard<std::mutex> Guard(Lock);
    auto Known = Decisions.find(Key);
    if (Known != Decisions.end())
      return Known->second;
  }
  bool Keep = true;
  bool Answer = Make(Keep);
  if (!Keep)
    return Answer;
  std::lock_guard<std::mutex> Guard(Lock);
  Decisions[Key] = Answer;
  DecisionsChanged = true;
  return Answer;
}

std::optional<std::string> ResultCache::recall(uint64_t Key) {
  std::lock_guard<std::mutex> Guard(Lock);
  Statement Read(Db, "SELECT data, used < unixepoch() - 86400 FROM notes WHERE key = ?");
  if (!Read.bind(1, Key).next())
    return std::nullopt;
  std::string Bytes = Read.bytes(0).str();
  if (Read.number(1))
    Statement(Db, "UPDATE notes SET used = unixepoch() WHERE key = ?").bind(1, Key).done();
  return Bytes;
}

uint64_t ResultCache::hashOf(const std::string &Path) {
  {
    std::lock_guard<std::mutex> Guard(Lock);
    Statement Read(Db, "SELECT size, modified, changed, inode, hash FROM files WHERE path = ?");
    if (Read.bind(1, StringRef(Path)).next())
      Files.remember(
          Path, {Read.number(0), Read.number(1), Read.number(2), Read.number(3), Read.number(4)});
  }
  return Files.of(Path);
}

void ResultCache::note(uint64_t Key, StringRef Bytes) {
  std::lock_guard<std::mutex> Guard(Lock);
  Statement Add(Db, "INSERT OR REPLACE INTO notes VALUES(?, ?, unixepoch())");
  if (!Broken && !Add.bind(1, Key).bind(2, Bytes).done())
    fail();
}

void ResultCache::noteHeaders(uint64_t Key, StringRef Bytes, llvm::ArrayRef<std::string> Added) {
  llvm::StringSet<> Names;
  for (const std::string &Name : Added)
    Names.insert(Name);
  std::lock_guard<std::mutex> Guard(Lock);
  if (Broken || !run("BEGIN IMMEDIATE"))
    return;
  bool Well = true;
  {
    Statement Read(Db, "SELECT rowid, files FROM results");
    while (!Names.empty() && Read.next())
      if (llvm::any_of(namesIn(Read.bytes(1)), [&](StringRef Path) {
            return Names.contains(llvm::sys::path::filename(Path));
          }))
        Well =
            Statement(Db, "DELETE FROM results WHERE rowid = ?").bind(1, Read.number(0)).done() &&
            Well;
    Statement Add(Db, "INSERT OR REPLACE INTO notes VALUES(?, ?, unixepoch())");
    Well = Add.bind(1, Key).bind(2, Bytes).done() && Well;
  }
  if (Well && run("COMMIT"))
    return;
  fail();
  sqlite3_exec(Db, "ROLLBACK", nullptr, nullptr, nullptr);
}

llvm::Error ResultCache::take(const std::string &Path) {
  Fault What = Fault::Trouble;
  std::string Why;
  if (!llvm::sys::fs::exists(Path))
    return llvm::createStringError(fmt::format("{}: no such file", Path));
  sqlite3 *Other = openDatabase(Path, What, Why);
  if (!Other)
    return llvm::createStringError(
        fmt::format("{}: no results of gfp-lint scan --shard: {}", Path, Why));
  std::map<uint64_t, std::string> Names;
  {
    Statement Read(Other, "SELECT id, path FROM files");
    while (Read.next())
      Names[Read.number(0)] = Read.bytes(1).str();
    run("BEGIN IMMEDIATE");
    Statement Results(Other, "SELECT unit, answers, contents, files, data FROM results");
    while (Results.next()) {
      std::string Numbers;
      llvm::raw_string_ostream OS(Numbers);
      StringRef Given = Results.bytes(3);
      for (ByteInput In(Given); !In.bad() && !In.finished();)
        llvm::encodeULEB128(numberOf(Names[In.number()]), OS);
      Statement Add(Db, "INSERT OR IGNORE INTO results VALUES(?, ?, ?, ?, ?, unixepoch())");
      Add.bind(1, Results.number(0)).bind(2, Results.number(1)).bind(3, Results.number(2));
      Add.bind(4, Numbers).bind(5, Results.bytes(4)).done();
    }
    run("COMMIT");
  }
  sqlite3_close(Other);
  return Trouble.empty() ? llvm::Error::success()
                         : llvm::createStringError(fmt::format("{}: {}", Path, Trouble));
}

void ResultCache::finish(uint64_t MaxBytes) {
  std::lock_guard<std::mutex> Guard(Lock);
  if (Broken || !run("BEGIN IMMEDIATE"))
    return;
  for (const auto &[Path, What] : Files.learnt()) {
    Statement Add(Db, "INSERT INTO files(path, size, modified, changed, inode, hash) "
                      "VALUES(?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT(path) DO UPDATE SET size = ?2, "
                      "modified = ?3, changed = ?4, inode = ?5, hash = ?6");
    Add.bind(1, StringRef(Path)).bind(2, What.Size).bind(3, What.Modified).bind(4, What.Changed);
    Add.bind(5, What.Inode).bind(6, What.Hash).done();
  }
  if (DecisionsChanged) {
    std::string Data;
    for (const auto &[Key, Answer] : Decisions) {
      uint64_t Each = Key << 1 | Answer;
      Data.append(reinterpret_cast<const char *>(&Each), 8);
    }
    Statement Add(Db, "INSERT OR REPLACE INTO decisions VALUES(?, ?, unixepoch())");
    Add.bind(1, identity()).bind(2, StringRef(Data)).done();
  }
  uint64_t Size = 0;
  {
    Statement Sum(Db, "SELECT (SELECT ifnull(sum(length(data) + length(files)), 0) FROM results) + "
                      "(SELECT ifnull(sum(length(data)), 0) FROM decisions) + "
                      "(SELECT ifnull(sum(length(data)), 0) FROM notes)");
    if (Sum.next())
      Size = Sum.number(0);
  }
  if (Size > MaxBytes) {
    run("DELETE FROM decisions WHERE used < unixepoch() - 86400");
    run("DELETE FROM notes WHERE used < unixepoch() - 86400");
    Statement Old(Db, "DELETE FROM results WHERE rowid IN (SELECT rowid FROM (SELECT rowid, "
                      "sum(length(data) + length(files)) OVER (ORDER BY used DESC, rowid DESC) AS "
                      "total FROM results) WHERE total > ?)");
    Old.bind(1, static_cast<uint64_t>(static_cast<double>(MaxBytes) * LeftWhenFull)).done();
  }
  if (!run("COMMIT"))
    sqlite3_exec(Db, "ROLLBACK", nullptr, nullptr, nullptr);
  else if (Size > MaxBytes)
    run("PRAGMA incremental_vacuum");
}
