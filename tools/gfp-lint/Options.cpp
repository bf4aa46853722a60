//===- Options.cpp - The command line ------------------------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Options.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>
#include <cstring>
#include <fmt/format.h>

using namespace llvm;

namespace {

cl::OptionCategory Category("gfp-lint options");
cl::SubCommand Scan("scan", "lint everything under PATH (default: the whole database)");
cl::SubCommand Fix("fix", "apply the fix-its of a scan");
cl::SubCommand Db("db", "write a kernel's compile commands without building it");
cl::SubCommand Cc("cc", "as kbuild's CHECK: make C=1 CHECK=\"gfp-lint cc --\"");
cl::SubCommand Explain("explain", "tell what is known at a line: scopes, masks, callees");
cl::SubCommand Merge("merge", "join the results of scans of parts (--shard), linked again");
cl::SubCommand RulesOf("rules", "print the rules of a release, or verify them against a tree");
cl::SubCommand Checks("checks", "list the checks, or explain one");

#define IN_REPORT cl::cat(Category), cl::sub(Scan), cl::sub(Fix), cl::sub(Merge)
#define IN_SCAN IN_REPORT, cl::sub(Explain)
#define IN_KERNEL IN_SCAN, cl::sub(Db)
#define IN_CHECK IN_REPORT, cl::sub(Cc)

cl::opt<std::string> Kernel("kernel", cl::desc("the kernel's source tree"), cl::value_desc("DIR"),
                            IN_KERNEL, cl::sub(RulesOf));
cl::opt<std::string> Build("build", cl::desc("its build directory (make's O=)"),
                           cl::value_desc("DIR"), IN_KERNEL);
cl::list<std::string> Config("kconfig",
                             cl::desc("a kernel configuration to use (plain, .gz or .xz); "
                                      "several: each"),
                             cl::value_desc("FILE"), IN_KERNEL);
cl::opt<std::string> Configuration("config", cl::desc("this .gfp-lint.yaml, not the nearest one"),
                                   cl::value_desc("FILE"), IN_SCAN, cl::sub(Cc));
cl::opt<std::string> Side("policy",
                          cl::desc("flags (the default) or scopes: which of them is to say "
                                   "what an allocation may do"),
                          cl::value_desc("NAME"), IN_CHECK);
cl::list<std::string> Arch("arch", cl::desc("the kernel's ARCH; several: each"),
                           cl::value_desc("ARCH"), IN_KERNEL);
cl::list<std::string> Database("p",
                               cl::desc("compile_commands.json or its directory; several: each"),
                               cl::value_desc("BUILD"), IN_SCAN);
cl::opt<bool> AllFiles("all-files",
                       cl::desc("sources that are not compiled, too, with a neighbour's flags"),
                       IN_REPORT);
cl::list<std::string> Paths(cl::Positional, cl::desc("[PATH...] [-- CLANG ARGUMENTS]"),
                            cl::cat(Category), cl::sub(Scan), cl::sub(Fix));
cl::opt<std::string> Release("release", cl::desc("the target release (6.12), or auto"),
                             cl::value_desc("X.Y"), cl::init("auto"), IN_SCAN, cl::sub(Cc),
                             cl::sub(Checks), cl::sub(RulesOf));
cl::opt<std::string> Rules("rules", cl::desc("rules to lay over the built-in ones"),
                           cl::value_desc("DIR"), IN_SCAN, cl::sub(Cc), cl::sub(Checks),
                           cl::sub(RulesOf));
cl::opt<std::string> CheckGlobs("checks", cl::desc("globs of checks to run; -GLOB takes out"),
                                cl::value_desc("GLOB,-GLOB"), IN_CHECK);
cl::opt<unsigned> Level(
    "level",
    cl::desc(
        "highest level to report: 0, 1 or 2 (default 0, or what the checks that are named need)"),
    cl::value_desc("N"), IN_CHECK);
cl::opt<std::string> Format("format", cl::desc("text, sarif, jsonl, html, lkp or github"),
                            cl::value_desc("NAME"), cl::cat(Category), cl::sub(Scan),
                            cl::sub(Merge));
cl::list<std::string> Outputs("o",
                              cl::desc("write to FILE instead of standard output; of scan as often "
                                       "as wanted, FORMAT=FILE for another format"),
                              cl::value_desc("FILE"), cl::cat(Category), cl::sub(Scan),
                              cl::sub(Merge), cl::sub(Db));
cl::opt<unsigned> Threads("j", cl::desc("threads (default: all processors)"), cl::value_desc("N"),
                          cl::Prefix, IN_SCAN);
cl::opt<bool> Stats("stats", cl::desc("counts on standard error at the end"), IN_REPORT);
cl::opt<bool> Summary("summary", cl::desc("findings by check and subsystem at the end"),
                      cl::cat(Category), cl::sub(Scan), cl::sub(Merge));
cl::opt<bool> NoSource("no-source", cl::desc("do not show the source lines"), cl::cat(Category),
                       cl::sub(Scan), cl::sub(Merge), cl::sub(Cc));
cl::opt<bool> WarningsAreErrors("werror", cl::desc("fail on findings"), cl::cat(Category),
                                cl::sub(Cc));
cl::opt<unsigned> Timeout("timeout",
                          cl::desc("give up a unit after so many seconds (default 120; 0: never)"),
                          cl::value_desc("SECONDS"), cl::init(120), IN_REPORT);
cl::opt<bool> NoPrefilter("no-prefilter", cl::desc("parse units that cannot hold a finding, too"),
                          IN_SCAN);
cl::opt<bool> NoCache("no-cache", cl::desc("neither use nor keep results of other scans"),
                      IN_REPORT);
cl::opt<std::string> CacheFile("cache",
                               cl::desc("the file results are kept in (default: "
                                        "gfp-lint/results.sqlite in the user's cache directory)"),
                               cl::value_desc("FILE"), IN_REPORT);
cl::opt<unsigned> CacheSize("cache-size", cl::desc("its largest size (default: 2000)"),
                            cl::value_desc("MB"), cl::init(2000), IN_REPORT);
cl::opt<std::string>
    Part("shard",
         cl::desc("only the I-th of N parts of the sources; --cache FILE holds its "
                  "results, for gfp-lint merge"),
         cl::value_desc("I/N"), cl::cat(Category), cl::sub(Scan));
cl::opt<bool> NoPch("no-pch", cl::desc("let every unit parse its own headers"), IN_SCAN);
cl::opt<bool> AllBodies("parse-all-bodies", cl::desc("parse every function body of headers"),
                        IN_SCAN);
cl::opt<std::string> SummaryFile("summaries", cl::desc("linked summaries of the rest of the tree"),
                                 cl::value_desc("FILE"), IN_SCAN, cl::sub(Cc));
cl::opt<std::string> SummaryOut("summaries-out",
                                cl::desc("write the linked summaries of all units to FILE"),
                                cl::value_desc("FILE"), cl::cat(Category), cl::sub(Scan),
                                cl::sub(Merge));
cl::opt<std::string> BaselineFile("baseline", cl::desc("leave out the findings FILE knows"),
                                  cl::value_desc("FILE"), IN_REPORT);
cl::opt<std::string> BaselineOut("write-baseline", cl::desc("write the findings to FILE as known"),
                                 cl::value_desc("FILE"), cl::cat(Category), cl::sub(Scan),
                                 cl::sub(Merge));
cl::opt<std::string> Since("since", cl::desc("only findings on lines changed since git's REV"),
                           cl::value_desc("REV"), IN_REPORT);
cl::opt<std::string> Diff("diff",
                          cl::desc("only findings on lines that a unified diff (- is standard "
                                   "input) changes"),
                          cl::value_desc("FILE"), IN_REPORT);
cl::opt<bool> DryRun("dry-run", cl::desc("print a unified diff (the default)"), cl::cat(Category),
                     cl::sub(Fix));
cl::opt<bool> InPlace("in-place", cl::desc("write the files"), cl::cat(Category), cl::sub(Fix));
cl::opt<std::string> Verb(cl::Positional, cl::desc("[verify]"), cl::cat(Category),
                          cl::sub(RulesOf));
cl::list<std::string> Parts(cl::Positional, cl::desc("FILE..."), cl::cat(Category), cl::sub(Merge));
cl::opt<std::string> Line(cl::Positional, cl::desc("FILE:LINE [-- CLANG ARGUMENTS]"),
                          cl::cat(Category), cl::sub(Explain));
cl::opt<std::string> Subject(cl::Positional, cl::desc("[NAME]"), cl::cat(Category),
                             cl::sub(Checks));

[[noreturn]] void usageError(const Twine &Message) {
  errs() << "gfp-lint: error: " << Message << "\n";
  std::exit(gfp::BadInput);
}

} // namespace

