//===- RegularFiles.h - A file system without devices -----------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_REGULARFILES_H
#define GFPLINT_ENGINE_REGULARFILES_H

#include "Rules/CopiedFile.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace gfp {

/// Opens nothing that has no end or would wait for a writer: a compile command or an include can
/// name a device, a pipe or a file of any size.
class RegularFiles : public llvm::vfs::ProxyFileSystem {
public:
  /// The kernel's largest header has 24 MB.
  static constexpr uint64_t LargestSize = 64 << 20;

  using ProxyFileSystem::ProxyFileSystem;

  /// Why a file is not opened, if it is not.
  static std::error_code refusalOf(const llvm::vfs::Status &File) {
    if (!File.isRegularFile())
      return std::make_error_code(std::errc::not_supported);
    if (File.getSize() > LargestSize)
      return std::make_error_code(std::errc::file_too_large);
    return {};
  }

  /// What \p Path holds, copied; null if it is not opened or cannot be read.
  static std::unique_ptr<llvm::MemoryBuffer> read(llvm::StringRef Path) {
    auto File = llvm::vfs::getRealFileSystem()->status(Path);
    if (!File || refusalOf(*File))
      return nullptr;
    auto Buffer = readCopy(Path);
    return Buffer ? std::move(*Buffer) : nullptr;
  }

  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>>
  openFileForRead(const llvm::Twine &Path) override {
    llvm::ErrorOr<llvm::vfs::Status> File = status(Path);
    if (!File)
      return File.getError();
    if (!File->isDirectory()) // Clang asks for directories in this way, too.
      if (std::error_code Refused = refusalOf(*File))
        return Refused;
    llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>> Opened = ProxyFileSystem::openFileForRead(Path);
    if (!Opened)
      return Opened;
    return std::make_unique<CopiedFile>(std::move(*Opened));
  }

private:
  /// As readCopy() reads.
  class CopiedFile : public llvm::vfs::File {
  public:
    explicit CopiedFile(std::unique_ptr<llvm::vfs::File> Of) : Of(std::move(Of)) {}
    llvm::ErrorOr<llvm::vfs::Status> status() override { return Of->status(); }
    llvm::ErrorOr<std::string> getName() override { return Of->getName(); }
    llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>>
    getBuffer(const llvm::Twine &Name, int64_t FileSize, bool, bool) override {
      return Of->getBuffer(Name, FileSize, /*RequiresNullTerminator=*/true, /*IsVolatile=*/true);
    }
    std::error_code close() override { return Of->close(); }

  private:
    std::unique_ptr<llvm::vfs::File> Of;
  };
};

} // namespace gfp

#endif // GFPLINT_ENGINE_REGULARFILES_H
