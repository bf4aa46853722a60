//===- SharedHeaders.cpp - Headers parsed once for many units --------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Engine/SharedHeaders.h"
#include "Engine/ClangCall.h"
#include "Engine/HeaderOrder.h"
#include "Engine/HeaderRecorder.h"
#include "Engine/RegularFiles.h"
#include "Kbuild/IncludeDirectories.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/MultiplexConsumer.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Serialization/ASTWriter.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <fmt/format.h>
#include <limits>

using namespace clang;
using namespace gfp;

namespace {

/// A header costs a parse and a half to precompile, and saves two thirds of each; nine tenths if
/// it is made for a module.
constexpr size_t FewestUnits = 8;
/// What a module's header adds to those that most units include costs less. (Of 6.12 a scan with
/// the founding checks takes least with 8, one of levels 0 and 1 with 3, which takes more memory.)
/// One that does not parse behind those is made without them all the same.
constexpr size_t FewestOfModule = 5;
/// A header is taken in if one unit in so many includes it,
constexpr size_t OneIn = 12;
/// or, where units come from everywhere, so many do.
constexpr size_t EnoughUnits = 6;
/// Headers that do not parse on their own are left out; after so many tries there are too many.
constexpr unsigned MaxTries = 6;
/// Headers that are needed no more are kept for a later round if all of them take no more memory.
constexpr size_t MaxIdleBytes = 96u << 20;

/// A macro is common if one unit in so many is compiled with it.
constexpr size_t CommonIn = 16;

/// kbuild's names for the unit are others in each.
bool isOfKbuild(llvm::StringRef Arg) {
  return Arg.starts_with("-DKBUILD_") || Arg.starts_with("-D__KBUILD_");
}

/// The macro \p Arg defines; empty if it defines none, or one of kbuild's.
llvm::StringRef macroOf(llvm::StringRef Arg) {
  if (isOfKbuild(Arg) || !Arg.consume_front("-D"))
    return {};
  return Arg.take_until([](char C) { return C == '='; });
}

/// Where the arguments end that all units of a kernel have: the directories of a few come behind
/// the last -include.
template <class Strings> size_t firstLater(const Strings &Args) {
  auto isInclude = [](llvm::StringRef Arg) { return Arg == "-include"; };
  return std::find_if(Args.rbegin(), Args.rend(), isInclude).base() - Args.begin();
}

/// It changes nothing of how a source is parsed.
bool isIdle(llvm::StringRef Arg) {
  return (Arg.starts_with("-W") && !Arg.contains(',')) || Arg == "-pg" || Arg == "-mfentry" ||
         Arg == "-mrecord-mcount" || Arg == "-mnop-mcount";
}

/// The module \p Command's source is a part of, or its directory if it is one by itself.
std::string placeOf(const CompileCommand &Command) {
  llvm::StringRef Module;
  for (llvm::StringRef Arg : Command.Args)
    if (Arg.consume_front("-DKBUILD_MODNAME="))
      Module = Arg.trim("\"");
  // kbuild's names have underscores for dashes.
  std::string Own = llvm::sys::path::stem(Command.File).str();
  std::replace(Own.begin(), Own.end(), '-', '_');
  return Module.empty() || Module == Own ? llvm::sys::path::parent_path(Command.File).str()
                                         : Module.str();
}

class PrecompileAction : public ASTFrontendAction {
public:
  PrecompileAction(PrecompiledHeader &Into, llvm::StringRef Path, const BodyFilter &Bodies,
                   const RuleSet &Rules, bool IsBase, std::shared_ptr<PCHBuffer> Bytes)
      : Into(Into), Path(Path), Bodies(Bodies), Rules(Rules), IsBase(IsBase),
        Bytes(std::move(Bytes)) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 llvm::StringRef) override {
    Recorder = std::make_unique<HeaderRecorder>(Into, Bodies, Rules, Compiler.getPreprocessor());
    Compiler.getPreprocessor().addPPCallbacks(Recorder->callbacks());
    Compiler.getPreprocessor().setCounterValue(Into.Counter);
    std::vector<std::unique_ptr<ASTConsumer>> Both;
    Both.push_back(Recorder->consumer());
    Both.push_back(std::make_unique<PCHGenerator>(
        Compiler.getPreprocessor(), Compiler.getModuleCache(), Path, /*isysroot=*/"", Bytes,
        Compiler.getCodeGenOpts(), llvm::ArrayRef<std::shared_ptr<ModuleFileExtension>>(),
        /*AllowASTWithErrors=*/false, /*IncludeTimestamps=*/false));
    return std::make_unique<MultiplexConsumer>(std::move(Both));
  }
  TranslationUnitKind getTranslationUnitKind() override { return TU_Prefix; }
  bool hasASTFileSupport() const override { return false; }
  void EndSourceFileAction() override {
    Into.Counter = getCompilerInstance().getPreprocessor().getCounterValue();
    HeaderHistory History = Recorder->finish();
    if (IsBase)
      Into.History = std::make_unique<HeaderHistory>(std::move(History));
  }

private:
  PrecompiledHeader &Into;
  llvm::StringRef Path;
  const BodyFilter &Bodies;
  const RuleSet &Rules;
  bool IsBase;
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
  std::vector<const CompileCommand *> Units; ///< Those that are to be analysed.
  std::string Place;                         ///< See placeOf(); empty: they come from everywhere.
  Group *Base = nullptr;                     ///< With units from everywhere; null if this is one.
  /// One of each place whose header goes on from this one.
  std::vector<const CompileCommand *> Others;
  size_t Number = 0;
  bool Wanted = false; ///< In this round.
  bool Tried = false;
  bool Idle = false;                               ///< Nobody needs its header for now.
  std::shared_ptr<const PrecompiledHeader> Header; ///< Null: not made.
};

