//===- SharedHeaders.h - Headers parsed once for many units -*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// Nine tenths of a kernel unit are headers that most units include. They are precompiled once for
// all units with the same arguments. A unit then sees declarations and macros of headers it does
// not include; HeaderWatch tells when that could matter to it.
//
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_SHAREDHEADERS_H
#define GFPLINT_ENGINE_SHAREDHEADERS_H

#include "Facts/BodyFilter.h"
#include "Kbuild/CompileCommands.h"
#include "Rules/RuleSet.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/FileSystem/UniqueID.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace gfp {

/// One precompiled header, and what tells whether a unit may use it. Files are numbers.
struct PrecompiledHeader {
  /// Of itself and of the source it was made from, in the file system of SharedHeaders.
  std::string Path, SourcePath;
  std::map<llvm::sys::fs::UniqueID, unsigned> Files;
  std::vector<std::string> FileNames;
  /// Files the arguments themselves include (-include).
  llvm::SmallVector<unsigned, 4> Implied;
  /// The files each file includes.
  std::vector<llvm::SmallVector<unsigned, 8>> Includes;
  /// Files each file tests a macro of, and does not include: where they are missing, or come later,
  /// it says something else.
  std::vector<llvm::SmallVector<unsigned, 2>> Needs;
  /// Files with a macro that each file found undefined: if they come before it, it says something
  /// else.
  std::vector<llvm::SmallVector<unsigned, 2>> NeedsAfter;
  /// The files that mention each identifier.
  llvm::StringMap<llvm::SmallVector<unsigned, 2>> Mentions;
  /// Functions with a body that counts, and variables with an initialiser.
  std::vector<std::string> Names;
};

/// The precompiled headers of a scan.
class SharedHeaders {
public:
  /// \p Bodies tells which functions of headers count, \p Rules which macros a unit may define as
  /// it likes.
  SharedHeaders(const BodyFilter &Bodies, const RuleSet &Rules);
  ~SharedHeaders();

  /// Precompiles what many of \p Units include, on \p Threads threads, for those groups of equal
  /// arguments that are worth it and not done yet. Units analysed meanwhile: none.
  void prepare(llvm::ArrayRef<const CompileCommand *> Units, unsigned Threads);

  /// The one for \p Command's arguments; null if there is none.
  const PrecompiledHeader *of(const CompileCommand &Command) const;

  /// \p Disk with the precompiled headers laid over it.
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
  over(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk) const;

  bool isIdle(llvm::StringRef Macro) const { return Rules.isIdleMacro(Macro); }

private:
  struct Group;
  void build(Group &Into, size_t Number);

  BodyFilter Bodies;
  const RuleSet &Rules;
  llvm::StringMap<std::unique_ptr<Group>> Groups;
  llvm::IntrusiveRefCntPtr<llvm::vfs::InMemoryFileSystem> Memory;
};

} // namespace gfp

#endif // GFPLINT_ENGINE_SHAREDHEADERS_H
