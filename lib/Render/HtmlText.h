//===- HtmlText.h - Text in HTML --------------------------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_RENDER_HTMLTEXT_H
#define GFPLINT_RENDER_HTMLTEXT_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace gfp {

/// Any bytes as the text of an element or of a quoted attribute: nothing in them is markup, what is
/// not UTF-8 becomes U+FFFD, and control characters that would hide or reorder text become visible.
/// Tabs and newlines stay.
std::string htmlText(llvm::StringRef Text);

} // namespace gfp

#endif // GFPLINT_RENDER_HTMLTEXT_H
