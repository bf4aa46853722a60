//===- SharedHeaders.cpp - Headers parsed once for many units --------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/SharedHeaders.h"
#include "Engine/ClangCall.h"
#include "Engine/HeaderRecorder.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/MultiplexConsumer.h"
#include "clang/Serialization/ASTWriter.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/ThreadPool.h"
#include <fmt/format.h>
#include <mutex>

using namespace clang;
using namespace gfp;

namespace {

/// A header costs a parse and a half to precompile, and saves two thirds of each.
constexpr size_t FewestUnits = 8;
/// A header is taken in if one unit in so many includes it.
constexpr size_t OneIn = 12;
/// Headers that do not parse on their own are left out; after so many tries there are too many.
constexpr unsigned MaxTries = 6;

/// What the arguments of \p Command have in common with those of other units: not the source, nor
/// kbuild's names for it, nor directories that are searched after those all units have.
std::string groupOf(const CompileCommand &Command) {
  std::vector<std::string> Args = argumentsForClang(Command);
  Args.pop_back(); // The source.
  auto LastShared = std::find(Args.rbegin(), Args.rend(), "-include");
  std::string Key = Command.Directory;
  for (size_t I = 0; I < Args.size(); ++I) {
    llvm::StringRef Arg = Args[I];
    bool Later = static_cast<ptrdiff_t>(I) >= Args.rend() - LastShared;
    if (Later && Arg == "-I" && I + 1 < Args.size()) {
      ++I;
      continue;
    }
    if ((Later && Arg.starts_with("-I")) || Arg.starts_with("-DKBUILD_") ||
        Arg.starts_with("-D__KBUILD_"))
      continue;
    Key += '\0' + Args[I];
  }
  return Key;
}

/// The headers \p File includes by `#include <…>`, as it spells them.
void addIncludes(const std::string &File, llvm::StringMap<size_t> &Counts) {
  auto Buffer = llvm::MemoryBuffer::getFile(File, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!Buffer)
    return;
  llvm::StringSet<> Seen;
  llvm::StringRef Text = (*Buffer)->getBuffer();
  for (size_t At = Text.find("#include <"); At != llvm::StringRef::npos;
       At = Text.find("#include <", At + 1)) {
    llvm::StringRef Line = Text.substr(At + 10).take_until([](char C) { return C == '\n'; });
    llvm::StringRef Name = Line.take_until([](char C) { return C == '>'; });
    // Headers of trace events are read as often as the units that make them say.
    if (Name.size() < Line.size() && Name.ends_with(".h") && !Name.starts_with("trace/") &&
        Seen.insert(Name).second)
      ++Counts[Name];
  }
}

class PrecompileAction : public ASTFrontendAction {
public:
  PrecompileAction(PrecompiledHeader &Into, const BodyFilter &Bodies, const RuleSet &Rules,
                   std::shared_ptr<PCHBuffer> Bytes)
      : Into(Into), Bodies(Bodies), Rules(Rules), Bytes(std::move(Bytes)) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 llvm::StringRef) override {
    Recorder = std::make_unique<HeaderRecorder>(Into, Bodies, Rules, Compiler.getPreprocessor());
    Compiler.getPreprocessor().addPPCallbacks(Recorder->callbacks());
    std::vector<std::unique_ptr<ASTConsumer>> Both;
    Both.push_back(Recorder->consumer());
    Both.push_back(std::make_unique<PCHGenerator>(
        Compiler.getPreprocessor(), Compiler.getModuleCache(), Into.Path, /*isysroot=*/"", Bytes,
        Compiler.getCodeGenOpts(), llvm::ArrayRef<std::shared_ptr<ModuleFileExtension>>(),
        /*AllowASTWithErrors=*/false, /*IncludeTimestamps=*/false));
    return std::make_unique<MultiplexConsumer>(std::move(Both));
  }
  TranslationUnitKind getTranslationUnitKind() override { return TU_Prefix; }
  bool hasASTFileSupport() const override { return false; }
  void EndSourceFileAction() override { Recorder->finish(); }

private:
  PrecompiledHeader &Into;
  const BodyFilter &Bodies;
  const RuleSet &Rules;
  std::shared_ptr<PCHBuffer> Bytes;
  std::unique_ptr<HeaderRecorder> Recorder;
};

/// Keeps the headers of the first level that errors are in.
class ErrorHeaders : public DiagnosticConsumer {
public:
  void HandleDiagnostic(DiagnosticsEngine::Level Level, const Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    if (Level < DiagnosticsEngine::Error)
      return;
    Any = true;
    if (!Info.hasSourceManager() || Info.getLocation().isInvalid())
      return;
    const SourceManager &SM = Info.getSourceManager();
    SourceLocation Loc = SM.getExpansionLoc(Info.getLocation());
    while (SM.getFileID(Loc) != SM.getMainFileID()) {
      SourceLocation Up = SM.getIncludeLoc(SM.getFileID(Loc));
      if (Up.isInvalid())
        return;
      Loc = Up;
    }
    Lines.push_back(SM.getSpellingLineNumber(Loc));
  }