gfp::Options gfp::parseOptions(int Argc, const char **Argv) {
  Options Asked;
  std::vector<const char *> Own;
  for (int I = 0; I < Argc; ++I) {
    if (!Asked.HasFixedArgs && I && !std::strcmp(Argv[I], "--")) {
      Asked.HasFixedArgs = true;
      continue;
    }
    if (Asked.HasFixedArgs)
      Asked.FixedArgs.push_back(Argv[I]);
    else
      Own.push_back(Argv[I]);
  }
  cl::SetVersionPrinter([](raw_ostream &OS) { OS << "gfp-lint " GFPLINT_VERSION "\n"; });
  for (cl::SubCommand *Sub :
       {&cl::SubCommand::getTopLevel(), &Scan, &Fix, &Db, &Cc, &Explain, &Merge, &RulesOf, &Checks})
    cl::HideUnrelatedOptions(Category, *Sub);

  std::string Errors;
  raw_string_ostream ErrorStream(Errors);
  if (!cl::ParseCommandLineOptions(static_cast<int>(Own.size()), Own.data(),
                                   "gfp-lint: memory-allocation contexts of the Linux kernel\n",
                                   &ErrorStream)) {
    StringRef First = StringRef(Errors).ltrim().take_until([](char C) { return C == '\n'; });
    First.consume_front(Own.front());
    First.consume_front(": ");
    usageError(First);
  }

  if (Scan)
    Asked.Command = Options::Scan;
  else if (Fix)
    Asked.Command = Options::Fix;
  else if (Db)
    Asked.Command = Options::Db;
  else if (Cc)
    Asked.Command = Options::Cc;
  else if (Explain)
    Asked.Command = Options::Explain;
  else if (Merge)
    Asked.Command = Options::Merge;
  else if (RulesOf)
    Asked.Command = Options::Rules;
  else if (Checks)
    Asked.Command = Options::Checks;
  else
    usageError(
        "name a command: scan, fix, db, cc, explain, merge, rules or checks (gfp-lint --help)");
  if (Level > 2)
    usageError("--level takes 0, 1 or 2");
  if (AllFiles && Asked.HasFixedArgs)
    usageError("--all-files needs a kernel's compile commands, not one after \"--\"");
  if (DryRun && InPlace)
    usageError("--dry-run and --in-place exclude each other");
  if (Since.getNumOccurrences() && Diff.getNumOccurrences())
    usageError("--since and --diff exclude each other");
  if (BaselineOut.getNumOccurrences() && (Since.getNumOccurrences() || Diff.getNumOccurrences()))
    usageError("--write-baseline records all findings: leave out --since and --diff");
  for (cl::opt<std::string> *Named : {&BaselineFile, &BaselineOut, &Since, &Diff})
    if (Named->getNumOccurrences() && Named->empty())
      usageError("--" + Named->ArgStr + " needs a " + Named->ValueStr);
  if (Db && Outputs.size() > 1)
    usageError("db takes one -o");

  Asked.KernelDir = Kernel;
  Asked.BuildDir = Build;
  Asked.ConfigFiles.assign(Config.begin(), Config.end());
  Asked.Arches.assign(Arch.begin(), Arch.end());
  Asked.Databases.assign(Database.begin(), Database.end());
  Asked.AllFiles = AllFiles;
  const auto &Named = Merge ? Parts : Paths;
  Asked.Paths.assign(Named.begin(), Named.end());
  Asked.Release = Release;
  Asked.RulesDir = Rules;
  Asked.CheckGlobs = CheckGlobs;
  if (Level.getNumOccurrences())
    Asked.Level = Level;
  Asked.Configuration = Configuration;
  Asked.Policy = Side;
  Asked.Format = Format;
  Asked.Outputs.assign(Outputs.begin(), Outputs.end());
  Asked.Threads = Threads;
  Asked.Stats = Stats;
  Asked.Summary = Summary;
  Asked.NoSource = NoSource;
  Asked.WarningsAreErrors = WarningsAreErrors;
  Asked.SummaryFile = SummaryFile;
  Asked.SummaryOut = SummaryOut;
  Asked.NoPrefilter = NoPrefilter;
  Asked.NoPch = NoPch;
  Asked.Shard = Part;
  Asked.NoCache = NoCache;
  Asked.CacheFile = CacheFile;
  Asked.CacheSize = CacheSize;
  Asked.Timeout = Timeout;
  Asked.ParseAllBodies = AllBodies;
  Asked.Baseline = BaselineFile;
  Asked.WriteBaseline = BaselineOut;
  Asked.Since = Since;
  Asked.Diff = Diff;
  Asked.DryRun = DryRun;
  Asked.InPlace = InPlace;
  Asked.Subject = Explain ? Line : RulesOf ? Verb : Subject;
  return Asked;
}