SharedHeaders::SharedHeaders(llvm::ArrayRef<CompileCommand> All, const BodyFilter &Bodies,
                             const RuleSet &Rules)
    : Bodies(Bodies), Rules(Rules) {
  llvm::StringMap<size_t> Counts;
  for (const CompileCommand &Command : All) {
    Sources[placeOf(Command)].push_back(Command.File);
    for (llvm::StringRef Arg : Command.Args)
      if (!macroOf(Arg).empty())
        ++Counts[Arg];
  }
  for (const auto &Each : Counts)
    if (Each.second * CommonIn >= All.size())
      Common.insert(Each.getKey());
}

bool SharedHeaders::isOwnMacro(llvm::StringRef Arg) const {
  return !macroOf(Arg).empty() && !Common.contains(Arg);
}

std::string SharedHeaders::keyOf(const CompileCommand &Command) const {
  std::vector<std::string> Args = argumentsForClang(Command);
  Args.pop_back(); // The source.
  std::string Key = Command.Directory;
  size_t Later = firstLater(Args);
  for (size_t I = 0; I < Args.size(); ++I) {
    llvm::StringRef Arg = Args[I];
    bool OwnDirectory = I >= Later && Arg.starts_with("-I");
    if (OwnDirectory && Arg == "-I")
      ++I;
    if (!OwnDirectory && !isOfKbuild(Arg) && !isIdle(Arg) && !isOwnMacro(Arg))
      Key += '\0' + Args[I];
  }
  return Key;
}

std::string SharedHeaders::obstacle(const CompileCommand &Command,
                                    const PrecompiledHeader &Header) const {
  for (llvm::StringRef Arg : Command.Args)
    if (isOwnMacro(Arg) &&
        (Header.Mentions.contains(macroOf(Arg)) || Header.Sets.contains(macroOf(Arg))))
      return fmt::format("defines {}", macroOf(Arg).str());
  return {};
}

SharedHeaders::~SharedHeaders() = default;

std::vector<SharedHeaders::Group *>
SharedHeaders::groupsOf(llvm::ArrayRef<const CompileCommand *> Units) {
  for (auto &Each : Groups) {
    Each.second->Units.clear();
    Each.second->Others.clear();
    Each.second->Wanted = false;
  }
  auto group = [&](const std::string &Key) -> Group & {
    auto &Entry = Groups[Key];
    if (!Entry) {
      Entry = std::make_unique<Group>();
      Entry->Number = Groups.size();
    }
    return *Entry;
  };
  std::vector<Group *> Near;
  llvm::DenseMap<Group *, size_t> Sharing; // With a base, how many units.
  for (const CompileCommand *Unit : Units) {
    std::string Key = keyOf(*Unit);
    std::string Place = placeOf(*Unit);
    Near.push_back(&group(Key + '\0' + Place));
    Near.back()->Place = std::move(Place);
    Near.back()->Base = &group(Key);
    Near.back()->Units.push_back(Unit);
    ++Sharing[Near.back()->Base];
  }
  auto canBe = [&](const Group &Of, size_t Count, size_t Fewest) {
    return Of.Header || (!Of.Tried && Count >= Fewest);
  };
  auto isBased = [&](const Group &Of) {
    return canBe(*Of.Base, Sharing.lookup(Of.Base), FewestUnits);
  };
  auto isMany = [&](const Group &Of) {
    return canBe(Of, Of.Units.size(), isBased(Of) ? FewestOfModule : FewestUnits);
  };
  std::vector<Group *> Found;
  for (size_t I = 0; I < Units.size(); ++I) {
    Group *Wide = Near[I]->Base;
    if (isMany(*Near[I])) {
      Found.push_back(Near[I]);
      if (Near[I]->Units.front() == Units[I])
        Wide->Others.push_back(Units[I]);
      Near[I]->Wanted = true;
      Wide->Wanted |= isBased(*Near[I]) && !Near[I]->Header;
    } else {
      Found.push_back(isBased(*Near[I]) ? Wide : nullptr);
      Wide->Units.push_back(Units[I]);
      Wide->Wanted |= isBased(*Near[I]);
    }
  }
  for (auto &Each : Groups)
    Each.second->Idle = canBeIdle(*Each.second) && Each.second->Units.empty();
  return Found;
}