  bool Any = false;
  std::vector<unsigned> Lines; ///< Of the main file, from 1.
};

} // namespace

struct SharedHeaders::Group {
  std::vector<const CompileCommand *> Units;
  std::shared_ptr<PCHBuffer> Bytes;
  std::string Source;
  std::unique_ptr<PrecompiledHeader> Header; ///< Null: not made.
  bool Tried = false;
};

SharedHeaders::SharedHeaders(const BodyFilter &Bodies, const RuleSet &Rules)
    : Bodies(Bodies), Rules(Rules),
      Memory(llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>()) {}
SharedHeaders::~SharedHeaders() = default;

llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
SharedHeaders::over(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk) const {
  auto Both = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(std::move(Disk));
  Both->pushOverlay(Memory);
  return Both;
}

void SharedHeaders::prepare(llvm::ArrayRef<const CompileCommand *> Units, unsigned Threads) {
  for (auto &Each : Groups)
    Each.second->Units.clear();
  for (const CompileCommand *Unit : Units) {
    auto &Group = Groups[groupOf(*Unit)];
    if (!Group)
      Group = std::make_unique<SharedHeaders::Group>();
    Group->Units.push_back(Unit);
  }
  llvm::DefaultThreadPool Pool(llvm::hardware_concurrency(Threads));
  size_t Number = 0;
  for (auto &Each : Groups) {
    Group &Into = *Each.second;
    ++Number;
    if (Into.Tried || Into.Units.size() < FewestUnits)
      continue;
    Into.Tried = true;
    Pool.async([this, &Into, Number] {
      llvm::CrashRecoveryContext Recovery;
      if (!Recovery.RunSafelyOnThread([&] { build(Into, Number); }, ParserStackBytes))
        Into.Header.reset();
    });
  }
  Pool.wait();
  for (auto &Each : Groups)
    if (Group &Made = *Each.second; Made.Header) {
      auto add = [&](const std::string &Path, llvm::StringRef Bytes) {
        Memory->addFileNoOwn(Path, 0, llvm::MemoryBufferRef(Bytes, Path));
      };
      add(Made.Header->Path, {Made.Bytes->Data.data(), Made.Bytes->Data.size()});
      add(Made.Header->SourcePath, Made.Source);
    }
}

void SharedHeaders::build(Group &Into, size_t Number) {
  llvm::StringMap<size_t> Counts;
  for (const CompileCommand *Unit : Into.Units)
    addIncludes(Unit->File, Counts);
  std::vector<std::pair<size_t, std::string>> Chosen;
  for (const auto &Each : Counts)
    if (Each.second >= std::max<size_t>(2, Into.Units.size() / OneIn))
      Chosen.push_back({Each.second, Each.getKey().str()});
  // The most common ones first; names break ties, so that equal trees give equal headers.
  llvm::sort(Chosen, [](const auto &A, const auto &B) {
    return A.first != B.first ? A.first > B.first : A.second < B.second;
  });

  CompileCommand Command = *Into.Units.front();
  Command.File = fmt::format("{}/gfp-lint-shared-{}.c", Command.Directory, Number);
  for (unsigned Try = 0; Try < MaxTries && !Chosen.empty(); ++Try) {
    std::string Text;
    for (const auto &Header : Chosen)
      Text += "#include <" + Header.second + ">\n";
    auto Source = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
    Source->addFile(Command.File, 0, llvm::MemoryBuffer::getMemBufferCopy(Text, Command.File));
    auto Overlay = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(
        llvm::vfs::createPhysicalFileSystem());
    Overlay->pushOverlay(Source);
    if (Overlay->setCurrentWorkingDirectory(Command.Directory))
      return;
    auto Files = llvm::makeIntrusiveRefCnt<FileManager>(FileSystemOptions(), Overlay);

    auto Header = std::make_unique<PrecompiledHeader>();
    Header->Path = fmt::format("{}/gfp-lint-shared-{}.pch", Command.Directory, Number);
    Header->SourcePath = Command.File;
    auto Bytes = std::make_shared<PCHBuffer>();
    ErrorHeaders Errors;
    PrecompileAction Action(*Header, Bodies, Rules, Bytes);
    bool Clean = runClang(Command, *Files, Errors, Action, [](CompilerInvocation &) {});
    if (Clean && !Errors.Any && Bytes->IsComplete) {
      Into.Bytes = std::move(Bytes);
      Into.Header = std::move(Header);
      Into.Source = std::move(Text);
      return;
    }
    std::vector<std::pair<size_t, std::string>> Left;
    for (size_t I = 0; I < Chosen.size(); ++I)
      if (!llvm::is_contained(Errors.Lines, I + 1))
        Left.push_back(std::move(Chosen[I]));
    if (Left.size() == Chosen.size())
      return; // The errors are nobody's.
    Chosen = std::move(Left);
  }
}

const PrecompiledHeader *SharedHeaders::of(const CompileCommand &Command) const {
  auto Found = Groups.find(groupOf(Command));
  return Found == Groups.end() ? nullptr : Found->second->Header.get();
}
