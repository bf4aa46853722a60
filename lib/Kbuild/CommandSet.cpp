//===- CommandSet.cpp - Compile commands, duplicates left out -------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Kbuild/CommandSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace gfp {
namespace {

/// Options that name what is made, not how: they differ between objects of one source.
bool namesTheObject(StringRef Arg) {
  return Arg.starts_with("-Wp,-M") || Arg.starts_with("-DKBUILD_BASENAME=") ||
         Arg.starts_with("-DKBUILD_MODNAME=") || Arg.starts_with("-DKBUILD_MODFILE=") ||
         Arg.starts_with("-D__KBUILD_MODNAME=") || Arg.starts_with("-D\"KBUILD_");
}

/// The options of \p Command that decide what the source means.
SmallVector<StringRef, 128> meaning(const CompileCommand &Command) {
  SmallVector<StringRef, 128> Args;
  for (size_t I = 0; I < Command.Args.size(); ++I) {
    StringRef Arg = Command.Args[I];
    if (is_contained({"-o", "-MF", "-MT", "-MQ"}, Arg))
      ++I;
    else if (!namesTheObject(Arg) && !(Arg.starts_with("-o") && Arg.ends_with(".o")))
      Args.push_back(Arg);
  }
  return Args;
}

} // namespace

void CommandSet::add(CompileCommand Command) {
  SmallVector<unsigned, 1> &Known = ByFile[Command.File];
  for (unsigned Index : Known)
    if (Commands[Index].Directory == Command.Directory &&
        meaning(Commands[Index]) == meaning(Command))
      return;
  Known.push_back(Commands.size());
  Commands.push_back(std::move(Command));
}

} // namespace gfp
