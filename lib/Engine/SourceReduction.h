//===- SourceReduction.h - Sources without what cannot matter -*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_ENGINE_SOURCEREDUCTION_H
#define GFPLINT_ENGINE_SOURCEREDUCTION_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"
#include <cstdint>
#include <string>

namespace gfp {

/// A source without the bodies of the functions in which nothing can be found, nor anything that
/// bears on what is found elsewhere in it; nor does it have events made. All else stands where it
/// stood.
struct ReducedSource {
  std::string Text;
  /// That are but declared, with the offsets of the bodies that are gone: where a condition leaves
  /// these out, too, there is no declaration.
  llvm::StringMap<llvm::SmallVector<unsigned, 1>> Functions;
  uint64_t Digest = 0; ///< Of what is gone. 0: nothing, and all of this is empty.
};

/// Something that is looked for, in the text of a source.
struct SourceSeed {
  /// What it can make of the function it is in, for those who call it.
  enum Kind {
    Mask, ///< Something that gets a mask from them.
    Save, ///< Half of a scope, unless the other half is there, too.
    Restore,
    Alone,       ///< Nothing.
    WithCallees, ///< Nothing, but what the function calls stays.
    Any
  } Is = Any;
  unsigned Offset = 0; ///< Of the identifier.
};

/// What the text of a source does not tell.
struct SourceSurroundings {
  /// A function of that name is asked for: it stays, with all it calls.
  llvm::function_ref<bool(llvm::StringRef)> IsWanted;
  /// See RuleSet::isExportingMacro().
  llvm::function_ref<bool(llvm::StringRef)> Exports;
  /// One of the headers of its own that the source includes, as they are spelled in quotes,
  /// mentions one of the names.
  llvm::function_ref<bool(llvm::ArrayRef<llvm::StringRef>, const llvm::StringSet<> &)> InHeaders;
};

/// Takes out of \p Text the functions that hold none of \p Seeds and do not lead to one that counts
/// for those who call it, be it by a call, a macro, a variable or a field.
ReducedSource reduceSource(llvm::StringRef Text, llvm::ArrayRef<SourceSeed> Seeds,
                           const SourceSurroundings &Around);

/// What \p Header says may lead to a call of one of \p Functions by those who include it. It does
/// not if these are but fields, parameters or declared.
bool mayCall(llvm::StringRef Header, const llvm::StringSet<> &Functions);

} // namespace gfp

#endif // GFPLINT_ENGINE_SOURCEREDUCTION_H
