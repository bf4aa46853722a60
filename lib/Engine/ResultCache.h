//===- ResultCache.h - Results of earlier scans ------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// A result is found again by the program, the rules, the options and the compile command it was
// made with, and holds as long as every file the unit read says what it said. Results of one unit
// differ by what was known of the functions of other units; the caller tells whether one fits.
//
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_RESULTCACHE_H
#define GFPLINT_ENGINE_RESULTCACHE_H

#include "Engine/FileHashes.h"
#include "Engine/UnitRunner.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include <atomic>
#include <map>
#include <memory>
#include <mutex>

struct sqlite3;
struct sqlite3_stmt;

namespace gfp {

/// A file of results, an SQLite database; several processes may use one at a time. Used by several
/// threads. What cannot be read or written is as if it were not there: see trouble().
class ResultCache {
public:
  /// Opens \p Path, made if it is not there. A database of another program is an error; a damaged
  /// one is replaced. Null, with \p Trouble, if there can be none: a scan goes without it.
  static llvm::Expected<std::unique_ptr<ResultCache>> open(const std::string &Path,
                                                           std::string &Trouble);
  ~ResultCache();

  /// Reads what is needed for results of units. \p Of tells the program, the rules and the options:
  /// other results are not seen. To be called first, but for what says otherwise.
  void begin(llvm::StringRef Of);

  /// A number for what begin() was told.
  uint64_t identity() const;

  /// A result of \p Command that still holds and that \p Fits is true of. \p Read gets the names
  /// of what the unit read, or found missing; they last as long as this.
  std::optional<UnitOutcome> find(const CompileCommand &Command,
                                  llvm::function_ref<bool(const UnitOutcome &, uint64_t)> Fits,
                                  std::vector<llvm::StringRef> &Read);
  /// Keeps \p Outcome, which was made with \p Answers from other units.
  void store(const CompileCommand &Command, const UnitOutcome &Outcome, uint64_t Answers);

  /// What \p Make gives for the question that \p Key tells, or gave in an earlier scan; not kept if
  /// it takes its argument away.
  bool decide(uint64_t Key, llvm::function_ref<bool(bool &Keep)> Make);
  /// Bytes that were noted under \p Key. Both need no begin().
  std::optional<std::string> recall(uint64_t Key);
  void note(uint64_t Key, llvm::StringRef Bytes);
  /// Notes the headers of a tree, and forgets the results of units that read a header with one of
  /// the names \p Added: they could find another one now.
  void noteHeaders(uint64_t Key, llvm::StringRef Bytes, llvm::ArrayRef<std::string> Added);

  /// Takes in the results of another such file. Fails if it is none.
  llvm::Error take(const std::string &Path);

  FileHashes &files() { return Files; }
  /// What files() says of one file, before begin().
  uint64_t hashOf(const std::string &Path);
  /// Every unit so far went as it will again if its files are what they were: none timed out, say.
  bool certain() const { return Certain; }
  /// Writes what was learnt, and takes out what was not used for longest until the rest is no
  /// larger than \p MaxBytes.
  void finish(uint64_t MaxBytes);
  /// The first thing that went wrong; empty if nothing did.
  std::string trouble() const { return Trouble; }

private:
  explicit ResultCache(sqlite3 *Db);
  struct Statement;
  uint64_t unitOf(const CompileCommand &Command) const;
  /// The paths that a result's list of numbers means; none if it makes no sense.
  std::vector<llvm::StringRef> namesIn(llvm::StringRef Numbers) const;
  /// Of a path in the database, where it is if it was not; 0 if that failed.
  uint64_t numberOf(const std::string &Path);
  bool run(const char *Sql);
  void fail();

  sqlite3 *Db;
  std::string Identity;
  std::mutex Lock;
  FileHashes Files;
  /// Paths by their number in the database, and back.
  std::map<int64_t, std::string> Paths;
  llvm::StringMap<int64_t> PathNumbers;
  llvm::DenseMap<uint64_t, bool> Decisions;
  bool DecisionsChanged = false, Broken = false;
  std::atomic<bool> Certain = true;
  std::string Trouble;
};

} // namespace gfp

#endif // GFPLINT_ENGINE_RESULTCACHE_H
