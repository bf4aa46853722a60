//===- EventHeaders.h - Headers without unused events ------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// A header of trace events declares some ten functions for each, by macros within macros: for many
// units of file systems that is most of what there is to parse. An event that nobody names can go.
//
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_EVENTHEADERS_H
#define GFPLINT_ENGINE_EVENTHEADERS_H

#include "Rules/RuleSet.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <string>

namespace gfp {

/// The events that texts may use.
class EventNames {
public:
  explicit EventNames(const RuleSet &Rules) : Rules(Rules) {}

  /// Adds what \p Source may use; all there are if it includes more than headers.
  void addUsesIn(llvm::StringRef Source);
  /// Adds what \p Text may use: what stands in a name that has to do with events, between its
  /// underscores, or behind one in parentheses.
  void add(llvm::StringRef Text);
  bool mayUse(llvm::StringRef Event) const;

private:
  void addParts(llvm::StringRef Name);
  /// Adds what begins as \p Name, the first part of a joined name, ends.
  void addBegins(llvm::StringRef Name);

  const RuleSet &Rules;
  llvm::StringSet<> Parts, Begins;
  bool Any = false; ///< All there are.
};

/// \p Header, where all else stands where it stood, without the events that are not in \p Used:
/// what begins with the call of a macro that declares events and names none of these, alone, among
/// its arguments. Empty if that is none.
std::string withoutEvents(llvm::StringRef Header, const EventNames &Used, const RuleSet &Rules);

/// \p Source without the definitions of macros by which it has all made that its events consist of,
/// if that is all it does with them. Empty if there are none.
std::string withoutCreation(llvm::StringRef Source, const RuleSet &Rules);

/// Files without the events that are not used, for one thread.
class EventFiles : public llvm::vfs::ProxyFileSystem {
public:
  EventFiles(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk, const RuleSet &Rules)
      : ProxyFileSystem(std::move(Disk)), Rules(Rules) {}

  /// From now on \p Names are used; null: all there are.
  void use(const EventNames *Names) { Used = Names; }

  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>> openFileForRead(const llvm::Twine &Path) override;

private:
  const RuleSet &Rules;
  const EventNames *Used = nullptr;
};

} // namespace gfp

#endif // GFPLINT_ENGINE_EVENTHEADERS_H
