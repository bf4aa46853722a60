//===- Subsystem.cpp - Which part of the kernel a file is in --------------===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#include "Findings/Subsystem.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

using llvm::StringRef;

StringRef gfp::subsystemOf(StringRef Path) {
  size_t Directory = Path.rfind('/');
  if (Directory == StringRef::npos)
    return ".";
  StringRef Parent = Path.take_front(Directory);
  if (Path.starts_with("/"))
    return Parent.empty() ? "/" : Parent; // Of another tree.
  auto [Top, Rest] = Parent.split('/');
  bool IsFamily = llvm::is_contained({"arch", "drivers", "fs", "net"}, Top);
  if (!IsFamily || Rest.empty())
    return Top;
  return Parent.take_front(Top.size() + 1 + std::min(Rest.find('/'), Rest.size()));
}
