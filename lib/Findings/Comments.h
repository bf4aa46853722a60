//===- Comments.h - The comments of a C text --------------------*- C++ -*-===//
// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//===----------------------------------------------------------------------===//
#ifndef GFPLINT_FINDINGS_COMMENTS_H
#define GFPLINT_FINDINGS_COMMENTS_H

#include "llvm/ADT/StringRef.h"
#include <vector>

namespace gfp {

/// Bytes [Begin, End) of a text: a comment with its delimiters, but not the newline that ends it.
struct CommentRange {
  size_t Begin = 0;
  size_t End = 0;
};

/// The comments of \p Text, in order. What looks like one in a string or character literal is none;
/// one that does not end reaches to the end of the text.
std::vector<CommentRange> commentsIn(llvm::StringRef Text);

/// The end of the comment at the start of \p Text.substr(\p Begin), as of a CommentRange; \p Begin
/// itself if there is none.
size_t endOfComment(llvm::StringRef Text, size_t Begin);

/// The end of the string or character literal whose quote is at \p Begin. A quote without a second
/// one on its line, as in an #error, stands for itself.
size_t endOfLiteral(llvm::StringRef Text, size_t Begin);

/// Where the brace before \p Begin is closed, past comments and literals; npos if it is not.
size_t closingBrace(llvm::StringRef Text, size_t Begin);

} // namespace gfp

#endif // GFPLINT_FINDINGS_COMMENTS_H
