//===- MissingFiles.cpp - What a unit includes and lacks ------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/MissingFiles.h"
#include "clang/Lex/HeaderSearch.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

using namespace clang;
using namespace gfp;

namespace {

class Watch : public PPCallbacks {
public:
  Watch(Preprocessor &PP, std::vector<std::string> &Into) : PP(PP), Into(Into) {}

  bool FileNotFound(StringRef Name) override {
    add(Name);
    return false;
  }
  void HasInclude(SourceLocation, StringRef Name, bool, OptionalFileEntryRef File,
                  SrcMgr::CharacteristicKind) override {
    if (!File)
      add(Name);
  }

private:
  void add(StringRef Name) {
    if (llvm::sys::path::is_absolute(Name)) {
      Into.push_back(Name.str());
      return;
    }
    auto in = [&](StringRef Directory) {
      llvm::SmallString<256> Path(Directory);
      llvm::sys::path::append(Path, Name);
      Into.push_back(Path.str().str());
    };
    for (const DirectoryLookup &Each : PP.getHeaderSearchInfo().search_dir_range())
      in(Each.getName());
    // In quotes it is looked for beside the file that includes it as well.
    if (PreprocessorLexer *Lexer = PP.getCurrentFileLexer())
      if (OptionalFileEntryRef File = Lexer->getFileEntry())
        in(llvm::sys::path::parent_path(File->getName()));
  }

  Preprocessor &PP;
  std::vector<std::string> &Into;
};

} // namespace

std::unique_ptr<PPCallbacks> gfp::watchMissing(Preprocessor &PP, std::vector<std::string> &Into) {
  return std::make_unique<Watch>(PP, Into);
}