bool SharedHeaders::isToBeMade(const Group &Of) { return Of.Wanted && !Of.Tried; }

SharedHeaders::Group *SharedHeaders::baseOf(const Group &Of) { return Of.Base; }

bool SharedHeaders::canBeIdle(const Group &Of) { return Of.Base && Of.Header; }

void gfp::usePrecompiled(const PrecompiledHeader &Header, CompilerInvocation &Invocation) {
  PreprocessorOptions &Options = Invocation.getPreprocessorOpts();
  Options.ImplicitPCHInclude = Header.Bytes->getBufferIdentifier().str();
  // kbuild's names for the unit are others in each.
  Options.DisablePCHOrModuleValidation = DisableValidationForModuleKind::All;
}

std::vector<std::string> gfp::ownDirectories(const CompileCommand &Command) {
  return includeDirectories(Command, firstLater(Command.Args));
}

std::shared_ptr<const PrecompiledHeader> SharedHeaders::headerOf(const Group &Of) {
  return Of.Header || !Of.Base ? Of.Header : Of.Base->Header;
}

void SharedHeaders::leave(Group &Of) {
  if (!canBeIdle(Of))
    return;
  Of.Idle = true;
  size_t Bytes = 0;
  for (const auto &Each : Groups)
    Bytes += Each.second->Idle ? Each.second->Header->bytes() : 0;
  TooMany |= Bytes > MaxIdleBytes;
  if (!TooMany)
    return;
  for (const auto &Each : Groups)
    if (Each.second->Idle) {
      Each.second->Header.reset();
      Each.second->Tried = Each.second->Idle = false;
    }
}

void SharedHeaders::keep(Group &Of, std::shared_ptr<const PrecompiledHeader> Made) {
  Of.Tried = true;
  Of.Header = std::move(Made);
}

std::shared_ptr<const PrecompiledHeader> SharedHeaders::make(const Group &Of) const {
  llvm::CrashRecoveryContext Recovery;
  std::shared_ptr<const PrecompiledHeader> Made;
  auto build = [&] {
    CompileCommand Command = Of.Units.empty() ? *Of.Others.front() : *Of.Units.front();
    const std::string Directory = llvm::sys::path::parent_path(Command.File).str();
    const bool OfPlace = !Of.Place.empty();
    auto Base = OfPlace ? Of.Base->Header : nullptr;
    if (Base && !canGoOnFrom(*Base, Command))
      Base = nullptr;
    if (OfPlace && !Base && Of.Units.size() < FewestUnits)
      return;
    HeaderOrder Order(Rules, OfPlace ? Directory : "", includeDirectories(Command));
    if (OfPlace) // Those that are not analysed yet may be in a later round.
      for (const std::string &File : Sources.lookup(Of.Place))
        Order.add(File);
    else
      for (const auto *Units : {&Of.Units, &Of.Others})
        for (const CompileCommand *Unit : *Units)
          Order.add(Unit->File);
    llvm::erase_if(Command.Args, [&](Symbol Arg) { return isOwnMacro(Arg); });
    Command.File =
        fmt::format("{}/gfp-lint-shared-{}.c", OfPlace ? Directory : Command.Directory, Of.Number);
    const EventNames Used = eventsIn(Sources.lookup(Of.Place));
    const size_t Enough = OfPlace ? std::numeric_limits<size_t>::max() : EnoughUnits;
    Made = precompile({std::move(Command), Order.common(OneIn, Enough), std::move(Base),
                       OfPlace ? &Used : nullptr});
  };
  return Recovery.RunSafelyOnThread(build, ParserStackBytes) ? Made : nullptr;
}

EventNames SharedHeaders::eventsIn(llvm::ArrayRef<std::string> Sources) const {
  EventNames Used(Rules);
  llvm::StringSet<> Directories, Seen;
  auto add = [&](llvm::StringRef File) {
    if (!Seen.insert(File).second)
      return;
    if (auto Buffer = RegularFiles::read(File); Buffer && !Rules.isRereadable(Buffer->getBuffer()))
      Used.add(Buffer->getBuffer());
  };
  for (const std::string &Source : Sources) {
    add(Source);
    Directories.insert(llvm::sys::path::parent_path(Source));
  }
  for (const auto &Directory : Directories) {
    std::error_code Error;
    for (llvm::sys::fs::directory_iterator At(Directory.getKey(), Error), End; !Error && At != End;
         At.increment(Error))
      if (llvm::StringRef File = At->path(); File.ends_with(".h") || File.ends_with(".c"))
        add(File);
  }
  return Used;
}

