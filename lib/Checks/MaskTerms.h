//===- MaskTerms.h - A mask as the user spelled it ---------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_CHECKS_MASKTERMS_H
#define GFPLINT_CHECKS_MASKTERMS_H

#include "Checks/Check.h"
#include "Gfp/SourceText.h"
#include <optional>
#include <string>
#include <vector>

namespace gfp {

/// One operand of a mask that is put together with `|`.
struct MaskTerm {
  FileRange Range;
  std::string Text;
  /// Its value; nothing if it is no constant.
  std::optional<uint64_t> Bits;
};

/// \p Mask taken apart at its `|`, in the order of the text; one term if it has none. Empty if the
/// user did not write it himself (it comes out of a macro).
std::vector<MaskTerm> termsOf(const FunctionView &View, const clang::Expr *Mask);

/// The edit that takes term \p Index and one `|` out of \p Terms and leaves the rest as it is
/// spelled; nothing where parentheses or comments stand between it and its neighbours.
std::optional<Edit> dropTerm(const FunctionView &View, llvm::ArrayRef<MaskTerm> Terms,
                             size_t Index);

/// The gfp masks a function puts together: arguments for parameters of type gfp_t, and what is
/// stored in variables of that type. No mask that is only tested.
std::vector<const clang::Expr *> masksOf(const FunctionView &View);

} // namespace gfp

#endif // GFPLINT_CHECKS_MASKTERMS_H
