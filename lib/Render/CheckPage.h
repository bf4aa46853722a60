//===- CheckPage.h - What the documentation says of a check -----*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_RENDER_CHECKPAGE_H
#define GFPLINT_RENDER_CHECKPAGE_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace gfp {

/// The page of \p Check in Markdown, its title left out and its links to other pages replaced by
/// their text, since they lead nowhere outside the repository. Empty if there is no page.
std::string checkPage(llvm::StringRef Check);

/// Where the page is published; empty if this build was not told (GFPLINT_DOCS_URL).
std::string checkUrl(llvm::StringRef Check);

} // namespace gfp

#endif // GFPLINT_RENDER_CHECKPAGE_H
