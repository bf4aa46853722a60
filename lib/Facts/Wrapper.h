//===- Wrapper.h - Functions that hand their mask on -------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FACTS_WRAPPER_H
#define GFPLINT_FACTS_WRAPPER_H

#include "Gfp/GfpMask.h"
#include "Rules/RuleSet.h"
#include "clang/AST/Decl.h"
#include <vector>

namespace gfp {

/// One allocator that a wrapper's mask gets to.
struct WrappedFlow {
  const Allocator *Into = nullptr;
  /// What happens to the mask on the way, in the unit's bits.
  uint64_t Added = 0, Removed = 0;
  /// Only if some test of the mask, or of another number the caller gives, says so.
  bool Guarded = false;
  /// How large a number is that the caller gives decides on it.
  bool BySize = false;
  /// It asks for no more than a page.
  bool Small = false;
  /// Whenever the wrapper is called, unless it fails before.
  bool Surely = false;

  GfpMask apply(const GfpMask &Given) const {
    return (Given & ~GfpMask::constant(Removed)) | GfpMask::constant(Added);
  }
};

/// A function that the rules do not know and that hands a mask it is given on to allocators.
struct Wrapper {
  /// As if the rules knew it: its name; the backing, if all flows agree on it (`Other` if not); and
  /// whether all it allocates obeys the mask.
  Allocator Rule;
  /// Index of the parameter with the mask.
  unsigned Parameter = 0;
  std::vector<WrappedFlow> Flows;
};

/// Tells which functions are wrappers.
class WrapperSource {
public:
  virtual ~WrapperSource() = default;
  /// Null if \p Function is none. Lives as long as this.
  virtual const Wrapper *of(const clang::FunctionDecl *Function) const = 0;
};

} // namespace gfp

#endif // GFPLINT_FACTS_WRAPPER_H