bool SharedHeaders::canGoOnFrom(const PrecompiledHeader &Base, const CompileCommand &Command) {
  return !llvm::is_contained(Base.Directed, true) || Base.Directories == ownDirectories(Command);
}

PrecompiledHeader::PrecompiledHeader(std::shared_ptr<const PrecompiledHeader> From)
    : HeaderFacts(From ? static_cast<const HeaderFacts &>(*From) : HeaderFacts()),
      Base(std::move(From)) {}

size_t PrecompiledHeader::bytes() const {
  constexpr size_t EachName = 64; // With what the heap adds.
  return Bytes->getBufferSize() + EachName * (Mentions.size() + Calls.size() + Sets.size());
}

bool PrecompiledHeader::isItself(llvm::StringRef File) const {
  return File == Bytes->getBufferIdentifier() || File == Source->getBufferIdentifier() ||
         (Base && Base->isItself(File));
}

llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
PrecompiledHeader::over(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk) const {
  // A file system has a working directory: each thread needs its own.
  auto Memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  for (const PrecompiledHeader *Each = this; Each; Each = Each->Base.get())
    for (const auto *Buffer : {&Each->Bytes, &Each->Source})
      if (*Buffer)
        Memory->addFileNoOwn((*Buffer)->getBufferIdentifier(), 0, (*Buffer)->getMemBufferRef());
  auto Both = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(std::move(Disk));
  Both->pushOverlay(std::move(Memory));
  return Both;
}

std::shared_ptr<const PrecompiledHeader> SharedHeaders::precompile(Recipe How) const {
  for (unsigned Try = 0; Try < MaxTries && !How.Headers.empty(); ++Try) {
    std::vector<unsigned> Wrong;
    if (auto Made = precompileAll(How, Wrong))
      return Made;
    // A name of theirs may be a macro of a header that most units include, and these do not.
    if (Try == 0 && How.Base) {
      Recipe Alone = How;
      Alone.Base = nullptr;
      std::vector<unsigned> WrongAlone;
      if (auto Made = precompileAll(Alone, WrongAlone))
        return Made;
    }
    std::vector<std::string> Left;
    for (size_t I = 0; I < How.Headers.size(); ++I)
      if (!llvm::is_contained(Wrong, I + 1))
        Left.push_back(std::move(How.Headers[I]));
    if (Left.size() == How.Headers.size())
      return nullptr; // The errors are nobody's.
    How.Headers = std::move(Left);
  }
  return nullptr;
}

std::shared_ptr<const PrecompiledHeader>
SharedHeaders::precompileAll(const Recipe &How, std::vector<unsigned> &Wrong) const {
  const CompileCommand &Command = How.Command;
  const std::string Path = Command.File.substr(0, Command.File.size() - 1) + "pch";
  std::string Text;
  for (const std::string &Header : How.Headers)
    Text += "#include " + Header + "\n";
  auto Header = std::make_shared<PrecompiledHeader>(How.Base);
  Header->Directories = ownDirectories(Command);
  Header->Source = llvm::MemoryBuffer::getMemBufferCopy(Text, Command.File);
  auto Disk = llvm::makeIntrusiveRefCnt<EventFiles>(
      llvm::makeIntrusiveRefCnt<RegularFiles>(llvm::vfs::createPhysicalFileSystem()), Rules);
  Disk->use(How.Used);
  auto Overlay = Header->over(std::move(Disk));
  if (Overlay->setCurrentWorkingDirectory(Command.Directory))
    return nullptr;
  auto Files = llvm::makeIntrusiveRefCnt<FileManager>(FileSystemOptions(), Overlay);

  auto Bytes = std::make_shared<PCHBuffer>();
  ErrorHeaders Errors;
  PrecompileAction Action(*Header, Path, Bodies, Rules, /*IsBase=*/!How.Used, Bytes);
  bool Clean = runClang(Command, *Files, Errors, Action, [&](CompilerInvocation &Invocation) {
    Invocation.getFrontendOpts().SkipFunctionBodies = true;
    if (How.Base)
      usePrecompiled(*How.Base, Invocation);
  });
  if (!Clean || Errors.Any || !Bytes->IsComplete) {
    Wrong = std::move(Errors.Lines);
    return nullptr;
  }
  // Not as it is: it has grown to up to twice its size.
  Header->Bytes = llvm::MemoryBuffer::getMemBufferCopy(
      llvm::StringRef(Bytes->Data.data(), Bytes->Data.size()), Path);
  return Header;
}
