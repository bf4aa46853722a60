//===- ClangArguments.cpp - Any compiler's arguments for Clang ------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
//
// Clang's own option table decides what Clang knows; what it does not know can only have mattered
// to code generation in GCC. A database comes from anywhere, so whatever writes files or loads code
// goes too.
//
//===----------------------------------------------------------------------===//
#include "Kbuild/CompileCommands.h"
#include "clang/Basic/Sanitizers.h"
#include "clang/Options/Options.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Option/Arg.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/Path.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/Triple.h"

using namespace llvm;
using namespace clang::options;

namespace gfp {
namespace {

/// Whole groups: what to make (-c, -S, ...), dependency files, warnings, remarks, debug
/// information.
constexpr unsigned DroppedGroups[] = {OPT_Action_Group, OPT_M_Group, OPT_W_Group,
                                      OPT_R_Group,      OPT_g_Group, OPT_pedantic_Group};

/// Single options: they write files, load code, reach past the driver, or only make sense with
/// another that is gone.
constexpr unsigned DroppedOptions[] = {
    OPT_INPUT,
    OPT_UNKNOWN,
    OPT__DASH_DASH,
    OPT_o,
    OPT_w,
    OPT_Wp_COMMA, // Kept in part: see preprocessorArguments().
    OPT_Wa_COMMA,
    OPT_Wl_COMMA,
    OPT_Xclang,
    OPT_Xpreprocessor,
    OPT_Xassembler,
    OPT_Xlinker,
    OPT_mllvm,
    OPT_fplugin_EQ,
    OPT_fplugin_arg,
    OPT_fpass_plugin_EQ,
    OPT_config,
    OPT_pipe,
    OPT_v,
    OPT__HASH_HASH_HASH,
    OPT_H,
    OPT_help,
    OPT__help_hidden,
    OPT__version,
    OPT_dumpversion,
    OPT_dumpmachine,
    OPT_ccc_print_phases,
    OPT_ccc_print_bindings,
    OPT_ftime_report,
    OPT_x, // See otherLanguage().
    OPT_include_pch,
    OPT_flto,
    OPT_flto_EQ,
    OPT_fno_lto,
    OPT_fsplit_lto_unit,
    OPT_fwhole_program_vtables,
    OPT_fthinlto_index_EQ,
    OPT_save_temps,
    OPT_save_temps_EQ,
    OPT_ftime_trace,
    OPT_ftime_trace_EQ,
    OPT_fstack_usage,
    OPT_ftest_coverage,
    OPT_coverage,
    OPT_fprofile_arcs,
    OPT__serialize_diags,
    OPT_fcrash_diagnostics_dir,
    OPT_fmodules,
    OPT_fmodules_cache_path,
    // About code generation alone; errors where Clang has them for other targets or values, or
    // where a file of the build is missing.
    OPT__param,
    OPT_mtune_EQ,
    OPT_fzero_call_used_regs_EQ,
    OPT_fpatchable_function_entry_EQ,
    OPT_mfentry,
    OPT_frandomize_layout_seed_EQ,
    OPT_frandomize_layout_seed_file_EQ,
    OPT_fprofile_sample_use_EQ,
    OPT_fauto_profile_EQ,
    OPT_fprofile_use_EQ,
    OPT_fprofile_generate,
    OPT_fprofile_generate_EQ,
    OPT_fprofile_instr_use_EQ,
    OPT_fprofile_instr_generate_EQ,
    OPT_mfunction_return_EQ,
    OPT_mfix_cmse_cve_2021_35465,
    OPT_mcheck_zero_division,
    OPT_mno_check_zero_division,
    OPT_mno_pic_data_is_text_relative,
    OPT_mpic_data_is_text_relative,
    OPT_fsanitize_kcfi_arity,
    OPT_fsanitize_ignorelist_EQ,
    OPT_fsanitize_system_ignorelist_EQ,
    OPT_fprofile_list_EQ,
    OPT_fsanitize_coverage_allowlist,
    OPT_fsanitize_coverage_ignorelist,
    OPT_mstack_protector_guard_EQ,
    OPT_mstack_protector_guard_reg_EQ,
    OPT_mstack_protector_guard_offset_EQ,
    OPT_mstack_protector_guard_symbol_EQ,
    OPT_ffile_prefix_map_EQ,
    OPT_fmacro_prefix_map_EQ,
};

/// Known to Clang, but an error for \p Target, which GCC has it for.
bool failsOnTarget(StringRef Arg, const Triple &Target) {
  // Vendors' extensions: GCC and Clang know different ones.
  if (Arg.starts_with("-march=rv") && Target.isRISCV())
    return Arg.contains("_x");
  if (Arg == "-mrecord-mcount" || Arg == "-mnop-mcount")
    return !Target.isSystemZ();
  return Arg == "-mabi=lp64" && Target.isAArch64();
}

/// The driver prints something and stops.
bool onlyAsks(StringRef Word) {
  return Word.starts_with("-print-") || Word.starts_with("--print-") ||
         is_contained({"-mcpu=help", "-mcpu=?", "-mtune=help", "-mtune=?"}, Word);
}

bool dropped(const opt::Arg &Arg) {
  const opt::Option &Option = Arg.getOption();
  return any_of(DroppedOptions, [&](unsigned Id) { return Option.matches(Id); }) ||
         any_of(DroppedGroups, [&](unsigned Id) { return Option.matches(Id); });
}

/// What of a -Wp,a,b reaches the program: definitions and include paths.
void preprocessorArguments(const opt::Arg &Arg, std::vector<std::string> &Out) {
  for (StringRef Value : Arg.getValues())
    if (Value.size() > 2 &&
        (Value.starts_with("-D") || Value.starts_with("-U") || Value.starts_with("-I")))
      Out.push_back(Value.str());
}

/// -fsanitize= with the sanitizers Clang has. Those of the CFI family need LTO, which is gone.
void sanitizerArgument(const opt::Arg &Arg, std::vector<std::string> &Out) {
  SmallVector<StringRef> Kept;
  for (StringRef Value : Arg.getValues()) {
    clang::SanitizerMask Mask =
        clang::expandSanitizerGroups(clang::parseSanitizerValue(Value, /*AllowGroups=*/true));
    if (Mask && !(Mask & clang::SanitizerKind::CFI))
      Kept.push_back(Value);
  }
  if (!Kept.empty())
    Out.push_back("-fsanitize=" + join(Kept, ","));
}

/// The target a cross compiler has in its name: aarch64-linux-gnu-gcc-12.
std::string targetOf(StringRef Compiler) {
  StringRef Name = sys::path::filename(Compiler);
  Name = Name.rtrim("0123456789.");
  Name.consume_back("-");
  for (StringRef Suffix : {"-gcc", "-clang", "-cc"})
    if (Name.consume_back(Suffix))
      return Name.contains('-') && Triple(Name).getArch() != Triple::UnknownArch ? Name.str() : "";
  return "";
}

/// The target \p Words ask for.
std::string targetGiven(ArrayRef<const char *> Words) {
  std::string Found;
  for (size_t I = 0; I < Words.size(); ++I) {
    StringRef Word = Words[I];
    if (Word.consume_front("--target="))
      Found = Word.str();
    else if (Word == "-target" && I + 1 < Words.size())
      Found = Words[I + 1];
  }
  return Found;
}

/// How many leading words of \p Args are launcher and compiler.
size_t compilerWords(ArrayRef<Symbol> Args) {
  if (Args.empty())
    return 0;
  StringRef First = sys::path::filename(Args.front().str());
  bool Launcher = is_contained({"ccache", "sccache", "distcc", "icecc"}, First);
  return Launcher && Args.size() > 1 && !Args[1].str().starts_with("-") ? 2 : 1;
}

} // namespace

std::vector<std::string> argumentsForClang(const CompileCommand &Command) {
  const opt::OptTable &Table = clang::getDriverOptTable();
  size_t First = compilerWords(Command.Args);
  SmallVector<const char *, 128> Words;
  for (Symbol Arg : ArrayRef(Command.Args).drop_front(First))
    if (!Arg.empty())
      Words.push_back(Arg.c_str());

  std::vector<std::string> Out;
  Out.reserve(Words.size() + 8);
  opt::InputArgList List(Words.begin(), Words.end());
  std::string Given = targetGiven(Words);
  std::string Named = Given.empty() && First > 0 ? targetOf(Command.Args[First - 1]) : "";
  Triple Target(!Given.empty() ? Given : !Named.empty() ? Named : sys::getDefaultTargetTriple());
  for (unsigned Index = 0, End = Words.size(); Index < End;) {
    unsigned Start = Index;
    // Nine in ten need no table.
    StringRef Word = Words[Start];
    if (Word.size() > 2 && Word[0] == '-') {
      if (is_contained({'I', 'D', 'U'}, Word[1])) {
        Out.push_back(Word.str());
        ++Index;
        continue;
      }
      if (Word[1] == 'W' && !Word.contains(',')) {
        ++Index;
        continue;
      }
    }
    std::unique_ptr<opt::Arg> Arg = Table.ParseOneArg(List, Index, opt::Visibility(ClangOption));
    if (!Arg) { // The value is missing: there is nothing to keep.
      Index = std::max(Index, Start + 1);
      continue;
    }
    if (Arg->getOption().matches(OPT_Wp_COMMA))
      preprocessorArguments(*Arg, Out);
    else if (Arg->getOption().matches(OPT_fsanitize_EQ))
      sanitizerArgument(*Arg, Out);
    else if (!dropped(*Arg) && !onlyAsks(Words[Start]) && !failsOnTarget(Words[Start], Target))
      Out.insert(Out.end(), Words.begin() + Start, Words.begin() + std::min(Index, End));
  }
  if (!Named.empty())
    Out.push_back("--target=" + Named);
  for (StringRef Arg : {"-fsyntax-only", "-w", "-Qunused-arguments", "-Wno-unknown-warning-option",
                        "-Wno-unused-command-line-argument", "-Wno-ignored-optimization-argument"})
    Out.push_back(Arg.str());
  Out.push_back(Command.File);
  return Out;
}

std::string otherLanguage(const CompileCommand &Command) {
  auto MayNameOne = [](StringRef Arg) {
    return Arg.starts_with("-x") || Arg.starts_with("--language");
  };
  if (none_of(Command.Args, MayNameOne))
    return "";
  SmallVector<const char *, 128> Words;
  for (Symbol Arg : ArrayRef(Command.Args).drop_front(compilerWords(Command.Args)))
    if (!Arg.empty())
      Words.push_back(Arg.c_str());
  unsigned Missing, Count;
  opt::InputArgList List =
      clang::getDriverOptTable().ParseArgs(Words, Missing, Count, opt::Visibility(ClangOption));
  StringRef Language = List.getLastArgValue(OPT_x);
  return Language == "c" || Language == "none" ? "" : Language.str();
}

} // namespace gfp
